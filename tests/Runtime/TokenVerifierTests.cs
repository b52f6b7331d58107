using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Runtime;
using EventTicketing.Tests.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventTicketing.Tests.Runtime;

/// <summary>Tokens of a user pool that the tests control, whose keys are served on 127.0.0.1.</summary>
public sealed class TokenVerifierTests : IAsyncLifetime
{
    private const string Client = "client-1";
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly FakeTimeProvider _clock = new(Valid.Now);
    private readonly HttpClient _http = new();
    private Dictionary<string, RSA> _served = [];
    private WebApplication _pool = null!;
    private TokenVerifier _verifier = null!;
    private string _issuer = "";
    private int _fetches;
    private bool _fails;
    private string? _answer;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = new() { ["key-1"] = _rsa };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _pool = builder.Build();
        _pool.MapGet(
            "/pool/.well-known/jwks.json",
            async http =>
            {
                _fetches++;
                if (_fails)
                    http.Response.StatusCode = 503;
                await http.Response.WriteAsync(
                    _answer ?? JsonSerializer.Serialize(new { keys = _served.Select(key => Published(key.Key, key.Value)) })
                );
            }
        );
        await _pool.StartAsync(Stop);
        _issuer = $"{_pool.Urls.Single()}/pool";
        _verifier = new TokenVerifier(_http, _issuer, [Client], _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        _http.Dispose();
        _rsa.Dispose();
    }

    [Fact]
    public async Task A_good_id_token_names_the_caller()
    {
        var caller = (await Verify(Token(IdClaims())))!;
        Assert.Equal(("usr_1", "ada@example.com", "Ada"), (caller.UserId, caller.Email, caller.Name));
        Assert.Equal(["Admins", "Organizers"], caller.Groups);
    }

    [Fact]
    public async Task A_good_access_token_names_the_caller_without_an_address()
    {
        var caller = (await Verify(Token(AccessClaims())))!;
        Assert.Equal(("usr_1", null), (caller.UserId, caller.Email));
        Assert.Empty(caller.Groups);
    }

    [Fact]
    public async Task A_token_ends_a_minute_after_it_says_to_allow_for_clocks()
    {
        var token = Token(IdClaims());
        _clock.SetUtcNow(Valid.Now.AddHours(1).AddSeconds(60) - Valid.Tick);
        Assert.NotNull(await Verify(token));
        _clock.Advance(Valid.Tick);
        Assert.Null(await Verify(token));
    }

