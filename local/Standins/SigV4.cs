using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace EventTicketing.Local.Standins;

/// <summary>Reasons to reject a signed request. Each stand-in maps them to its service's own errors.</summary>
public enum SigV4Fault
{
    Unsigned,
    Malformed,
    WrongRegion,
    UnknownKey,
    HeaderNotSigned,
    ClockSkew,
    Expired,
    Mismatch,
}

/// <summary>The request's signature is missing or invalid.</summary>
public sealed class SigV4Refusal(SigV4Fault fault, string message) : Exception(message)
{
    public SigV4Fault Fault => fault;
}

/// <summary>
/// Verifies AWS Signature Version 4, in the Authorization header and in presigned URLs, for a single access key.
/// </summary>
/// <param name="service">The service in the credential scope, for example <c>s3</c>.</param>
public sealed class SigV4(string accessKeyId, string secretAccessKey, string region, string service, TimeProvider clock)
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    public const string Algorithm = "AWS4-HMAC-SHA256";
    private const int LongestPresignSeconds = 7 * 24 * 3600;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <param name="payloadHash">
    /// The last line of the canonical request: SHA-256 of the body in hex, or a marker such as <see cref="UnsignedPayload"/>.
    /// </param>
    /// <returns>The seed signature for the chain over the body's chunks.</returns>
    /// <exception cref="SigV4Refusal">The request is unsigned, signed with another key, expired or outside the clock tolerance.</exception>
    public SigV4Chain Verify(HttpRequest request, string payloadHash)
    {
        var target = RawTarget.Of(request);
        var claim = ClaimOf(request, target);
        var signedHeaders = claim.SignedHeaders.Split(';').ToImmutableArray();
        CheckTime(claim);
        CheckHeaders(request, signedHeaders);
        var canonical = string.Join(
            '\n',
            request.Method,
            CanonicalPath(target.Path),
            CanonicalQuery(target.Query),
            CanonicalHeaders(request, signedHeaders),
            claim.SignedHeaders,
            payloadHash
        );
        VerifyText(
            claim.Credential,
            claim.Timestamp,
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))),
            claim.Signature,
            wrapped: true
        );
        var scope = claim.Credential[(accessKeyId.Length + 1)..];
        return new SigV4Chain(SigningKey(scope[..8]), claim.Timestamp, scope, claim.Signature);
    }

    /// <summary>Reads the body of a request that is signed with it, and verifies the request.</summary>
    /// <exception cref="InvalidDataException">The body has more than <paramref name="most"/> bytes.</exception>
    /// <exception cref="SigV4Refusal">The signature is missing, wrong or expired, or does not cover this body.</exception>
    public async Task<byte[]> VerifiedBody(HttpRequest request, long most)
    {
        // Checked here, because Kestrel's own limit closes the connection before the client reads the service's error.
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = await request.Body.ReadAsync(buffer); read > 0; read = await request.Body.ReadAsync(buffer))
        {
            if (body.Length + read > most)
                throw new InvalidDataException($"A body has at most {most} bytes.");
            body.Write(buffer, 0, read);
        }
        var bytes = body.ToArray();
        Verify(request, Hex(SHA256.HashData(bytes)));
        return bytes;
    }

    /// <summary>Verifies a signature over a text, as for the policy of a browser's POST upload.</summary>
    /// <exception cref="SigV4Refusal">The key, the scope or the text does not match.</exception>
    public void VerifyPolicy(string credential, string timestamp, string policy, string signature) =>
        VerifyText(credential, timestamp, policy, signature, wrapped: false);

    private void VerifyText(string credential, string timestamp, string text, string signature, bool wrapped)
    {
        var scope = ScopeOf(credential, timestamp);
        var toSign = wrapped ? string.Join('\n', Algorithm, timestamp, scope, text) : text;
        var expected = Hex(Hmac(SigningKey(scope[..8]), toSign));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature)))
            throw new SigV4Refusal(
                SigV4Fault.Mismatch,
                "The request signature we calculated does not match the signature you provided. Check your key and signing method."
            );
    }

    private string ScopeOf(string credential, string timestamp)
    {
        if (credential.Split('/') is not [var key, { Length: 8 } day, var claimedRegion, var claimedService, "aws4_request"])
            throw Malformed("The Credential must be <key>/<date>/<region>/<service>/aws4_request.");
        if (key != accessKeyId)
            throw new SigV4Refusal(SigV4Fault.UnknownKey, "The AWS Access Key Id you provided does not exist in our records.");
        if (claimedRegion != region)
            throw new SigV4Refusal(SigV4Fault.WrongRegion, $"The region '{claimedRegion}' is wrong; expecting '{region}'");
        if (claimedService != service)
            throw Malformed($"The service must be '{service}', not '{claimedService}'.");
        if (!timestamp.StartsWith(day, StringComparison.Ordinal))
            throw Malformed("The Credential's date is not the date of the request.");
        return credential[(key.Length + 1)..];
    }

    private void CheckTime(Claim claim)
    {
        if (
            !DateTimeOffset.TryParseExact(
                claim.Timestamp,
                "yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
            throw Malformed("X-Amz-Date must be in the ISO 8601 basic format, yyyyMMdd'T'HHmmss'Z'.");
        var age = clock.GetUtcNow() - at;
        if (claim.ExpiresSeconds is not { } seconds)
        {
            if (age.Duration() > Skew)
                throw new SigV4Refusal(SigV4Fault.ClockSkew, "The difference between the request time and the current time is too large.");
            return;
        }
        if (seconds is < 1 or > LongestPresignSeconds)
            throw Malformed("X-Amz-Expires must be between 1 and 604800 seconds.");
        if (age > TimeSpan.FromSeconds(seconds))
            throw new SigV4Refusal(SigV4Fault.Expired, "Request has expired");
        if (age < -Skew)
            throw new SigV4Refusal(SigV4Fault.Expired, "Request is not valid yet");
    }

    private static void CheckHeaders(HttpRequest request, ImmutableArray<string> signed)
    {
        if (!signed.Contains("host"))
            throw Malformed("SignedHeaders must name host.");
        foreach (var name in request.Headers.Keys.Select(name => name.ToLowerInvariant()))
        {
            if (name.StartsWith("x-amz-", StringComparison.Ordinal) && !signed.Contains(name))
                throw new SigV4Refusal(
                    SigV4Fault.HeaderNotSigned,
                    $"There were headers present in the request which were not signed: {name}"
                );
        }
    }

    private static Claim ClaimOf(HttpRequest request, RawTarget target)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
            return HeaderClaim(request, authorization);
        var query = target.Query.ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        if (!query.Contains("X-Amz-Signature"))
            throw new SigV4Refusal(SigV4Fault.Unsigned, "The request is not signed.");
        string One(string name) => query[name].FirstOrDefault() ?? throw Malformed($"The query parameter {name} is missing.");
        if (One("X-Amz-Algorithm") != Algorithm)
            throw Malformed($"X-Amz-Algorithm must be {Algorithm}.");
        if (!int.TryParse(One("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw Malformed("X-Amz-Expires must be a number.");
        return new Claim(One("X-Amz-Credential"), One("X-Amz-Date"), One("X-Amz-SignedHeaders"), One("X-Amz-Signature"), seconds);
    }

    private static Claim HeaderClaim(HttpRequest request, string authorization)
    {
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw Malformed($"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        var fields = authorization[Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2)
            .ToLookup(field => field[0], field => field[1]);
        string One(string name) => fields[name].FirstOrDefault() ?? throw Malformed($"The Authorization header lacks {name}.");
        return new Claim(One("Credential"), request.Headers["x-amz-date"].ToString(), One("SignedHeaders"), One("Signature"), null);
    }

    // S3 signs the path as sent; all other services URI-encode it a second time.
    private string CanonicalPath(string path) =>
        string.Join('/', path.Split('/').Select(part => Uri.EscapeDataString(service == "s3" ? Uri.UnescapeDataString(part) : part)));

    private static string CanonicalQuery(IEnumerable<(string Name, string Value)> query) =>
        string.Join(
            '&',
            query
                .Where(pair => pair.Name != "X-Amz-Signature")
                .Select(pair => (Name: Uri.EscapeDataString(pair.Name), Value: Uri.EscapeDataString(pair.Value)))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}={pair.Value}")
        );

    private static string CanonicalHeaders(HttpRequest request, IEnumerable<string> names) =>
        string.Concat(names.Select(name => $"{name}:{string.Join(',', request.Headers[name].Select(Collapsed))}\n"));

    private static string Collapsed(string? value) => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private byte[] SigningKey(string day) =>
        new[] { day, region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretAccessKey), Hmac);

    internal static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static SigV4Refusal Malformed(string message) => new(SigV4Fault.Malformed, message);

    private sealed record Claim(string Credential, string Timestamp, string SignedHeaders, string Signature, int? ExpiresSeconds);
}

/// <summary>The chain of signatures over the chunks of a body, seeded with the request's signature.</summary>
public sealed class SigV4Chain(byte[] signingKey, string timestamp, string scope, string signature)
{
    private static readonly string EmptyHash = SigV4.Hex(SHA256.HashData([]));
    private string _previous = signature;

    /// <exception cref="SigV4Refusal">The chunk's signature is invalid, or belongs to another position.</exception>
    public void VerifyChunk(string signature, string chunkHash) => Verify("PAYLOAD", $"{EmptyHash}\n{chunkHash}", signature);

    /// <inheritdoc cref="VerifyChunk"/>
    public void VerifyTrailer(string signature, string trailerHash) => Verify("TRAILER", trailerHash, signature);

    private void Verify(string kind, string hashes, string claimed)
    {
        var toSign = string.Join('\n', $"{SigV4.Algorithm}-{kind}", timestamp, scope, _previous, hashes);
        _previous = SigV4.Hex(SigV4.Hmac(signingKey, toSign));
        if (claimed != _previous)
            throw new SigV4Refusal(SigV4Fault.Mismatch, "The signature of a chunk of the body does not match.");
    }
}

/// <summary>The raw request target. Kestrel's parsed path has dot segments and some escapes removed.</summary>
internal sealed record RawTarget(string Path, ImmutableArray<(string Name, string Value)> Query)
{
    public static RawTarget Of(HttpRequest request)
    {
        var raw = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var pairs = raw.ElementAtOrDefault(1)?.Split('&', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new RawTarget(
            raw[0],
            [
                .. pairs
                    .Select(pair => pair.Split('=', 2))
                    .Select(pair => (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""))),
            ]
        );
    }
}
