using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace EventTicketing.Local.Standins;

/// <param name="RefreshLife">How long a session can be refreshed.</param>
internal sealed record CognitoClient(string Id, TimeSpan RefreshLife);

/// <summary>
/// A local Cognito user pool with e-mail sign-in: the AWS JSON API, the hosted pages with OAuth and PKCE, the key set. It keeps users,
/// groups, refresh tokens and its signing key in the data directory. Not for real people: codes go to a local mailbox, and signatures of
/// administrators' requests are checked for their form only.
/// </summary>
public sealed class CognitoStandin : IDisposable
{
    internal const string PoolName = "local";
    internal const string NewPasswordRequired = "NEW_PASSWORD_REQUIRED";
    internal const string SoftwareTokenMfa = "SOFTWARE_TOKEN_MFA";
    private const long LargestBody = 64 * 1024;

    private readonly Func<string, string, string, Task> _sendMail;
    private readonly Func<string, Task>? _confirmed;
    private readonly IReadOnlyCollection<string> _callbackUrls;
    private readonly string _region;
    private readonly Journal<CognitoUser> _users;
    private readonly Journal<CognitoGroup> _groups;
    private readonly ConcurrentDictionary<string, string> _subs = new(StringComparer.Ordinal);
    private readonly Ephemeral<Challenge> _challenges;
    private readonly Attempts _attempts;
    private readonly Lock _lock = new();
    private WebApplication? _app;

    /// <param name="dataDirectory">Folder for all data; null keeps it in memory.</param>
    /// <param name="sendMail">Sends a verification code: address, subject, text.</param>
    /// <param name="callbackUrls">
    /// Allowed redirect URIs for authorization codes and sign-out, in addition to every <c>http://127.0.0.1:*</c>.
    /// </param>
    /// <param name="confirmed">
    /// The post-confirmation trigger; receives its event's JSON. When it fails, the user gets an error but stays confirmed.
    /// </param>
    public CognitoStandin(
        string? dataDirectory,
        TimeProvider clock,
        Func<string, string, string, Task> sendMail,
        IReadOnlyCollection<string>? callbackUrls = null,
        string region = "us-east-1",
        Func<string, Task>? confirmed = null
    )
    {
        (_sendMail, _confirmed, _callbackUrls, _region) = (sendMail, confirmed, callbackUrls ?? [], region);
        Clock = clock;
        _users = new Journal<CognitoUser>(FileIn(dataDirectory, "users.jsonl"));
        _groups = new Journal<CognitoGroup>(FileIn(dataDirectory, "groups.jsonl"));
        Tokens = new CognitoTokens(dataDirectory, clock, () => Issuer);
        _challenges = new Ephemeral<Challenge>(clock, TimeSpan.FromMinutes(3));
        _attempts = new Attempts(clock);
        foreach (var user in _users.All)
            _subs[user.Email] = user.Sub;
        foreach (var (index, name) in Domain.Groups.All.Index())
        {
            if (_groups.Find(name) is null)
                CreateGroup(name, index + 1, description: null);
        }
    }

    /// <summary>For example <c>us-east-1_local</c>.</summary>
    public string UserPoolId => $"{_region}_{PoolName}";

    /// <summary>The app client of the pages: public, without a secret, as for a browser application.</summary>
    public string ClientId => Web.Id;

    /// <summary>The app client of gate devices: only administrators start its sessions.</summary>
    public string DeviceClientId => Devices.Id;

    internal static CognitoClient Web { get; } = new("eventticketinglocalclient1", TimeSpan.FromDays(30));

    internal static CognitoClient Devices { get; } = new("eventticketinglocaldevices", Domain.GateDevice.LongestLife);

    /// <summary>Where the server listens, for example <c>http://127.0.0.1:5090</c>. Known once it has started.</summary>
    public string Address => Loopback.AddressOf(_app ?? throw new InvalidOperationException("Call Map first."));

    /// <summary>The tokens' issuer: address and pool id. Tokens become invalid when the port changes.</summary>
    public string Issuer => $"{Address}/{UserPoolId}";

    internal TimeProvider Clock { get; }

    internal string Arn => $"arn:aws:cognito-idp:{_region}:000000000000:userpool/{UserPoolId}";

    internal CognitoTokens Tokens { get; }

    internal IEnumerable<CognitoUser> Users => _users.All;

