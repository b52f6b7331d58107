using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Local.Tests;

/// <summary>
/// Signs requests that the official clients cannot send. Shares no code with the verifier, which is tested with the published examples.
/// Signs all headers; paths and queries must be encoded already.
/// </summary>
internal static class TestSigner
{
    public static HttpRequestMessage Sign(
        HttpRequestMessage request,
        string service,
        ReadOnlySpan<byte> body,
        string secret = RunningS3.SecretAccessKey,
        DateTimeOffset? at = null
    )
    {
        Sign(request, service, Hash(body), secret, at ?? DateTimeOffset.UtcNow);
        return request;
    }

    /// <summary>An upload in chunks with a trailer, framed like the official client's: signed over HTTP, unsigned over TLS.</summary>
    /// <param name="change">Changes the framed body after it was signed.</param>
    public static HttpRequestMessage SignChunks(
        HttpRequestMessage request,
        string[] chunks,
        bool signed,
        string checksum,
        Func<string, string> change
    )
    {
        var now = DateTimeOffset.UtcNow;
        request.Headers.TryAddWithoutValidation("x-amz-decoded-content-length", $"{chunks.Sum(chunk => chunk.Length)}");
        request.Headers.TryAddWithoutValidation("x-amz-trailer", "x-amz-checksum-crc32");
        var (time, scope, previous) = Sign(
            request,
            "s3",
            signed ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" : "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            RunningS3.SecretAccessKey,
            now
        );
        string Next(string kind, string hashes) =>
            previous = Signature(scope, RunningS3.SecretAccessKey, $"AWS4-HMAC-SHA256-{kind}\n{time}\n{scope}\n{previous}\n{hashes}");
        var body = new StringBuilder();
        foreach (var chunk in chunks.Append(""))
        {
            body.Append($"{chunk.Length:x}");
            if (signed)
                body.Append($";chunk-signature={Next("PAYLOAD", $"{Hash([])}\n{Hash(Encoding.UTF8.GetBytes(chunk))}")}");
            body.Append($"\r\n{chunk}");
            if (chunk != "")
                body.Append("\r\n");
        }
        body.Append($"x-amz-checksum-crc32:{checksum}\r\n");
        var trailer = Hash(Encoding.UTF8.GetBytes($"x-amz-checksum-crc32:{checksum}\n"));
        if (signed)
            body.Append($"x-amz-trailer-signature:{Next("TRAILER", trailer)}\r\n");
        body.Append("\r\n");
        request.Content = new StringContent(change(body.ToString()));
        return request;
    }

    private static (string Time, string Scope, string Signature) Sign(
        HttpRequestMessage request,
        string service,
        string payload,
        string secret,
        DateTimeOffset at
    )
    {
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
        var scope = $"{time[..8]}/{RunningS3.Region}/{service}/aws4_request";
        request.Headers.Add("x-amz-date", time);
        request.Headers.Add("x-amz-content-sha256", payload);
        var headers = request
            .Headers.Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Single()))
            .Append((Name: "host", Value: request.RequestUri!.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', headers.Select(header => header.Name));
        var canonical =
            $"{request.Method}\n{request.RequestUri.AbsolutePath}\n{request.RequestUri.Query.TrimStart('?')}\n"
            + $"{string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{payload}";
        var signature = Signature(scope, secret, $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={RunningS3.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
        return (time, scope, signature);
    }

    /// <summary>The signature over a text in a credential scope such as <c>20261121/eu-central-1/s3/aws4_request</c>, in hex.</summary>
    public static string Signature(string scope, string secret, string text)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
