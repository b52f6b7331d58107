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

/// <summary>The buyer: of a signed-in one name and verified address, of a guest what the guest has entered.</summary>
/// <param name="UserId">Of a guest, <see cref="OrderKeys.GuestOf"/> the address.</param>
/// <param name="Language">The language that a guest has chosen, or that of the account.</param>
public sealed record Buyer(string UserId, string Name, string Email, string? Language = null);

/// <summary>
/// A person's claim on places of an event. It begins as a hold that expires; once it is paid, or at once if it is free, it entitles to
/// tickets. This one object decides what is paid, expired and refunded; counters, tickets and mails follow from it.
/// </summary>
public sealed record Registration : IVersioned<Registration>
{
    public required string RegistrationId { get; init; }
    public required string EventId { get; init; }
    public required string OrganizationId { get; init; }
    public required string UserId { get; init; }
    public required string BuyerName { get; init; }
    public required string BuyerEmail { get; init; }

    /// <summary>Language for the buyer's mails; null when the buyer has chosen none.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the buyer had no account.</summary>
    public bool IsGuests => OrderKeys.IsGuest(UserId);

    /// <summary>Outdates the earlier keys of the order: see <see cref="OrderKeys"/>.</summary>
    public int KeyEpoch { get; init; }

    /// <summary>Whether the address was corrected after the order was confirmed, which is possible once.</summary>
    public bool AddressCorrected { get; init; }

    /// <summary>Hash of the request that created it; null when that request cannot be repeated.</summary>
    public string? Request { get; init; }

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

    /// <summary>
    /// The payment whose success confirmed it, in the same write; null while it is not confirmed, when it is free, when money that was
    /// stored earlier confirmed it, and for registrations from before this was stored.
    /// </summary>
    public string? PaidBy { get; init; }

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

    /// <summary>Its payments and refunds, and all that follows from them. Not stored.</summary>
    public Ledger Ledger => new(RegistrationId, Total, Currency, Payments, Refunds);

    /// <summary>This very object when the ledger is unchanged.</summary>
    public Registration With(Ledger ledger) => ledger == Ledger ? this : this with { Payments = ledger.Payments, Refunds = ledger.Refunds };

    /// <summary>Empty until all tickets are issued, in the same write.</summary>
    public IReadOnlyList<string> TicketIds { get; init; } = [];

    /// <summary>When names and addresses were erased from it; null while it has them. No mail is sent about an erased one.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public int Version { get; init; }

    /// <summary>Keeps everything that a cancellation changes within one transaction of 100 items.</summary>
    public const int MaxTickets = 50;

    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(1);

    public Registration WithVersion(int version) => this with { Version = version };

    /// <summary>Distinct addresses of attendees other than the buyer, ignoring case.</summary>
    public IEnumerable<string> AttendeeEmails =>
        Attendees
            .Select(attendee => attendee.Email)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(address => !address.Equals(BuyerEmail, StringComparison.OrdinalIgnoreCase));

    /// <summary>Distinct addresses of the buyer and the attendees.</summary>
    public IEnumerable<string> Recipients => ErasedAt is null ? [BuyerEmail, .. AttendeeEmails] : [];

    /// <summary>Who a ticket is made out to.</summary>
    /// <param name="ordinal">The position of the ticket in the order of the items, from 0.</param>
    public Attendee HolderOf(int ordinal) =>
        ordinal < Attendees.Count ? Attendees[ordinal] : new(BuyerName, ErasedAt is null ? BuyerEmail : null);

    public long Total => TaxIncluded ? Subtotal : Subtotal + Tax;

    public int Quantity => Items.Sum(item => item.Quantity);

    /// <summary>The number of places it takes: all of them, or, once it is cancelled, those of people who are inside.</summary>
    public int Places => HasPlaces ? Quantity : Allocations.Where(part => part.Pool == Inventory.Capacity).Sum(part => part.Units);

    /// <summary>Whether it has all of its places.</summary>
    public bool HasPlaces => Status is RegistrationStatus.Pending or RegistrationStatus.Confirmed;

    /// <summary>
    /// A hold expires by the clock, even before the sweeper has run. A payment that the bank is still processing keeps it.
    /// </summary>
    public RegistrationStatus StatusAt(DateTimeOffset now) =>
        Status == RegistrationStatus.Pending && ExpiresAt <= now && !Ledger.InPayment ? RegistrationStatus.Expired : Status;