    internal IEnumerable<CognitoGroup> Groups => _groups.All;

    /// <summary>Maps all endpoints. Call once, before the server starts.</summary>
    public void Map(WebApplication app)
    {
        _app = app;
        app.Use(Guard);
        new CognitoApi(this).Map(app);
        new CognitoOAuth(this).Map(app);
    }

    /// <summary>Creates or updates a confirmed and enabled user with this password in these groups. For demo logins.</summary>
    /// <returns>The user's <c>sub</c>.</returns>
    public string EnsureUser(string email, string password, string? name, IEnumerable<string> groups, bool verified = true)
    {
        var user = Find(email) ?? Create(email, CognitoUser.Confirmed, ImmutableDictionary<string, string>.Empty);
        var known = user.Password?.Matches(password) == true ? user.Password : Password.Of(PoolName, user.Sub, password);
        Change(
            user.Sub,
            current =>
                current.With("email_verified", verified ? "true" : "false") with
                {
                    Status = CognitoUser.Confirmed,
                    Enabled = true,
                    Password = known,
                }
        );
        if (name is not null)
            Change(user.Sub, current => current.With("name", name));
        foreach (var group in groups)
            SetMembership(user, group, member: true);
        return user.Sub;
    }

    /// <summary>The <c>sub</c> of the user with this e-mail address; null when there is none.</summary>
    public string? SubOf(string email) => Find(email)?.Sub;

    public void Dispose()
    {
        _users.Dispose();
        _groups.Dispose();
        Tokens.Dispose();
    }

    internal static string? FileIn(string? directory, string name) => directory is null ? null : Path.Combine(directory, name);

    internal CognitoUser? Find(string username) =>
        _users.Find(username) ?? (_subs.TryGetValue(username.Trim().ToLowerInvariant(), out var sub) ? _users.Find(sub) : null);

    internal CognitoUser Get(string username) => Find(username) ?? throw CognitoError.UserNotFound();

    internal CognitoGroup GetGroup(string name) => _groups.Find(name) ?? throw CognitoError.NotFound("Group not found.");

    /// <summary>The user's groups by precedence, in the order in which tokens list them.</summary>
    internal IEnumerable<CognitoGroup> GroupsOf(CognitoUser user) =>
        user.Groups.Select(_groups.Find).OfType<CognitoGroup>().OrderBy(group => group.Precedence ?? int.MaxValue);

    // Sign-up

    internal async Task<CognitoUser> SignUp(string email, string password, IReadOnlyDictionary<string, string> attributes)
    {
        Password.CheckPolicy(password);
        CheckOwnAttributes(attributes);
        if (attributes.TryGetValue("email", out var stated) && CognitoUser.NormalEmail(stated) != CognitoUser.NormalEmail(email))
        {
            throw CognitoError.Invalid("User email and username do not match.");
        }
        var user = Create(email, CognitoUser.Unconfirmed, attributes, password);
        await SendCode(user, MailedCode.ForSignUp);
        return user;
    }

    internal async Task<CognitoUser> ResendConfirmation(string username)
    {
        var user = Find(username) ?? throw CognitoError.UserNotFound();
        if (user.Status != CognitoUser.Unconfirmed)
            throw CognitoError.Invalid("User is already confirmed.");
        await SendCode(user, MailedCode.ForSignUp);
        return user;
    }

    internal Task<CognitoUser> ConfirmSignUp(string username, string code)
    {
        var user = Find(username) ?? throw CognitoError.CodeExpired();
        CheckUnconfirmed(user);
        return Confirmed(Redeem(user, MailedCode.ForSignUp, code, Confirm));
    }

    internal Task<CognitoUser> AdminConfirmSignUp(CognitoUser user)
    {
        CheckUnconfirmed(user);
        // As in AWS, confirmation by an administrator does not verify the e-mail address.
        return Confirmed(Change(user.Sub, current => Confirm(current).With("email_verified", user.EmailVerified ? "true" : "false")));
    }

    // Sign-in

    /// <summary>Checks the password proof and returns the user. Throws when it is wrong, or the user may not sign in.</summary>
    internal CognitoUser Authenticate(string username, Func<Password, bool> proof)
    {
        var user = Find(username) ?? throw CognitoError.NotAuthorized();
        var key = $"password:{user.Sub}";
        if (_attempts.Locked(key))
            throw CognitoError.TooManyPasswords();
        if (user.Password is not { } password || !proof(password))
        {
            _attempts.Failed(key);
            throw CognitoError.NotAuthorized();
        }
        _attempts.Clear(key);
        return Admit(user);
    }

