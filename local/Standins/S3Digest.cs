using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventTicketing.Local.Standins;

/// <summary>Computes length, MD5, SHA-256 and the requested checksums of a stream incrementally.</summary>
/// <param name="checksums">Algorithm names, as in <c>x-amz-checksum-…</c>.</param>
internal sealed class S3Digest(IEnumerable<string> checksums) : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, Running> _running = checksums.Distinct().ToDictionary(name => name, Start);

    public long Length { get; private set; }

    /// <summary>MD5 in Base64, as in Content-MD5. Like the other hashes, available after <see cref="Finish"/>.</summary>
    public string Md5 { get; private set; } = "";

    /// <summary>The ETag: MD5 in hex, quoted.</summary>
    public string ETag => $"\"{Convert.ToHexStringLower(Convert.FromBase64String(Md5))}\"";

    /// <summary>SHA-256 in hex.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Checksums in Base64, by algorithm name.</summary>
    public IReadOnlyDictionary<string, string> Checksums { get; private set; } = new Dictionary<string, string>();

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        _md5.AppendData(bytes);
        _sha256.AppendData(bytes);
        foreach (var checksum in _running.Values)
            checksum.Append(bytes);
    }

    public void Finish()
    {
        Md5 = Convert.ToBase64String(_md5.GetHashAndReset());
        Sha256 = Convert.ToHexStringLower(_sha256.GetHashAndReset());
        Checksums = _running.ToDictionary(pair => pair.Key, pair => Convert.ToBase64String(pair.Value.Finish()));
    }

    public void Dispose()
    {
        _md5.Dispose();
        _sha256.Dispose();
        foreach (var checksum in _running.Values)
            checksum.Dispose();
    }

    private static Running Start(string name) =>
        name switch
        {
            "crc32" => new Crc(0xEDB88320, 4),
            "crc32c" => new Crc(0x82F63B78, 4),
            "crc64nvme" => new Crc(0x9A6C9329AC4BC9B5, 8),
            "sha1" => new Sha(HashAlgorithmName.SHA1),
            "sha256" => new Sha(HashAlgorithmName.SHA256),
            _ => throw new S3Refusal(501, "NotImplemented", $"The checksum {name} is not implemented."),
        };

    private abstract class Running : IDisposable
    {
        public abstract void Append(ReadOnlySpan<byte> bytes);

        public abstract byte[] Finish();

        public virtual void Dispose() { }
    }

    private sealed class Sha(HashAlgorithmName algorithm) : Running
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

        public override void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

        public override byte[] Finish() => _hash.GetHashAndReset();

        public override void Dispose() => _hash.Dispose();
    }

    // Bit-reflected CRC with initial value and final XOR of all ones, like all three of S3's.
    private sealed class Crc(ulong polynomial, int size) : Running
    {
        private readonly ulong[] _table =
        [
            .. Enumerable
                .Range(0, 256)
                .Select(value =>
                    Enumerable.Range(0, 8).Aggregate((ulong)value, (crc, _) => (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial)
                ),
        ];
        private readonly ulong _ones = ulong.MaxValue >> (64 - size * 8);
        private ulong _inverted;

        public override void Append(ReadOnlySpan<byte> bytes)
        {
            var crc = _inverted ^ _ones;
            foreach (var value in bytes)
                crc = _table[(byte)crc ^ value] ^ (crc >> 8);
            _inverted = crc ^ _ones;
        }

        public override byte[] Finish()
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, _inverted);
            return bytes[^size..];
        }
    }
}