    [Theory]
    [InlineData("iss", "http://127.0.0.1:1/pool")]
    [InlineData("iss", "")]
    [InlineData("aud", "client-2")]
    [InlineData("token_use", "access")]
    [InlineData("token_use", "refresh")]
    [InlineData("sub", "")]
    public async Task A_token_for_somewhere_else_is_refused(string claim, string value) =>
        Assert.Null(await Verify(Token(IdClaims((claim, value)))));

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("token_use")]
    [InlineData("sub")]
    [InlineData("exp")]
    public async Task A_token_without_one_of_its_claims_is_refused(string claim) =>
        Assert.Null(await Verify(Token(IdClaims((claim, null)))));

    [Fact]
    public async Task An_access_token_of_another_client_is_refused() =>
        Assert.Null(await Verify(Token(AccessClaims(("client_id", "client-2")))));

    [Fact]
    public async Task A_token_that_says_it_needs_no_signature_is_refused()
    {
        var payload = Encode(JsonSerializer.SerializeToUtf8Bytes(IdClaims()));
        foreach (var algorithm in (string[])["none", "None", "NONE", ""])
        {
            var header = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, kid = "key-1" }));
            Assert.Null(await Verify($"{header}.{payload}."));
            Assert.Null(await Verify($"{header}.{payload}.{Token(IdClaims()).Split('.')[2]}"));
        }
    }

    [Fact]
    public async Task The_public_key_is_not_taken_for_a_shared_secret()
    {
        var unsigned = $"{Encode("""{"alg":"HS256","kid":"key-1"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(IdClaims()))}";
        byte[][] secrets =
        [
            _rsa.ExportSubjectPublicKeyInfo(),
            _rsa.ExportRSAPublicKey(),
            Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()),
            _rsa.ExportParameters(includePrivateParameters: false).Modulus!,
        ];
        foreach (var secret in secrets)
            Assert.Null(await Verify($"{unsigned}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(unsigned)))}"));
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("PS256")]
    [InlineData("rs256")]
    public async Task Only_the_pools_own_algorithm_is_accepted(string algorithm) =>
        Assert.Null(await Verify(Token(IdClaims(), algorithm: algorithm)));

    [Fact]
    public async Task A_signature_by_another_key_under_a_known_name_is_refused()
    {
        using var other = RSA.Create(2048);
        Assert.Null(await Verify(Token(IdClaims(), key: other)));
    }

    [Fact]
    public async Task Altered_claims_are_refused()
    {
        var parts = Token(IdClaims()).Split('.');
        var altered = Encode(JsonSerializer.SerializeToUtf8Bytes(IdClaims(("sub", "usr_2"))));
        Assert.NotNull(await Verify(string.Join('.', parts)));
        Assert.Null(await Verify($"{parts[0]}.{altered}.{parts[2]}"));
    }

    [Fact]
    public async Task A_key_that_the_pool_does_not_publish_is_unknown_and_asked_for_at_most_every_half_minute()
    {
        for (var i = 0; i < 5; i++)
            Assert.Null(await Verify(Token(IdClaims(), kid: $"key-{i + 100}")));
        Assert.Equal(1, _fetches);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await Verify(Token(IdClaims(), kid: "key-100")));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Keys_that_cannot_be_fetched_are_nobodys_fault_and_not_asked_for_by_every_call()
    {
        _fails = true;
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<KeysUnavailableException>(() => Verify(Token(IdClaims())));
        Assert.Equal(1, _fetches);
        _fails = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await Verify(Token(IdClaims())));
    }

    [Theory]
    [InlineData("<html>Maintenance</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys": 1}""")]
    [InlineData("""{"keys": [1]}""")]
    [InlineData("""{"keys": [{"kid": "key-1"}]}""")]
    [InlineData("""{"keys": [{"kid": "key-1", "n": "!", "e": "AQAB"}]}""")]
    [InlineData("""{"keys": [{"kid": "key-1", "n": "", "e": ""}]}""")]
    public async Task A_key_set_that_is_none_says_nothing_about_a_token(string answer)
    {
        _answer = answer;
        await Assert.ThrowsAsync<KeysUnavailableException>(() => Verify(Token(IdClaims())));
        _answer = null;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await Verify(Token(IdClaims())));
    }

    [Theory]
    [InlineData(1_000_000_000_000_000_000)]
    [InlineData(long.MaxValue)]
    public async Task A_token_may_end_later_than_the_calendar(long expires) => Assert.NotNull(await Verify(Token(Ending(expires))));

    [Fact]
    public async Task Groups_that_are_no_texts_are_none()
    {
        var claims = IdClaims();
        claims["cognito:groups"] = (object?[])[1, null, "Organizers", new { name = "Admins" }, (string[])["Admins"], "x,SuperAdmins"];
        var caller = (await Verify(Token(claims!)))!;
        Assert.Equal(["Organizers", "x,SuperAdmins"], caller.Groups);
        Assert.False(caller.IsAdmin);
    }

    [Fact]
    public async Task Known_keys_are_fetched_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Verify(Token(IdClaims()))));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_new_key_of_the_pool_is_found()
    {
        Assert.NotNull(await Verify(Token(IdClaims())));
        using var rotated = RSA.Create(2048);
        _served["key-2"] = rotated;
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(await Verify(Token(IdClaims(), "key-2", rotated)));
        Assert.NotNull(await Verify(Token(IdClaims())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("W10.W10.W10")]
    [InlineData("e30.e30.!")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6MX0.e30.e30")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.e30")]
    [InlineData("ЯЯЯЯ.ЯЯЯЯ.ЯЯЯЯ")]
    public async Task Garbage_is_refused(string token) => Assert.Null(await Verify(token));

    [Fact]
    public async Task A_signed_part_that_is_cut_off_or_garbled_is_refused()
    {
        var token = Token(IdClaims());
        Assert.Null(await Verify(token[..^1]));
        Assert.Null(await Verify(token[..(token.LastIndexOf('.') + 1)]));
        Assert.Null(await Verify(token + "A"));
        Assert.Null(await Verify(token[..^4] + "!!!!"));
    }

    [Theory]
    [InlineData(true, "ada@example.com")]
    [InlineData("true", "ada@example.com")]
    [InlineData(false, null)]
    [InlineData("false", null)]
    [InlineData(null, null)]
    public async Task An_address_is_trusted_once_the_pool_has_verified_it(object? claim, string? trusted)
    {
        var claims = IdClaims();
        if (claim is not null)
            claims["email_verified"] = claim;
        Assert.Equal(trusted, (await Verify(Token(claims)))!.VerifiedEmail);
    }

    [Fact]
    public async Task A_token_of_more_than_eight_kilobytes_is_not_even_read()
    {
        var claims = IdClaims();
        claims["name"] = new string('a', 8_192);
        Assert.Null(await Verify(Token(claims)));
        Assert.Equal(0, _fetches);
    }

    [Theory]
    [InlineData("Authorization", "Bearer abc", "abc")]
    [InlineData("authorization", "bearer  abc ", "abc")]
    [InlineData("Authorization", "abc", "abc")]
    [InlineData("Authorization", " ", null)]
    [InlineData("X-Authorization", "Bearer abc", null)]
    public void The_token_is_found_in_its_header(string name, string value, string? token) =>
        Assert.Equal(
            token,
            TokenVerifier.BearerOf(new APIGatewayProxyRequest { Headers = new Dictionary<string, string> { [name] = value } })
        );

    private Task<Caller?> Verify(string token) => _verifier.Verify(token, Stop);

    private Dictionary<string, object> IdClaims(params (string Name, string? Value)[] changes) =>
        Changed(
            changes,
            new()
            {
                ["iss"] = _issuer,
                ["aud"] = Client,
                ["token_use"] = "id",
                ["sub"] = "usr_1",
                ["exp"] = Valid.Now.AddHours(1).ToUnixTimeSeconds(),
                ["email"] = "ada@example.com",
                ["name"] = "Ada",
                ["cognito:groups"] = (string[])["Admins", "Organizers"],
            }
        );

    private Dictionary<string, object> Ending(long second) => new(IdClaims()) { ["exp"] = second };

    private Dictionary<string, object> AccessClaims(params (string Name, string? Value)[] changes) =>
        Changed(
            changes,
            new()
            {
                ["iss"] = _issuer,
                ["client_id"] = Client,
                ["token_use"] = "access",
                ["sub"] = "usr_1",
                ["exp"] = Valid.Now.AddHours(1).ToUnixTimeSeconds(),
            }
        );

    private static Dictionary<string, object> Changed((string Name, string? Value)[] changes, Dictionary<string, object> claims)
    {
        foreach (var (name, value) in changes)
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value;
        }

        return claims;
    }

    private string Token(Dictionary<string, object> claims, string kid = "key-1", RSA? key = null, string algorithm = "RS256")
    {
        var header = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, kid }));
        var unsigned = $"{header}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = (key ?? _rsa).SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{unsigned}.{Encode(signature)}";
    }

    private static object Published(string kid, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kid,
            kty = "RSA",
            alg = "RS256",
            use = "sig",
            n = Encode(parameters.Modulus),
            e = Encode(parameters.Exponent),
        };
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
