using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Local.Standins;

/// <summary>Six-digit codes of authenticator apps (RFC 6238: HMAC-SHA1, steps of 30 seconds).</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Generates a secret: 160 bits in Base32, as authenticator apps expect.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Base32, 32);

    /// <summary>The matching time step, with a tolerance of one step either way; null when the code is wrong or already used.</summary>
    public static long? Accept(string secret, string code, DateTimeOffset now, long lastStep)
    {
        var current = now.ToUnixTimeSeconds() / 30;
        for (var step = Math.Max(current - 1, lastStep + 1); step <= current + 1; step++)
        {
            var expected = Encoding.UTF8.GetBytes(Code(secret, step));
            if (CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(code)))
                return step;
        }
        return null;
    }

    private static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // SHA-1 is the only algorithm that all apps support, and HMAC does not depend on its collision resistance.
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }

    private static byte[] Bytes(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var value = Base32.IndexOf(secret[bit / 5]) >> (4 - bit % 5) & 1;
            bytes[bit / 8] |= (byte)(value << (7 - bit % 8));
        }
        return bytes;
    }
}
