namespace EventTicketing.Domain;

public enum LedgerEntryKind
{
    /// <summary>Places were sold or given for nothing, or money arrived. A sale without tickets is a late or a surplus payment.</summary>
    Sale,

    /// <summary>The provider has returned money.</summary>
    Refund,

    /// <summary>A refund that had succeeded came back.</summary>
    RefundFailed,

    /// <summary>The buyer's bank took the money back.</summary>
    Dispute,

    /// <summary>The money of a dispute is ours again.</summary>
    DisputeWon,

    /// <summary>A confirmed registration was cancelled: its tickets are void. What is refunded has entries of its own.</summary>
    Cancelled,
}

/// <param name="Amount">Price of all units as shown, in minor units.</param>
public sealed record LedgerLine(string TicketTypeId, string Name, int Quantity, long Amount);

/// <summary>
/// One line of the books: that places or money changed hands. It is created once, never edited, and contains no person and no free text,
/// so it outlives the personal data of the registration. All amounts are in minor units of <see cref="Currency"/>.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>Derived from what the entry is about, so that writing it twice is writing it once.</summary>
    public required string EntryId { get; init; }

    public required DateTimeOffset At { get; init; }
    public required LedgerEntryKind Kind { get; init; }
    public required string RegistrationId { get; init; }
    public required string OrganizationId { get; init; }
    public required string EventId { get; init; }

    /// <summary>The event as it was when the entry was written; empty until <see cref="In"/>.</summary>
    public string EventTitle { get; init; } = "";

    public string Category { get; init; } = "";
    public string City { get; init; } = "";
    public string Country { get; init; } = "";

    /// <summary>IANA name of the event's zone; null in entries from before it was kept.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The ticket types that were sold or cancelled. Empty when the entry is about money only, such as a refund.</summary>
    public IReadOnlyList<LedgerLine> Lines { get; init; } = [];

    public int Tickets { get; init; }

    /// <summary>The money that changed hands, tax included; not negative.</summary>
    public long Gross { get; init; }

    /// <summary>The tax of what was sold; 0 in other entries.</summary>
    public long Tax { get; init; }

    public required string Currency { get; init; }
    public string? PaymentIntentId { get; init; }
    public string? RefundId { get; init; }

    /// <summary>Why money was refunded or places were given back; otherwise null.</summary>
    public RefundReason? Reason { get; init; }

    /// <summary>How the entry changes what the organizer has: refunds and disputes count negative.</summary>
    public long Net =>
        Kind switch
        {
            LedgerEntryKind.Refund or LedgerEntryKind.Dispute => -Gross,
            LedgerEntryKind.Cancelled => 0,
            _ => Gross,
        };

    /// <summary>
    /// The entries that follow from the state of a registration. A later state has all entries of the earlier ones: whoever misses some
    /// states, or sees them twice, writes the same entries.
    /// </summary>
    public static IEnumerable<LedgerEntry> Of(Registration registration)
    {
        var ledger = registration.Ledger;
        if (registration.ConfirmedAt is { } confirmed)
        {
            var payment = registration.Payments.FirstOrDefault(payment => payment.PaymentIntentId == registration.PaidBy);
            yield return New(LedgerEntryKind.Sale, confirmed, registration.RegistrationId) with
            {
                Lines = LinesOf(registration),
                Tickets = registration.Quantity,
                Gross = payment?.Amount ?? 0,
                Tax = registration.Tax,
                PaymentIntentId = payment?.PaymentIntentId,
            };
            if (registration.CancelledAt is { } cancelled)
                yield return New(LedgerEntryKind.Cancelled, cancelled, registration.RegistrationId) with
                {
                    Lines = LinesOf(registration),
                    Tickets = registration.Quantity,
                    Reason = registration.ReasonOfCancellation,
                };
        }

        foreach (var payment in registration.Payments.Where(payment => payment.Status == PaymentStatus.Succeeded))
        {
            var id = payment.PaymentIntentId;
            if (id != registration.PaidBy)
                yield return New(LedgerEntryKind.Sale, payment.SucceededAt ?? payment.CreatedAt, id) with
                {
                    Gross = payment.Amount,
                    PaymentIntentId = id,
                };
            // A refunded payment can be disputed, too, and then there is nothing to take.
            foreach (var (round, dispute) in ledger.DisputesOf(payment).Index().Where(each => each.Item.Amount > 0))
            {
                yield return New(LedgerEntryKind.Dispute, dispute.At, id, $"{round}") with
                {
                    Gross = dispute.Amount,
                    PaymentIntentId = id,
                };
                if (dispute.WonAt is { } won)
                    yield return New(LedgerEntryKind.DisputeWon, won, id, $"{round}") with
                    {
                        Gross = dispute.Amount,
                        PaymentIntentId = id,
                    };
            }
        }

        foreach (var refund in registration.Refunds)
        {
            if (refund.Status == RefundStatus.Succeeded || refund.SettledAt is not null)
                yield return Returned(LedgerEntryKind.Refund, refund.SettledAt ?? refund.CreatedAt, refund);
            if (refund.BouncedAt is { } bounced)
                yield return Returned(LedgerEntryKind.RefundFailed, bounced, refund);
        }

        LedgerEntry Returned(LedgerEntryKind kind, DateTimeOffset at, Refund refund) =>
            New(kind, at, refund.RefundId) with
            {
                Gross = refund.Amount,
                PaymentIntentId = refund.PaymentIntentId,
                RefundId = refund.RefundId,
                Reason = refund.Reason,
            };

        LedgerEntry New(LedgerEntryKind kind, DateTimeOffset at, params ReadOnlySpan<string> about) =>
            new()
            {
                EntryId = Ids.Derived("led", [kind.ToString(), registration.RegistrationId, .. about]),
                At = at,
                Kind = kind,
                RegistrationId = registration.RegistrationId,
                OrganizationId = registration.OrganizationId,
                EventId = registration.EventId,
                Currency = registration.Currency,
            };
    }

    /// <summary>The entry with what the books say of its event.</summary>
    public LedgerEntry In(Event ev) =>
        this with
        {
            EventTitle = ev.Title,
            Category = ev.Category,
            City = ev.Venue.City,
            Country = ev.Venue.Country,
            TimeZone = ev.TimeZone,
        };

    private static IReadOnlyList<LedgerLine> LinesOf(Registration registration) =>
        [.. registration.Items.Select(item => new LedgerLine(item.TicketTypeId, item.Name, item.Quantity, item.Price))];
}
