namespace EventTicketing.Domain;

public enum RegistrationStatus
{
    Pending,
    Confirmed,
    Cancelled,
    Expired,
}

/// <summary>Who cancelled a registration, or that it was cancelled along with its event.</summary>
public enum CancelledBy
{
    Buyer,
    Organizer,
    Event,
}

/// <summary>A line of a registration, at the price at which the places were held.</summary>
/// <param name="Tax">Tax of all units together, in minor units; 0 until it is determined.</param>
public sealed record RegistrationItem(string TicketTypeId, string Name, Money UnitPrice, int Quantity, long Tax = 0)
{
    /// <summary>Price of all units as shown, in minor units.</summary>
    public long Price => UnitPrice.Amount * Quantity;
}

public sealed record Attendee(string Name, string? Email);

/// <summary>The buyer, with name and verified address from sign-in and profile.</summary>
public sealed record Buyer(string UserId, string Name, string Email);

/// <summary>
/// A person's claim on places of an event: first a hold that ends by itself, then, paid or free, the right to tickets. This one object
/// decides what is paid, expired and refunded; counters, tickets and mails follow from it.
/// </summary>
public sealed record Registration : IVersioned<Registration>
{
    public required string RegistrationId { get; init; }
    public required string EventId { get; init; }
    public required string OrganizationId { get; init; }
    public required string UserId { get; init; }
    public required string BuyerName { get; init; }
    public required string BuyerEmail { get; init; }
    public RegistrationStatus Status { get; init; }
    public required IReadOnlyList<RegistrationItem> Items { get; init; }
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];
    public required string Currency { get; init; }
    public required long Subtotal { get; init; }
    public long Tax { get; init; }

    /// <summary>Whether the subtotal includes the tax; taken from the event when the places were held.</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>Null until the tax is determined; no payment is created before.</summary>
    public string? TaxCalculationId { get; init; }

    /// <summary>Rate of the tax; null until it is determined, and when more than one applies.</summary>
    public TaxRate? TaxRate { get; init; }

    /// <summary>How often the provider has refused to determine the tax.</summary>
    public int TaxRefusals { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Free text, for people only; null when none was given.</summary>
    public string? CancellationReason { get; init; }

    /// <summary>
    /// Null until it is cancelled. If stored without it, derived from the refunds; free registrations then count as cancelled by the buyer.
    /// </summary>
    public CancelledBy? CancelledBy
    {
        get =>
            field
            ?? (
                Status != RegistrationStatus.Cancelled ? null
                : Refunds.Any(refund => refund.Reason == RefundReason.EventCancelled) ? Domain.CancelledBy.Event
                : Refunds.Any(refund => refund.Reason == RefundReason.Organizer) ? Domain.CancelledBy.Organizer
                : Domain.CancelledBy.Buyer
            );
        init;
    }

    /// <summary>The units it holds; empty when it holds none. The write that removes units here returns them to the counters.</summary>
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    public IReadOnlyList<Payment> Payments { get; init; } = [];
    public IReadOnlyList<Refund> Refunds { get; init; } = [];

    /// <summary>Empty until all tickets are issued, in the same write.</summary>
    public IReadOnlyList<string> TicketIds { get; init; } = [];

    public int Version { get; init; }

    /// <summary>Keeps everything that a cancellation changes within one transaction of 100 items.</summary>
    public const int MaxTickets = 50;

    /// <summary>How often an automatic refund of a payment is attempted.</summary>
    private const int MaxFailures = 3;

    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(1);

    /// <summary>The wait before the next attempt, by the number of failed refunds: the cause may be temporary.</summary>
    private static readonly TimeSpan[] Pauses = [SafetyNet, TimeSpan.FromMinutes(10), TimeSpan.FromHours(4)];

    public Registration WithVersion(int version) => this with { Version = version };

    /// <summary>Distinct addresses of attendees other than the buyer, ignoring case.</summary>
    public IEnumerable<string> AttendeeEmails =>
        Attendees
            .Select(attendee => attendee.Email)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(address => !address.Equals(BuyerEmail, StringComparison.OrdinalIgnoreCase));

    /// <summary>Distinct addresses of the buyer and the attendees.</summary>
    public IEnumerable<string> Recipients => [BuyerEmail, .. AttendeeEmails];

    public long Total => TaxIncluded ? Subtotal : Subtotal + Tax;

    public int Quantity => Items.Sum(item => item.Quantity);

    /// <summary>The number of places it takes: all of them, or, once it is cancelled, those of people who are inside.</summary>
    public int Places => HasPlaces ? Quantity : Allocations.Where(part => part.Pool == Inventory.Capacity).Sum(part => part.Units);

    /// <summary>Whether it has all of its places.</summary>
    public bool HasPlaces => Status is RegistrationStatus.Pending or RegistrationStatus.Confirmed;

    public long Captured => Payments.Where(payment => payment.Status == PaymentStatus.Succeeded).Sum(payment => payment.Amount);

    /// <summary>Total of all refunds that have not failed. Requested ones count, so that no money is refunded twice.</summary>
    public long Refunded => Refunds.Where(refund => refund.Status != RefundStatus.Failed).Sum(refund => refund.Amount);

    /// <summary>The bank is still processing a payment: until its outcome is known, the hold does not lapse.</summary>
    public bool InPayment => Payments.Any(payment => payment.Status == PaymentStatus.Processing);

    /// <summary>
    /// A hold expires by the clock, even before the sweeper has run. A payment that the bank is still processing keeps it.
    /// </summary>
    public RegistrationStatus StatusAt(DateTimeOffset now) =>
        Status == RegistrationStatus.Pending && ExpiresAt <= now && !InPayment ? RegistrationStatus.Expired : Status;

    /// <summary>
    /// When the sweeper has to process it: to end a hold, make a refund or issue tickets. Null when nothing is unfinished.
    /// </summary>
    public DateTimeOffset? DueAt =>
        Status switch
        {
            RegistrationStatus.Pending => ExpiresAt,
            _ when Refunds
                    .Where(refund => refund.Status == RefundStatus.Requested)
                    .Select(refund => (DateTimeOffset?)refund.CreatedAt)
                    .Min()
                    is { } requested => requested + SafetyNet,
            RegistrationStatus.Confirmed when TicketIds.Count == 0 => ConfirmedAt + SafetyNet,
            _ when Owed.ToList() is { Count: > 0 } owed => (Refunds.Select(refund => (DateTimeOffset?)refund.CreatedAt).Max() ?? CreatedAt)
                + Pauses[owed.Max(TriesOf)],
            _ => null,
        };

    /// <summary>
    /// The payments to refund automatically: all of a cancelled or expired registration, and surplus ones of a confirmed one.
    /// </summary>
    private IEnumerable<Payment> Owed =>
        Status switch
        {
            RegistrationStatus.Cancelled or RegistrationStatus.Expired => Payments.Where(MayBeReturned),
            RegistrationStatus.Confirmed when Kept is { } kept => Payments.Where(payment => payment != kept && MayBeReturned(payment)),
            _ => [],
        };

    /// <summary>
    /// Creates a hold, or a confirmed registration when there is nothing to pay. Free places are not checked here, but by the counters.
    /// </summary>
    public static Result<Registration> Hold(
        Event ev,
        IReadOnlyList<(string TicketTypeId, int Quantity)> basket,
        IReadOnlyList<Attendee> attendees,
        Buyer buyer,
        string registrationId,
        TimeSpan holdTime,
        DateTimeOffset now
    )
    {
        if (ev.StatusAt(now) is not (EventStatus.Published or EventStatus.Active))
            return Problem.Conflict("event_not_published", "This event is not open for registration.");
        List<RegistrationItem> items = [];
        for (var i = 0; i < basket.Count; i++)
        {
            var (id, quantity) = basket[i];
            if (ev.TicketType(id) is not { } type)
                return Problem.Invalid($"items[{i}].ticketTypeId", "unknown_ticket_type", "This event has no such ticket type.");
            if (items.Exists(item => item.TicketTypeId == id))
                return Problem.Invalid(
                    $"items[{i}].ticketTypeId",
                    "duplicate_ticket_type",
                    "Name each ticket type once, with its quantity."
                );
            if (quantity < 1)
                return Problem.Invalid($"items[{i}].quantity", "out_of_range", "At least one.");
            if (type.WhyNotOnSale(ev, now) is { } problem)
                return problem;
            if (quantity > type.MaxPerOrder)
                return Problem.Conflict("order_limit_exceeded", $"At most {type.MaxPerOrder} of {type.Name} can be bought at once.");
            items.Add(new(id, type.Name, type.Price, quantity));
        }

        // The currency of free items does not matter.
        var currency = (items.Find(item => item.UnitPrice.Amount > 0) ?? items[0]).UnitPrice.Currency;
        if (items.Exists(item => item.UnitPrice.Amount > 0 && item.UnitPrice.Currency != currency))
            return Problem.Conflict("currency_mismatch", "Everything in one order has one currency.");
        var tickets = items.Sum(item => item.Quantity);
        if (tickets > MaxTickets)
            return Problem.Conflict("order_limit_exceeded", $"At most {MaxTickets} tickets can be bought at once.");
        if (attendees.Count > tickets)
            return Problem.Invalid("attendees", "too_many_attendees", "There are more attendees than tickets.");
        var subtotal = items.Sum(item => item.Price);
        if (subtotal > Currencies.MostOf(currency))
            return TooDear;
        var free = subtotal == 0;
        return new Registration
        {
            RegistrationId = registrationId,
            EventId = ev.EventId,
            OrganizationId = ev.OrganizationId,
            UserId = buyer.UserId,
            BuyerName = buyer.Name,
            BuyerEmail = buyer.Email,
            Status = free ? RegistrationStatus.Confirmed : RegistrationStatus.Pending,
            Items = items,
            Attendees = attendees,
            Currency = currency,
            Subtotal = subtotal,
            TaxIncluded = ev.TaxIncluded,
            CreatedAt = now,
            ExpiresAt = free ? null : now + holdTime,
            ConfirmedAt = free ? now : null,
        };
    }

    public static readonly Problem TooDear = Problem.Conflict("order_limit_exceeded", "The total is more than one payment can carry.");

    /// <summary>Null when it can be paid now; otherwise the refusal.</summary>
    public Problem? WhyNotPayable(DateTimeOffset now) =>
        StatusAt(now) switch
        {
            RegistrationStatus.Expired => Problem.Conflict("registration_expired", "The places were held until the time to pay ran out."),
            RegistrationStatus.Cancelled => Problem.Conflict("registration_cancelled", "This registration is cancelled."),
            _ when Total == 0 => Problem.Conflict("nothing_to_pay", "This registration is free."),
            RegistrationStatus.Confirmed => Problem.Conflict("already_paid", "This registration is paid."),
            _ when InPayment => Problem.Conflict("payment_processing", "A payment for this registration is under way."),
            _ => null,
        };

    /// <summary>The payment that can still be completed, if its amount is the total.</summary>
    public Payment? OpenPayment => Payments.FirstOrDefault(payment => payment.IsOpen && payment.Amount == Total);

    /// <summary>Part of the provider's idempotency key, so that the provider never replays an earlier attempt's outcome.</summary>
    public int NextAttempt => Payments.Count + 1;

    /// <summary>The most payment attempts. Each is a call to the provider and stays in <see cref="Payments"/>.</summary>
    public const int MaxPayments = 20;

    /// <summary>The most failed calculations of the tax. Each is a call to the provider.</summary>
    public const int MaxTaxRefusals = 10;

    /// <summary>
    /// Sets the tax. A tax that is added to the price is rounded so that the total can be charged: to the nearest ten in currencies with
    /// thousandths.
    /// </summary>
    /// <param name="taxes">The tax of each item, in the order of <see cref="Items"/>, in minor units.</param>
    public Registration Taxed(string calculationId, params IReadOnlyList<long> taxes)
    {
        var step = TaxIncluded ? 1 : Currencies.StepOf(Currency);
        if (step > 1)
            taxes = [.. Currencies.Split((taxes.Sum() + step / 2) / step, taxes).Select(steps => steps * step)];
        return this with
        {
            Items = [.. Items.Select((item, i) => item with { Tax = taxes[i] })],
            Tax = taxes.Sum(),
            TaxCalculationId = calculationId,
        };
    }

    /// <summary>Records the provider's state of an intent. Idempotent, and independent of the order of messages.</summary>
    public Registration Observed(PaymentIntent intent, DateTimeOffset now)
    {
        var known = Payments.FirstOrDefault(payment => payment.PaymentIntentId == intent.PaymentIntentId);
        var observed = (known ?? new Payment(intent.PaymentIntentId, intent.Amount, PaymentStatus.Created, now)).Observed(intent);
        return observed == known
            ? this
            : this with
            {
                Payments = known is null ? [.. Payments, observed] : [.. Payments.Select(payment => payment == known ? observed : payment)],
            };
    }

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

    public Registration Confirm(DateTimeOffset now) =>
        this with
        {
            Status = RegistrationStatus.Confirmed,
            ConfirmedAt = now,
            ExpiresAt = null,
        };

    /// <summary>Confirms an expired registration with new places, because the money arrived late.</summary>
    public Registration Revive(IReadOnlyList<Allocation> allocations, DateTimeOffset now) =>
        (Confirm(now) with { Allocations = allocations }).ReturnSurplus(now);

    public Registration Expire(DateTimeOffset now) =>
        (this with { Status = RegistrationStatus.Expired, Allocations = [] }).ReturnEverything(RefundReason.LatePayment, now);

    /// <summary>
    /// Requests refunds of everything paid, and frees the places of all who are not inside. Along with its event it frees every place,
    /// because no more are sold.
    /// </summary>
    /// <param name="reason">Free text, for people.</param>
    /// <param name="tickets">Its tickets before they are voided.</param>
    public Registration Cancel(CancelledBy by, string? reason, DateTimeOffset now, params IReadOnlyList<Ticket> tickets) =>
        (
            this with
            {
                Status = RegistrationStatus.Cancelled,
                CancelledAt = now,
                CancelledBy = by,
                CancellationReason = reason,
                ExpiresAt = null,
                Allocations = by == Domain.CancelledBy.Event ? [] : Inventory.Part(Allocations, Inventory.Used(tickets)),
            }
        ).ReturnEverything(ReasonOf(by), now);

    /// <summary>
    /// Confirmed before: the reason of the cancellation, whose refund was not possible then. Never confirmed: the payment arrived too late.
    /// </summary>
    public RefundReason ReasonOfReturn => ConfirmedAt is null ? RefundReason.LatePayment : ReasonOf(CancelledBy);

    private static RefundReason ReasonOf(CancelledBy? by) =>
        by switch
        {
            Domain.CancelledBy.Event => RefundReason.EventCancelled,
            Domain.CancelledBy.Organizer => RefundReason.Organizer,
            _ => RefundReason.Buyer,
        };

    /// <summary>Null when the buyer may cancel it; otherwise the refusal.</summary>
    public Problem? WhyNotCancellable(Event ev, IEnumerable<Ticket> tickets, DateTimeOffset now) =>
        StatusAt(now) switch
        {
            RegistrationStatus.Expired => Problem.Conflict("registration_expired", "The places were held until the time to pay ran out."),
            RegistrationStatus.Pending when InPayment => Problem.Conflict(
                "payment_processing",
                "A payment for this registration is under way."
            ),
            RegistrationStatus.Confirmed when tickets.Any(ticket => ticket.Status == TicketStatus.Used) => Problem.Conflict(
                "already_checked_in",
                "A ticket of this registration has been used."
            ),
            RegistrationStatus.Confirmed when now >= ev.StartsAt => Problem.Conflict("event_started", "The event has started."),
            RegistrationStatus.Confirmed when now >= ev.RefundsEnd && Captured > 0 => Problem.Conflict(
                "refunds_closed",
                $"Tickets could be given back until {ev.RefundsEnd:u}."
            ),
            _ => null,
        };

    /// <summary>Null when it can be cancelled along with its event; otherwise the refusal.</summary>
    public Problem? WhyNotCancellableByEvent() =>
        Status == RegistrationStatus.Pending && InPayment
            ? Problem.Conflict("payment_processing", "A payment for this registration is under way.")
            : null;

    /// <summary>Requests refunds of the rest of every captured payment: a registration that is not confirmed keeps no money.</summary>
    public Registration ReturnEverything(RefundReason why, DateTimeOffset now) => Return(Payments, why, now);

    /// <summary>Requests refunds of surplus payments, for buyers who have paid more than once.</summary>
    public Registration ReturnSurplus(DateTimeOffset now) =>
        Kept is { } kept ? Return(Payments.Where(payment => payment != kept), RefundReason.PaidTwice, now) : this;

    /// <summary>The payment that covers the total. A fully refunded one covers nothing; another payment may.</summary>
    private Payment? Kept => Payments.FirstOrDefault(payment => payment.Amount >= Total && Refundable(payment) > 0);

    /// <summary>
    /// Each refund has a new id, because the provider replays its answer to a known one. After some failures people have to act.
    /// </summary>
    private Registration Return(IEnumerable<Payment> payments, RefundReason why, DateTimeOffset now)
    {
        Refund[] owed =
        [
            .. payments
                .Where(MayBeReturned)
                .Select(payment => new Refund(
                    Ids.Derived("ref", RegistrationId, payment.PaymentIntentId, $"{Refunds.Count}"),
                    payment.PaymentIntentId,
                    Refundable(payment),
                    FailuresOf(payment).LastOrDefault()?.Reason ?? why,
                    now
                )),
        ];
        return owed.Length == 0 ? this : this with { Refunds = [.. Refunds, .. owed] };
    }

    /// <summary>Not while it is disputed: until the dispute is won, the bank has the money and the provider refuses refunds.</summary>
    private bool MayBeReturned(Payment payment) => !payment.Disputed && Refundable(payment) > 0 && TriesOf(payment) < MaxFailures;

    private int TriesOf(Payment payment) => FailuresOf(payment).Count(refund => !refund.Disputed);

    private IEnumerable<Refund> FailuresOf(Payment payment) =>
        Refunds.Where(refund =>
            refund.PaymentIntentId == payment.PaymentIntentId
            && refund is { Status: RefundStatus.Failed, By: null, Reason: not RefundReason.External }
        );

    /// <summary>
    /// The most refunds before the last one, which has to be of the full rest: each stays in <see cref="Refunds"/>, and the provider lists
    /// 100 per request.
    /// </summary>
    public const int MaxRefunds = 90;

    public static readonly Problem NothingToRefund = Problem.Conflict("nothing_to_refund", "There is no payment left to give back.");

    /// <summary>
    /// Requests a refund by the organizer. Idempotent by id. The full rest of a payment can always be refunded, after however many parts.
    /// When nothing is left afterwards, the caller has to cancel the registration in the same write.
    /// </summary>
    /// <param name="amount">In minor units; null for the full rest.</param>
    /// <param name="most">After this many refunds, only the full rest can be refunded.</param>
    public Result<Registration> RequestRefund(
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
                $"At most {Currencies.Format(Refundable(payment), Currency)} can be given back."
            );
        if (refunded % Currencies.StepOf(Currency) != 0 && refunded != Refundable(payment))
            return Problem.Invalid("amount.amount", "not_payable", "The payment provider takes amounts of this currency in tens only.");
        if (Refunds.Count >= most && refunded < Refundable(payment))
            return Problem.Conflict("too_many_refunds", "Only the rest can be given back after so many parts.");
        return this with
        {
            Refunds =
            [
                .. Refunds,
                new Refund(refundId, payment.PaymentIntentId, refunded, RefundReason.Organizer, now) { Note = note, By = by },
            ],
        };
    }

    /// <summary>
    /// What is left to refund of a payment, in minor units: 0 when our refunds and those made in the dashboard together exceed it.
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

    /// <summary>
    /// Records the provider's state of one refund: the outcome of one that we requested, or one made in its dashboard, which is recorded as
    /// external and voids nothing by itself.
    /// </summary>
    public Registration Observed(ProviderRefund observed, DateTimeOffset now)
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
                Ids.Derived("ref", RegistrationId, observed.ProviderRefundId!),
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
        return next == known
            ? this
            : this with
            {
                Refunds = known is null ? [.. Refunds, next] : [.. Refunds.Select(refund => refund == known ? next : refund)],
            };
    }

    public Registration Disputed(string paymentIntentId, bool disputed) =>
        Payments.Any(payment => payment.PaymentIntentId == paymentIntentId && payment.Disputed != disputed)
            ? this with
            {
                Payments =
                [
                    .. Payments.Select(payment =>
                        payment.PaymentIntentId == paymentIntentId ? payment with { Disputed = disputed } : payment
                    ),
                ],
            }
            : this;

    /// <summary>Whether a payment is disputed that is not fully refunded: the tickets are not paid until the dispute is won.</summary>
    public bool InDispute => Payments.Any(payment => payment.Disputed && Refundable(payment) > 0);
}
