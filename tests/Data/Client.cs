using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Data;

/// <summary>A person's client of the API.</summary>
public sealed class Client(HttpClient http) : IDisposable
{
    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null, null);

    public Task<Answer> Post(string path, JsonNode? body = null, string? key = null) =>
        Send(HttpMethod.Post, path, body ?? new JsonObject(), key);

    public Task<Answer> Patch(string path, JsonNode body) => Send(HttpMethod.Patch, path, body, null);

    public void Dispose() => http.Dispose();

    private async Task<Answer> Send(HttpMethod method, string path, JsonNode? body, string? key)
    {
        using var request = new HttpRequestMessage(method, $"/api{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

/// <summary>A response of the API.</summary>
public sealed record Answer(int Status, string Body)
{
    public JsonNode this[string name] => JsonNode.Parse(Body)![name]!;

    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>The code of the problem; null for a success.</summary>
    public string? Code => IsOk ? null : (string?)this["code"];

    public Answer Ok()
    {
        Assert.True(IsOk, $"{Status} {Body}");
        return this;
    }

    public Answer Refused(int status, string code)
    {
        Assert.True(Status == status && Code == code, $"Expected {status} {code}, got {Status} {Body}");
        return this;
    }
}

/// <summary>The payment provider's stand-in, as buyers and organizers use it.</summary>
public sealed class Provider(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = endpoint,
        DefaultRequestHeaders = { Authorization = new("Bearer", LocalAccount.StripeSecretKey) },
    };

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    /// <param name="path">Path and query, for example <c>/v1/refunds?payment_intent=pi_1</c>.</param>
    public Task<Answer> Post(string path) => Send(HttpMethod.Post, path);

    public Task<Answer> Confirm(string intent, string method = "pm_card_visa") =>
        Post($"/v1/payment_intents/{intent}/confirm?payment_method={method}");

    /// <summary>The objects on all pages of a list.</summary>
    public async Task<IReadOnlyList<JsonNode>> All(string path)
    {
        List<JsonNode> all = [];
        for (var more = true; more; )
        {
            var (separator, place) = (
                path.Contains('?', StringComparison.Ordinal) ? '&' : '?',
                all.Count == 0 ? "" : $"&starting_after={all[^1]["id"]}"
            );
            var page = (await Get($"{path}{separator}limit=100{place}")).Ok();
            all.AddRange(page["data"].AsArray().Select(item => item!));
            more = (bool)page["has_more"];
        }

        return all;
    }

    /// <summary>Captured minus refunded amount over all payments of a registration.</summary>
    public async Task<long> Kept(string registrationId) =>
        (await All("/v1/charges"))
            .Where(charge => (string?)charge["metadata"]?["registrationId"] == registrationId)
            .Sum(charge => (long)charge["amount_captured"]! - (long)charge["amount_refunded"]!);

    public async Task<IReadOnlyList<JsonNode>> Intents(string registrationId) =>
        [.. (await All("/v1/payment_intents")).Where(intent => (string?)intent["metadata"]?["registrationId"] == registrationId)];

    public void Dispose() => _http.Dispose();

    private async Task<Answer> Send(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            var parts = path.Split('?', 2);
            request.RequestUri = new Uri(parts[0], UriKind.Relative);
            request.Content = new StringContent(
                parts.Length == 2 ? parts[1] : "",
                new MediaTypeHeaderValue("application/x-www-form-urlencoded")
            );
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
