namespace EventTicketing.Local.Standins;

/// <summary>
/// A local Stripe for the calls that we make: payment intents, refunds, tax calculations, events, webhook endpoints and signed webhooks,
/// with Stripe's test cards, errors and idempotency keys. Acknowledged changes and pending webhooks survive a <c>kill -9</c>; the switches
/// under <c>/test</c> do not survive a restart.
/// </summary>
/// <remarks>
/// The test switches are POST requests without an API key, with their parameters in the query:
/// <c>/test/payment_intents/{id}/authenticate?outcome=success|failure</c> (a GET is the bank's page),
/// <c>/test/payment_intents/{id}/complete?outcome=succeeded|failed</c>,
/// <c>/test/refunds?status=pending|succeeded</c>, <c>/test/refunds/{id}/complete?outcome=succeeded|failed</c>,
/// <c>/test/charges/{id}/dispute</c> and then <c>?close=won|lost</c>,
/// <c>/test/webhooks?duplicates=N&amp;pause=true&amp;shuffle=true&amp;url=…</c> (a GET lists the deliveries),
/// <c>/test/events/{id}/redeliver</c>,
/// <c>/test/faults?status=500&amp;times=N&amp;after=true&amp;path=/v1/refunds</c> (status 0 closes the connection).
/// </remarks>
public sealed class StripeStandin : IAsyncDisposable
{
    private readonly StripeStore _store;
    private readonly StripeWebhooks _webhooks;
    private readonly StripeRefunds _refunds = new();
    private readonly StripeEndpoints _endpoints;
    private readonly string _secretKey;
    private readonly string _publishableKey;

    /// <param name="directory">The folder of <c>stripe.jsonl</c>; null keeps all data in memory.</param>
    /// <param name="secretKey">The server's key, <c>sk_test_…</c>.</param>
    /// <param name="publishableKey">The browser's key, <c>pk_test_…</c>: may read and confirm intents with their client secrets.</param>
    /// <param name="webhookSecret">The key that signs webhooks, <c>whsec_…</c>.</param>
    public StripeStandin(string? directory, string secretKey, string publishableKey, string webhookSecret, TimeProvider clock)
    {
        (_secretKey, _publishableKey) = (secretKey, publishableKey);
        _store = new(directory, clock);
        _webhooks = new(_store, webhookSecret, clock);
        _endpoints = new(webhookSecret);
    }

    /// <summary>Target address of webhooks. Null, the initial value, holds them back.</summary>
    public Uri? WebhookUrl
    {
        get => _webhooks.Url;
        set => _webhooks.Url = value;
    }

    public void Map(WebApplication app)
    {
        var api = new StripeApi(app, _store, _webhooks, _secretKey, _publishableKey);
        StripePayments.Map(api);
        StripeTax.Map(api);
        _refunds.Map(api);
        _webhooks.Map(api);
        _endpoints.Map(api);
        api.MapCommon();
        app.MapGet("/test/payment_intents/{id}/authenticate", ShowBank);
    }

    /// <summary>Waits until all webhooks are delivered.</summary>
    /// <exception cref="TimeoutException">Some are not; they may be held back or waiting for a retry.</exception>
    public Task Idle(TimeSpan limit) => _webhooks.Idle(limit);

    public async ValueTask DisposeAsync()
    {
        await _webhooks.DisposeAsync();
        _store.Dispose();
    }

    private Task ShowBank(HttpContext http)
    {
        if (_store.Find<PaymentIntent>((string)http.GetRouteValue("id")!) is not { } intent)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(StripePayments.AuthenticationPage(intent));
    }
}