    /// <summary>The challenge that the user has to answer before the sign-in is complete; null when there is none.</summary>
    internal static string? ChallengeFor(CognitoUser user) =>
        user switch
        {
            { Status: CognitoUser.ForceChangePassword } => NewPasswordRequired,
            { Authenticator.Enabled: true } => SoftwareTokenMfa,
            _ => null,
        };

    internal string StartChallenge(CognitoUser user, string name) => _challenges.Put(new Challenge(name, user.Sub));

    internal CognitoUser AnswerNewPassword(string session, string password, IReadOnlyDictionary<string, string> attributes)
    {
        CheckOwnAttributes(attributes);
        return Answer(
            session,
            NewPasswordRequired,
            user =>
            {
                var changed = SetPassword(user, password, CognitoUser.Confirmed);
                return attributes.Count == 0 ? changed : Change(user.Sub, current => current.With(attributes));
            }
        );
    }

    internal CognitoUser AnswerTotp(string session, string code) =>
        Answer(
            session,
            SoftwareTokenMfa,
            user =>
            {
                var key = $"totp:{user.Sub}";
                if (_attempts.Locked(key))
                    throw CognitoError.TooManyCodes();
                return Change(
                    user.Sub,
                    current =>
                    {
                        var authenticator = current.Authenticator ?? throw CognitoError.NotAuthorized("Invalid session for the user.");
                        if (Totp.Accept(authenticator.Secret, code, Clock.GetUtcNow(), authenticator.LastStep) is not { } step)
                        {
                            _attempts.Failed(key);
                            throw new CognitoError("CodeMismatchException", "Invalid code received for user");
                        }
                        _attempts.Clear(key);
                        return current with { Authenticator = authenticator with { LastStep = step } };
                    }
                );
            }
        );

    internal Tokens StartSession(CognitoUser user, string scope, string? nonce = null, CognitoClient? client = null) =>
        Tokens.Start(user, GroupNames(user), client ?? Web, scope, nonce);

    internal Tokens Refresh(string refreshToken, string clientId)
    {
        var session = Tokens.FindSession(refreshToken) ?? throw CognitoError.NotAuthorized("Invalid Refresh Token");
        if (session.ClientId != clientId)
            throw CognitoError.NotAuthorized("Invalid Refresh Token");
        var user = Admit(Find(session.Sub) ?? throw CognitoError.NotAuthorized("Invalid Refresh Token"));
        return Tokens.Issue(session, user, GroupNames(user));
    }

    /// <summary>The user that an access token belongs to, and the token's scope.</summary>
    internal (CognitoUser User, string Scope) UserOf(string accessToken)
    {
        var session = Tokens.Verify(accessToken);
        var user = Find(session.Sub) ?? throw CognitoError.UserNotFound();
        return user.Enabled ? (user, session.Scope) : throw CognitoError.NotAuthorized("User is disabled.");
    }

    // Passwords

    internal async Task ForgotPassword(CognitoUser user)
    {
        if (!user.Enabled)
            throw CognitoError.NotAuthorized("User is disabled.");
        if (user.Status == CognitoUser.ForceChangePassword)
        {
            throw CognitoError.NotAuthorized("User password cannot be reset in the current state.");
        }
        CheckVerifiedEmail(user);
        await SendCode(user, MailedCode.ForPassword);
    }

    internal async Task ConfirmForgotPassword(string username, string code, string password)
    {
        Password.CheckPolicy(password);
        var user = Find(username) ?? throw CognitoError.CodeExpired();
        var known = Password.Of(PoolName, user.Sub, password);
        var changed = Redeem(
            user,
            MailedCode.ForPassword,
            code,
            current => current with { Password = known, Status = CognitoUser.Confirmed }
        );
        _attempts.Clear($"password:{user.Sub}");
        await Trigger("PostConfirmation_ConfirmForgotPassword", changed);
    }

    internal void ChangePassword(CognitoUser user, string previous, string proposed)
    {
        Authenticate(user.Sub, password => password.Matches(previous));
        SetPassword(user, proposed, user.Status);
    }

