using System.Security.Cryptography;
using System.Text;

namespace Hooks;

public static class Webhook
{
    public static bool Verify(string secret, string id, string timestamp, string signatures, string body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, out var sent) || Math.Abs(now.ToUnixTimeSeconds() - sent) > 300)
            return false;
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
        return signatures
            .Split(' ')
            .Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(expected)));
    }
}
