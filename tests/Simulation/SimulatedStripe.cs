using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>A payment intent as the provider stores it.</summary>
public sealed class Intent(string id, string registrationId, long amount, string currency)
{
    public string Id => id;
    public string RegistrationId => registrationId;
    public long Amount => amount;
    public string Currency => currency;

    /// <summary>Whether we created it; somebody else may create one at the provider.</summary>
    public bool IsOurs { get; init; }

    public string Status { get; set; } = "requires_payment_method";
    public string? FailureCode { get; set; }

    /// <summary>How often it has come into status <c>processing</c>.</summary>
    public int TimesProcessing { get; set; }

    /// <summary>When it was canceled; null when it was not.</summary>
    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>The state of its dispute; null when it has none.</summary>
    public string? Dispute { get; set; }

    public DateTimeOffset? DisputedAt { get; set; }

    public List<StripeRefund> Refunds { get; } = [];

    public long Captured => Status == "succeeded" ? amount : 0;

    public long Returned => Refunds.Where(refund => refund.Status != "failed").Sum(refund => refund.Amount);
}

/// <param name="refundId">Our id; null for a refund made in the dashboard.</param>
public sealed class StripeRefund(string id, string? refundId, long amount, DateTimeOffset at)
{
    public DateTimeOffset At => at;
    public string Id => id;
    public string? RefundId => refundId;
    public long Amount => amount;
    public string Status { get; set; } = "succeeded";
}

/// <summary>How a buyer's card behaves.</summary>
public enum Card
{
    Good,
    Declined,
    SlowThenGood,
    SlowThenFailed,
}

