using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>Delivers events to the webhook endpoint: signed, at least once, in no guaranteed order, with retries until accepted.</summary>
internal sealed class StripeWebhooks : IAsyncDisposable
{
    private const int InFlightLimit = 8,
        TryLimit = 15,
        CopyLimit = 100,
        DeliveriesShown = 1000;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1),
        LongestDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(10),
        StopTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShuffleTime = TimeSpan.FromMilliseconds(500);

    private readonly StripeStore _store;
    private readonly TimeProvider _clock;
    private readonly byte[] _secret;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        }
    );
    private readonly SemaphoreSlim _slots = new(InFlightLimit);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _open = new();
    private Uri? _url;
    private bool _paused;
    private bool _shuffled;
    private int _outstanding;

    public StripeWebhooks(StripeStore store, string secret, TimeProvider clock)
    {
        _store = store;
        _secret = Encoding.UTF8.GetBytes(secret);
        _clock = clock;
        Send(
            store
                .All<Delivery>()
                .Where(delivery => delivery.State == Delivery.Pending)
                .OrderBy(delivery => delivery.Id, StringComparer.Ordinal)
                .Select(delivery => delivery with { NextTry = 0 })
        );
    }

    /// <summary>The number of times each event is delivered.</summary>
    public int Copies { get; private set; } = 1;

    /// <summary>Target address; null holds all deliveries back.</summary>
    public Uri? Url
    {
        get => _url;
        set => Change(() => _url = value);
    }

    public void Map(StripeApi api)
    {
        api.Get("/events", List);
        api.Get("/events/{id}", call => call.Show(call.Get<StripeEvent>("event")));
        api.Test("GET", "/webhooks", Show);
        api.Test("POST", "/webhooks", Switch);
        api.Test("POST", "/events/{id}/redeliver", Redeliver);
    }

    public Delivery Addressed(StripeEvent happened) =>
        new()
        {
            Id = _store.NewId("whd"),
            Created = happened.Created,
            Event = happened.Id,
            Type = happened.Type,
            State = Delivery.Pending,
        };

    /// <summary>Starts deliveries that have been stored.</summary>
    public void Send(IEnumerable<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            Interlocked.Increment(ref _outstanding);
            _ = Deliver(delivery);
        }
    }

    /// <exception cref="TimeoutException">Deliveries are still pending, perhaps because they are held back.</exception>
    public async Task Idle(TimeSpan limit)
    {
        var end = DateTime.UtcNow + limit;
        while (Volatile.Read(ref _outstanding) is > 0 and var outstanding)
        {
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"{outstanding} webhook deliveries are still outstanding.");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Idle(StopTime);
        _http.Dispose();
        _slots.Dispose();
        _stop.Dispose();
    }

    private static JsonNode List(StripeCall call)
    {
        var type = call.Form.Text("type");
        var types = call.Form.List("types");
        return call.Page(
            call.All<StripeEvent>()
                .Where(happened => (type is null || type == happened.Type) && (types.Count is 0 || types.Contains(happened.Type)))
        );
    }

    private JsonNode Show(StripeCall call)
    {
        var newest = call.All<Delivery>().OrderByDescending(delivery => delivery.Id, StringComparer.Ordinal).Take(DeliveriesShown);
        return new JsonObject
        {
            ["url"] = Url?.ToString(),
            ["paused"] = _paused,
            ["shuffle"] = _shuffled,
            ["duplicates"] = Copies,
            ["outstanding"] = _outstanding,
            ["deliveries"] = new JsonArray([.. newest.Select(delivery => delivery.ToWire())]),
        };
    }

    private JsonNode Switch(StripeCall call)
    {
        var copies = call.Form.Integer("duplicates") ?? Copies;
        if (copies is < 1 or > CopyLimit)
            throw StripeRefusal.Invalid($"duplicates is 1 to {CopyLimit}.", "duplicates");
        Copies = (int)copies;
        if (call.Form.Has("url"))
            Url = call.Form.Url("url");
        if (call.Form.Has("shuffle"))
            _shuffled = call.Form.Flag("shuffle");
        if (call.Form.Has("pause"))
            Change(() => _paused = call.Form.Flag("pause"));
        return Show(call);
    }

    private JsonNode Redeliver(StripeCall call)
    {
        var delivery = call.Save(Addressed(call.Get<StripeEvent>("event")));
        return call.Show(delivery);
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            var isOpen = !_paused && _url is not null;
            if (isOpen)
                _open.TrySetResult();
            else if (_open.Task.IsCompleted)
                _open = new();
        }
    }

    private async Task Deliver(Delivery delivery)
    {
        try
        {
            while (delivery.State == Delivery.Pending)
            {
                await Task.Delay(WaitBefore(delivery), _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                delivery = await TryWhenOpen(delivery);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The delivery is stored as pending, and resumes at the next start.
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    private TimeSpan WaitBefore(Delivery delivery)
    {
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(delivery.NextTry) - _store.Now;
        if (wait < TimeSpan.Zero)
            wait = TimeSpan.Zero;
        return _shuffled ? wait + ShuffleTime * Random.Shared.NextDouble() : wait;
    }

    private async Task<Delivery> TryWhenOpen(Delivery delivery)
    {
        await Volatile.Read(ref _open).Task.WaitAsync(_stop.Token);
        await _slots.WaitAsync(_stop.Token);
        try
        {
            // Deliveries may have been paused while this one waited for a slot; then it is queued again.
            return Volatile.Read(ref _open).Task.IsCompleted && Url is { } url ? await Try(delivery, url) : delivery;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Delivery> Try(Delivery delivery, Uri url)
    {
        var (status, error) = await Post(_store.Find<StripeEvent>(delivery.Event)!, url);
        var tries = delivery.Tries + 1;
        var isAccepted = status is >= 200 and < 300;
        var tried = delivery with
        {
            Tries = tries,
            State =
                isAccepted ? "delivered"
                : tries < TryLimit ? Delivery.Pending
                : "failed",
            NextTry = isAccepted ? 0 : (_store.Now + DelayAfter(tries)).ToUnixTimeMilliseconds(),
            LastStatus = status,
            LastError = error,
        };
        lock (_store.Gate)
            _store.Commit([tried]);
        return tried;
    }

    private static TimeSpan DelayAfter(int tries) =>
        TimeSpan.FromSeconds(Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, tries - 1), LongestDelay.TotalSeconds));

    private async Task<(int? Status, string? Error)> Post(StripeEvent happened, Uri url)
    {
        var body = happened.ToWire().ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Stripe-Signature", Signature(body));
        request.Headers.UserAgent.ParseAdd("Stripe/1.0");
        using var limit = new CancellationTokenSource(TryTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return ((int)response.StatusCode, null);
        }
        catch (HttpRequestException unreachable)
        {
            return (null, unreachable.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            return (null, "Timed out.");
        }
    }

    /// <summary>Signs each try anew, because receivers reject signatures older than their tolerance.</summary>
    private string Signature(string body)
    {
        var time = _store.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }
}
