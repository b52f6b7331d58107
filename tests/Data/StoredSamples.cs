namespace EventTicketing.Tests.Data;

/// <summary>A sample of each stored record, with every property set to a non-default value.</summary>
internal sealed class StoredSamples(string own)
{
    private static readonly DateTimeOffset Time = new(2026, 3, 29, 1, 30, 0, 123, TimeSpan.Zero);

    public Event Event { get; } =
        new()
        {
            EventId = $"{own}-evt",
            OrganizationId = "org",
            OrganizerId = "usr",
            Title = "Zoë’s “night” 🎷",
            Description = "",
            Category = "jazz",
            StartsAt = Time.AddDays(1),
            EndsAt = Time.AddDays(2),
            TimeZone = "Europe/Berlin",
            GateOpensAt = Time,
            Venue = new("Hall", "1 Street", "Köln", "DE"),
            Capacity = 1_000_000,
            TicketTypes =
            [
                new()
                {
                    TicketTypeId = "tty_1",
                    Name = "Seat",
                    Price = new(2500, "eur"),
                    Quantity = 3,
                    SalesStartAt = Time,
                    SalesEndAt = Time.AddHours(1),
                    MaxPerOrder = 2,
                },
                new()
                {
                    TicketTypeId = "tty_2",
                    Name = "Free",
                    Price = new(0, "jpy"),
                    Quantity = 1,
                },
            ],
            Images = [new("img_1", FileTypes.Png)],
            Status = EventStatus.Cancelled,
            InventoryShards = 8,
            CreatedAt = Time,
            PublishedAt = Time.AddMinutes(1),
            CancelledAt = Time.AddMinutes(2),
            CancellationReason = "rain",
            RefundedAt = Time.AddMinutes(3),
            Version = 7,
        };

    public Registration Registration { get; } =
        new()
        {
            RegistrationId = $"{own}-reg",
            EventId = "evt",
            OrganizationId = "org",
            UserId = "usr",
            BuyerName = "Ann",
            BuyerEmail = "ann@example.com",
            Status = RegistrationStatus.Cancelled,
            Items = [new("tty_1", "Seat", new(2500, "eur"), 2), new("tty_2", "Standing", new(1, "eur"), 1)],
            Attendees = [new("Ben", null), new("Cleo", "cleo@example.com")],
            Currency = "eur",
            Subtotal = 5001,
            Tax = 950,
            TaxCalculationId = "taxcalc_1",
            CreatedAt = Time,
            ExpiresAt = Time.AddMinutes(15),
            ConfirmedAt = Time.AddMinutes(1),
            CancelledAt = Time.AddMinutes(2),
            CancelledBy = CancelledBy.Buyer,
            CancellationReason = "ill",
            Allocations = [new(0, "capacity", 3), new(7, "tty_1", 2)],
            Payments =
            [
                new("pi_1", 5951, PaymentStatus.Failed, Time) { FailureCode = "lost_card" },
                new("pi_2", 5951, PaymentStatus.Succeeded, Time) { Disputed = true },
            ],
            Refunds =
            [
                new("ref_1", "pi_2", 100, RefundReason.External, Time)
                {
                    Status = RefundStatus.Succeeded,
                    ProviderRefundId = "re_1",
                    Note = "sorry",
                },
                new("ref_2", "pi_2", 5851, RefundReason.Buyer, Time),
            ],
            TicketIds = ["tkt_1", "tkt_2"],
            Version = 9,
        };

    public Ticket Ticket { get; } =
        new()
        {
            TicketId = $"{own}-tkt",
            RegistrationId = "reg",
            EventId = "evt",
            UserId = "usr",
            TicketTypeId = "tty_1",
            TicketTypeName = "Seat",
            HolderName = "Ben",
            HolderEmail = "ben@example.com",
            Issue = 3,
            Code = new("ABCDEFGH", "2345"),
            Qr = "QR",
            Status = TicketStatus.Used,
            Paid = false,
            IssuedAt = Time,
            UsedAt = Time.AddHours(1),
            UsedGate = "North",
            UsedAgain = true,
            VoidedAt = Time.AddHours(2),
            ChangedAt = Time.AddHours(3),
            Version = 4,
        };

    public CheckIn CheckIn { get; } =
        new(own, "scan-1", CheckInKind.Undo, ScanResult.Invalid, ScanRefusal.AlreadyUsed, "hash", Time, "usr")
        {
            TicketId = "tkt_1",
            HolderName = "Ben",
            TicketTypeName = "Seat",
            Gate = "North",
            ScannedAt = Time.AddSeconds(-5),
            Device = ScanResult.Valid,
            FirstUsedAt = Time.AddHours(-1),
            FirstUsedGate = "South",
            Note = "mistake",
        };

    public Person Person { get; } =
        new()
        {
            UserId = $"{own}-usr",
            Name = "Ann",
            Email = "ann@example.com",
            Phone = "+4930123456",
            Language = "de",
            Picture = new(new("img_1", FileTypes.Png), new("img_2", FileTypes.Jpeg, Time)),
            CreatedAt = Time,
            Version = 2,
        };

    public Notification Notification { get; } =
        new($"{own}-ntf", NotificationKind.RefundMade, "reg", "ref_1", Time)
        {
            Status = NotificationStatus.Failed,
            Attempts = 8,
            NextAttemptAt = Time.AddMinutes(5),
            SentAt = Time.AddHours(1),
            Version = 5,
        };

    public Membership Membership { get; } = new(own, "usr", OrganizationRole.Manager);

    public AnsweredRequest Request { get; } = new($"{own}-req", "fingerprint", Time, 201, """{"a":1}""");
}
