using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Domain;

/// <summary>Opaque ids: a prefix that names the type, and 16 bytes in base 32. New ids begin with the time, so they sort by age.</summary>
public static class Ids
{
    /// <summary>Crockford's alphabet in lower case: no i, l, o or u.</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public const int Bytes = 16;
    private const int BodyLength = 26;

    public static string Of(string prefix, ReadOnlySpan<byte> body)
    {
        if (body.Length != Bytes)
            throw new ArgumentException($"An id has {Bytes} bytes.", nameof(body));
        var text = new StringBuilder(prefix.Length + 1 + BodyLength).Append(prefix).Append('_');
        var number = new UInt128(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(body),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(body[8..])
        );
        for (var shift = 125; shift >= 0; shift -= 5)
            text.Append(Alphabet[(int)(uint)((number >> shift) & 31)]);
        return text.ToString();
    }

    /// <summary>A deterministic id: the same parts give the same id, so that a retry creates no duplicate.</summary>
    public static string Derived(string prefix, params ReadOnlySpan<string> parts) =>
        Of(prefix, SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, Bytes));

    /// <summary>The 16 bytes of an id; null for a text that is not an id.</summary>
    public static byte[]? BodyOf(string id)
    {
        var body = id.AsSpan(id.IndexOf('_') + 1);
        // 26 digits have two bits more than 16 bytes: the first digit must not exceed 7, so that no two texts are the same id.
        if (body.Length != BodyLength || body[0] > '7')
            return null;
        UInt128 number = 0;
        foreach (var character in body)
        {
            var digit = Alphabet.IndexOf(character);
            if (digit < 0)
                return null;
            number = (number << 5) | (uint)digit;
        }

        var bytes = new byte[Bytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)(number >> 64));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), (ulong)number);
        return bytes;
    }
}

/// <summary>
/// An object under optimistic concurrency: each change increments the version, and a save requires the version that was read.
/// </summary>
public interface IVersioned<out T>
{
    int Version { get; }

    T WithVersion(int version);
}
