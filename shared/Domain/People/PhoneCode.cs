using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Domain;

/// <summary>
/// A code that was sent to a phone, to see whether the person reads its messages. It is kept as a hash, so that neither an export nor a
/// backup gives it away; whoever could try a million codes on the hash has ten minutes for it.
/// </summary>
/// <param name="Attempts">How many wrong codes were entered.</param>
public sealed record PhoneCode(string Phone, string Hash, DateTimeOffset ExpiresAt, int Attempts)
{
    public const int Digits = 6;
    public const int MaxAttempts = 5;
    public const int MaxPerDay = 3;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static PhoneCode Of(string phone, string code, DateTimeOffset now) => new(phone, HashOf(phone, code), now + Life, Attempts: 0);

    /// <summary>Compares in a time that does not depend on how much of the code is right.</summary>
    public bool Is(string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(HashOf(Phone, code)));

    /// <summary>The digits of a code.</summary>
    /// <param name="random">A text that nobody can guess.</param>
    public static string DigitsOf(string random)
    {
        // 64 bits: the remainder favors no code noticeably.
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(random))) % 1_000_000;
        return number.ToString($"D{Digits}", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string HashOf(string phone, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{phone}\n{code}")));
}
