namespace EventTicketing.Domain;

/// <summary>
/// The money of a registration: what was paid, what is disputed, what was refunded and what is still to be. All amounts are in minor
/// units of <paramref name="Currency"/>. Every change is a new ledger; an unchanged ledger is equal to the one before.
/// </summary>
/// <param name="Total">The amount that pays for the registration.</param>
public sealed record Ledger(
    string RegistrationId,
    long Total,
    string Currency,
    IReadOnlyList<Payment> Payments,
    IReadOnlyList<Refund> Refunds
)
{
    /// <summary>How often an automatic refund of a payment is attempted.</summary>
    private const int MaxFailures = 3;

    /// <summary>The wait before the next attempt, by the number of failed refunds: the cause may be temporary.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(4)];

    /// <summary>The most payment attempts. Each is a call to the provider and stays in <see cref="Payments"/>.</summary>
    public const int MaxPayments = 20;

    /// <summary>
    /// The most refunds before the last one, which has to be of the full rest: each stays in <see cref="Refunds"/>, and the provider lists
    /// 100 per request.
    /// </summary>
    public const int MaxRefunds = 90;

    public static readonly Problem NothingToRefund = Problem.Conflict("nothing_to_refund", "There is no payment left to refund.");

    public long Captured => Payments.Where(payment => payment.Status == PaymentStatus.Succeeded).Sum(payment => payment.Amount);

    /// <summary>Total of all refunds that have not failed. Requested ones count, so that no money is refunded twice.</summary>
    public long Refunded => Refunds.Where(refund => refund.Status != RefundStatus.Failed).Sum(refund => refund.Amount);

    /// <summary>The bank is still processing a payment: until its outcome is known, the hold does not lapse.</summary>
    public bool InPayment => Payments.Any(payment => payment.Status == PaymentStatus.Processing);

    /// <summary>
    /// Whether captured money minus refunds covers the total. Refunds made in the provider's dashboard do not count: they void nothing,
    /// whether they are reported before the payment or after it.
    /// </summary>
    public bool IsPaid =>
        Captured
            - Refunds
                .Where(refund => refund.Status != RefundStatus.Failed && refund.Reason != RefundReason.External)
                .Sum(refund => refund.Amount)
        >= Total;

    /// <summary>
    /// Whether captured, undisputed money minus all refunds covers the total: required to bring back an expired registration.
    /// </summary>
    public bool KeepsTotal => Captured - Refunded - Payments.Where(payment => payment.Disputed).Sum(Refundable) >= Total;

    /// <summary>Whether a payment is disputed that is not fully refunded: the tickets are not paid until the dispute is won.</summary>
    public bool InDispute => Payments.Any(payment => payment.Disputed && Refundable(payment) > 0);

    /// <summary>
    /// The payments of the total that can still be completed, as far as is known, the latest first. Earlier ones may have been cancelled at
    /// the provider.
    /// </summary>
    public IEnumerable<Payment> OpenPayments => Payments.Where(payment => payment.IsOpen && payment.Amount == Total).Reverse();

    /// <summary>Part of the provider's idempotency key, so that the provider never replays an earlier attempt's outcome.</summary>
    public int NextAttempt => Payments.Count + 1;

    /// <summary>
    /// What is left to refund of a payment: 0 when our refunds and those made in the dashboard together exceed it.
    /// </summary>
    public long Refundable(Payment payment) =>
        payment.Status != PaymentStatus.Succeeded
            ? 0
            : Math.Max(
                0,
                payment.Amount
                    - Refunds
                        .Where(refund => refund.PaymentIntentId == payment.PaymentIntentId && refund.Status != RefundStatus.Failed)
                        .Sum(refund => refund.Amount)
            );

    /// <summary>Records the provider's state of an intent. Idempotent, and independent of the order of messages.</summary>
    public Ledger Observed(PaymentIntent intent, DateTimeOffset now)
    {
        var known = Payments.FirstOrDefault(payment => payment.PaymentIntentId == intent.PaymentIntentId);
        var observed = (known ?? new Payment(intent.PaymentIntentId, intent.Amount, PaymentStatus.Created, now)).Observed(intent, now);
        return observed == known
            ? this
            : this with
            {
                Payments = known is null ? [.. Payments, observed] : [.. Payments.Select(payment => payment == known ? observed : payment)],
            };
    }

    /// <summary>
    /// Records the provider's state of one refund: the outcome of one that we requested, or one made in its dashboard, which is recorded as
    /// external and voids nothing by itself.
    /// </summary>
    public Ledger Observed(ProviderRefund observed, DateTimeOffset now)
    {
        var known =
            Refunds.FirstOrDefault(refund => refund.RefundId == observed.RefundId)
            ?? Refunds.FirstOrDefault(refund =>
                refund.ProviderRefundId is not null && refund.ProviderRefundId == observed.ProviderRefundId
            );
        if (known is null && observed.Status == RefundStatus.Failed)
            return this;
        var next = (
            known
            ?? new Refund(
                RefundId: Ids.Derived("ref", RegistrationId, observed.ProviderRefundId!),
                observed.PaymentIntentId,
                observed.Amount,
                RefundReason.External,
                now
            )
        ) with
        {
            ProviderRefundId = observed.ProviderRefundId,
            FailureCode = observed.FailureCode,
            Disputed = observed.Disputed,
            // Failed is final: a different state was read before the refund failed.
            Status = known?.Status == RefundStatus.Failed ? RefundStatus.Failed : observed.Status,
        };
        if (known?.Status != RefundStatus.Succeeded && next.Status == RefundStatus.Succeeded)
            next = next with { SettledAt = now };
        if (known?.Status == RefundStatus.Succeeded && next.Status == RefundStatus.Failed)
            next = next with { SettledAt = known.SettledAt ?? known.CreatedAt, BouncedAt = now };
        if (next == known)
            return this;
        var changed = this with
        {
            Refunds = known is null ? [.. Refunds, next] : [.. Refunds.Select(refund => refund == known ? next : refund)],
        };
        var disputed = Payments.FirstOrDefault(payment => payment.PaymentIntentId == next.PaymentIntentId)?.Disputed == true;
        return disputed ? changed.Disputed(next.PaymentIntentId, true, now) : changed;
    }

    /// <summary>Records whether a payment is disputed, and of what amount.</summary>
    public Ledger Disputed(string paymentIntentId, bool disputed, DateTimeOffset now)
    {
        if (Payments.FirstOrDefault(payment => payment.PaymentIntentId == paymentIntentId) is not { } known)
            return this;
        var next = known.WithDispute(disputed, Unreturned(known), now);
        return ReferenceEquals(next, known)
            ? this
            : this with
            {
                Payments = [.. Payments.Select(payment => payment == known ? next : payment)],
            };
    }

    /// <summary>What the provider has not refunded of a payment: requested refunds do not count.</summary>
    private long Unreturned(Payment payment) =>
        Math.Max(
            0,
            payment.Amount
                - Refunds
                    .Where(refund => refund.PaymentIntentId == payment.PaymentIntentId && refund.Status == RefundStatus.Succeeded)
                    .Sum(refund => refund.Amount)
        );

    /// <summary>The disputes of a payment, also those that are over.</summary>
    public IReadOnlyList<PaymentDispute> DisputesOf(Payment payment) => payment.KnownDisputes(Unreturned(payment));

    /// <summary>
    /// Requests a refund by the organizer. Idempotent by id. The full rest of a payment can always be refunded, after however many parts.
    /// When nothing is left afterwards, the caller has to cancel the registration in the same write.
    /// </summary>
    /// <param name="amount">Null for the full rest.</param>
    /// <param name="most">After this many refunds, only the full rest can be refunded.</param>
    public Result<Ledger> RequestRefund(
        string refundId,
        long? amount,
        string? note,
        DateTimeOffset now,
        RefundedBy? by = null,
        int most = MaxRefunds
    )
    {
        if (Refunds.Any(refund => refund.RefundId == refundId))
            return this;
        if (Payments.MaxBy(Refundable) is not { } payment || Refundable(payment) == 0)
            return NothingToRefund;
        var refunded = amount ?? Refundable(payment);
        if (refunded > Refundable(payment))
            return Problem.Conflict(
                "refund_exceeds_payment",
                $"At most {Currencies.Format(Refundable(payment), Currency)} can be refunded."
            );
        if (refunded % Currencies.StepOf(Currency) != 0 && refunded != Refundable(payment))
            return Problem.Invalid("amount.amount", "not_payable", "The amount must be a multiple of 10 in this currency.");
        if (Refunds.Count >= most && refunded < Refundable(payment))
            return Problem.Conflict("too_many_refunds", "There are too many partial refunds: only the full remainder can be refunded.");
        return this with
        {
            Refunds =
            [
                .. Refunds,
                new Refund(refundId, payment.PaymentIntentId, refunded, RefundReason.Organizer, now) { Note = note, By = by },
            ],
        };
    }

    /// <summary>The captured payments beyond the one that covers the total. Empty when none does.</summary>
    public IEnumerable<Payment> Surplus => Kept is { } kept ? Payments.Where(payment => payment != kept) : [];

    /// <summary>The payment that covers the total. A fully refunded one covers nothing; another payment may.</summary>
    private Payment? Kept => Payments.FirstOrDefault(payment => payment.Amount >= Total && Refundable(payment) > 0);

    /// <summary>
    /// Requests refunds of what is left of these payments. Each refund has a new id, because the provider replays its answer to a known
    /// one. After some failures people have to act.
    /// </summary>
    public Ledger Return(IEnumerable<Payment> payments, RefundReason why, DateTimeOffset now)
    {
        Refund[] requested =
        [
            .. payments
                .Where(MayBeReturned)
                .Select(payment => new Refund(
                    RefundId: Ids.Derived("ref", RegistrationId, payment.PaymentIntentId, $"{Refunds.Count}"),
                    payment.PaymentIntentId,
                    Refundable(payment),
                    FailuresOf(payment).LastOrDefault()?.Reason ?? why,
                    now
                )),
        ];
        return requested.Length == 0 ? this : this with { Refunds = [.. Refunds, .. requested] };
    }

    /// <summary>When refunds were first requested that the provider has not made yet; null when there are none.</summary>
    public DateTimeOffset? RequestedAt =>
        Refunds.Where(refund => refund.Status == RefundStatus.Requested).Min(refund => (DateTimeOffset?)refund.CreatedAt);

    /// <summary>When to request refunds of these payments again; null when nothing of them is to be refunded.</summary>
    /// <param name="since">Before the first refund.</param>
    public DateTimeOffset? RetryAt(IEnumerable<Payment> payments, DateTimeOffset since) =>
        payments.Where(MayBeReturned).Max(payment => (int?)TriesOf(payment)) is { } tries
            ? (Refunds.Max(refund => (DateTimeOffset?)refund.CreatedAt) ?? since) + Pauses[tries]
            : null;

    /// <summary>Not while it is disputed: until the dispute is won, the bank has the money and the provider refuses refunds.</summary>
    private bool MayBeReturned(Payment payment) => !payment.Disputed && Refundable(payment) > 0 && TriesOf(payment) < MaxFailures;

    private int TriesOf(Payment payment) => FailuresOf(payment).Count(refund => !refund.Disputed);

    private IEnumerable<Refund> FailuresOf(Payment payment) =>
        Refunds.Where(refund =>
            refund.PaymentIntentId == payment.PaymentIntentId
            && refund is { Status: RefundStatus.Failed, By: null, Reason: not RefundReason.External }
        );
}