    /// <summary>
    /// When the sweeper has to process it: to end a hold, make a refund or issue tickets. Null when nothing is unfinished.
    /// </summary>
    public DateTimeOffset? DueAt =>
        Status switch
        {
            RegistrationStatus.Pending => ExpiresAt,
            _ when Ledger.RequestedAt is { } requested => requested + SafetyNet,
            RegistrationStatus.Confirmed when TicketIds.Count == 0 => ConfirmedAt + SafetyNet,
            _ => Ledger.RetryAt(ToRefund, since: CreatedAt),
        };

    /// <summary>The payments to refund: all once it is cancelled or expired, those beyond the total while it is confirmed.</summary>
    private IEnumerable<Payment> ToRefund =>
        Status switch
        {
            RegistrationStatus.Cancelled or RegistrationStatus.Expired => Payments,
            RegistrationStatus.Confirmed => Ledger.Surplus,
            _ => [],
        };

    /// <summary>Requests refunds of all payments that it may not keep in its status.</summary>
    public Registration RequestDueRefunds(DateTimeOffset now) =>
        With(Ledger.Return(ToRefund, Status == RegistrationStatus.Confirmed ? RefundReason.PaidTwice : ReasonOfReturn, now));

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
        if (ev.Suspended || ev.StatusAt(now) is not (EventStatus.Published or EventStatus.Active))
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
            return Problem.Conflict("currency_mismatch", "All items of an order must have the same currency.");
        var tickets = items.Sum(item => item.Quantity);
        if (tickets > MaxTickets)
            return Problem.Conflict("order_limit_exceeded", $"At most {MaxTickets} tickets can be bought at once.");
        if (attendees.Count > tickets)
            return TooManyAttendees;
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
            Language = buyer.Language,
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

    /// <summary>
    /// The registration with corrected names and addresses; itself when nothing changes. A guest's address can be corrected while the order
    /// is pending, and once after; then earlier keys of the order open it no more, because they were sent to the wrong address.
    /// </summary>
    /// <param name="name">Null: the buyer's name stays. The same holds for the others.</param>
    /// <param name="attendees">All of them, in the order of the tickets.</param>
    public Result<Registration> Corrected(string? name, string? email, IReadOnlyList<Attendee>? attendees, Event ev, DateTimeOffset now)
    {
        if (StatusAt(now) == RegistrationStatus.Expired)
            return HasExpired;
        if (Status == RegistrationStatus.Cancelled)
            return IsCancelled;
        if (now >= ev.StartsAt)
            return Problem.Conflict("event_started", "The event has started.");
        if (attendees?.Count > Quantity)
            return TooManyAttendees;
        var next = this with { BuyerName = name ?? BuyerName };
        // Lists are compared by reference: a list of the same people is no change.
        if (attendees is not null && !attendees.SequenceEqual(Attendees))
            next = next with { Attendees = attendees };
        if (email is null || email == BuyerEmail)
            return next == this ? this : next;
        if (!IsGuests)
            return Problem.Conflict("address_of_account", "You have ordered signed in: your mails go to the address of your account.");
        if (AddressCorrected)
            return Problem.Conflict("address_already_corrected", "The address was corrected before. Ask the organizer to help you.");
        return next with { BuyerEmail = email, AddressCorrected = Status == RegistrationStatus.Confirmed, KeyEpoch = KeyEpoch + 1 };
    }

    /// <summary>Whether it is about to become something else: a hold that is not paid, or an order whose tickets are not issued.</summary>
    public bool IsUnfinished => Status == RegistrationStatus.Pending || (Status == RegistrationStatus.Confirmed && TicketIds.Count == 0);

    /// <summary>
    /// The registration without names, addresses and free texts. What was bought, paid and refunded stays. Earlier keys of the order open
    /// it no more.
    /// </summary>
    public Registration Anonymized(DateTimeOffset now) =>
        ErasedAt is not null
            ? this
            : this with
            {
                BuyerName = Person.Deleted,
                BuyerEmail = "",
                Language = null,
                Attendees = [.. Attendees.Select(_ => new Attendee(Person.Deleted, null))],
                CancellationReason = null,
                Refunds = [.. Refunds.Select(refund => refund with { Note = null })],
                Request = null,
                KeyEpoch = KeyEpoch + 1,
                ErasedAt = now,
            };

    private static readonly Problem HasExpired = Problem.Conflict(
        "registration_expired",
        "The hold has expired, and its places were released."
    );

    private static readonly Problem IsCancelled = Problem.Conflict("registration_cancelled", "This registration is cancelled.");

    private static readonly Problem TooManyAttendees = Problem.Invalid(
        "attendees",
        "too_many_attendees",
        "There are more attendees than tickets."
    );

