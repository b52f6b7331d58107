using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using EventTicketing.Runtime;
using EventTicketing.Tests.Domain;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EventTicketing.Tests.Runtime;

/// <summary>Compares our verifier with Microsoft's: whatever was done to a token, both accept it or both reject it.</summary>
public sealed class TokenJudgeTests : IDisposable
{
    private const string Issuer = "https://pool.example/pool",
        Client = "client-1",
        Kid = "key-1";
    private static readonly long Second = Valid.Now.ToUnixTimeSeconds();
    private readonly RSA _pools = RSA.Create(2048);
    private readonly RSA _strangers = RSA.Create(2048);

    private enum Signer
    {
        Pool,
        PoolSha384,
        PoolPss,
        Stranger,
        SharedSecret,
        Nobody,
    }

    private enum Damage
    {
        None,
        Header,
        Claims,
        Signature,
        CutOff,
        PartMissing,
        PartMore,
        OtherClaims,
    }

    /// <param name="At">Position of the replaced character, as a fraction of the length.</param>
    private sealed record Forgery(
        string Algorithm,
        string? Kid,
        Signer Signer,
        Damage Damage,
        double At,
        Dictionary<string, object> Claims
    );

    private static readonly Gen<Dictionary<string, object>> GenClaims =
        from issuer in Gen.OneOf<string?>(Issuer, Issuer, Issuer, "https://pool.example/other", null)
        from use in Gen.OneOf<string?>("id", "id", "access", "access", "refresh", null)
        from aud in Gen.OneOf<string?>(Client, Client, "client-2", null)
        from client in Gen.OneOf<string?>(Client, Client, "client-2", null)
        from subject in Gen.OneOf<string?>("usr_1", "usr_1", "", null)
        from expires in Gen.OneOf<long?>(
            Second + 3600,
            Second + 3600,
            Second,
            Second - 59,
            Second - 61,
            0,
            -1,
            1_000_000_000_000_000_000,
            null
        )
        select new Dictionary<string, object?>
        {
            ["iss"] = issuer,
            ["token_use"] = use,
            ["aud"] = aud,
            ["client_id"] = client,
            ["sub"] = subject,
            ["exp"] = expires,
        }
            .Where(claim => claim.Value is not null)
            .ToDictionary(claim => claim.Key, claim => claim.Value!);

