using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EventTicketing.Local.Standins;

/// <summary>
/// Stored objects in Stripe's JSON shape: a property <c>LatestCharge</c> is <c>latest_charge</c> on the wire, and <c>object</c> is the type
/// discriminator. Times are Unix seconds, amounts are minor units.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "object")]
[JsonDerivedType(typeof(PaymentIntent), "payment_intent")]
[JsonDerivedType(typeof(PaymentMethod), "payment_method")]
[JsonDerivedType(typeof(Charge), "charge")]
[JsonDerivedType(typeof(Refund), "refund")]
[JsonDerivedType(typeof(Dispute), "dispute")]
[JsonDerivedType(typeof(TaxCalculation), "tax.calculation")]
[JsonDerivedType(typeof(TaxLine), "tax.calculation_line_item")]
[JsonDerivedType(typeof(TaxTransaction), "tax.transaction")]
[JsonDerivedType(typeof(StripeEvent), "event")]
[JsonDerivedType(typeof(WebhookEndpoint), "webhook_endpoint")]
[JsonDerivedType(typeof(Delivery), "delivery")]
[JsonDerivedType(typeof(StoredAnswer), "stored_answer")]
[JsonDerivedType(typeof(Batch), "batch")]
internal abstract record StripeObject
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Id { get; init; }
    public required long Created { get; init; }
    public bool Livemode => false;

    public JsonObject ToWire() => (JsonObject)JsonSerializer.SerializeToNode(this, Wire)!;

    public JsonElement Snapshot() => JsonSerializer.SerializeToElement(this, Wire);
}

internal sealed record PaymentIntent : StripeObject
{
    public required long Amount { get; init; }
    public long AmountReceived { get; init; }
    public long AmountCapturable => 0;
    public required string Currency { get; init; }
    public required string Status { get; init; }
    public required string ClientSecret { get; init; }
    public string? Description { get; init; }
    public string? ReceiptEmail { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? PaymentMethod { get; init; }
    public IReadOnlyList<string> PaymentMethodTypes { get; init; } = ["card"];
    public AutomaticPaymentMethods? AutomaticPaymentMethods { get; init; }
    public string CaptureMethod { get; init; } = "automatic";
    public string ConfirmationMethod => "automatic";
    public string? LatestCharge { get; init; }
    public PaymentError? LastPaymentError { get; init; }
    public NextAction? NextAction { get; init; }
    public long? CanceledAt { get; init; }
    public string? CancellationReason { get; init; }
    public string? Customer => null;
}

internal sealed record AutomaticPaymentMethods(bool Enabled, string AllowRedirects);

internal sealed record PaymentError(string Type, string Code, string? DeclineCode, string Message, string? Charge);

internal sealed record NextAction(string Type)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RedirectToUrl? RedirectToUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UseStripeSdk? UseStripeSdk { get; init; }
}

internal sealed record RedirectToUrl(string Url, string ReturnUrl);

internal sealed record UseStripeSdk(string Type, string StripeJs);

internal sealed record PaymentMethod : StripeObject
{
    public required string Type { get; init; }
    public Card? Card { get; init; }
    public BankAccount? UsBankAccount { get; init; }
    public string? Customer => null;

    /// <summary>Identifies the <see cref="TestMethod"/>.</summary>
    [JsonIgnore]
    public string Fingerprint => Card?.Fingerprint ?? UsBankAccount!.Fingerprint;
}

internal sealed record Card(string Brand, string Last4, int ExpMonth, int ExpYear, string Fingerprint)
{
    public string Funding => "credit";
    public string Country => "US";
}

internal sealed record BankAccount(string BankName, string Last4, string Fingerprint);

internal sealed record Charge : StripeObject
{
    public required long Amount { get; init; }
    public long AmountCaptured { get; init; }
    public long AmountRefunded { get; init; }
    public required string Currency { get; init; }
    public required string Status { get; init; }
    public bool Paid => Status == "succeeded";
    public bool Captured => Status == "succeeded";
    public bool Refunded => AmountRefunded > 0 && AmountRefunded == AmountCaptured;
    public bool Disputed { get; init; }
    public string? Dispute { get; init; }
    public required string PaymentIntent { get; init; }
    public required string PaymentMethod { get; init; }
    public required PaymentMethodDetails PaymentMethodDetails { get; init; }
    public string? Description { get; init; }
    public string? ReceiptEmail { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }
    public Outcome? Outcome { get; init; }
    public string? BalanceTransaction => null;
    public required StripeList Refunds { get; init; }
}

