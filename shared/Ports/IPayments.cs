using EventTicketing.Domain;

namespace EventTicketing.Ports;

/// <param name="Key">The same key is the same payment, however often it is asked for. Carries the attempt's number.</param>
public sealed record NewPayment(string RegistrationId, string EventId, long Amount, string Currency, string Description, string ReceiptEmail, string Key);

/// <param name="RefundId">Ours; also the provider's idempotency key.</param>
public sealed record NewRefund(string RefundId, string RegistrationId, string PaymentIntentId, long Amount);

/// <param name="Reference">Ticket type id.</param>
/// <param name="Amount">In minor units, for the whole line. Whether it includes the tax, the calculation is told.</param>
public sealed record TaxedLine(string Reference, long Amount, int Quantity);

public sealed record Address(string Country, string? PostalCode = null, string? State = null, string? City = null, string? Line1 = null);

/// <param name="Taxes">In minor units, by the reference of the line.</param>
/// <param name="Rate">Null where not all of it is taxed at one rate.</param>
public sealed record TaxCalculation(string TaxCalculationId, IReadOnlyDictionary<string, long> Taxes, TaxRate? Rate);

/// <summary>A message from the provider whose signature was right. What it says is a hint: the object itself is read again.</summary>
/// <param name="PaymentIntentId">Null when it is about something else.</param>
public sealed record PaymentEvent(string Type, string? PaymentIntentId, bool Live);

/// <summary>The provider refuses for good: asking again will not help.</summary>
public sealed class PaymentRefusedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>A refund is refused because the bank has taken the money back, or may yet.</summary>
    public bool IsDisputed => Code == "charge_disputed";
}

/// <summary>The provider could not be asked; whether it did what it was asked is unknown. The same call may be made again.</summary>
public sealed class PaymentsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The payment provider. Every call that changes something may be repeated.</summary>
public interface IPayments
{
    /// <summary>For the buyer's browser.</summary>
    string PublishableKey { get; }

    /// <summary>Whether our key moves real money.</summary>
    bool Live { get; }

    Task<PaymentIntent> Create(NewPayment payment, CancellationToken stop);

    Task<PaymentIntent> Get(string paymentIntentId, CancellationToken stop);

    /// <summary>Makes sure that it cannot succeed later. Answers it as it is now: perhaps it had succeeded already.</summary>
    Task<PaymentIntent> Cancel(string paymentIntentId, CancellationToken stop);

    Task<ProviderRefund> Refund(NewRefund refund, CancellationToken stop);

    /// <summary>All refunds of a payment, ours and those made in the dashboard (100 at most).</summary>
    Task<IReadOnlyList<ProviderRefund>> Refunds(string paymentIntentId, CancellationToken stop);

    /// <summary>Whether the payment is disputed now.</summary>
    Task<bool> Disputed(string paymentIntentId, CancellationToken stop);

    /// <param name="lines">100 at most, each with a reference of its own.</param>
    /// <param name="included">The amounts of the lines include the tax; otherwise it is added to them.</param>
    Task<TaxCalculation> Tax(string currency, IReadOnlyList<TaxedLine> lines, bool included, Address place, string key, CancellationToken stop);

    /// <summary>Null when the signature is wrong, too old or from the future.</summary>
    PaymentEvent? Open(string body, string? signature, DateTimeOffset now);
}
