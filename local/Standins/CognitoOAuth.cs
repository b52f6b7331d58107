using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace EventTicketing.Local.Standins;

/// <summary>An OAuth authorization request. PKCE is required here.</summary>
internal sealed record AuthorizationRequest(string RedirectUri, string? State, string CodeChallenge, string Scope, string? Nonce)
{
    private const string AllScopes = $"openid email profile phone {CognitoTokens.ApiScope}";
    private static readonly HashSet<string> KnownScopes = [.. AllScopes.Split(' ')];

    public static IEnumerable<string> Scopes => KnownScopes;

    /// <summary>The origin of the redirect URI, as a source in a content security policy.</summary>
    public string Origin =>
        Uri.TryCreate(RedirectUri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.GetLeftPart(UriPartial.Authority)
            : RedirectUri[..(RedirectUri.IndexOf(':') + 1)];

    /// <exception cref="OAuthError">The request is invalid. Contains the request once its redirect URI is known to be allowed.</exception>
    public static AuthorizationRequest Read(IQueryCollection query, CognitoStandin pool)
    {
        string? Value(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        if (Value("client_id") != pool.ClientId)
            throw new OAuthError("invalid_request", "The client is not known.");
        if (Value("redirect_uri") is not { } redirectUri || !pool.MayRedirectTo(redirectUri))
        {
            throw new OAuthError("redirect_mismatch", "The address to return to is not allowed.");
        }
        var request = new AuthorizationRequest(
            redirectUri,
            Value("state"),
            Value("code_challenge") ?? "",
            Value("scope") ?? AllScopes,
            Value("nonce")
        );
        OAuthError Refuse(string error, string description) => new(error, description, request);
        if (Value("response_type") != "code")
            throw Refuse("unsupported_response_type", "Only the response type code is supported.");
        if (Value("code_challenge_method") != "S256")
            throw Refuse("invalid_request", "The code challenge method has to be S256.");
        if (request.CodeChallenge.Length != 43 || !Base64Url.IsValid(request.CodeChallenge))
        {
            throw Refuse("invalid_request", "A code challenge of 43 characters is required.");
        }
        if (!request.Scope.Split(' ').All(KnownScopes.Contains))
            throw Refuse("invalid_scope", "A scope is not known.");
        return request;
    }

    /// <summary>The redirect URI with these parameters and the request's state.</summary>
    public string Return(params (string Name, string Value)[] parameters) =>
        QueryHelpers.AddQueryString(
            new Uri(RedirectUri).AbsoluteUri,
            parameters
                .Select(parameter => KeyValuePair.Create(parameter.Name, (string?)parameter.Value))
                .Append(new("state", State))
                .Where(parameter => parameter.Value is not null)
        );
}

/// <summary>An error response as in RFC 6749.</summary>
/// <param name="request">The request whose redirect URI gets the error; null when that URI is not trusted.</param>
internal sealed class OAuthError(string error, string description, AuthorizationRequest? request = null) : Exception(description)
{
    public string Error => error;

    public AuthorizationRequest? Request => request;
}

/// <summary>The OAuth 2 and OpenID endpoints of the pool's domain.</summary>
internal sealed class CognitoOAuth(CognitoStandin pool)
{
    private readonly Ephemeral<AuthorizationCode> _codes = new(pool.Clock, TimeSpan.FromMinutes(5));

    public static bool IsPage(PathString path) => path == "/oauth2/authorize" || CognitoPages.Owns(path);

    public void Map(WebApplication app)
    {
        new CognitoPages(pool, this).Map(app);
        app.MapGet($"/{pool.UserPoolId}/.well-known/jwks.json", context => context.Response.WriteAsJsonAsync(pool.Tokens.KeySet()));
        app.MapGet($"/{pool.UserPoolId}/.well-known/openid-configuration", context => context.Response.WriteAsJsonAsync(Configuration()));
        app.MapPost("/oauth2/token", context => Answer(context, Token));
        app.MapPost("/oauth2/revoke", context => Answer(context, Revoke));
        app.MapMethods("/oauth2/userInfo", ["GET", "POST"], UserInfo);
    }

    /// <summary>The redirect back to the application, with an authorization code for the signed-in user.</summary>
    public string Grant(AuthorizationRequest request, CognitoUser user) =>
        request.Return(("code", _codes.Put(new AuthorizationCode(user.Sub, request))));

    private object Configuration() =>
        new
        {
            issuer = pool.Issuer,
            authorization_endpoint = $"{pool.Address}/oauth2/authorize",
            token_endpoint = $"{pool.Address}/oauth2/token",
            userinfo_endpoint = $"{pool.Address}/oauth2/userInfo",
            revocation_endpoint = $"{pool.Address}/oauth2/revoke",
            end_session_endpoint = $"{pool.Address}/logout",
            jwks_uri = $"{pool.Issuer}/.well-known/jwks.json",
            response_types_supported = new[] { "code" },
            grant_types_supported = new[] { "authorization_code", "refresh_token" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
            token_endpoint_auth_methods_supported = new[] { "none" },
            code_challenge_methods_supported = new[] { "S256" },
            scopes_supported = AuthorizationRequest.Scopes,
        };

    private static async Task Answer(HttpContext context, Func<IFormCollection, object?> answer)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        try
        {
            if (!context.Request.HasFormContentType)
                throw new OAuthError("invalid_request", "The body has to be a form.");
            if (answer(await context.Request.ReadFormAsync()) is { } body)
                await response.WriteAsJsonAsync(body);
        }
        catch (OAuthError error)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            await response.WriteAsJsonAsync(new { error = error.Error, error_description = error.Message });
        }
    }

    private object Token(IFormCollection form)
    {
        CheckClient(form);
        return form["grant_type"].ToString() switch
        {
            "authorization_code" => Shown(Exchange(form)),
            "refresh_token" => Shown(Refresh(form["refresh_token"].ToString())),
            _ => throw new OAuthError("unsupported_grant_type", "The grant type is not supported."),
        };
    }

    /// <summary>Consumes the code on the first attempt, right or wrong, so that a stolen one cannot be tried with many verifiers.</summary>
    private Tokens Exchange(IFormCollection form)
    {
        var refusal = new OAuthError("invalid_grant", "The code, its address or its verifier is not valid.");
        if (_codes.Take(form["code"].ToString()) is not { } code || form["redirect_uri"] != code.Request.RedirectUri)
            throw refusal;
        var verifier = form["code_verifier"].ToString();
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
        if (verifier.Length is < 43 or > 128 || challenge != code.Request.CodeChallenge)
            throw refusal;
        if (pool.Find(code.Sub) is not { Enabled: true } user)
            throw refusal;
        return pool.StartSession(user, code.Request.Scope, code.Request.Nonce);
    }

    private Tokens Refresh(string refreshToken)
    {
        try
        {
            return pool.Refresh(refreshToken, pool.ClientId);
        }
        catch (CognitoError error)
        {
            throw new OAuthError("invalid_grant", error.Message);
        }
    }

    private object? Revoke(IFormCollection form)
    {
        CheckClient(form);
        if (form["token"].ToString() is not { Length: > 0 } token)
            throw new OAuthError("invalid_request", "The token is missing.");
        if (pool.Tokens.FindSession(token) is { } session)
            pool.Tokens.End(session);
        return null;
    }

    private async Task UserInfo(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var header = context.Request.Headers.Authorization.ToString();
        try
        {
            var (user, scope) = pool.UserOf(header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "");
            if (!scope.Split(' ').Contains("openid"))
                throw CognitoError.NotAuthorized("The scope openid is required.");
            // As in the real endpoint, all values are strings, email_verified included.
            await context.Response.WriteAsJsonAsync(user.Attributes.Add("sub", user.Sub).Add("username", user.Sub));
        }
        catch (CognitoError error)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await context.Response.WriteAsJsonAsync(new { error = "invalid_token", error_description = error.Message });
        }
    }

    private void CheckClient(IFormCollection form)
    {
        if (form["client_id"] != pool.ClientId)
            throw new OAuthError("invalid_client", "The client is not known.");
    }

    private static Dictionary<string, object> Shown(Tokens tokens)
    {
        Dictionary<string, object> shown = new()
        {
            ["access_token"] = tokens.Access,
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)CognitoTokens.Life.TotalSeconds,
        };
        if (tokens.Id is { } id)
            shown["id_token"] = id;
        if (tokens.Refresh is { } refresh)
            shown["refresh_token"] = refresh;
        return shown;
    }

    private sealed record AuthorizationCode(string Sub, AuthorizationRequest Request);
}