internal sealed record PaymentMethodDetails(string Type, Card? Card, BankAccount? UsBankAccount);

internal sealed record Outcome(string NetworkStatus, string? Reason, string SellerMessage, string Type);

/// <summary>A list nested in an object, always complete.</summary>
internal sealed record StripeList(string Url, IReadOnlyList<StripeObject> Data)
{
    public string Object => "list";
    public bool HasMore => false;
}

internal sealed record Refund : StripeObject
{
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string Charge { get; init; }
    public required string PaymentIntent { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public string? FailureReason { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? BalanceTransaction => null;
}

internal sealed record Dispute : StripeObject
{
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string Charge { get; init; }
    public required string PaymentIntent { get; init; }
    public required string Status { get; init; }
    public string Reason => "fraudulent";
    public bool IsChargeRefundable => false;
}

internal sealed record TaxCalculation : StripeObject
{
    public required string Currency { get; init; }
    public required long AmountTotal { get; init; }
    public required long TaxAmountExclusive { get; init; }
    public required long TaxAmountInclusive { get; init; }
    public required long TaxDate { get; init; }
    public required long ExpiresAt { get; init; }
    public required CustomerDetails CustomerDetails { get; init; }
    public required StripeList LineItems { get; init; }
    public required IReadOnlyList<TaxBreakdown> TaxBreakdown { get; init; }
}

internal sealed record CustomerDetails(Address Address, string AddressSource)
{
    public string TaxabilityOverride => "none";
}

internal sealed record Address(string Country, string? State, string? PostalCode, string? City, string? Line1, string? Line2);

internal sealed record TaxLine : StripeObject
{
    public required long Amount { get; init; }
    public required long AmountTax { get; init; }
    public required long Quantity { get; init; }
    public required string Reference { get; init; }
    public required string TaxBehavior { get; init; }
    public required string TaxCode { get; init; }
}

internal sealed record TaxBreakdown(
    long Amount,
    bool Inclusive,
    TaxRateDetails TaxRateDetails,
    string TaxabilityReason,
    long TaxableAmount
);

internal sealed record TaxRateDetails(string Country, string? State, string PercentageDecimal, string TaxType)
{
    public string RateType => "percentage";
}

internal sealed record TaxTransaction : StripeObject
{
    public required string Reference { get; init; }
    public required string Currency { get; init; }
    public required long TaxDate { get; init; }
    public required long PostedAt { get; init; }
    public required CustomerDetails CustomerDetails { get; init; }
    public required StripeList LineItems { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string Type => "transaction";
}

internal sealed record StripeEvent : StripeObject
{
    public required string Type { get; init; }
    public required EventData Data { get; init; }
    public required EventRequest Request { get; init; }

    public string ApiVersion => StripeApi.Version;

    public int PendingWebhooks => 1;
}

/// <param name="Object">A snapshot of the subject at the time of the event.</param>
internal sealed record EventData(JsonElement Object);

internal sealed record EventRequest(string? Id, string? IdempotencyKey);

internal sealed record WebhookEndpoint : StripeObject
{
    public required string Url { get; init; }
    public required IReadOnlyList<string> EnabledEvents { get; init; }
    public string? Description { get; init; }
    public string? ApiVersion { get; init; }
    public string Status => "enabled";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Deleted { get; init; }
}

/// <summary>The delivery of an event to a webhook. <see cref="NextTry"/> is in Unix milliseconds.</summary>
internal sealed record Delivery : StripeObject
{
    public const string Pending = "pending";

    public required string Event { get; init; }
    public required string Type { get; init; }
    public required string State { get; init; }
    public int Tries { get; init; }
    public long NextTry { get; init; }
    public int? LastStatus { get; init; }
    public string? LastError { get; init; }
}

/// <summary>The stored response for a repeated <c>Idempotency-Key</c>.</summary>
internal sealed record StoredAnswer : StripeObject
{
    public required string Fingerprint { get; init; }
    public required string RequestId { get; init; }
    public required int Status { get; init; }
    public required string Body { get; init; }

    public static string IdOf(string idempotencyKey) => "idempotency_key:" + idempotencyKey;
}

/// <summary>All changes of one call: see <see cref="StripeStore.Commit"/>.</summary>
internal sealed record Batch : StripeObject
{
    public required IReadOnlyList<StripeObject> Changes { get; init; }
}