    public static readonly Problem TooDear = Problem.Conflict("order_limit_exceeded", "The total is above the maximum of one payment.");

    /// <summary>Null when it can be paid now; otherwise the refusal.</summary>
    public Problem? WhyNotPayable(DateTimeOffset now) =>
        StatusAt(now) switch
        {
            RegistrationStatus.Expired => HasExpired,
            RegistrationStatus.Cancelled => IsCancelled,
            _ when Total == 0 => Problem.Conflict("nothing_to_pay", "This registration is free."),
            RegistrationStatus.Confirmed => Problem.Conflict("already_paid", "This registration is paid."),
            _ when Ledger.InPayment => Problem.Conflict("payment_processing", "A payment for this registration is under way."),
            _ => null,
        };

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

    /// <summary>Requests refunds of surplus payments, for buyers who have paid more than once.</summary>
    public Registration Confirm(DateTimeOffset now) =>
        (this with { Status = RegistrationStatus.Confirmed, ConfirmedAt = now, ExpiresAt = null }).RequestDueRefunds(now);

    /// <summary>The registration with the payment that confirms it, when it has succeeded since the state before.</summary>
    public Registration PaidSince(Registration before)
    {
        if (Status != RegistrationStatus.Confirmed || before.Status == RegistrationStatus.Confirmed)
            return this;
        var known = before.Payments.Where(payment => payment.Status == PaymentStatus.Succeeded).Select(payment => payment.PaymentIntentId);
        return this with
        {
            PaidBy = Payments
                .Where(payment => payment.Status == PaymentStatus.Succeeded)
                .Select(payment => payment.PaymentIntentId)
                .Except(known, StringComparer.Ordinal)
                .LastOrDefault(),
        };
    }

    /// <summary>Confirms an expired registration with new places, because the money arrived late.</summary>
    public Registration Revive(IReadOnlyList<Allocation> allocations, DateTimeOffset now) =>
        Confirm(now) with
        {
            Allocations = allocations,
        };

    public Registration Expire(DateTimeOffset now) =>
        (this with { Status = RegistrationStatus.Expired, Allocations = [] }).RequestDueRefunds(now);

    /// <summary>
    /// Requests refunds of everything paid, and frees the places of all who are not inside. Along with its event it frees every place,
    /// because no more are sold.
    /// </summary>
    /// <param name="reason">Free text, for people.</param>
    /// <param name="tickets">Its tickets before they are voided.</param>
    public Registration Cancel(CancelledBy by, string? reason, DateTimeOffset now, params IReadOnlyList<Ticket> tickets) =>
        With(Ledger.Return(Payments, ReasonOf(by), now)) with
        {
            Status = RegistrationStatus.Cancelled,
            CancelledAt = now,
            CancelledBy = by,
            CancellationReason = reason,
            ExpiresAt = null,
            Allocations = by == Domain.CancelledBy.Event ? [] : Inventory.Part(Allocations, Inventory.Used(tickets)),
        };

    /// <summary>
    /// Confirmed before: the reason of the cancellation, whose refund was not possible then. Never confirmed: the payment arrived too late.
    /// </summary>
    private RefundReason ReasonOfReturn => ConfirmedAt is null ? RefundReason.LatePayment : ReasonOf(CancelledBy);

    /// <summary>Why its places were given back; null while it has them.</summary>
    public RefundReason? ReasonOfCancellation => Status == RegistrationStatus.Cancelled ? ReasonOf(CancelledBy) : null;

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
            RegistrationStatus.Expired => HasExpired,
            RegistrationStatus.Pending when Ledger.InPayment => Problem.Conflict(
                "payment_processing",
                "A payment for this registration is under way."
            ),
            RegistrationStatus.Confirmed when tickets.Any(ticket => ticket.Status == TicketStatus.Used) => Problem.Conflict(
                "already_checked_in",
                "A ticket of this registration has been used."
            ),
            RegistrationStatus.Confirmed when now >= ev.StartsAt => Problem.Conflict("event_started", "The event has started."),
            RegistrationStatus.Confirmed when now >= ev.RefundsEnd && Ledger.Captured > 0 => Problem.Conflict(
                "refunds_closed",
                $"Refunds were possible until {ev.RefundsEnd:u}."
            ),
            _ => null,
        };

    /// <summary>Null when it can be cancelled along with its event; otherwise the refusal.</summary>
    public Problem? WhyNotCancellableByEvent() =>
        Status == RegistrationStatus.Pending && Ledger.InPayment
            ? Problem.Conflict("payment_processing", "A payment for this registration is under way.")
            : null;
}
