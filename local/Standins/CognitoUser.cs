using System.Collections.Immutable;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace EventTicketing.Local.Standins;

/// <summary>A user as stored in the pool. With e-mail sign-in, the user name is <see cref="Sub"/>.</summary>
internal sealed record CognitoUser
{
    public const string Unconfirmed = "UNCONFIRMED";
    public const string Confirmed = "CONFIRMED";
    public const string ForceChangePassword = "FORCE_CHANGE_PASSWORD";
    public const string ResetRequired = "RESET_REQUIRED";

    private static readonly HashSet<string> Writable =
    [
        "email",
        "email_verified",
        "name",
        "given_name",
        "family_name",
        "middle_name",
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "address",
        "phone_number",
        "phone_number_verified",
        "updated_at",
    ];

    public required string Sub { get; init; }
    public required string Status { get; init; }
    public bool Enabled { get; init; } = true;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>All attributes except <c>sub</c>: <c>email</c>, <c>email_verified</c>, <c>name</c>.</summary>
    public required ImmutableSortedDictionary<string, string> Attributes { get; init; }
    public ImmutableSortedSet<string> Groups { get; init; } = [];
    public Password? Password { get; init; }
    public MailedCode? Code { get; init; }
    public Authenticator? Authenticator { get; init; }

    /// <summary>The secret of an authenticator app whose first code has not been verified yet.</summary>
    public string? OfferedTotpSecret { get; init; }

    [JsonIgnore]
    public string Email => Attributes["email"];

    [JsonIgnore]
    public bool EmailVerified => Attributes.GetValueOrDefault("email_verified") == "true";

    public CognitoUser With(string attribute, string value) => this with { Attributes = Attributes.SetItem(attribute, value) };

    /// <summary>An empty value removes the attribute, as in the real pool.</summary>
    public CognitoUser With(IReadOnlyDictionary<string, string> changes) =>
        changes.Aggregate(
            this,
            (user, change) =>
                change.Value.Length == 0
                    ? user with
                    {
                        Attributes = user.Attributes.Remove(change.Key),
                    }
                    : user.With(change.Key, change.Value)
        );

    /// <summary>Normalizes an e-mail address for lookups.</summary>
    public static string NormalEmail(string text)
    {
        var email = text.Trim().ToLowerInvariant();
        var valid = email.Length is > 0 and <= 254 && MailAddress.TryCreate(email, out var address) && address.Address == email;
        return valid ? email : throw CognitoError.Invalid(CognitoTexts.NotAnEmail);
    }

    public static void CheckAttributes(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.ContainsKey("sub"))
            throw CognitoError.Invalid("Cannot modify the non-mutable attribute sub");
        if (attributes.GetValueOrDefault("email") is "")
            throw CognitoError.Invalid("Cannot remove the required attribute email");
        foreach (var (name, value) in attributes)
        {
            // The pool's schema has no custom attributes.
            var fault =
                !Writable.Contains(name) ? "Attribute does not exist in the schema."
                : value.Length > 2048 ? "Attribute is too long."
                : null;
            if (fault is not null)
                throw CognitoError.Invalid($"Attributes did not conform to the schema: {name}: {fault}");
        }
    }
}

/// <summary>A code sent by e-mail. A newer code replaces it, whatever its purpose.</summary>
/// <param name="Email">The new address that the code verifies; null when it is the user's current one.</param>
internal sealed record MailedCode(string Purpose, string Value, DateTimeOffset ExpiresAt, string? Email = null)
{
    public const string ForSignUp = "sign-up";
    public const string ForPassword = "password";
    public const string ForEmail = "email";
}

/// <summary>A verified authenticator app. <paramref name="LastStep"/> is the time step last used, so that no code works twice.</summary>
internal sealed record Authenticator(string Secret, bool Enabled, long LastStep);

internal sealed record CognitoGroup(string Name, int? Precedence, string? Description, DateTimeOffset CreatedAt);

/// <summary>A PBKDF2 hash for sign-in with the password, and an SRP verifier for sign-in without sending it.</summary>
internal sealed record Password(string Salt, string Hash, string SrpSalt, string SrpVerifier)
{
    private const int Iterations = 100_000;
    private const int Longest = 256;

    public static Password Of(string poolName, string sub, string text)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var (srpSalt, verifier) = Srp.Register(poolName, sub, text);
        return new Password(Convert.ToHexString(salt), Convert.ToHexString(Derive(text, salt)), srpSalt, verifier);
    }

    public bool Matches(string text) =>
        text.Length <= Longest
        && CryptographicOperations.FixedTimeEquals(Derive(text, Convert.FromHexString(Salt)), Convert.FromHexString(Hash));

    /// <summary>At least 8 characters, with an upper-case letter, a digit and a symbol.</summary>
    public static void CheckPolicy(string text)
    {
        var lack = text switch
        {
            { Length: < 8 } => "Password not long enough",
            { Length: > Longest } => "Password too long",
            _ when !text.Any(char.IsAsciiLetterUpper) => "Password must have uppercase characters",
            _ when !text.Any(char.IsAsciiDigit) => "Password must have numeric characters",
            _ when !text.Any(IsSymbol) => "Password must have symbol characters",
            _ => null,
        };
        if (lack is not null)
            throw new CognitoError("InvalidPasswordException", $"Password did not conform with policy: {lack}");
    }

    /// <summary>Generates a temporary password that satisfies the policy, for users created by an administrator.</summary>
    public static string Temporary() =>
        RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 8)
        + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ", 2)
        + RandomNumberGenerator.GetString("23456789", 4)
        + RandomNumberGenerator.GetString("!#%+-=?", 1);

    private static bool IsSymbol(char character) => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character));

    private static byte[] Derive(string text, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(text), salt, Iterations, HashAlgorithmName.SHA256, outputLength: 32);
}