    internal CognitoUser SetPassword(CognitoUser user, string password, string status)
    {
        Password.CheckPolicy(password);
        var known = Password.Of(PoolName, user.Sub, password);
        return Change(user.Sub, current => current with { Password = known, Status = status });
    }

    internal async Task ResetPassword(CognitoUser user)
    {
        CheckVerifiedEmail(user);
        await SendCode(Change(user.Sub, current => current with { Status = CognitoUser.ResetRequired }), MailedCode.ForPassword);
    }

    // Attributes, authenticator apps

    /// <summary>
    /// Changes a user's attributes. A new e-mail address replaces the old one only after it is verified, or at once when an administrator
    /// marks it as verified.
    /// </summary>
    /// <returns>The address to which a verification code was sent; null when none was.</returns>
    internal async Task<string?> ChangeAttributes(CognitoUser user, Dictionary<string, string> changes, bool asAdmin)
    {
        CognitoUser.CheckAttributes(changes);
        if (!asAdmin)
            CheckOwnAttributes(changes);
        string? unproven = null;
        if (changes.TryGetValue("email", out var email))
        {
            changes["email"] = CognitoUser.NormalEmail(email);
            if (changes["email"] != user.Email && Find(changes["email"]) is not null)
                throw CognitoError.AliasExists();
            if (changes["email"] != user.Email && changes.GetValueOrDefault("email_verified") != "true")
            {
                changes.Remove("email", out unproven);
                changes.Remove("email_verified");
            }
        }

        var changed = Change(user.Sub, current => current.With(changes));
        if (unproven is not null)
            await SendCode(changed, MailedCode.ForEmail, unproven);
        return unproven;
    }

    /// <returns>The address to which the code was sent.</returns>
    internal async Task<string> SendEmailCode(CognitoUser user)
    {
        var unproven = user.Code?.Email;
        await SendCode(user, MailedCode.ForEmail, unproven);
        return unproven ?? user.Email;
    }

    internal void VerifyEmail(CognitoUser user, string code) =>
        Redeem(
            user,
            MailedCode.ForEmail,
            code,
            current => current.With("email", current.Code!.Email ?? current.Email).With("email_verified", "true")
        );

    internal string OfferTotp(CognitoUser user)
    {
        var secret = Totp.NewSecret();
        Change(user.Sub, current => current with { OfferedTotpSecret = secret });
        return secret;
    }

    internal void VerifyTotp(CognitoUser user, string code) =>
        Change(
            user.Sub,
            current =>
            {
                var secret = current.OfferedTotpSecret ?? throw CognitoError.Invalid("No software token to verify. Associate one first.");
                var step = Totp.Accept(secret, code, Clock.GetUtcNow(), lastStep: 0);
                if (step is null)
                    throw new CognitoError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
                var enabled = current.Authenticator?.Enabled == true;
                return current with { OfferedTotpSecret = null, Authenticator = new Authenticator(secret, enabled, step.Value) };
            }
        );

    internal void PreferTotp(CognitoUser user, bool enabled) =>
        Change(
            user.Sub,
            current =>
                current.Authenticator is { } authenticator ? current with { Authenticator = authenticator with { Enabled = enabled } }
                : enabled ? throw CognitoError.Invalid("User has not verified software token mfa")
                : current
        );

    // Administration

    /// <param name="password">The temporary password; null generates one.</param>
    internal async Task<CognitoUser> AdminCreate(
        string email,
        IReadOnlyDictionary<string, string> attributes,
        string? password,
        bool sendInvitation
    )
    {
        CognitoUser.CheckAttributes(attributes);
        password ??= Password.Temporary();
        Password.CheckPolicy(password);
        var user = Create(email, CognitoUser.ForceChangePassword, attributes, password);
        if (sendInvitation)
            await SendInvitation(user, password);
        return user;
    }

    internal async Task<CognitoUser> AdminInviteAgain(CognitoUser user, string? password, bool sendInvitation)
    {
        if (user.Status != CognitoUser.ForceChangePassword)
        {
            throw new CognitoError("UnsupportedUserStateException", "Resend not possible. User status is not FORCE_CHANGE_PASSWORD");
        }
        password ??= Password.Temporary();
        var changed = SetPassword(user, password, CognitoUser.ForceChangePassword);
        if (sendInvitation)
            await SendInvitation(changed, password);
        return changed;
    }