    private static readonly Gen<Dictionary<string, object>> Good = Gen.OneOf("id", "access")
        .Select(use => new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["token_use"] = use,
            [use == "id" ? "aud" : "client_id"] = Client,
            ["sub"] = "usr_1",
            ["exp"] = Second + 3600,
        });

    private static readonly Gen<Damage> Damages = Gen.OneOf([Damage.None, Damage.None, Damage.None, .. Enum.GetValues<Damage>()]);

    private static readonly Gen<Forgery> Forgeries =
        from algorithm in Gen.OneOf("RS256", "RS256", "RS256", "rs256", "RS384", "PS256", "HS256", "none", "")
        from kid in Gen.OneOf<string?>(Kid, Kid, Kid, "key-2", "", null)
        from signer in Gen.OneOf([Signer.Pool, Signer.Pool, .. Enum.GetValues<Signer>()])
        from damage in Damages
        from at in Gen.Double[0, 1]
        from claims in Gen.OneOf<Dictionary<string, object>>(Good, Good, GenClaims)
        select new Forgery(algorithm, kid, signer, damage, at, claims);

    public void Dispose()
    {
        _pools.Dispose();
        _strangers.Dispose();
    }

    [Fact]
    public async Task Both_believe_the_same_tokens()
    {
        using var http = new HttpClient(new Pool(_pools));
        var ours = new TokenVerifier(http, Issuer, [Client], new FakeTimeProvider(Valid.Now));
        var (believed, refused) = (0, 0);
        var wellSigned = GenClaims.Select(claims => new Forgery("RS256", Kid, Signer.Pool, Damage.None, 0, claims));
        var damaged = Gen.Select(
            Good,
            Damages,
            Gen.Double[0, 1],
            (claims, damage, at) => new Forgery("RS256", Kid, Signer.Pool, damage, at, claims)
        );
        await Gen.OneOf<Forgery>(Forgeries, wellSigned, damaged)
            .SampleAsync(
                async forgery =>
                {
                    var token = Token(forgery);
                    var caller = await ours.Verify(token, CancellationToken.None);
                    _ = caller is null ? refused++ : believed++;
                    Assert.True(await Judge(token) == caller?.UserId, $"{JsonSerializer.Serialize(forgery)}\n{token}");
                },
                iter: 3_000,
                threads: 1
            );
        // Two verifiers that reject everything would agree as well.
        Assert.True(believed > 100 && refused > 100, $"{believed} believed, {refused} refused");
    }

    /// <summary>The token's subject; null when the token is invalid.</summary>
    private async Task<string?> Judge(string token)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = Issuer,
                ValidAlgorithms = ["RS256"],
                IssuerSigningKey = new RsaSecurityKey(_pools) { KeyId = Kid },
                TryAllIssuerSigningKeys = false,
                AudienceValidator = (audiences, parsed, _) =>
                    ((JsonWebToken)parsed).TryGetPayloadValue<string>("token_use", out var use)
                    && use switch
                    {
                        "id" => audiences.SequenceEqual([Client]),
                        "access" => ((JsonWebToken)parsed).TryGetPayloadValue<string>("client_id", out var client) && client == Client,
                        _ => false,
                    },
                LifetimeValidator = (_, expires, _, _) => expires > Valid.Now.UtcDateTime.AddMinutes(-1),
            }
        );
        return result.IsValid && ((JsonWebToken)result.SecurityToken).Subject is { Length: > 0 } subject ? subject : null;
    }

    private string Token(Forgery forgery)
    {
        Dictionary<string, object> head = new() { ["alg"] = forgery.Algorithm, ["typ"] = "JWT" };
        if (forgery.Kid is { } kid)
            head["kid"] = kid;
        var (header, claims) = (Encoded(head), Encoded(forgery.Claims));
        var signature = Encode(Signature(forgery.Signer, Encoding.ASCII.GetBytes($"{header}.{claims}")));
        return forgery.Damage switch
        {
            Damage.Header => $"{Exchanged(header, forgery.At)}.{claims}.{signature}",
            Damage.Claims => $"{header}.{Exchanged(claims, forgery.At)}.{signature}",
            // Not the last character, because not all of its bits count.
            Damage.Signature when signature.Length > 1 => $"{header}.{claims}.{Exchanged(signature[..^1], forgery.At)}{signature[^1]}",
            Damage.CutOff when signature.Length > 4 => $"{header}.{claims}.{signature[..^4]}",
            Damage.PartMissing => $"{header}.{claims}",
            Damage.PartMore => $"{header}.{claims}.{signature}.{signature}",
            Damage.OtherClaims => $"{header}.{Encoded(new(forgery.Claims) { ["sub"] = "usr_2" })}.{signature}",
            _ => $"{header}.{claims}.{signature}",
        };
    }

    private byte[] Signature(Signer signer, byte[] signed) =>
        signer switch
        {
            Signer.Pool => _pools.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            Signer.PoolSha384 => _pools.SignData(signed, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            Signer.PoolPss => _pools.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            Signer.Stranger => _strangers.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            Signer.SharedSecret => HMACSHA256.HashData(_pools.ExportSubjectPublicKeyInfo(), signed),
            _ => [],
        };

    private static string Exchanged(string part, double at)
    {
        var index = Math.Min((int)(at * part.Length), part.Length - 1);
        return $"{part[..index]}{(part[index] == 'A' ? 'B' : 'A')}{part[(index + 1)..]}";
    }

    private static string Encoded(Dictionary<string, object> json) => Encode(JsonSerializer.SerializeToUtf8Bytes(json));

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Publishes one key.</summary>
    private sealed class Pool(RSA key) : HttpMessageHandler
    {
        private readonly RSAParameters _key = key.ExportParameters(includePrivateParameters: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var key = new
            {
                kid = Kid,
                kty = "RSA",
                alg = "RS256",
                use = "sig",
                n = Encode(_key.Modulus),
                e = Encode(_key.Exponent),
            };
            return Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new { keys = new[] { key } }) }
            );
        }
    }
}
