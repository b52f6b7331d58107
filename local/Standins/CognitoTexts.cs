namespace EventTicketing.Local.Standins;

/// <summary>Translations of the hosted pages. English texts are the keys; missing ones fall back to English.</summary>
internal sealed class CognitoTexts
{
    public const string NotAnEmail = "Username should be an email.";

    private static readonly CognitoTexts English = new("en", []);

    private static readonly CognitoTexts German = new(
        "de",
        new()
        {
            ["Sign in"] = "Anmelden",
            ["Create an account"] = "Konto anlegen",
            ["Forgot your password?"] = "Passwort vergessen?",
            ["E-mail address"] = "E-Mail-Adresse",
            ["Name"] = "Name",
            ["Password"] = "Passwort",
            ["New password"] = "Neues Passwort",
            ["Code"] = "Code",
            ["At least 8 characters, with an upper-case letter, a digit and a symbol."] =
                "Mindestens 8 Zeichen, darunter ein Großbuchstabe, eine Ziffer und ein Sonderzeichen.",
            ["Two-step verification"] = "Bestätigung in zwei Schritten",
            ["The six digits that your authenticator app shows."] = "Die sechs Ziffern, die Ihre Authentifizierungs-App zeigt.",
            ["Choose a new password"] = "Neues Passwort wählen",
            ["Save and sign in"] = "Speichern und anmelden",
            ["Confirm your address"] = "Adresse bestätigen",
            ["Confirm"] = "Bestätigen",
            ["We sent it to your e-mail address."] = "Wir haben ihn an Ihre E-Mail-Adresse geschickt.",
            ["Send a new code"] = "Neuen Code senden",
            ["Reset your password"] = "Passwort zurücksetzen",
            ["Send a code"] = "Code senden",
            ["If the address has an account, we sent a code to it."] =
                "Gibt es zu dieser Adresse ein Konto, haben wir einen Code dorthin geschickt.",
            ["Save the password"] = "Passwort speichern",
            ["We sent a new code."] = "Wir haben einen neuen Code geschickt.",
            ["Your address is confirmed. You can sign in now."] = "Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.",
            ["Your password is changed. You can sign in now."] = "Ihr Passwort ist geändert. Sie können sich jetzt anmelden.",
            ["You are signed out"] = "Sie sind abgemeldet",
            ["You can close this page."] = "Sie können diese Seite schließen.",
            ["This link does not work"] = "Dieser Link funktioniert nicht",
            ["The address to return to is not allowed."] = "Die Rücksprungadresse ist nicht erlaubt.",
            ["The client is not known."] = "Die Anwendung ist nicht bekannt.",
            ["Error"] = "Fehler",
            ["The e-mail address or the password is not right."] = "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
            ["This account is disabled."] = "Dieses Konto ist gesperrt.",
            ["This code is not right."] = "Dieser Code stimmt nicht.",
            ["This code has expired. Ask for a new one."] = "Dieser Code ist abgelaufen. Fordern Sie einen neuen an.",
            ["Too many attempts. Wait a little and try again."] = "Zu viele Versuche. Warten Sie etwas und versuchen Sie es erneut.",
            ["There is an account with this address already."] = "Zu dieser Adresse gibt es schon ein Konto.",
            ["Enter a valid e-mail address."] = "Geben Sie eine gültige E-Mail-Adresse ein.",
            ["This password does not follow the rule."] = "Dieses Passwort entspricht nicht der Regel.",
            ["The form has expired. Please try again."] = "Das Formular ist abgelaufen. Bitte versuchen Sie es erneut.",
        }
    );