    internal void SetEnabled(CognitoUser user, bool enabled)
    {
        Change(user.Sub, current => current with { Enabled = enabled });
        if (!enabled)
            Tokens.EndAll(user.Sub);
    }

    internal void Delete(CognitoUser user)
    {
        lock (_lock)
        {
            _users.Remove(user.Sub);
            _subs.TryRemove(user.Email, out _);
        }
        Tokens.EndAll(user.Sub);
    }

    internal void SetMembership(CognitoUser user, string group, bool member)
    {
        GetGroup(group);
        Change(user.Sub, current => current with { Groups = member ? current.Groups.Add(group) : current.Groups.Remove(group) });
    }

    internal CognitoGroup CreateGroup(string name, int? precedence, string? description)
    {
        lock (_lock)
        {
            if (_groups.Find(name) is not null)
                throw new CognitoError("GroupExistsException", "A group with the name already exists.");
            var group = new CognitoGroup(name, precedence, description, Clock.GetUtcNow());
            _groups.Put(name, group);
            return group;
        }
    }

    /// <summary>Whether the address is an allowed redirect URI for a code or after a sign-out.</summary>
    internal bool MayRedirectTo(string url)
    {
        if (_callbackUrls.Contains(url, StringComparer.Ordinal) == true)
            return true;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http", Host: "127.0.0.1", UserInfo: "", Fragment: "" }
            && uri.OriginalString.StartsWith("http://127.0.0.1", StringComparison.Ordinal);
    }

