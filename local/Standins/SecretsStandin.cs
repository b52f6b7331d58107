using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Ports;

namespace EventTicketing.Local.Standins;

/// <summary>
/// A local AWS Secrets Manager: <c>GetSecretValue</c> and <c>PutSecretValue</c> for a fixed set of secrets. Verifies signatures.
/// </summary>
/// <param name="secrets">Keyed by name, such as <c>event-ticketing/local/stripe</c>; null for a secret without a value.</param>
public sealed class SecretsStandin(
    ConcurrentDictionary<string, Secrets?> secrets,
    string accessKeyId,
    string secretAccessKey,
    string region
)
{
    private const int LargestBody = 64 * 1024;
    private readonly SigV4 _signatures = new(accessKeyId, secretAccessKey, region, "secretsmanager", TimeProvider.System);

    /// <summary>Splits the secrets into parts, keyed by their names in the stage.</summary>
    public static ConcurrentDictionary<string, Secrets?> Parts(Secrets all, string stage) =>
        new(SecretDefinitions.All.Select(secret => KeyValuePair.Create<string, Secrets?>(secret.NameIn(stage), secret.Part(all))));

    public void Map(WebApplication app) => app.MapPost("/", (RequestDelegate)Answer);

    private async Task Answer(HttpContext context)
    {
        try
        {
            using var request = JsonDocument.Parse(await _signatures.VerifiedBody(context.Request, LargestBody));
            var name = request.RootElement.GetProperty("SecretId").GetString()!;
            var operation = context.Request.Headers["X-Amz-Target"].ToString();
            if (!secrets.TryGetValue(name, out var secret) || (secret is null && operation == "secretsmanager.GetSecretValue"))
            {
                await Refuse(context, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
            }
            else if (operation == "secretsmanager.GetSecretValue")
            {
                var text = JsonSerializer.Serialize(secret, SecretsJson.Default.Secrets);
                await Write(
                    context,
                    200,
                    new
                    {
                        Name = name,
                        SecretString = text,
                        VersionId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16]),
                    }
                );
            }
            else if (operation == "secretsmanager.PutSecretValue")
            {
                secrets[name] = Secrets.Read(Encoding.UTF8.GetBytes(request.RootElement.GetProperty("SecretString").GetString()!));
                await Write(context, 200, new { Name = name });
            }
            else
            {
                await Refuse(context, "UnknownOperationException", "Only GetSecretValue and PutSecretValue are known here.");
            }
        }
        catch (SigV4Refusal refusal)
        {
            await Refuse(context, "InvalidSignatureException", refusal.Message);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            await Refuse(context, "InvalidRequestException", "The request is not understood.");
        }
    }

    private static Task Refuse(HttpContext context, string type, string message) => Write(context, 400, new { __type = type, message });

    private static Task Write(HttpContext context, int status, object answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer))).AsTask();
    }
}