    private static readonly CognitoTexts Spanish = new(
        "es",
        new()
        {
            ["Sign in"] = "Iniciar sesión",
            ["Create an account"] = "Crear una cuenta",
            ["Forgot your password?"] = "¿Ha olvidado su contraseña?",
            ["E-mail address"] = "Correo electrónico",
            ["Name"] = "Nombre",
            ["Password"] = "Contraseña",
            ["New password"] = "Contraseña nueva",
            ["Code"] = "Código",
            ["At least 8 characters, with an upper-case letter, a digit and a symbol."] =
                "Al menos 8 caracteres, con una mayúscula, una cifra y un símbolo.",
            ["Two-step verification"] = "Verificación en dos pasos",
            ["The six digits that your authenticator app shows."] = "Las seis cifras que muestra su aplicación de autenticación.",
            ["Choose a new password"] = "Elija una contraseña nueva",
            ["Save and sign in"] = "Guardar e iniciar sesión",
            ["Confirm your address"] = "Confirme su correo",
            ["Confirm"] = "Confirmar",
            ["We sent it to your e-mail address."] = "Lo hemos enviado a su correo electrónico.",
            ["Send a new code"] = "Enviar otro código",
            ["Reset your password"] = "Restablecer la contraseña",
            ["Send a code"] = "Enviar un código",
            ["If the address has an account, we sent a code to it."] = "Si este correo tiene una cuenta, le hemos enviado un código.",
            ["Save the password"] = "Guardar la contraseña",
            ["We sent a new code."] = "Hemos enviado otro código.",
            ["Your address is confirmed. You can sign in now."] = "Su correo está confirmado. Ya puede iniciar sesión.",
            ["Your password is changed. You can sign in now."] = "Su contraseña ha cambiado. Ya puede iniciar sesión.",
            ["You are signed out"] = "Ha cerrado la sesión",
            ["You can close this page."] = "Puede cerrar esta página.",
            ["This link does not work"] = "Este enlace no funciona",
            ["The address to return to is not allowed."] = "La dirección de retorno no está permitida.",
            ["The client is not known."] = "La aplicación no es conocida.",
            ["Error"] = "Error",
            ["The e-mail address or the password is not right."] = "El correo o la contraseña no son correctos.",
            ["This account is disabled."] = "Esta cuenta está desactivada.",
            ["This code is not right."] = "Este código no es correcto.",
            ["This code has expired. Ask for a new one."] = "Este código ha caducado. Pida otro.",
            ["Too many attempts. Wait a little and try again."] = "Demasiados intentos. Espere un poco y vuelva a intentarlo.",
            ["There is an account with this address already."] = "Ya existe una cuenta con este correo.",
            ["Enter a valid e-mail address."] = "Escriba un correo válido.",
            ["This password does not follow the rule."] = "Esta contraseña no cumple la regla.",
            ["The form has expired. Please try again."] = "El formulario ha caducado. Vuelva a intentarlo.",
        }
    );

    private readonly Dictionary<string, string> _words;

    private CognitoTexts(string language, Dictionary<string, string> words) => (Language, _words) = (language, words);

    public string Language { get; }

    public string this[string english] => _words.GetValueOrDefault(english, english);

    /// <param name="language">A language tag, for example <c>de-AT</c>.</param>
    public static CognitoTexts In(string language) =>
        language.Split('-')[0].ToLowerInvariant() switch
        {
            "de" => German,
            "es" => Spanish,
            _ => English,
        };

    /// <summary>A user-facing message for an API error.</summary>
    public static string Explain(CognitoError error) =>
        error.Type switch
        {
            "NotAuthorizedException" when error.Message == "User is disabled." => "This account is disabled.",
            "NotAuthorizedException" when error.Message.StartsWith("Incorrect", StringComparison.Ordinal) =>
                "The e-mail address or the password is not right.",
            "CodeMismatchException" => "This code is not right.",
            "ExpiredCodeException" => "This code has expired. Ask for a new one.",
            "TooManyRequestsException" or "LimitExceededException" => "Too many attempts. Wait a little and try again.",
            "UsernameExistsException" => "There is an account with this address already.",
            "InvalidPasswordException" => "This password does not follow the rule.",
            "InvalidParameterException" when error.Message == NotAnEmail => "Enter a valid e-mail address.",
            _ => error.Message,
        };
}
