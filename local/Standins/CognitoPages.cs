using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace EventTicketing.Local.Standins;

/// <summary>
/// The hosted pages: sign-in, sign-up, confirmation and password reset. Every page carries the authorization request in its query string
/// and validates it. Forms are protected against CSRF by a token that is bound to a cookie.
/// </summary>
internal sealed class CognitoPages
{
    private const string FormCookie = "cognito-form";
    private const string PendingCookie = "cognito-pending";
    private const string SessionCookie = "cognito-session";

    private static readonly string[] Carried =
    [
        "client_id",
        "redirect_uri",
        "response_type",
        "state",
        "scope",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "lang",
    ];

    private static readonly Field Email = new("username", "E-mail address", "email", "username");
    private static readonly Field Name = new("name", "Name", "text", "name");
    private static readonly Field OldPassword = new("password", "Password", "password", "current-password");
    private static readonly Field NewPassword = new(
        "password",
        "New password",
        "password",
        "new-password",
        "At least 8 characters, with an upper-case letter, a digit and a symbol."
    );
    private static readonly Field Code = new("code", "Code", "text", "one-time-code");

    private static readonly Link ToLogIn = new("/login", "Sign in");
    private static readonly Link ToSignUp = new("/signup", "Create an account");
    private static readonly Link ToForgot = new("/forgotPassword", "Forgot your password?");

    private static readonly Page LogInPage = new("/login", "Sign in", "Sign in", [Email, OldPassword], [ToForgot, ToSignUp]);
    private static readonly Page MfaPage = new(
        "/mfa",
        "Two-step verification",
        "Sign in",
        [Code with { Hint = "The six digits that your authenticator app shows." }],
        [ToLogIn]
    );
    private static readonly Page ChangePasswordPage = new(
        "/changePassword",
        "Choose a new password",
        "Save and sign in",
        [NewPassword],
        [ToLogIn]
    );
    private static readonly Page SignUpPage = new(
        "/signup",
        "Create an account",
        "Create an account",
        [Name, Email, NewPassword with { Label = "Password" }],
        [ToLogIn]
    );
    private static readonly Page ConfirmPage = new(
        "/confirmUser",
        "Confirm your address",
        "Confirm",
        [Email, Code with { Hint = "We sent it to your e-mail address." }],
        [ToLogIn],
        "Send a new code"
    );
    private static readonly Page ForgotPage = new("/forgotPassword", "Reset your password", "Send a code", [Email], [ToLogIn]);
    private static readonly Page ResetPage = new(
        "/confirmForgotPassword",
        "Reset your password",
        "Save the password",
        [Email, Code with { Hint = "If the address has an account, we sent a code to it." }, NewPassword],
        [ToLogIn]
    );

    private static readonly Page[] All = [LogInPage, MfaPage, ChangePasswordPage, SignUpPage, ConfirmPage, ForgotPage, ResetPage];

    private readonly CognitoStandin _pool;
    private readonly CognitoOAuth _oauth;
    private readonly byte[] _formKey = RandomNumberGenerator.GetBytes(32);
    private readonly Ephemeral<BrowserSession> _sessions;

    public CognitoPages(CognitoStandin pool, CognitoOAuth oauth)
    {
        (_pool, _oauth) = (pool, oauth);
        _sessions = new Ephemeral<BrowserSession>(pool.Clock, TimeSpan.FromHours(1));
    }

    public static bool Owns(PathString path) => path == "/logout" || All.Any(page => path == page.Path);

    public void Map(WebApplication app)
    {
        app.MapGet("/oauth2/authorize", context => Checked(context, request => Authorize(context, request)));
        app.MapGet("/logout", LogOut);
        app.MapGet(CognitoHtml.StylesheetPath, CognitoHtml.WriteStylesheet);
        Map(app, LogInPage, LogIn);
        Map(app, MfaPage, visit => Now(SignIn(visit, _pool.AnswerTotp(visit.Cookie(PendingCookie), visit["code"]))));
        Map(
            app,
            ChangePasswordPage,
            visit =>
                Now(
                    Continue(
                        visit,
                        _pool.AnswerNewPassword(visit.Cookie(PendingCookie), visit["password"], new Dictionary<string, string>())
                    )
                )
        );
        Map(app, SignUpPage, SignUp);
        Map(app, ConfirmPage, Confirm);
        Map(app, ForgotPage, Forgot);
        Map(app, ResetPage, Reset);
    }

