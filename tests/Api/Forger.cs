using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Local;

namespace EventTicketing.Tests.Api;

/// <summary>Forges tokens from a valid one. It has the pool's own key, so that each forgery is wrong in only one respect.</summary>
public sealed class Forger : IDisposable
{
    private readonly RSA _key = RSA.Create(),
        _stranger = RSA.Create(2048);
    private readonly JsonObject _header,
        _claims;
    private readonly string _good;

    public Forger(LocalCloud cloud, string good)
    {
        _key.ImportFromPem(File.ReadAllText(Path.Combine(cloud.Files, "cognito", "signing-key.pem")));
        (_good, _header, _claims) = (good, Part(good, 0), Part(good, 1));
    }

    public string Signed() => Signed(_ => { });

    public string Expired() => Signed(claims => claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds());

    public string OfAnotherPool() => Signed(claims => (claims["iss"], claims["aud"]) = ($"{claims["iss"]}2", "another-client"));

    public string ForAccess() => Signed(claims => (claims["token_use"], claims["client_id"]) = ("access", claims["aud"]!.DeepClone()));

    public string ByAnotherKey() => Signed(Promote, sign: ByStranger);

    /// <summary>Other known attacks on servers that accept tokens.</summary>
    public IEnumerable<(string What, string Token)> Others()
    {
        var secret = Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());
        yield return ("alg none without a signature", Signed(Promote, header => header["alg"] = "none", _ => []));
        yield return ("alg none with a signature", Signed(Promote, header => header["alg"] = "none"));
        yield return (
            "HS256 by the public key",
            Signed(Promote, header => header["alg"] = "HS256", text => HMACSHA256.HashData(secret, text))
        );
        yield return ("a key of its own in the header", Signed(Promote, header => header["jwk"] = Jwk(_stranger), ByStranger));
        yield return ("an unknown key", Signed(Promote, header => header["kid"] = "another", ByStranger));
        yield return ("no key", Signed(_ => { }, header => header.Remove("kid")));
        yield return ("an empty signature", Signed(_ => { }, sign: _ => []));
        yield return ("claims that were changed afterwards", $"{Text(_header)}.{Signed(Promote).Split('.')[1]}.{_good.Split('.')[2]}");
        yield return ("another issuer", Signed(claims => claims["iss"] = "http://127.0.0.1:1/us-east-1_local"));
        yield return ("another client", Signed(claims => claims["aud"] = "another-client"));
        yield return ("several clients", Signed(claims => claims["aud"] = new JsonArray(claims["aud"]!.DeepClone())));
        yield return ("another use", Signed(claims => claims["token_use"] = "refresh"));
        yield return ("an access token of no client", Signed(claims => claims["token_use"] = "access"));
        yield return ("no end", Signed(claims => claims.Remove("exp")));
        yield return ("an end as text", Signed(claims => claims["exp"] = $"{claims["exp"]}"));
        yield return ("nobody", Signed(claims => claims["sub"] = ""));
        yield return ("nothing", "");
        yield return ("no token", "nonsense");
        yield return ("three parts of nothing", "a.b.c");
        yield return ("four parts", $"{_good}.{_good.Split('.')[2]}");
    }

    public void Dispose()
    {
        _key.Dispose();
        _stranger.Dispose();
    }

    private byte[] ByStranger(byte[] text) => _stranger.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static void Promote(JsonObject claims) => claims["cognito:groups"] = new JsonArray("SuperAdmins");

    private string Signed(Action<JsonObject> change, Action<JsonObject>? head = null, Func<byte[], byte[]>? sign = null)
    {
        var (header, claims) = ((JsonObject)_header.DeepClone(), (JsonObject)_claims.DeepClone());
        head?.Invoke(header);
        change(claims);
        var content = $"{Text(header)}.{Text(claims)}";
        sign ??= text => _key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static JsonObject Jwk(RSA key)
    {
        var part = key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["n"] = Base64Url.EncodeToString(part.Modulus),
            ["e"] = Base64Url.EncodeToString(part.Exponent),
        };
    }

    private static JsonObject Part(string token, int index) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!.AsObject();

    private static string Text(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