/// <summary>
/// The payment provider at the level of HTTP, so that the real client is tested: idempotency keys kept for a day, errors for impossible
/// state changes, and signed webhooks, each delivered at least once and in no particular order.
/// </summary>
public sealed class SimulatedStripe(SimulatedWorld world, StripeKeys keys) : HttpMessageHandler
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);
    private const int MaxDeliveries = 8;
    private readonly Dictionary<string, Intent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Asked, HttpStatusCode Status, string Body, DateTimeOffset At)> _answered = new(
        StringComparer.Ordinal
    );
    private int _ids;

    public IReadOnlyCollection<Intent> Intents => _intents.Values;

    /// <summary>Delivers a webhook (body, signature) and returns the response's status.</summary>
    public Func<string, string, Task<int>>? Webhook { get; set; }

    /// <summary>Raised for each refund made through the API.</summary>
    public event Action<Intent, StripeRefund>? Refunding;

    /// <summary>Random delay of a webhook.</summary>
    public Func<TimeSpan> Delay { get; set; } = () => TimeSpan.FromMilliseconds(200);

    /// <summary>Probability that a webhook is delivered twice.</summary>
    public double Duplicates { get; set; }

    /// <summary>Probability that a refund fails at the bank, up to two hours after it was made.</summary>
    public double FailingRefunds { get; set; }

    /// <summary>Probability that the tax at a place cannot be calculated.</summary>
    public double RefusedTaxes { get; set; }

    public Intent Find(string intentId) => _intents[intentId];

    /// <summary>The buyer completes a payment in the browser.</summary>
    /// <returns>Null when the card was charged or the bank is processing the payment; otherwise the error code.</returns>
    public string? Confirm(string intentId, Card card)
    {
        var intent = _intents[intentId];
        if (intent.Status != "requires_payment_method")
            return "payment_intent_unexpected_state";
        switch (card)
        {
            case Card.Good:
                Capture(intent);
                return null;
            case Card.Declined:
                Fail(intentId);
                return "card_declined";
            default:
                Process(intentId);
                world.Time.After(
                    world.Between(30, 7200),
                    () =>
                    {
                        if (card == Card.SlowThenGood)
                            Capture(intent);
                        else
                            Fail(intentId);
                    }
                );
                return null;
        }
    }

    /// <summary>The bank starts to process the payment.</summary>
    public void Process(string intentId)
    {
        var intent = _intents[intentId];
        (intent.Status, intent.TimesProcessing) = ("processing", intent.TimesProcessing + 1);
        Emit("payment_intent.processing", intent);
    }

    /// <summary>The bank completes the payment, and the money is captured.</summary>
    public void Clear(string intentId) => Capture(_intents[intentId]);

    /// <summary>Makes the payment unknown, as when our keys were replaced by those of another account.</summary>
    public void Forget(string intentId) => _intents.Remove(intentId);

    /// <summary>The card or the bank declines; the buyer may try another one.</summary>
    public void Fail(string intentId)
    {
        var intent = _intents[intentId];
        (intent.Status, intent.FailureCode) = ("requires_payment_method", "card_declined");
        Emit("payment_intent.payment_failed", intent);
    }

    /// <summary>A person cancels the payment in the provider's dashboard, so not through our checkout.</summary>
    /// <returns>Whether it was open.</returns>
    public bool CancelInDashboard(string intentId) => Cancel(_intents[intentId]);

    /// <summary>Somebody makes a refund in the provider's dashboard.</summary>
    public bool RefundInDashboard(string intentId, long amount)
    {
        var intent = _intents[intentId];
        if (IsDisputed(intent) || amount > intent.Captured - intent.Returned)
            return false;
        Refunded(intent, new StripeRefund(NewId("re"), null, amount, world.Time.Now));
        return true;
    }

    /// <summary>Somebody pays a second time for a registration, outside of our checkout.</summary>
    /// <returns>The new payment's id; null when no payment exists for the registration.</returns>
    public string? PayAgain(string registrationId, long? amount = null)
    {
        if (_intents.Values.FirstOrDefault(intent => intent.RegistrationId == registrationId) is not { } first)
            return null;
        var intent = new Intent(NewId("pi"), registrationId, amount ?? first.Amount, first.Currency);
        _intents[intent.Id] = intent;
        Capture(intent);
        return intent.Id;
    }

    public void Dispute(string intentId)
    {
        var intent = _intents[intentId];
        if (intent.Captured == 0 || intent.Dispute is not null)
            return;
        (intent.Dispute, intent.DisputedAt) = ("needs_response", world.Time.Now);
        Emit("charge.dispute.created", intent);
    }

    public void CloseDispute(string intentId, bool won)
    {
        var intent = _intents[intentId];
        if (intent.Dispute != "needs_response")
            return;
        intent.Dispute = won ? "won" : "lost";
        Emit("charge.dispute.closed", intent);
    }

    /// <summary>The value of a <c>Stripe-Signature</c> header.</summary>
    public static string Sign(string body, string secret, DateTimeOffset at)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}"));
        return $"t={stamp},v1={Convert.ToHexStringLower(signature)}";
    }

    /// <summary>The body of a webhook about the payment's current state.</summary>
    public string Message(string type, Intent intent)
    {
        var about = type.StartsWith("payment_intent.", StringComparison.Ordinal)
            ? Shown(intent)
            : new JsonObject
            {
                ["object"] = type.StartsWith("charge.dispute", StringComparison.Ordinal) ? "dispute" : "charge",
                ["payment_intent"] = intent.Id,
            };
        return new JsonObject
        {
            ["id"] = NewId("evt"),
            ["object"] = "event",
            ["type"] = type,
            ["livemode"] = false,
            ["data"] = new JsonObject { ["object"] = about },
        }.ToJsonString();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, path) = (request.Method.Method, request.RequestUri!.PathAndQuery);
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var given) ? given.First() : null;
        try
        {
            var (status, body) = await world.Call($"{method} {path.Split('?')[0]}", () => Serve(method, path, form, key), ErrorOf);
            return Response(status, body);
        }
        catch (RefusedException refused)
        {
            return Response(refused.Status, Error("api_error", "api_error").ToJsonString());
        }
    }

    private static HttpResponseMessage Response(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static Exception ErrorOf(Fault fault) =>
        fault switch
        {
            Fault.Throttled => new RefusedException(HttpStatusCode.TooManyRequests),
            Fault.Conflict => new RefusedException(HttpStatusCode.Conflict),
            Fault.ServerError or Fault.ServerErrorAfter => new RefusedException(HttpStatusCode.InternalServerError),
            Fault.LostReply => new TaskCanceledException("The request timed out.", new TimeoutException()),
            _ => new HttpRequestException("The connection was lost."),
        };

    private (HttpStatusCode Status, string Body) Serve(string method, string path, string form, string? key)
    {
        if (method == "GET")
            return Answer(Get(path));
        if (key is null)
            return Answer(Post(path, Fields(form)));
        if (_answered.TryGetValue(key, out var earlier) && world.Time.Now < earlier.At + KeyLife)
            return earlier.Asked == path + form
                ? (earlier.Status, earlier.Body)
                : Answer((HttpStatusCode.BadRequest, Error("idempotency_error", "idempotency_key_in_use")));
        var (status, body) = Answer(Post(path, Fields(form)));
        _answered[key] = (path + form, status, body, world.Time.Now);
        return (status, body);
    }

    private static (HttpStatusCode, string) Answer((HttpStatusCode Status, JsonObject Body) answer) =>
        (answer.Status, answer.Body.ToJsonString());

    private (HttpStatusCode Status, JsonObject Body) Get(string path)
    {
        var parts = path.Split('?');
        if (parts[0].StartsWith("/v1/payment_intents/", StringComparison.Ordinal))
            return _intents.TryGetValue(Uri.UnescapeDataString(parts[0]["/v1/payment_intents/".Length..]), out var found)
                ? (HttpStatusCode.OK, Shown(found))
                : Missing;
        if (!_intents.TryGetValue(Fields(parts[1])["payment_intent"], out var intent))
            return Missing;
        return (
            HttpStatusCode.OK,
            new JsonObject
            {
                ["data"] =
                    parts[0] == "/v1/refunds" ? new JsonArray([.. intent.Refunds.Select(refund => Shown(intent, refund))])
                    : intent.Dispute is null ? []
                    : new JsonArray(new JsonObject { ["status"] = intent.Dispute }),
            }
        );
    }

    private static (HttpStatusCode, JsonObject) Missing => (HttpStatusCode.NotFound, Error("invalid_request_error", "resource_missing"));

    private (HttpStatusCode Status, JsonObject Body) Post(string path, Dictionary<string, string> form)
    {
        if (path == "/v1/payment_intents")
            return (HttpStatusCode.OK, Shown(Create(form)));
        if (path == "/v1/refunds")
            return Refund(form);
        if (path == "/v1/tax/calculations")
            return RefusedTaxes > 0 && world.Chance(RefusedTaxes)
                ? (HttpStatusCode.BadRequest, Error("invalid_request_error", "customer_tax_location_invalid"))
                : (HttpStatusCode.OK, Tax(form));
        if (!_intents.TryGetValue(path.Split('/')[3], out var intent))
            return Missing;
        return Cancel(intent)
            ? (HttpStatusCode.OK, Shown(intent))
            : (HttpStatusCode.BadRequest, Error("invalid_request_error", "payment_intent_unexpected_state"));
    }

    private bool Cancel(Intent intent)
    {
        if (intent.Status != "requires_payment_method")
            return false;
        (intent.Status, intent.CancelledAt) = ("canceled", world.Time.Now);
        Emit("payment_intent.canceled", intent);
        return true;
    }

    private Intent Create(Dictionary<string, string> form)
    {
        var intent = new Intent(
            NewId("pi"),
            form["metadata[registrationId]"],
            long.Parse(form["amount"], CultureInfo.InvariantCulture),
            form["currency"]
        )
        {
            IsOurs = true,
        };
        _intents[intent.Id] = intent;
        world.Note("provider", () => $"{intent.Id} created for {intent.RegistrationId}, {intent.Amount}");
        return intent;
    }

    private (HttpStatusCode, JsonObject) Refund(Dictionary<string, string> form)
    {
        if (!_intents.TryGetValue(form["payment_intent"], out var intent))
            return Missing;
        var amount = long.Parse(form["amount"], CultureInfo.InvariantCulture);
        if (IsDisputed(intent))
            return (HttpStatusCode.BadRequest, Error("invalid_request_error", "charge_disputed"));
        if (intent.Captured - intent.Returned == 0)
            return (HttpStatusCode.BadRequest, Error("invalid_request_error", "charge_already_refunded"));
        if (amount > intent.Captured - intent.Returned)
            return (HttpStatusCode.BadRequest, Error("invalid_request_error", "amount_too_large"));
        var refund = new StripeRefund(NewId("re"), form["metadata[refundId]"], amount, world.Time.Now);
        Refunded(intent, refund);
        Refunding?.Invoke(intent, refund);
        return (HttpStatusCode.OK, Shown(intent, refund));
    }

    private static JsonObject Tax(Dictionary<string, string> form)
    {
        JsonArray lines = [];
        var (rate, included) = (
            form["customer_details[address][country]"] == "DE" ? 19 : 8,
            form["line_items[0][tax_behavior]"] == "inclusive"
        );
        var (sum, net) = (0L, 0L);
        for (var i = 0; form.TryGetValue($"line_items[{i}][amount]", out var text); i++)
        {
            var amount = long.Parse(text, CultureInfo.InvariantCulture);
            var tax = amount * rate / (included ? 100 + rate : 100);
            (sum, net) = (sum + tax, net + amount - (included ? tax : 0));
            lines.Add(
                new JsonObject
                {
                    ["reference"] = form[$"line_items[{i}][reference]"],
                    ["amount"] = amount,
                    ["amount_tax"] = tax,
                    ["quantity"] = int.Parse(form[$"line_items[{i}][quantity]"], CultureInfo.InvariantCulture),
                }
            );
        }

        var part = new JsonObject
        {
            ["taxable_amount"] = net,
            ["tax_rate_details"] = new JsonObject { ["percentage_decimal"] = $"{rate}.0", ["tax_type"] = "vat" },
        };
        return new JsonObject
        {
            ["id"] = $"taxcalc_{sum}",
            ["line_items"] = new JsonObject { ["data"] = lines, ["has_more"] = false },
            ["tax_breakdown"] = new JsonArray(part),
        };
    }

    /// <summary>Whether the bank has the money: during a dispute or after a lost one.</summary>
    private static bool IsDisputed(Intent intent) => intent.Dispute is "needs_response" or "lost";

    private void Capture(Intent intent)
    {
        intent.Status = "succeeded";
        intent.FailureCode = null;
        Emit("payment_intent.succeeded", intent);
    }

    private void Refunded(Intent intent, StripeRefund refund)
    {
        intent.Refunds.Add(refund);
        Emit("charge.refunded", intent);
        if (!world.Chance(FailingRefunds))
            return;
        world.Time.After(
            world.Between(60, 7200),
            () =>
            {
                refund.Status = "failed";
                Emit("refund.failed", intent);
            }
        );
    }

    private void Emit(string type, Intent intent)
    {
        world.Note("provider", () => $"{type} {intent.Id}");
        if (Webhook is null)
            return;
        var body = Message(type, intent);
        Send(body, 1);
        if (world.Chance(Duplicates))
            Send(body, 1);
    }

    /// <summary>Delivers a webhook, and retries with growing delays until it is accepted or given up.</summary>
    private void Send(string body, int delivery) =>
        world.Begin(
            delivery == 1 ? Delay() : TimeSpan.FromMinutes(1 << (2 * Math.Min(delivery, 4))),
            async () =>
            {
                var status = await Webhook!(body, Sign(body, keys.WebhookSecret, world.Time.Now));
                if (status is >= 200 and < 300)
                    return;
                if (delivery == MaxDeliveries)
                    world.Note("provider", () => "gives a message up");
                else
                    Send(body, delivery + 1);
            }
        );

    private static JsonObject Shown(Intent intent) =>
        new()
        {
            ["id"] = intent.Id,
            ["object"] = "payment_intent",
            ["amount"] = intent.Amount,
            ["currency"] = intent.Currency,
            ["status"] = intent.Status,
            ["livemode"] = false,
            ["client_secret"] = $"{intent.Id}_secret",
            ["metadata"] = new JsonObject { ["registrationId"] = intent.RegistrationId },
            ["last_payment_error"] = intent.FailureCode is { } code ? new JsonObject { ["code"] = code } : null,
        };

    private static JsonObject Shown(Intent intent, StripeRefund refund) =>
        new()
        {
            ["id"] = refund.Id,
            ["object"] = "refund",
            ["payment_intent"] = intent.Id,
            ["amount"] = refund.Amount,
            ["status"] = refund.Status,
            ["metadata"] = refund.RefundId is { } own ? new JsonObject { ["refundId"] = own } : new JsonObject(),
        };

    private static JsonObject Error(string type, string code) =>
        new()
        {
            ["error"] = new JsonObject { ["type"] = type, ["code"] = code },
        };

    private static Dictionary<string, string> Fields(string form) =>
        form.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .ToDictionary(field => WebUtility.UrlDecode(field[0]), field => WebUtility.UrlDecode(field[1]), StringComparer.Ordinal);

    private string NewId(string prefix) => $"{prefix}_{++_ids}";

    private sealed class RefusedException(HttpStatusCode status) : Exception
    {
        public HttpStatusCode Status => status;
    }
}
