using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Local.Standins;

/// <summary>
/// Secure Remote Password (RFC 5054, 3072-bit group) in Cognito's variant: SHA-256, numbers as minimal signed big-endian bytes, and a
/// 16-byte HKDF key that signs the challenge. The password never leaves the client.
/// </summary>
internal static class Srp
{
    private static readonly BigInteger N = Number(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
            + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
            + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
            + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
            + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
            + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
            + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
            + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"
    );
    private static readonly BigInteger G = 2;
    private static readonly BigInteger K = Hash(Bytes(N), Bytes(G));

    public static (string Salt, string Verifier) Register(string poolName, string username, string password)
    {
        var salt = Random(16);
        var identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{poolName}{username}:{password}"));
        return (Hex(salt), Hex(BigInteger.ModPow(G, Hash(Bytes(salt), identity), N)));
    }

    /// <summary>The server's side of an exchange.</summary>
    /// <param name="clientPublic">The client's public value A in hexadecimal.</param>
    /// <returns>The server's public value B, and the shared key, which the client derives only with the right password.</returns>
    public static (string ServerPublic, byte[] Key) Respond(string clientPublic, string verifier)
    {
        if (clientPublic.Length > 800 || !BigInteger.TryParse("0" + clientPublic, NumberStyles.HexNumber, null, out var a) || a % N == 0)
        {
            throw CognitoError.Invalid("SRP_A is not valid.");
        }
        var v = Number(verifier);
        var secret = Random(32);
        var b = (K * v + BigInteger.ModPow(G, secret, N)) % N;
        var u = Hash(Bytes(a), Bytes(b));
        var shared = BigInteger.ModPow(a * BigInteger.ModPow(v, u, N) % N, secret, N);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes(shared), 16, salt: Bytes(u), info: "Caldera Derived Key"u8.ToArray());
        return (Hex(b), key);
    }

    /// <summary>Whether the client has the same key: verifies its HMAC over pool, user, secret block and time.</summary>
    public static bool Proves(byte[] key, string poolName, string username, string secretBlock, string timestamp, string signature)
    {
        byte[] message =
        [
            .. Encoding.UTF8.GetBytes(poolName),
            .. Encoding.UTF8.GetBytes(username),
            .. Convert.FromBase64String(secretBlock),
            .. Encoding.UTF8.GetBytes(timestamp),
        ];
        var expected = Convert.ToBase64String(HMACSHA256.HashData(key, message));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature));
    }

    private static BigInteger Random(int bytes) => new(RandomNumberGenerator.GetBytes(bytes), isUnsigned: true);

    private static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // Like the clients, pad with a leading zero byte when the first bit is set.
    private static byte[] Bytes(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    private static string Hex(BigInteger number) => Convert.ToHexStringLower(Bytes(number));

    private static BigInteger Hash(byte[] first, byte[] second) =>
        new(SHA256.HashData([.. first, .. second]), isUnsigned: true, isBigEndian: true);
}
