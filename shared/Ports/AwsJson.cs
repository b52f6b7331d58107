using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace EventTicketing.Ports;

/// <summary>An AWS service refused a call; a retry will not help.</summary>
/// <param name="code">Error code of the service, such as <c>ResourceNotFoundException</c>.</param>
public sealed class AwsRefusedException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code => code;
}

/// <summary>A client for services with the AWS JSON protocol whose SDK package is not used.</summary>
/// <param name="endpoint">Null: the service's regional endpoint.</param>
/// <param name="service">Service name in signatures, such as <c>secretsmanager</c>.</param>
/// <param name="target">Prefix of the operation in the <c>x-amz-target</c> header.</param>
/// <param name="version">Version of the protocol that the service speaks: 1.0 or 1.1.</param>
public sealed class AwsJson(
    HttpClient http,
    Uri? endpoint,
    string service,
    string target,
    string region,
    AWSCredentials credentials,
    TimeProvider clock,
    string version = "1.1"
)
{
    private const int MaxTries = 3;
    private readonly Uri _endpoint = endpoint ?? new($"https://{service}.{region}.amazonaws.com");

    /// <exception cref="AwsRefusedException">The call is invalid or not allowed.</exception>
    /// <exception cref="HttpRequestException">The service cannot be reached, or answers with another error.</exception>
    public async Task<JsonElement> Call(string operation, JsonObject body, CancellationToken stop)
    {
        var json = Encoding.UTF8.GetBytes(body.ToJsonString());
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
            {
                Content = new ByteArrayContent(json) { Headers = { ContentType = new($"application/x-amz-json-{version}") } },
            };
            request.Headers.Add("x-amz-target", $"{target}.{operation}");
            AwsSignature.Sign(request, json, service, region, await credentials.GetCredentialsAsync(), clock.GetUtcNow());
            using var response = await http.SendAsync(request, stop);
            if (response.StatusCode >= HttpStatusCode.InternalServerError && tries < MaxTries)
                continue;
            if (response.StatusCode == HttpStatusCode.BadRequest)
                throw Refusal(await response.Content.ReadAsByteArrayAsync(stop));
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadAsByteArrayAsync(stop);
            return answer.Length == 0 ? default : Read(answer);
        }
    }

    private static AwsRefusedException Refusal(byte[] answer)
    {
        var error = Read(answer);
        string Text(string name) => error.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        return new(Text("__type").Split('#')[^1], Text("message") is { Length: > 0 } message ? message : Text("Message"));
    }

    private static JsonElement Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
