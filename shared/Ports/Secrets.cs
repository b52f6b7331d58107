using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventTicketing.Ports;

public sealed record StripeKeys(string SecretKey, string PublishableKey, string WebhookSecret);

/// <summary>A generation of ticket keys. All generations open seals; the first one creates new seals.</summary>
/// <param name="KeyId">0–255; part of every seal.</param>
/// <param name="Encryption">AES-256 key, base64.</param>
/// <param name="Signing">P-256 private key, PKCS#8, base64.</param>
public sealed record TicketKey(int KeyId, string Encryption, string Signing)
{
    public static TicketKey New(int id)
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(id, Secrets.Random(), Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));
    }
}

/// <summary>The secrets. They are stored separately, so that a function can read only those it needs; the others are null.</summary>
/// <param name="Codes">Key of typed ticket codes, base64.</param>
/// <param name="Cursors">Key that signs page cursors, base64.</param>
/// <param name="OrderKeys">Key from which the keys of guests' orders are derived, base64.</param>
/// <param name="Webhooks">Key that encrypts the secrets of webhook endpoints, base64.</param>
public sealed record Secrets(
    StripeKeys? Stripe = null,
    IReadOnlyList<TicketKey>? TicketKeys = null,
    string? Codes = null,
    string? Cursors = null,
    string? OrderKeys = null,
    string? Webhooks = null
)
{
    public static Secrets Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SecretsJson.Default.Secrets) ?? throw new InvalidOperationException("The secrets are empty.");

    public Secrets And(Secrets other) =>
        new(
            Stripe ?? other.Stripe,
            TicketKeys ?? other.TicketKeys,
            Codes ?? other.Codes,
            Cursors ?? other.Cursors,
            OrderKeys ?? other.OrderKeys,
            Webhooks ?? other.Webhooks
        );

    /// <summary>A new key of 256 bits, base64.</summary>
    public static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Secrets))]
public sealed partial class SecretsJson : JsonSerializerContext;
