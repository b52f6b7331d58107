using EventTicketing.Domain;

namespace EventTicketing.Ports;

/// <param name="Key">Idempotency key, which contains the number of the attempt: the same key returns the same payment.</param>
public sealed record NewPayment(
    string RegistrationId,
    string EventId,
    long Amount,
    string Currency,
    string Description,
    string ReceiptEmail,
    string Key
);

/// <param name="RefundId">Our id; also the idempotency key at the provider.</param>
public sealed record NewRefund(string RefundId, string RegistrationId, string PaymentIntentId, long Amount);

/// <param name="Reference">Ticket type id.</param>
/// <param name="Amount">In minor units, for the whole line. <see cref="IPayments.Tax"/> is told whether it includes the tax.</param>
public sealed record TaxedLine(string Reference, long Amount, int Quantity);

public sealed record Address(string Country, string? PostalCode = null, string? State = null, string? City = null, string? Line1 = null);

/// <param name="Taxes">In minor units, by the reference of the line.</param>
/// <param name="Rate">Null when the lines are not all taxed at one rate.</param>
public sealed record TaxCalculation(string TaxCalculationId, IReadOnlyDictionary<string, long> Taxes, TaxRate? Rate);

/// <summary>
/// A webhook of the provider with a valid signature. Its content is only a hint: the object is read again from the provider.
/// </summary>
/// <param name="PaymentIntentId">Null when the event is not about a payment.</param>
public sealed record PaymentEvent(string Type, string? PaymentIntentId, bool Live);

/// <summary>The provider refused the request; a retry will not help.</summary>
public sealed class PaymentRefusedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>Whether a refund was refused because the payment is disputed.</summary>
    public bool IsDisputed => Code == "charge_disputed";
}

/// <summary>The provider is unavailable. It is unknown whether the request took effect; it may be retried.</summary>
public sealed class PaymentsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The payment provider. All calls are idempotent.</summary>
public interface IPayments
{
    /// <summary>Public key for the payment form in the buyer's browser.</summary>
    string PublishableKey { get; }

    /// <summary>Whether our key is for live mode, which moves real money.</summary>
    bool Live { get; }

    Task<PaymentIntent> Create(NewPayment payment, CancellationToken stop);

    Task<PaymentIntent> Get(string paymentIntentId, CancellationToken stop);

    /// <summary>Cancels a payment, so that it cannot succeed later. Returns its current state: it may have succeeded already.</summary>
    Task<PaymentIntent> Cancel(string paymentIntentId, CancellationToken stop);

    Task<ProviderRefund> Refund(NewRefund refund, CancellationToken stop);

    /// <summary>The refunds of a payment, ours and those made in the dashboard; at most 100.</summary>
    Task<IReadOnlyList<ProviderRefund>> Refunds(string paymentIntentId, CancellationToken stop);

    /// <summary>Whether the payment is disputed now.</summary>
    Task<bool> Disputed(string paymentIntentId, CancellationToken stop);

    /// <param name="lines">At most 100, with unique references.</param>
    /// <param name="included">Whether the amounts of the lines include the tax; otherwise it is added to them.</param>
    Task<TaxCalculation> Tax(
        string currency,
        IReadOnlyList<TaxedLine> lines,
        bool included,
        Address place,
        string key,
        CancellationToken stop
    );

    /// <summary>Verifies and parses a webhook. Null when the signature is invalid, or too old or in the future.</summary>
    PaymentEvent? Open(string body, string? signature, DateTimeOffset now);
}
