using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EventTicketing.Local.Tests;

/// <summary>A Stripe account on the stand-in, with a listening webhook endpoint.</summary>
internal sealed class StripeAccount : IAsyncDisposable
{
    public const string SecretKey = "sk_test_local",
        PublishableKey = "pk_test_local",
        WebhookSecret = "whsec_local";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly StripeStandin _standin;
    private WebApplication? _app;

    private StripeAccount(string? directory, TimeProvider clock) =>
        _standin = new(directory, SecretKey, PublishableKey, WebhookSecret, clock);

    public WebhookListener Listener { get; } = new();
    public StripeStandin Standin => _standin;
    public Uri Address => new(Loopback.AddressOf(_app!));

    public static async Task<StripeAccount> Open(string? directory = null, TimeProvider? clock = null, bool listening = true)
    {
        var account = new StripeAccount(directory, clock ?? new HurriedClock());
        account._app = await Loopback.Start(0, account._standin.Map);
        await account.Listener.Start();
        if (listening)
            account._standin.WebhookUrl = account.Listener.Address;
        return account;
    }

    public Task<StripeReply> Get(string path, string? apiKey = SecretKey) => Send(HttpMethod.Get, path, null, null, apiKey);

    /// <param name="form">For example <c>amount=1000&amp;currency=eur</c>.</param>
    public Task<StripeReply> Post(string path, string form = "", string? key = null, string? apiKey = SecretKey) =>
        Send(HttpMethod.Post, path, form, key, apiKey);

    public async Task<StripeReply> Intent(string more = "", long amount = 1000) =>
        (await Post("/v1/payment_intents", $"amount={amount}&currency=eur&{more}")).Ok();

    public Task<StripeReply> PaidIntent(long amount = 1000) => Intent("payment_method=pm_card_visa&confirm=true", amount);

    /// <summary>The types of the events so far, oldest first.</summary>
    public async Task<string[]> EventTypes() =>
        [.. (await Get("/v1/events?limit=100")).Ok().Json.GetProperty("data").EnumerateArray().Select(e => e.Text("type")).Reverse()];

    public Task Delivered() => _standin.Idle(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _standin.DisposeAsync();
        await Listener.DisposeAsync();
        _http.Dispose();
    }

    public async Task<StripeReply> Send(
        HttpMethod method,
        string path,
        string? form,
        string? key,
        string? apiKey,
        string accept = "application/json"
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (apiKey is not null)
            request.Headers.Authorization = new("Bearer", apiKey);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        request.Headers.Accept.ParseAdd(accept);
        if (form is not null)
            request.Content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, body, response.Headers);
    }
}

internal sealed record StripeReply(int Status, string Body, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public JsonElement Error => Json.GetProperty("error");
    public string Id => Json.Text("id");
    public string State => Json.Text("status");
    public bool IsReplay => Headers.TryGetValues("Idempotent-Replayed", out var values) && values.Single() == "true";

    public StripeReply Ok()
    {
        Assert.True(Status == 200, Body);
        return this;
    }

    public void Refused(int status, string? code, string type = "invalid_request_error")
    {
        Assert.True(Status == status, Body);
        Assert.Equal(type, Error.Text("type"));
        Assert.Equal(code, Error.TryGetProperty("code", out var given) ? given.GetString() : null);
        Assert.NotEmpty(Error.Text("message"));
    }
}

internal static class StripeJson
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static long Number(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    public static string[] Ids(this StripeReply list) =>
        [.. list.Ok().Json.GetProperty("data").EnumerateArray().Select(member => member.Text("id"))];
}

internal sealed record Webhook(string Body, string Signature)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public string EventId => Json.Text("id");
    public string Type => Json.Text("type");
}

/// <summary>Receives webhooks, and answers each one as configured.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private WebApplication? _app;
    private int _inFlight;

    public ConcurrentQueue<Webhook> Received { get; } = new();
    public Func<Webhook, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);
    public int MostInFlight { get; private set; }
    public Uri Address => new(Loopback.AddressOf(_app!) + "/webhooks/stripe");

    public async Task Start() => _app = await Loopback.Start(0, app => app.MapPost("/webhooks/stripe", Take));

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var webhook = new Webhook(await reader.ReadToEndAsync(), http.Request.Headers["Stripe-Signature"].ToString());
        lock (Received)
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        Received.Enqueue(webhook);
        var status = await Answer(webhook);
        lock (Received)
            _inFlight--;
        http.Response.StatusCode = status;
    }
}

/// <summary>A clock that can be advanced, and whose timers fire after a fraction of the requested time, which it records.</summary>
internal sealed class HurriedClock(int times = 20) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private long _seconds;

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public void Advance(TimeSpan time) => Interlocked.Add(ref _seconds, (long)time.TotalSeconds);

    public override DateTimeOffset GetUtcNow() => Start.AddSeconds(Interlocked.Read(ref _seconds));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
            Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / times : dueTime, period);
    }
}