    // CORS: only local pages and the callback URLs' origins may call this server from a browser.
    private Task Guard(HttpContext context, RequestDelegate next)
    {
        var (request, response) = (context.Request, context.Response);
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LargestBody;
        var origin = request.Headers.Origin.ToString();
        if (CognitoOAuth.IsPage(request.Path) || !MayCall(origin))
            return next(context);
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.Vary = "Origin";
        response.Headers.AccessControlExposeHeaders = "x-amzn-errortype, x-amzn-requestid, x-amzn-errormessage";
        if (!HttpMethods.IsOptions(request.Method))
            return next(context);
        response.Headers.AccessControlAllowMethods = "GET, POST";
        response.Headers.AccessControlAllowHeaders = request.Headers.AccessControlRequestHeaders;
        response.Headers.AccessControlMaxAge = "600";
        response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private bool MayCall(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (
            uri is { Scheme: "http", Host: "127.0.0.1" or "localhost" }
            || _callbackUrls.Any(url => new Uri(url).GetLeftPart(UriPartial.Authority) == origin) == true
        );

    private string[] GroupNames(CognitoUser user) => [.. GroupsOf(user).Select(group => group.Name)];

    private static CognitoUser Admit(CognitoUser user) =>
        user switch
        {
            { Enabled: false } => throw CognitoError.NotAuthorized("User is disabled."),
            { Status: CognitoUser.Unconfirmed } => throw new CognitoError(CognitoError.UserNotConfirmed, "User is not confirmed."),
            { Status: CognitoUser.ResetRequired } => throw new CognitoError(
                CognitoError.PasswordResetRequired,
                "Password reset required for the user"
            ),
            _ => user,
        };

    private CognitoUser Answer(string session, string challenge, Func<CognitoUser, CognitoUser> answer)
    {
        var expired = CognitoError.NotAuthorized("Invalid session for the user, session is expired.");
        // A wrong answer may be retried in the same session; a right one consumes it.
        if (_challenges.Find(session) is not { } pending || pending.Name != challenge)
            throw expired;
        var user = answer(Admit(Find(pending.Sub) ?? throw expired));
        return _challenges.Take(session) is null ? throw expired : user;
    }

    private static void CheckOwnAttributes(IReadOnlyDictionary<string, string> attributes)
    {
        CognitoUser.CheckAttributes(attributes);
        if (attributes.Keys.Any(name => name is "email_verified" or "phone_number_verified"))
        {
            throw CognitoError.NotAuthorized("A client attempted to write unauthorized attribute");
        }
    }

    private static void CheckUnconfirmed(CognitoUser user)
    {
        if (user.Status != CognitoUser.Unconfirmed)
        {
            throw CognitoError.NotAuthorized($"User cannot be confirmed. Current status is {user.Status}");
        }
    }

    private static void CheckVerifiedEmail(CognitoUser user)
    {
        if (!user.EmailVerified)
        {
            throw CognitoError.Invalid("Cannot reset password for the user as there is no registered/verified email or phone_number");
        }
    }

    private static CognitoUser Confirm(CognitoUser user) => user.With("email_verified", "true") with { Status = CognitoUser.Confirmed };

    private async Task<CognitoUser> Confirmed(CognitoUser user)
    {
        await Trigger("PostConfirmation_ConfirmSignUp", user);
        return user;
    }

    private Task Trigger(string source, CognitoUser user) =>
        _confirmed?.Invoke(
            JsonSerializer.Serialize(
                new
                {
                    version = "1",
                    region = _region,
                    userPoolId = UserPoolId,
                    userName = user.Sub,
                    callerContext = new { awsSdkVersion = "aws-sdk-unknown-unknown", clientId = ClientId },
                    triggerSource = source,
                    request = new { userAttributes = user.Attributes.Add("sub", user.Sub).Add("cognito:user_status", user.Status) },
                    response = new { },
                }
            )
        )
        ?? Task.CompletedTask;

    private CognitoUser Create(string email, string status, IReadOnlyDictionary<string, string> attributes, string? password = null)
    {
        var sub = Guid.NewGuid().ToString();
        var now = Clock.GetUtcNow();
        var user = new CognitoUser
        {
            Sub = sub,
            Status = status,
            CreatedAt = now,
            ChangedAt = now,
            Attributes = ImmutableSortedDictionary<string, string>
                .Empty.Add("email_verified", "false")
                .SetItems(attributes.Where(attribute => attribute.Value.Length > 0))
                .SetItem("email", CognitoUser.NormalEmail(email)),
            Password = password is null ? null : Password.Of(PoolName, sub, password),
        };
        lock (_lock)
        {
            if (!_subs.TryAdd(user.Email, sub))
                throw CognitoError.UsernameExists();
            _users.Put(sub, user);
        }
        return user;
    }

    private CognitoUser Change(string sub, Func<CognitoUser, CognitoUser> change)
    {
        lock (_lock)
        {
            var before = _users.Find(sub) ?? throw CognitoError.UserNotFound();
            var after = change(before) with { ChangedAt = Clock.GetUtcNow() };
            if (after.Email != before.Email)
            {
                if (!_subs.TryAdd(after.Email, sub))
                    throw CognitoError.AliasExists();
                _subs.TryRemove(before.Email, out _);
            }
            _users.Put(sub, after);
            return after;
        }
    }

    private async Task SendCode(CognitoUser user, string purpose, string? unproven = null)
    {
        var key = $"mail:{user.Sub}";
        if (_attempts.Locked(key))
            throw CognitoError.TooManyCodes();
        _attempts.Failed(key);
        var life = purpose == MailedCode.ForPassword ? TimeSpan.FromHours(1) : TimeSpan.FromHours(24);
        var code = new MailedCode(purpose, RandomNumberGenerator.GetString("0123456789", 6), Clock.GetUtcNow() + life, unproven);
        Change(user.Sub, current => current with { Code = code });
        var subject = purpose == MailedCode.ForPassword ? "Your password reset code" : "Your verification code";
        await _sendMail(
            unproven ?? user.Email,
            subject,
            $"{subject} is {code.Value}.\n\nIf you did not ask for it, you can ignore this message."
        );
    }

    private Task SendInvitation(CognitoUser user, string password) =>
        _sendMail(user.Email, "Your temporary password", $"Your username is {user.Email} and your temporary password is {password}");

    private CognitoUser Redeem(CognitoUser user, string purpose, string code, Func<CognitoUser, CognitoUser> change)
    {
        var key = $"code:{user.Sub}";
        if (_attempts.Locked(key))
            throw CognitoError.TooManyCodes();
        return Change(
            user.Sub,
            current =>
            {
                if (current.Code is not { } sent || sent.Purpose != purpose)
                    throw CognitoError.CodeExpired();
                if (sent.ExpiresAt <= Clock.GetUtcNow())
                    throw CognitoError.CodeExpired();
                if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(sent.Value)))
                {
                    _attempts.Failed(key);
                    throw CognitoError.CodeMismatch();
                }
                _attempts.Clear(key);
                return change(current) with { Code = null };
            }
        );
    }

    private sealed record Challenge(string Name, string Sub);
}
