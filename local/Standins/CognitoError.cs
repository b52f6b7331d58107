namespace EventTicketing.Local.Standins;

/// <summary>An error with the real user pool's type and message.</summary>
internal sealed class CognitoError(string type, string message) : Exception(message)
{
    public const string PasswordResetRequired = "PasswordResetRequiredException";
    public const string UserNotConfirmed = "UserNotConfirmedException";

    public string Type => type;

    public static CognitoError NotAuthorized(string message = "Incorrect username or password.") => new("NotAuthorizedException", message);

    public static CognitoError Invalid(string message) => new("InvalidParameterException", message);

    public static CognitoError Missing(string member) =>
        Invalid(
            $"1 validation error detected: Value null at '{char.ToLowerInvariant(member[0])}{member[1..]}' "
                + "failed to satisfy constraint: Member must not be null"
        );

    public static CognitoError NotFound(string message) => new("ResourceNotFoundException", message);

    public static CognitoError UserNotFound() => new("UserNotFoundException", "User does not exist.");

    public static CognitoError UsernameExists() => new("UsernameExistsException", "An account with the given email already exists.");

    public static CognitoError AliasExists() => new("AliasExistsException", "An account with the email already exists.");

    public static CognitoError CodeMismatch() => new("CodeMismatchException", "Invalid verification code provided, please try again.");

    public static CognitoError CodeExpired() => new("ExpiredCodeException", "Invalid code provided, please request a code again.");

    public static CognitoError TooManyPasswords() => new("TooManyRequestsException", "Password attempts exceeded");

    public static CognitoError TooManyCodes() => new("LimitExceededException", "Attempt limit exceeded, please try after some time.");
}
