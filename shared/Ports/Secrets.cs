using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventTicketing.Ports;

public sealed record StripeKeys(string SecretKey, string PublishableKey, string WebhookSecret);

/// <summary>A generation of ticket keys. All of them open codes; the first one seals new ones.</summary>
/// <param name="KeyId">0–255; stands in every code.</param>
/// <param name="Encryption">AES-256 key, base64.</param>
/// <param name="Signing">P-256 private key, PKCS#8, base64.</param>
public sealed record TicketKey(int KeyId, string Encryption, string Signing);

/// <summary>What must not be known. Read from the file that SECRETS_FILE names; locally it is in the data folder.</summary>
/// <param name="Codes">Key of human ticket codes, base64.</param>
/// <param name="Cursors">Key that signs page cursors, base64.</param>
public sealed record Secrets(StripeKeys Stripe, IReadOnlyList<TicketKey> TicketKeys, string Codes, string Cursors)
{
    public static Secrets Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SecretsJson.Default.Secrets) ?? throw new InvalidOperationException("The secrets are empty.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Secrets))]
public sealed partial class SecretsJson : JsonSerializerContext;
