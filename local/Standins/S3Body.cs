using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Local.Standins;

/// <summary>
/// Reads a request body: removes the chunk framing, and verifies all lengths, hashes and signatures that the client sent.
/// </summary>
internal sealed class S3Body(HttpRequest request, SigV4Chain? chain)
{
    private const string Checksum = "x-amz-checksum-";
    private const int LongestLine = 4096;
    private const int MostTrailers = 16;
    private readonly PipeReader _reader = request.BodyReader;
    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _payload = request.Headers["x-amz-content-sha256"].ToString();

    /// <summary>Copies the content to <paramref name="target"/>, and verifies its digest against headers and trailers.</summary>
    /// <exception cref="S3Refusal">The body is too long, truncated, or does not match its announced length, hash or signature.</exception>
    public async Task<S3Digest> CopyTo(Stream target, long limitBytes)
    {
        if (request.ContentLength is not { } length)
            throw new S3Refusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        var chunked = _payload.StartsWith("STREAMING-", StringComparison.Ordinal);
        var announced = chunked ? DecodedLength() : length;
        if (announced > limitBytes)
            throw S3Refusal.TooLarge();
        using var digest = new S3Digest(AnnouncedChecksums());
        await foreach (var piece in chunked ? Chunks() : Take(length))
        {
            digest.Append(piece.Span);
            if (digest.Length > announced)
                throw Incomplete();
            await target.WriteAsync(piece);
        }
        if (digest.Length != announced)
            throw Incomplete();
        digest.Finish();
        Compare(digest, chunked);
        return digest;
    }

    private long DecodedLength() =>
        long.TryParse(request.Headers["x-amz-decoded-content-length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new S3Refusal(411, "MissingContentLength", "You must provide the x-amz-decoded-content-length header.");

    private IEnumerable<string> AnnouncedChecksums() =>
        request
            .Headers.Keys.Concat(request.Headers["x-amz-trailer"].SelectMany(names => names!.Split(',', StringSplitOptions.TrimEntries)))
            .Select(name => name.ToLowerInvariant())
            .Where(name => name.StartsWith(Checksum, StringComparison.Ordinal))
            .Select(name => name[Checksum.Length..])
            .Except(["algorithm", "type", "mode"]);

    private void Compare(S3Digest digest, bool chunked)
    {
        if (!chunked && _payload is { Length: > 0 } and not SigV4.UnsignedPayload && _payload != digest.Sha256)
            throw new S3Refusal(
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            );
        if (request.Headers.ContentMD5 is [{ } md5] && md5 != digest.Md5)
            throw new S3Refusal(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        foreach (var (name, value) in digest.Checksums)
        {
            var claimed = request.Headers[Checksum + name].FirstOrDefault() ?? _trailers.GetValueOrDefault(Checksum + name);
            if (claimed != value)
                throw new S3Refusal(
                    400,
                    "BadDigest",
                    $"The {name.ToUpperInvariant()} you specified did not match the calculated checksum."
                );
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        var signed = _payload.StartsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", StringComparison.Ordinal);
        if (!signed && _payload != "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            throw new S3Refusal(501, "NotImplemented", $"The payload {_payload} is not implemented.");
        long size;
        do
        {
            var header = (await Line()).Split(";chunk-signature=");
            if (!long.TryParse(header[0], NumberStyles.AllowHexSpecifier, null, out size) || size < 0)
                throw Incomplete();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await foreach (var piece in Take(size))
            {
                hash.AppendData(piece.Span);
                yield return piece;
            }
            if (signed)
                chain!.VerifyChunk(header.ElementAtOrDefault(1) ?? "", SigV4.Hex(hash.GetHashAndReset()));
            if (size > 0 && await Line() != "")
                throw Incomplete();
        } while (size > 0);
        await ReadTrailers(signed && _payload.EndsWith("-TRAILER", StringComparison.Ordinal));
    }

    private async Task ReadTrailers(bool signed)
    {
        var text = new StringBuilder();
        for (var line = await Line(); line != ""; line = await Line())
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
                throw Incomplete();
            if (_trailers.Count == MostTrailers)
                throw Incomplete();
            _trailers[name] = value;
            if (name != "x-amz-trailer-signature")
                text.Append(name).Append(':').Append(value).Append('\n');
        }
        if (signed)
            chain!.VerifyTrailer(
                _trailers.GetValueOrDefault("x-amz-trailer-signature", ""),
                SigV4.Hex(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}")))
            );
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Take(long count)
    {
        while (count > 0)
        {
            var read = await _reader.ReadAsync();
            var part = read.Buffer.Slice(0, Math.Min(count, read.Buffer.Length));
            count -= part.Length;
            try
            {
                if (read.IsCompleted && part.IsEmpty)
                    throw Incomplete();
                foreach (var segment in part)
                    yield return segment;
            }
            finally
            {
                // Advance even when the consumer stops early: an unfinished read would break the connection before the response.
                _reader.AdvanceTo(part.End);
            }
        }
    }

    private async Task<string> Line()
    {
        while (true)
        {
            var read = await _reader.ReadAsync();
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }
            var hopeless = read.IsCompleted || read.Buffer.Length > LongestLine;
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (hopeless)
                throw Incomplete();
        }
    }

    private static S3Refusal Incomplete() =>
        new(400, "IncompleteBody", "The request body does not have the length or the framing that its headers announce.");
}
