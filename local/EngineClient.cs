using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Local;

/// <summary>Sends raw JSON requests to the table engine, for streams and for calls whose JSON is passed on unchanged.</summary>
internal sealed class EngineClient(Uri engine) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = engine };

    public Task<JsonNode> Streams(string action, JsonObject request, CancellationToken stop) =>
        Ask($"DynamoDBStreams_20120810.{action}", request, stop);

    public Task<JsonNode> Tables(string action, JsonObject request, CancellationToken stop) =>
        Ask($"DynamoDB_20120810.{action}", request, stop);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> Ask(string target, JsonObject request, CancellationToken stop)
    {
        using var content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        message.Headers.Add("X-Amz-Target", target);
        message.Headers.Add("X-Amz-Date", DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
        );
        using var response = await _http.SendAsync(message, stop);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(stop))!;
    }
}
