using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Ports;

namespace EventTicketing.Local.Standins;

/// <summary>AWS Secrets Manager for one machine: <c>GetSecretValue</c> of the secrets that it is started with, for signed requests.</summary>
/// <param name="secrets">By their names, such as <c>event-ticketing/local/stripe</c>.</param>
public sealed class SecretsStandin(IReadOnlyDictionary<string, Secrets> secrets, string accessKeyId, string secretAccessKey, string region)
{
    private const int LargestBody = 64 * 1024;
    private readonly SigV4 _signatures = new(accessKeyId, secretAccessKey, region, "secretsmanager", TimeProvider.System);

    /// <summary>Each part of the secrets under the name it has in a stage.</summary>
    public static IReadOnlyDictionary<string, Secrets> Parts(Secrets all, string stage) => SecretNames.All.ToDictionary(
        secret => SecretNames.In(stage, secret.Name),
        secret => secret.For switch
        {
            Uses.Payments => new Secrets(Stripe: all.Stripe),
            Uses.TicketKeys => new Secrets(TicketKeys: all.TicketKeys, Codes: all.Codes),
            Uses.Cursors => new Secrets(Cursors: all.Cursors),
            _ => throw new InvalidOperationException($"{secret.Name} has no parts."),
        });

    public void Map(WebApplication app) => app.MapPost("/", (RequestDelegate)Answer);

    private async Task Answer(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        try
        {
            if (body.Length > LargestBody) throw new JsonException();
            _signatures.Verify(context.Request, Convert.ToHexStringLower(SHA256.HashData(body.ToArray())));
            using var request = JsonDocument.Parse(body.ToArray());
            var name = request.RootElement.GetProperty("SecretId").GetString()!;
            if (context.Request.Headers["X-Amz-Target"] != "secretsmanager.GetSecretValue") await Refuse(context, "UnknownOperationException", "Only GetSecretValue is known here.");
            else if (!secrets.TryGetValue(name, out var secret)) await Refuse(context, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
            else await Write(context, 200, new { Name = name, SecretString = JsonSerializer.Serialize(secret, SecretsJson.Default.Secrets) });
        }
        catch (SigV4Refusal refusal)
        {
            await Refuse(context, "InvalidSignatureException", refusal.Message);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
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