    private void Map(WebApplication app, Page page, Func<Visit, Task<string>> submit)
    {
        app.MapGet(page.Path, context => Checked(context, request => Show(new Visit(context, request, page, Form: null))));
        app.MapPost(page.Path, context => Checked(context, request => Submit(context, request, page, submit)));
    }

    private static Task<string> Now(string address) => Task.FromResult(address);

    private async Task Checked(HttpContext context, Func<AuthorizationRequest, Task> answer)
    {
        try
        {
            await answer(AuthorizationRequest.Read(context.Request.Query, _pool));
        }
        catch (OAuthError error) when (error.Request is { } request)
        {
            context.Response.Redirect(request.Return(("error", error.Error), ("error_description", error.Message)));
        }
        catch (OAuthError error)
        {
            await CognitoHtml.WriteNotice(context, StatusCodes.Status400BadRequest, "This link does not work", error.Message);
        }
    }

    private Task Show(Visit visit, CognitoError? problem = null) => CognitoHtml.WriteForm(visit, FormToken(visit.Context), problem);

    private async Task Submit(HttpContext context, AuthorizationRequest request, Page page, Func<Visit, Task<string>> submit)
    {
        var visit = new Visit(context, request, page, context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : null);
        try
        {
            if (!IsOwnForm(visit))
                throw CognitoError.Invalid("The form has expired. Please try again.");
            var next = await submit(visit);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = next;
            context.Response.Headers.CacheControl = "no-store";
        }
        catch (CognitoError problem)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Show(visit, problem);
        }
    }

    private Task Authorize(HttpContext context, AuthorizationRequest request)
    {
        var prompt = context.Request.Query["prompt"].ToString();
        var known = prompt == "login" ? null : _sessions.Find(context.Request.Cookies[SessionCookie]);
        if (known is not null && _pool.Find(known.Sub) is { Enabled: true, Status: CognitoUser.Confirmed } user)
        {
            context.Response.Redirect(_oauth.Grant(request, user));
            return Task.CompletedTask;
        }
        if (prompt == "none")
            throw new OAuthError("login_required", "Nobody is signed in.", request);
        context.Response.Redirect(LinkTo(context, LogInPage.Path, context.Request.Query["login_hint"]));
        return Task.CompletedTask;
    }

    // Each of the following methods returns the address to redirect to.

    private async Task<string> LogIn(Visit visit)
    {
        var username = visit["username"];
        try
        {
            return Continue(visit, _pool.Authenticate(username, password => password.Matches(visit["password"])));
        }
        catch (CognitoError error) when (error.Type == CognitoError.UserNotConfirmed)
        {
            await _pool.ResendConfirmation(username);
            return visit.LinkTo(ConfirmPage.Path, username);
        }
        catch (CognitoError error) when (error.Type == CognitoError.PasswordResetRequired)
        {
            return visit.LinkTo(ResetPage.Path, username);
        }
    }

    private async Task<string> SignUp(Visit visit)
    {
        var user = await _pool.SignUp(visit["username"], visit["password"], new Dictionary<string, string> { ["name"] = visit["name"] });
        return visit.LinkTo(ConfirmPage.Path, user.Email);
    }

    private async Task<string> Confirm(Visit visit)
    {
        if (visit["action"] == "again")
        {
            await _pool.ResendConfirmation(visit["username"]);
            return visit.LinkTo(ConfirmPage.Path, visit["username"], notice: "codeSent");
        }
        await _pool.ConfirmSignUp(visit["username"], visit["code"]);
        return visit.LinkTo(LogInPage.Path, visit["username"], notice: "confirmed");
    }

    private async Task<string> Forgot(Visit visit)
    {
        if (_pool.Find(visit["username"]) is { } user)
            await _pool.ForgotPassword(user);
        return visit.LinkTo(ResetPage.Path, visit["username"]);
    }

    private async Task<string> Reset(Visit visit)
    {
        await _pool.ConfirmForgotPassword(visit["username"], visit["code"], visit["password"]);
        return visit.LinkTo(LogInPage.Path, visit["username"], notice: "passwordChanged");
    }

    private string Continue(Visit visit, CognitoUser user)
    {
        if (CognitoStandin.ChallengeFor(user) is not { } challenge)
            return SignIn(visit, user);
        SetCookie(visit.Context, PendingCookie, _pool.StartChallenge(user, challenge));
        return visit.LinkTo(challenge == CognitoStandin.NewPasswordRequired ? ChangePasswordPage.Path : MfaPage.Path);
    }

    private string SignIn(Visit visit, CognitoUser user)
    {
        visit.Context.Response.Cookies.Delete(PendingCookie);
        SetCookie(visit.Context, SessionCookie, _sessions.Put(new BrowserSession(user.Sub)));
        return _oauth.Grant(visit.Request, user);
    }

    private Task LogOut(HttpContext context)
    {
        _sessions.Take(context.Request.Cookies[SessionCookie]);
        context.Response.Cookies.Delete(SessionCookie);
        var target = context.Request.Query["logout_uri"].ToString();
        if (target.Length == 0)
        {
            return CognitoHtml.WriteNotice(context, StatusCodes.Status200OK, "You are signed out", "You can close this page.");
        }
        if (context.Request.Query["client_id"] != _pool.ClientId || !_pool.MayRedirectTo(target))
        {
            return CognitoHtml.WriteNotice(
                context,
                StatusCodes.Status400BadRequest,
                "This link does not work",
                "The address to return to is not allowed."
            );
        }
        context.Response.Redirect(new Uri(target).AbsoluteUri);
        return Task.CompletedTask;
    }

    private static string LinkTo(HttpContext context, string path, string? hint = null, string? notice = null)
    {
        var parameters = Carried
            .Select(name => KeyValuePair.Create(name, (string?)context.Request.Query[name]))
            .Append(new("login_hint", hint))
            .Append(new("notice", notice));
        return QueryHelpers.AddQueryString(path, parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)));
    }

    // The token is a MAC of the cookie: another server on this machine can plant a cookie, but cannot compute its token.
    private string FormToken(HttpContext context)
    {
        if (context.Request.Cookies[FormCookie] is not { Length: 64 } cookie)
        {
            cookie = RandomNumberGenerator.GetHexString(64, lowercase: true);
            SetCookie(context, FormCookie, cookie);
        }
        return TokenOf(cookie);
    }

    private bool IsOwnForm(Visit visit) =>
        visit.Context.Request.Cookies[FormCookie] is { } cookie
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(TokenOf(cookie)), Encoding.UTF8.GetBytes(visit["token"]));

    private string TokenOf(string cookie) => Convert.ToHexStringLower(HMACSHA256.HashData(_formKey, Encoding.UTF8.GetBytes(cookie)));

    private static void SetCookie(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/",
            }
        );

    /// <param name="Hint">Description of the input, read by screen readers with the label.</param>
    internal sealed record Field(string Name, string Label, string Type, string Autocomplete, string? Hint = null);

    internal sealed record Link(string Path, string Label);

    /// <param name="Again">Label of a second button that resends the code; null for no such button.</param>
    internal sealed record Page(string Path, string Title, string Button, Field[] Fields, Link[] Links, string? Again = null);

    /// <summary>A request for a page: the authorization request, and the submitted form if any.</summary>
    internal sealed record Visit(HttpContext Context, AuthorizationRequest Request, Page Page, IFormCollection? Form)
    {
        public string this[string field] => Form?[field].ToString() ?? "";

        public string Query(string name) => Context.Request.Query[name].ToString();

        public string Cookie(string name) => Context.Request.Cookies[name] ?? "";

        public string LinkTo(string path, string? hint = null, string? notice = null) => CognitoPages.LinkTo(Context, path, hint, notice);
    }

    private sealed record BrowserSession(string Sub);
}
