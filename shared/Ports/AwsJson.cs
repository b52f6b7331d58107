using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace EventTicketing.Ports;

/// <summary>A service of AWS has refused a call for good.</summary>
/// <param name="code">Its name of the error, such as <c>ResourceNotFoundException</c>.</param>
public sealed class AwsRefusedException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code => code;
}

/// <summary>Calls services that speak the AWS JSON 1.1 protocol and whose client library we do not carry.</summary>
/// <param name="endpoint">Null is the service's own in the region.</param>
/// <param name="service">Its name in signatures, such as <c>secretsmanager</c>.</param>
/// <param name="target">Before the operation's name in the header that names it.</param>
public sealed class AwsJson(HttpClient http, Uri? endpoint, string service, string target, string region, AWSCredentials credentials, TimeProvider clock)
{
    private const int MaxTries = 3;
    private readonly Uri _endpoint = endpoint ?? new($"https://{service}.{region}.amazonaws.com");

    /// <exception cref="AwsRefusedException">The call is wrong or not allowed.</exception>
    /// <exception cref="HttpRequestException">The service does not answer, or not well.</exception>
    public async Task<JsonElement> Call(string operation, JsonObject body, CancellationToken stop)
    {
        var json = Encoding.UTF8.GetBytes(body.ToJsonString());
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/x-amz-json-1.1") } } };
            request.Headers.Add("x-amz-target", $"{target}.{operation}");
            AwsSignature.Sign(request, json, service, region, await credentials.GetCredentialsAsync(), clock.GetUtcNow());
            using var response = await http.SendAsync(request, stop);
            if (response.StatusCode >= HttpStatusCode.InternalServerError && tries < MaxTries) continue;
            if (response.StatusCode == HttpStatusCode.BadRequest) throw Refusal(await response.Content.ReadAsByteArrayAsync(stop));
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
