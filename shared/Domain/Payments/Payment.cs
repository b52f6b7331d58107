namespace EventTicketing.Domain;

public enum PaymentStatus
{
    Created,
    Processing,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>A payment intent as the provider reports it now.</summary>
/// <param name="RegistrationId">From the metadata that we gave it; null when it is not one of ours.</param>
/// <param name="ClientSecret">Lets the buyer's browser complete it; never logged.</param>
public sealed record PaymentIntent(
    string PaymentIntentId,
    long Amount,
    string Currency,
    PaymentStatus Status,
    string? RegistrationId,
    string? FailureCode,
    bool Live,
    string ClientSecret
);

/// <summary>
/// One attempt to pay a registration: one intent at the provider. A declined one can still be completed with another card.
/// </summary>
public sealed record Payment(string PaymentIntentId, long Amount, PaymentStatus Status, DateTimeOffset CreatedAt)
{
    public string? FailureCode { get; init; }
    public bool Disputed { get; init; }

    /// <summary>When it was seen to have succeeded; null until then, and for payments from before this was stored.</summary>
    public DateTimeOffset? SucceededAt { get; init; }

    /// <summary>Its disputes, also those that are over; null when there were none, or they began before they were stored.</summary>
    public IReadOnlyList<PaymentDispute>? Disputes { get; init; }

    /// <summary>The buyer may still complete it, so it must be cancelled before its hold is given up.</summary>
    public bool IsOpen => Status is PaymentStatus.Created or PaymentStatus.Processing or PaymentStatus.Failed;

    /// <summary>
    /// Applies the provider's state. Messages may arrive out of order: succeeded is final, and cancelled changes only to succeeded.
    /// </summary>
    public Payment Observed(PaymentIntent intent, DateTimeOffset now) =>
        (Status, intent.Status) switch
        {
            (PaymentStatus.Succeeded, _) => this,
            (PaymentStatus.Cancelled, not PaymentStatus.Succeeded) => this,
            _ => this with
            {
                Status = intent.Status,
                FailureCode = intent.FailureCode,
                SucceededAt = intent.Status == PaymentStatus.Succeeded ? now : null,
            },
        };

    /// <summary>
    /// Brings its disputes up to date. While it is disputed, the last of them is open, with the amount that is not refunded: when that
    /// amount changes, the dispute is ended and begun again, because what is in the books is never edited.
    /// </summary>
    /// <param name="kept">What is not refunded of it, in minor units.</param>
    public Payment WithDispute(bool disputed, long kept, DateTimeOffset now)
    {
        var known = KnownDisputes(kept);
        var open = known is [.., { WonAt: null } last] ? last : null;
        if (disputed == Disputed && (!disputed || open?.Amount == kept))
            return this;
        return this with
        {
            Disputed = disputed,
            Disputes =
            [
                .. known.Select(dispute => dispute == open ? dispute with { WonAt = now } : dispute),
                .. disputed ? [new PaymentDispute(now, kept)] : Array.Empty<PaymentDispute>(),
            ],
        };
    }

    /// <summary>Its disputes. Of one that is stored as a flag only, the beginning is not known.</summary>
    /// <param name="kept">What is not refunded of it, in minor units.</param>
    public IReadOnlyList<PaymentDispute> KnownDisputes(long kept) => Disputes ?? (Disputed ? [new(CreatedAt, kept)] : []);
}

/// <summary>A time in which the buyer's bank had the money of a payment.</summary>
/// <param name="At">When it was seen to have begun.</param>
/// <param name="Amount">What was not refunded of the payment, in minor units.</param>
public sealed record PaymentDispute(DateTimeOffset At, long Amount)
{
    /// <summary>When the money was ours again; null while the dispute is open, and when it is lost.</summary>
    public DateTimeOffset? WonAt { get; init; }
}

public enum RefundStatus
{
    Requested,
    Succeeded,
    Failed,
}

public enum RefundReason
{
    Organizer,
    Buyer,
    EventCancelled,
    LatePayment,
    PaidTwice,
    External,
}

/// <summary>A refund. It is stored as requested in the write that decides it, and made at the provider afterwards, with retries.</summary>
public sealed record Refund(string RefundId, string PaymentIntentId, long Amount, RefundReason Reason, DateTimeOffset CreatedAt)
{
    public RefundStatus Status { get; init; }

    /// <summary>Null until the provider has made it, and when the provider refused it.</summary>
    public string? ProviderRefundId { get; init; }

    /// <summary>The provider's code for the refusal, for people.</summary>
    public string? FailureCode { get; init; }

    /// <summary>
    /// Refused because the payment was disputed, which does not count as a failed attempt. Without this property, older refunds do count.
    /// </summary>
    public bool Disputed { get; init; }

    /// <summary>When it was seen to have succeeded; null until then, and for refunds from before this was stored.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When it failed after it had succeeded, because the money did not arrive; otherwise null.</summary>
    public DateTimeOffset? BouncedAt { get; init; }

    public string? Note { get; init; }

    /// <summary>Null when nobody requested it: the refund was automatic, or made in the provider's dashboard.</summary>
    public RefundedBy? By { get; init; }
}

/// <summary>Who requested a refund.</summary>
/// <param name="AsAdmin">Whether the person acted as an administrator, not as a member of the organization.</param>
public sealed record RefundedBy(string UserId, bool AsAdmin);

/// <summary>A refund, or its refusal, as the provider reports it.</summary>
/// <param name="ProviderRefundId">Null when the provider refused it.</param>
/// <param name="RefundId">Ours, from its metadata; null when it was made in the dashboard.</param>
/// <param name="FailureCode">The provider's code for the refusal.</param>
/// <param name="Disputed">Refused because the payment is disputed.</param>
public sealed record ProviderRefund(
    string? ProviderRefundId,
    string? RefundId,
    string PaymentIntentId,
    long Amount,
    RefundStatus Status,
    string? FailureCode = null,
    bool Disputed = false
);
