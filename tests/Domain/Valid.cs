using System.Globalization;

namespace EventTicketing.Tests.Domain;

/// <summary>Valid objects to start from; each test changes what it needs using <c>with</c>.</summary>
internal static class Valid
{
    public static readonly DateTimeOffset Now = At("2026-06-01T12:00Z");
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static TicketType Standard =>
        new()
        {
            TicketTypeId = "tty_standard",
            Name = "Standard",
            Price = new(2500, "usd"),
            Quantity = 400,
        };

    public static TicketType Student =>
        new()
        {
            TicketTypeId = "tty_student",
            Name = "Student",
            Price = new(1000, "usd"),
            Quantity = 50,
        };

    public static TicketType Free =>
        new()
        {
            TicketTypeId = "tty_free",
            Name = "Free",
            Price = new(0, "usd"),
            Quantity = 50,
        };

    /// <summary>Saturday evening in Berlin, 20:00 to 23:00.</summary>
    public static Event Draft =>
        new()
        {
            EventId = "evt_1",
            OrganizationId = "org_1",
            OrganizerId = "usr_organizer",
            Title = "Summer concert",
            Category = "music",
            StartsAt = At("2026-06-20T18:00Z"),
            EndsAt = At("2026-06-20T21:00Z"),
            TimeZone = "Europe/Berlin",
            Venue = new("Hall", "Street 1", "Berlin", "DE"),
            Capacity = 500,
            TicketTypes = [Standard, Student, Free],
            CreatedAt = At("2026-05-01T12:00Z"),
        };

    public static Event PublishedEvent =>
        Draft with
        {
            Status = EventStatus.Published,
            PublishedAt = At("2026-05-02T12:00Z"),
            InventoryShards = 2,
        };

    public static Buyer Buyer => new("usr_buyer", "Ada Lovelace", "ada@example.com");

    /// <summary>Two standard tickets of 25.00 USD each, held and not paid.</summary>
    public static Registration PendingRegistration =>
        Hold([("tty_standard", 2)]).Value with
        {
            Allocations = [new(0, "tty_standard", 2), new(0, Inventory.Capacity, 2)],
        };

    public static Registration PaidRegistration => PendingRegistration.Observed(Intent(PaymentStatus.Succeeded), Now).Confirm(Now);

    public static Registration IssuedRegistration => PaidRegistration with { TicketIds = ["tkt_1", "tkt_2"] };

    /// <summary>Without payments, for a total of 50.00 USD.</summary>
    public static Ledger Ledger => PendingRegistration.Ledger;

    /// <summary>With one captured payment, pi_1, which covers the total.</summary>
    public static Ledger PaidLedger => PaidRegistration.Ledger;

    public static Registration FreeRegistration =>
        Hold([("tty_free", 1)]).Value with
        {
            Allocations = [new(0, "tty_free", 1), new(0, Inventory.Capacity, 1)],
        };

    public static Result<Registration> Hold(
        IReadOnlyList<(string, int)> basket,
        Event? of = null,
        IReadOnlyList<Attendee>? attendees = null,
        DateTimeOffset? now = null
    ) => Registration.Hold(of ?? PublishedEvent, basket, attendees ?? [], Buyer, "reg_1", HoldTime, now ?? Now);

    public static PaymentIntent Intent(PaymentStatus status, string id = "pi_1", long amount = 5000) =>
        new(id, amount, "usd", status, "reg_1", status == PaymentStatus.Failed ? "card_declined" : null, Live: false, "secret");

    public static Registration Observed(this Registration registration, PaymentIntent intent, DateTimeOffset now) =>
        registration.With(registration.Ledger.Observed(intent, now));

    public static Registration Observed(this Registration registration, ProviderRefund refund, DateTimeOffset now) =>
        registration.With(registration.Ledger.Observed(refund, now));

    public static Registration Disputed(this Registration registration, string paymentIntentId, bool disputed) =>
        registration.With(registration.Ledger.Disputed(paymentIntentId, disputed, Now));

    public static Registration Refunded(this Registration registration, string refundId, long? amount) =>
        registration.With(registration.Ledger.RequestRefund(refundId, amount, null, Now).Value);

    public static ProviderRefund RefundSeen(
        string? refundId,
        long amount,
        RefundStatus status,
        string providerId = "re_1",
        string intent = "pi_1"
    ) => new(providerId, refundId, intent, amount, status);

    public static ProviderRefund RefundRefused(string refundId, long amount, bool disputed = false, string intent = "pi_1") =>
        new(null, refundId, intent, amount, RefundStatus.Failed, disputed ? "charge_disputed" : "unknown", disputed);

    public static Ticket Ticket =>
        new()
        {
            TicketId = "tkt_1",
            RegistrationId = "reg_1",
            EventId = "evt_1",
            UserId = "usr_buyer",
            TicketTypeId = "tty_standard",
            TicketTypeName = "Standard",
            HolderName = "Ada Lovelace",
            Issue = 1,
            Code = new("AAAABBBB", "CCCC"),
            Qr = "QR 1",
            IssuedAt = Now,
            ChangedAt = Now,
        };

    public static Ticket UsedTicket => Ticket with { Status = TicketStatus.Used, UsedAt = Now, UsedGate = "North" };

    /// <summary>All permutations of the values.</summary>
    public static IEnumerable<T[]> OrdersOf<T>(T[] values) =>
        values.Length < 2
            ? [values]
            : Enumerable
                .Range(0, values.Length)
                .SelectMany(first =>
                    OrdersOf<T>([.. values[..first], .. values[(first + 1)..]]).Select(rest => (T[])[values[first], .. rest])
                );
}
