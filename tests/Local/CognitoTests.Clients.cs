using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;

namespace EventTicketing.Local.Tests;

public sealed partial class CognitoTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static object[] Named(string name) => [new { Name = "name", Value = name }];

    private static string Attribute(Answer answer, string name) => AttributeOf(answer.Body["UserAttributes"], name);

    private static string AttributeOf(JsonNode? attributes, string name) =>
        (string)attributes!.AsArray().Single(attribute => (string?)attribute!["Name"] == name)!["Value"]!;

    private static JsonObject Claims(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();

    private static string[] Texts(JsonObject claims, params string[] names) => [.. names.Select(name => (string)claims[name]!)];

    private static string[] Groups(JsonObject claims) => [.. claims["cognito:groups"]!.AsArray().Select(group => (string)group!)];

    private static string Query(string address, string name) =>
        QueryHelpers.ParseQuery(address[(address.IndexOf('?') + 1)..])[name].ToString();

    private static string TotpCode(string secret, DateTimeOffset now)
    {
        const string base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Select(letter => base32.IndexOf(letter).ToString("B5", CultureInfo.InvariantCulture)));
        var key = bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2)).ToArray();
        byte[] step = [.. BitConverter.GetBytes(now.ToUnixTimeSeconds() / 30).Reverse()];
        var hash = HMACSHA1.HashData(key, step);
        var offset = hash[^1] & 15;
        var number = (hash[offset] & 127) << 24 | hash[offset + 1] << 16 | hash[offset + 2] << 8 | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private sealed record Answer(HttpStatusCode Status, JsonObject Body)
    {
        public string? Error => (string?)Body["__type"];

        public Dictionary<string, string> Tokens =>
            Body["AuthenticationResult"]!
                .AsObject()
                .Where(member => member.Key.EndsWith("Token", StringComparison.Ordinal))
                .ToDictionary(member => member.Key, member => (string)member.Value!);
    }

    /// <summary>A running stand-in, its mailbox, and a client of its JSON API.</summary>
    private sealed class Pool : IAsyncDisposable
    {
        public required CognitoStandin Cognito { get; init; }
        public required WebApplication App { get; init; }
        public required FakeTimeProvider Clock { get; init; }
        public required ConcurrentDictionary<string, string> Mails { get; init; }
        public HttpClient Http { get; } = new();
        public string ClientId => Cognito.ClientId;

        public static async Task<Pool> With(params string[] confirmedUsers)
        {
            var pool = await Start();
            foreach (var email in confirmedUsers)
                pool.Cognito.EnsureUser(email, Good, name: null, groups: []);
            return pool;
        }

        public static async Task<Pool> Start(string? directory = null, int port = 0, Func<string, Task>? confirmed = null)
        {
            var (clock, mails) = (
                new FakeTimeProvider(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)),
                new ConcurrentDictionary<string, string>()
            );
            Task Mail(string email, string subject, string text)
            {
                mails[email] = text;
                return Task.CompletedTask;
            }
            var cognito = new CognitoStandin(directory, clock, Mail, ["https://app.example/callback"], confirmed: confirmed);
            var app = await Loopback.Start(port, cognito.Map);
            return new Pool
            {
                Cognito = cognito,
                App = app,
                Clock = clock,
                Mails = mails,
            };
        }

        public string CodeFor(string email) => Regex.Match(Mails[email], @"\b\d{6}\b").Value;

        public Task<Answer> Call(string operation, object body) =>
            Post(operation, JsonContent.Create(body, options: Verbatim), signed: false);

        public Task<Answer> Admin(string operation, object body)
        {
            var whole = JsonSerializer.SerializeToNode(body, Verbatim)!.AsObject();
            whole["UserPoolId"] = Cognito.UserPoolId;
            return Post(operation, JsonContent.Create(whole), signed: true);
        }

        public async Task<Answer> Post(string operation, HttpContent content, bool signed)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Cognito.Address) { Content = content };
            request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
            if (signed)
                request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local/20261120");
            using var response = await Http.SendAsync(request, Cancel);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!.AsObject();
            var named = response.Headers.TryGetValues("x-amzn-errortype", out var types) ? types.Single() : null;
            Assert.Equal(named, (string?)body["__type"]);
            return new Answer(response.StatusCode, body);
        }

        public Task<Answer> SignUp(string email, string password) =>
            Call(
                "SignUp",
                new
                {
                    ClientId,
                    Username = email,
                    Password = password,
                }
            );

        public Task<Answer> Confirm(string email, string code) =>
            Call(
                "ConfirmSignUp",
                new
                {
                    ClientId,
                    Username = email,
                    ConfirmationCode = code,
                }
            );

        public async Task SignUpAndConfirm(string email, string password)
        {
            await SignUp(email, password);
            await Confirm(email, CodeFor(email));
        }

        public Task<Answer> SignIn(string email, string password) =>
            Call(
                "InitiateAuth",
                new
                {
                    ClientId,
                    AuthFlow = "USER_PASSWORD_AUTH",
                    AuthParameters = new { USERNAME = email, PASSWORD = password },
                }
            );

        /// <summary>Sets up an authenticator app for a user and verifies its first code.</summary>
        /// <returns>The app's secret.</returns>
        public async Task<string> AddAuthenticator(string email, string password)
        {
            var token = (await SignIn(email, password)).Tokens["AccessToken"];
            var secret = (string)(await Call("AssociateSoftwareToken", new { AccessToken = token })).Body["SecretCode"]!;
            await Call("VerifySoftwareToken", new { AccessToken = token, UserCode = TotpCode(secret, Clock.GetUtcNow()) });
            await Call("SetUserMFAPreference", new { AccessToken = token, SoftwareTokenMfaSettings = new { Enabled = true } });
            return secret;
        }

        public Task<Answer> Refresh(string refreshToken) =>
            Call(
                "InitiateAuth",
                new
                {
                    ClientId,
                    AuthFlow = "REFRESH_TOKEN_AUTH",
                    AuthParameters = new { REFRESH_TOKEN = refreshToken },
                }
            );

        public Task<Answer> Respond(string challenge, Answer asked, Dictionary<string, string> answers) =>
            Call(
                "RespondToAuthChallenge",
                new
                {
                    ClientId,
                    ChallengeName = challenge,
                    Session = (string?)asked.Body["Session"],
                    ChallengeResponses = answers,
                }
            );

        /// <summary>Whether a token's signature matches the published key, checked without code of the stand-in.</summary>
        public async Task<bool> Verifies(string token)
        {
            var parts = token.Split('.');
            var keys = await Http.GetFromJsonAsync<JsonObject>($"{Cognito.Issuer}/.well-known/jwks.json", Cancel);
            using var rsa = RSA.Create(
                new RSAParameters
                {
                    Modulus = Base64Url.DecodeFromChars((string)keys!["keys"]![0]!["n"]!),
                    Exponent = Base64Url.DecodeFromChars((string)keys["keys"]![0]!["e"]!),
                }
            );
            var content = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
            return rsa.VerifyData(content, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await App.DisposeAsync();
            Cognito.Dispose();
        }

        private static readonly JsonSerializerOptions Verbatim = new();
    }

    /// <summary>A browser with cookies that does not follow redirects, and the application that it comes from.</summary>
    private sealed class Browser(Pool pool) : IDisposable
    {
        private const string Callback = "http://127.0.0.1:4000/callback";
        private readonly string _verifier = RandomNumberGenerator.GetHexString(64);
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(pool.Cognito.Address),
        };

        /// <summary>The URL of a page with a valid request, with some parameters replaced.</summary>
        public string Address(string path, params (string Name, string Value)[] changes)
        {
            Dictionary<string, string?> query = new()
            {
                ["client_id"] = pool.ClientId,
                ["redirect_uri"] = Callback,
                ["response_type"] = "code",
                ["state"] = "state&1",
                ["nonce"] = "n-1",
                ["scope"] = "openid email profile",
                ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
                ["code_challenge_method"] = "S256",
            };
            foreach (var (name, value) in changes)
                query[name] = value;
            return QueryHelpers.AddQueryString(path, query);
        }

        public Task<HttpResponseMessage> Get(string address) => _http.GetAsync(address, Cancel);

        public Task<HttpResponseMessage> Post(string address, Dictionary<string, string> fields) =>
            _http.PostAsync(address, new FormUrlEncodedContent(fields), Cancel);

        public Task<string> Page(string address) => _http.GetStringAsync(address, Cancel);

        /// <summary>Where the authorization request redirects to: a page, or back with a code.</summary>
        public async Task<string> Authorize()
        {
            using var answer = await Get(Address("/oauth2/authorize"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return answer.Headers.Location!.OriginalString;
        }

        public async Task<string> SignIn(string email, string password) =>
            await Submit(await Authorize(), new() { ["username"] = email, ["password"] = password });

        /// <summary>Opens a page, submits its form, and returns where that redirects to.</summary>
        public async Task<string> Submit(string address, Dictionary<string, string> fields)
        {
            using var answer = await Send(address, fields);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            return answer.Headers.Location!.OriginalString;
        }

        public async Task<string> Refused(string address, Dictionary<string, string> fields)
        {
            using var answer = await Send(address, fields);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Cancel);
        }

        public Task<JsonObject> Exchange(string code, string? verifier = null, string redirectUri = Callback) =>
            Token(
                new()
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = code,
                    ["redirect_uri"] = redirectUri,
                    ["code_verifier"] = verifier ?? _verifier,
                }
            );

        public async Task<JsonObject> Token(Dictionary<string, string> fields)
        {
            fields["client_id"] = pool.ClientId;
            using var answer = await Post("/oauth2/token", fields);
            return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        }

        public async Task<JsonObject> UserInfo(string accessToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/oauth2/userInfo");
            request.Headers.Add("Authorization", $"Bearer {accessToken}");
            using var answer = await _http.SendAsync(request, Cancel);
            return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        }

        public async Task Revoke(string refreshToken)
        {
            using var answer = await Post("/oauth2/revoke", new() { ["client_id"] = pool.ClientId, ["token"] = refreshToken });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        public void Dispose() => _http.Dispose();

        private async Task<HttpResponseMessage> Send(string address, Dictionary<string, string> fields)
        {
            const string pattern = """<form method="post" action="([^"]*)">\s*<input type="hidden" name="token" value="([^"]*)""";
            var form = Regex.Match(await Page(address), pattern);
            fields["token"] = form.Groups[2].Value;
            return await Post(WebUtility.HtmlDecode(form.Groups[1].Value), fields);
        }
    }

    /// <summary>The client side of SRP, with the group computed from RFC 3526: independent of the stand-in's code.</summary>
    private sealed class SrpClient(Pool pool)
    {
        private static readonly BigInteger N = Prime();
        private readonly BigInteger _secret = new(RandomNumberGenerator.GetBytes(32), isUnsigned: true);

        public async Task<Answer> SignIn(string email, string password)
        {
            var a = BigInteger.ModPow(2, _secret, N);
            var asked = await pool.Call(
                "InitiateAuth",
                new
                {
                    pool.ClientId,
                    AuthFlow = "USER_SRP_AUTH",
                    AuthParameters = new { USERNAME = email, SRP_A = Hex(a) },
                }
            );
            var given = asked.Body["ChallengeParameters"]!;
            var (user, block) = ((string)given["USER_ID_FOR_SRP"]!, (string)given["SECRET_BLOCK"]!);
            var key = Key(a, Parse((string)given["SRP_B"]!), Parse((string)given["SALT"]!), $"local{user}:{password}");
            var time = pool.Clock.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
            byte[] message =
            [
                .. Encoding.UTF8.GetBytes("local" + user),
                .. Convert.FromBase64String(block),
                .. Encoding.UTF8.GetBytes(time),
            ];
            return await pool.Respond(
                "PASSWORD_VERIFIER",
                asked,
                new()
                {
                    ["USERNAME"] = user,
                    ["PASSWORD_CLAIM_SECRET_BLOCK"] = block,
                    ["PASSWORD_CLAIM_SIGNATURE"] = Convert.ToBase64String(HMACSHA256.HashData(key, message)),
                    ["TIMESTAMP"] = time,
                }
            );
        }

        private byte[] Key(BigInteger a, BigInteger b, BigInteger salt, string identity)
        {
            var u = Hash(Padded(a) + Padded(b));
            var x = Hash(Padded(salt) + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity))));
            var k = Hash(Padded(N) + "02");
            var difference = (b - k * BigInteger.ModPow(2, x, N)) % N;
            var shared = BigInteger.ModPow(difference < 0 ? difference + N : difference, _secret + u * x, N);
            var extracted = HMACSHA256.HashData(Convert.FromHexString(Padded(u)), Convert.FromHexString(Padded(shared)));
            byte[] info = [.. "Caldera Derived Key"u8, 1];
            return HMACSHA256.HashData(extracted, info)[..16];
        }

        private static BigInteger Hash(string hex) => new(SHA256.HashData(Convert.FromHexString(hex)), isUnsigned: true, isBigEndian: true);

        private static string Hex(BigInteger number) => Convert.ToHexString(number.ToByteArray(isUnsigned: true, isBigEndian: true));

        private static string Padded(BigInteger number) => Hex(number) is var hex && hex[0] >= '8' ? "00" + hex : hex;

        private static BigInteger Parse(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        // 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314), with pi from Machin's formula.
        private static BigInteger Prime()
        {
            const int guard = 64;
            var one = BigInteger.One << (2942 + guard);
            var pi = 4 * (4 * ArcCotangent(5) - ArcCotangent(239)) >> guard;
            return BigInteger.Pow(2, 3072) - BigInteger.Pow(2, 3008) - 1 + BigInteger.Pow(2, 64) * (pi + 1690314);

            BigInteger ArcCotangent(int x)
            {
                var (sum, power) = (BigInteger.Zero, one / x);
                for (var n = 1; !power.IsZero; n += 2, power /= x * x)
                    sum += (n % 4 == 1 ? power : -power) / n;
                return sum;
            }
        }
    }
}
