using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventTicketing.Ports;

public sealed record StripeKeys(string SecretKey, string PublishableKey, string WebhookSecret);

/// <summary>A generation of ticket keys. All of them open codes; the first one seals new ones.</summary>
/// <param name="KeyId">0–255; stands in every code.</param>
/// <param name="Encryption">AES-256 key, base64.</param>
/// <param name="Signing">P-256 private key, PKCS#8, base64.</param>
public sealed record TicketKey(int KeyId, string Encryption, string Signing);

/// <summary>
/// What must not be known. It is kept in several places, so that a function is given only the parts it needs: what it is not given is null.
/// </summary>
/// <param name="Codes">Key of human ticket codes, base64.</param>
/// <param name="Cursors">Key that signs page cursors, base64.</param>
public sealed record Secrets(StripeKeys? Stripe = null, IReadOnlyList<TicketKey>? TicketKeys = null, string? Codes = null, string? Cursors = null)
{
    public static Secrets Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SecretsJson.Default.Secrets) ?? throw new InvalidOperationException("The secrets are empty.");

    public Secrets And(Secrets other) =>
        new(Stripe ?? other.Stripe, TicketKeys ?? other.TicketKeys, Codes ?? other.Codes, Cursors ?? other.Cursors);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Secrets))]
public sealed partial class SecretsJson : JsonSerializerContext;
