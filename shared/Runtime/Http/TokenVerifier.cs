using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace EventTicketing.Runtime;

/// <summary>The keys of the user pool cannot be fetched, so no token can be verified. A retry may succeed.</summary>
public sealed class KeysUnavailableException(string message, Exception? cause) : Exception(message, cause);

/// <summary>
/// Verifies tokens of a Cognito user pool: RS256 signature by a published key, issuer, client and expiry. Used where no gateway has done
/// so: on public endpoints that know their callers, and by the local gateway.
/// </summary>
public sealed class TokenVerifier(HttpClient http, string issuer, IReadOnlyList<string> clients, TimeProvider clock)
{
    private const int MaxTokenLength = 8_192;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefetchAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, RSA> _keys = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    public static string? BearerOf(APIGatewayProxyRequest request)
    {
        var header = request.Header("Authorization");
        return string.IsNullOrWhiteSpace(header) ? null
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim()
            : header.Trim();
    }

    /// <summary>The caller; null when the token is invalid.</summary>
    public async Task<Caller?> Verify(string token, CancellationToken stop) =>
        await Claims(token, stop) is { } claims
            ? new(Text(claims, "sub")!, Text(claims, "email"), Text(claims, "name"), GroupsOf(claims))
            {
                IssuedAt = claims.TryGetProperty("iat", out var issued) && issued.TryGetInt64(out var second) ? second : 0,
                EmailVerified =
                    claims.TryGetProperty("email_verified", out var verified)
                    && string.Equals(verified.ToString(), "true", StringComparison.OrdinalIgnoreCase),
            }
            : null;

    /// <summary>The verified claims; null when the token is invalid.</summary>
    /// <exception cref="KeysUnavailableException">The keys cannot be fetched.</exception>
    public async Task<JsonElement?> Claims(string token, CancellationToken stop)
    {
        if (token.Length > MaxTokenLength || token.Split('.') is not [var header, var payload, var signature])
            return null;
        if (Decode(header) is not { } head || Text(head, "alg") != "RS256" || Text(head, "kid") is not { } kid)
            return null;
        if (await Key(kid, stop) is not { } key || !Base64Url.IsValid(signature))
            return null;
        if (
            !key.VerifyData(
                Encoding.ASCII.GetBytes($"{header}.{payload}"),
                Base64Url.DecodeFromChars(signature),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        )
            return null;
        return Decode(payload) is { } claims && IsCurrent(claims) ? claims : null;
    }

    private bool IsCurrent(JsonElement claims)
    {
        var client = Text(claims, "token_use") switch
        {
            "id" => Text(claims, "aud"),
            "access" => Text(claims, "client_id"),
            _ => null,
        };
        return Text(claims, "iss") == issuer
            && client is not null
            && clients.Contains(client)
            && !string.IsNullOrEmpty(Text(claims, "sub"))
            && claims.TryGetProperty("exp", out var expires)
            && expires.ValueKind == JsonValueKind.Number
            && expires.TryGetInt64(out var second)
            && (clock.GetUtcNow() - Skew).ToUnixTimeSeconds() < second;
    }

    /// <summary>The key with this id. An unknown id fetches the published keys again, at most every 30 seconds.</summary>
    private async Task<RSA?> Key(string kid, CancellationToken stop)
    {
        if (_keys.TryGetValue(kid, out var known))
            return known;
        await _fetching.WaitAsync(stop);
        try
        {
            if (_keys.TryGetValue(kid, out known) || clock.GetUtcNow() < _fetchedAt + RefetchAfter)
                return known;
            if (clock.GetUtcNow() < _failedAt + RetryAfter)
                throw new KeysUnavailableException("The keys could not be fetched a moment ago.", null);
            foreach (var (id, key) in await Published(stop))
                _keys[id] = key;
            _fetchedAt = clock.GetUtcNow();
            return _keys.GetValueOrDefault(kid);
        }
        finally
        {
            _fetching.Release();
        }
    }

    private async Task<List<(string Id, RSA Key)>> Published(CancellationToken stop)
    {
        try
        {
            using var set = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"{issuer}/.well-known/jwks.json"), stop));
            return [.. set.RootElement.GetProperty("keys").EnumerateArray().Select(Read)];
        }
        catch (Exception error)
            when (error
                    is HttpRequestException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or CryptographicException
                || (error is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            // Fail all waiting calls at once: if each fetched the keys in turn, the last one would wait for minutes.
            _failedAt = clock.GetUtcNow();
            throw new KeysUnavailableException("The keys cannot be fetched.", error);
        }
    }

    private static (string Id, RSA Key) Read(JsonElement key)
    {
        string Part(string name) => Text(key, name) is { Length: > 0 } part ? part : throw new FormatException($"A key has no {name}.");
        byte[] Number(string name) => Base64Url.DecodeFromChars(Part(name));
        return (Part("kid"), RSA.Create(new RSAParameters { Modulus = Number("n"), Exponent = Number("e") }));
    }

    private static IReadOnlyList<string> GroupsOf(JsonElement claims) =>
        claims.TryGetProperty("cognito:groups", out var groups) && groups.ValueKind == JsonValueKind.Array
            ? [.. groups.EnumerateArray().Where(group => group.ValueKind == JsonValueKind.String).Select(group => group.GetString()!)]
            : [];

    private static JsonElement? Decode(string part)
    {
        if (!Base64Url.IsValid(part))
            return null;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
