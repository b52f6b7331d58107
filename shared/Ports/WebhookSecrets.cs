using System.Security.Cryptography;
using System.Text;
using EventTicketing.Domain;

namespace EventTicketing.Ports;

/// <summary>
/// Encrypts the secrets of webhook endpoints with AES-256-GCM: base64 of nonce (12), tag (16) and ciphertext. An encrypted secret opens
/// for its own endpoint only.
/// </summary>
public sealed class WebhookSecrets(byte[] key)
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const int Length = 32;

    /// <summary>How many of its last characters are shown of a secret.</summary>
    private const int Shown = 4;

    /// <summary>A new secret of 256 bits.</summary>
    public static string New() => WebhookSignature.SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The characters by which people recognize a secret: the last ones, without the padding.</summary>
    public static string EndOf(string secret) => secret.TrimEnd('=')[^Shown..];

    public string Seal(string endpointId, string secret)
    {
        var text = Encoding.ASCII.GetBytes(secret);
        var result = new byte[Nonce + Tag + text.Length];
        var nonce = result.AsSpan(0, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, text, result.AsSpan(Nonce + Tag), result.AsSpan(Nonce, Tag), Encoding.ASCII.GetBytes(endpointId));
        return Convert.ToBase64String(result);
    }

    /// <exception cref="CryptographicException">It was encrypted for another endpoint, or under another key.</exception>
    public string Open(string endpointId, string encrypted)
    {
        var all = Convert.FromBase64String(encrypted).AsSpan();
        var text = new byte[all.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(all[..Nonce], all[(Nonce + Tag)..], all.Slice(Nonce, Tag), text, Encoding.ASCII.GetBytes(endpointId));
        return Encoding.ASCII.GetString(text);
    }
}
