using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventTicketing.Local.Standins;

/// <summary>One sign-in. Its refresh token is <c>{Id}.{secret}</c>; its id is the <c>origin_jti</c> of every token from it.</summary>
internal sealed record Session(
    string Id,
    string Sub,
    string ClientId,
    string SecretHash,
    string Scope,
    DateTimeOffset AuthTime,
    DateTimeOffset ExpiresAt
);

/// <summary>A token response. There is no ID token without the scope <c>openid</c>, and no refresh token on a refresh.</summary>
internal sealed record Tokens(string Access, string? Id, string? Refresh);

/// <summary>Signing key, sessions and tokens (RS256 JWTs, written without a library).</summary>
internal sealed class CognitoTokens(string? dataDirectory, TimeProvider clock, Func<string> issuer) : IDisposable
{
    /// <summary>The scope that the pool's own API requires. Tokens issued by that API have it.</summary>
    public const string ApiScope = "aws.cognito.signin.user.admin";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(60);
    private const int SessionsBetweenCleanings = 1_000;

    private readonly Journal<Session> _sessions = new(CognitoStandin.FileIn(dataDirectory, "refresh-tokens.jsonl"));
    private readonly RSA _key = LoadKey(CognitoStandin.FileIn(dataDirectory, "signing-key.pem"));
    private readonly Lock _lock = new();
    private int _started;

    /// <summary>The public key as a JSON Web Key set.</summary>
    public object KeySet()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        var published = new
        {
            alg = "RS256",
            e = Text(key.Exponent),
            kid = KeyId(key),
            kty = "RSA",
            n = Text(key.Modulus),
            use = "sig",
        };
        return new { keys = new[] { published } };
    }

    public Tokens Start(CognitoUser user, IReadOnlyList<string> groups, CognitoClient client, string scope, string? nonce = null)
    {
        if (Interlocked.Increment(ref _started) % SessionsBetweenCleanings == 1)
            RemoveExpired();
        var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var now = clock.GetUtcNow();
        var session = new Session(Guid.NewGuid().ToString(), user.Sub, client.Id, HashOf(secret), scope, now, now + client.RefreshLife);
        _sessions.Put(session.Id, session);
        return Issue(session, user, groups, nonce) with { Refresh = $"{session.Id}.{secret}" };
    }

    /// <summary>Issues tokens for a session, with the user's current groups.</summary>
    public Tokens Issue(Session session, CognitoUser user, IReadOnlyList<string> groups, string? nonce = null)
    {
        var access = Sign(
            Claims(
                session,
                user,
                groups,
                "access",
                new()
                {
                    ["client_id"] = session.ClientId,
                    ["username"] = user.Sub,
                    ["scope"] = session.Scope,
                    ["version"] = 2,
                }
            )
        );
        return new Tokens(access, IsOpenId(session.Scope) ? Sign(IdClaims(session, user, groups, nonce)) : null, Refresh: null);
    }

    /// <summary>The session of a refresh token; null when the token is unknown, revoked or expired.</summary>
    public Session? FindSession(string refreshToken)
    {
        var dot = refreshToken.IndexOf('.');
        if (dot < 0 || _sessions.Find(refreshToken[..dot]) is not { } session || session.ExpiresAt <= clock.GetUtcNow())
            return null;
        var hash = Encoding.ASCII.GetBytes(HashOf(refreshToken[(dot + 1)..]));
        return CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(session.SecretHash)) ? session : null;
    }

    /// <summary>The session of an access token; throws when the token is foreign, expired or revoked.</summary>
    public Session Verify(string accessToken)
    {
        using var claims = Read(accessToken) ?? throw CognitoError.NotAuthorized("Invalid Access Token");
        string? Claim(string name) => claims.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        if (Claim("token_use") != "access" || Claim("iss") != issuer())
            throw CognitoError.NotAuthorized("Invalid Access Token");
        if (claims.RootElement.GetProperty("exp").GetInt64() <= clock.GetUtcNow().ToUnixTimeSeconds())
        {
            throw CognitoError.NotAuthorized("Access Token has expired");
        }
        return _sessions.Find(Claim("origin_jti")!) ?? throw CognitoError.NotAuthorized("Access Token has been revoked");
    }

    public void End(Session session) => _sessions.Remove(session.Id);

    /// <summary>
    /// Revokes all sessions of a user. As in AWS, services that verify tokens by signature alone accept them until they expire.
    /// </summary>
    public void EndAll(string sub)
    {
        foreach (var session in _sessions.All.Where(session => session.Sub == sub))
            End(session);
    }

    public void Dispose()
    {
        _sessions.Dispose();
        _key.Dispose();
    }

    private static bool IsOpenId(string scope) => scope == ApiScope || scope.Split(' ').Contains("openid");

    private Dictionary<string, object?> IdClaims(Session session, CognitoUser user, IReadOnlyList<string> groups, string? nonce)
    {
        var own = user.Attributes.ToDictionary(attribute => attribute.Key, attribute => (object?)attribute.Value);
        own["email_verified"] = user.EmailVerified;
        own["aud"] = session.ClientId;
        own["cognito:username"] = user.Sub;
        if (nonce is not null)
            own["nonce"] = nonce;
        return Claims(session, user, groups, "id", own);
    }

    private Dictionary<string, object?> Claims(
        Session session,
        CognitoUser user,
        IReadOnlyList<string> groups,
        string use,
        Dictionary<string, object?> own
    )
    {
        var now = clock.GetUtcNow();
        own["sub"] = user.Sub;
        if (groups.Count > 0)
            own["cognito:groups"] = groups;
        own["iss"] = issuer();
        own["token_use"] = use;
        own["origin_jti"] = session.Id;
        own["jti"] = Guid.NewGuid();
        own["auth_time"] = session.AuthTime.ToUnixTimeSeconds();
        own["iat"] = now.ToUnixTimeSeconds();
        own["exp"] = (now + Life).ToUnixTimeSeconds();
        return own;
    }

    private string Sign(Dictionary<string, object?> claims)
    {
        var header = new { kid = KeyId(_key.ExportParameters(includePrivateParameters: false)), alg = "RS256" };
        var content = $"{Text(JsonSerializer.SerializeToUtf8Bytes(header))}.{Text(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        lock (_lock)
        {
            var signature = _key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{content}.{Text(signature)}";
        }
    }

    private JsonDocument? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part)))
            return null;
        var content = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        lock (_lock)
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            if (!_key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                return null;
        }
        return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
    }

    private void RemoveExpired()
    {
        foreach (var session in _sessions.All.Where(session => session.ExpiresAt <= clock.GetUtcNow()))
            End(session);
    }

    private static RSA LoadKey(string? path)
    {
        var key = RSA.Create(2048);
        if (path is null)
            return key;
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Write to a temporary file and rename: a half-written key would break every later start.
        using (var file = new StreamWriter(path + ".new", options))
            file.Write(key.ExportPkcs8PrivateKeyPem());
        File.Move(path + ".new", path);
        return key;
    }

    // RFC 7638 thumbprint, so that a new key never reuses an old key id.
    private static string KeyId(RSAParameters key) =>
        Text(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"e":"{{Text(key.Exponent)}}","kty":"RSA","n":"{{Text(key.Modulus)}}"}""")));

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    private static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
