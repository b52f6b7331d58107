using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>One evening in Berlin, told by a request or an answer of each type. The OpenAPI document shows them.</summary>
public static class Examples
{
    private const string EventId = "evt_01k9m9s346q3d25vt4f5v37e3s";
    private const string OrganizationId = "org_01k93e28jt97kb6cq643dzvmxx";
    private const string OrganizerId = "5d2c8a44-70d1-7013-8f0e-9b1c6f5a2e37";
    private const string UserId = "b3a4f8c2-1051-70a5-3d4e-6c1f0e9d7b28";
    private const string StandingId = "tty_01k9npzx45hy43kwjrp1xpa7z3";
    private const string BalconyId = "tty_01k9dj8fssz5awsh8vhtpre95b";
    private const string ImageId = "img_01k9qjx3v8ge2sy6b0c4n7m1td";
    private const string ImageUrl = $"/images/{EventId}/{ImageId}.jpg";
    private const string RegistrationId = "reg_01k99ee0zbgj09tqm83xssss6y";
    private const string TicketId = "tkt_01k9qy77zxyyk596ngya1dq91k";
    private const string OtherTicketId = "tkt_01k9qy77zxyyk59p2c8e0m4h7w";
    private const string RefundId = "ref_01k9s3c4dwa7n36096q14dr9gp";
    private const string PaymentIntentId = "pi_example";
    private const string ScanId = "north-1-000412";
    private const string Code = "K7QM4XPR-2ABD";
    private const string Qr = "0TC:%EVBFWFG8QN5ZKR1*A$JH6B97WM2FC0S4Y.X3DL8P1TG5U-O2ZE7RKQ94HN6VB+I8M";
    private const string Title = "Blue Hour: A Jazz Night";
    private const string Description = "Two sets, one break, and a late jam. Doors open at seven.";
    private const string Category = "music";
    private const string TimeZone = "Europe/Berlin";
    private const string Standing = "Standing";
    private const string Balcony = "Balcony";
    private const string Ada = "Ada Lorenz";
    private const string AdasEmail = "ada@example.com";
    private const string Jonas = "Jonas Weber";
    private const string JonasEmail = "jonas@example.com";

    private static readonly DateTimeOffset StartsAt = At(14, 18, 0), EndsAt = At(14, 22, 0), GateOpensAt = At(14, 17, 0);
    private static readonly DateTimeOffset BookedAt = At(2, 9, 30), ConfirmedAt = At(2, 9, 34), ScannedAt = At(14, 17, 21);

    private static readonly Dictionary<Type, object> Known = new object[]
    {
        new NoRequest(),
        new PageRequest(),
        new EventRequest { EventId = EventId },
        new EventPageRequest { EventId = EventId },
        new ListEventsRequest { From = At(1, 0, 0), Category = Category, Text = "jazz" },
        new ListMyEventsRequest { Status = "published" },
        new ListEventRegistrationsRequest { EventId = EventId, Status = "confirmed" },
        new RegistrationRequest { RegistrationId = RegistrationId },
        new TicketRequest { TicketId = TicketId },
        NewEvent(),
        new UpdateEventRequest { EventId = EventId, Title = "Blue Hour: A Late Jazz Night", GateOpensAt = At(14, 16, 30), Capacity = 240 },
        new CancelEventRequest { EventId = EventId, Reason = "The pianist is ill. Everybody gets the money back." },
        new AddTicketTypeRequest
        {
            EventId = EventId, Name = Balcony, Price = Field(3800), Quantity = 40, SalesEndAt = At(14, 12, 0), MaxPerOrder = 4,
        },
        new UpdateTicketTypeRequest { EventId = EventId, TicketTypeId = BalconyId, Price = Field(3400), Quantity = 60 },
        new EventImageUploadRequest { EventId = EventId, ContentType = EventImage.Jpeg },
        new EventImageRequest { EventId = EventId, ImageId = ImageId },
        new CreateRegistrationRequest
        {
            EventId = EventId,
            Items = [new() { TicketTypeId = StandingId, Quantity = 2 }],
            Attendees = [new() { Name = Ada, Email = AdasEmail }, new() { Name = Jonas, Email = JonasEmail }],
        },
        new CancelRegistrationRequest { RegistrationId = RegistrationId, Reason = "We are both away that night." },
        new CalculateTaxRequest
        {
            RegistrationId = RegistrationId,
            Address = new() { Country = "DE", PostalCode = "10999", City = "Berlin", Line1 = "Oranienstraße 24" },
        },
        new ProcessPaymentRequest { RegistrationId = RegistrationId },
        new WebhookRequest(),
        new RefundRequest { RegistrationId = RegistrationId, Amount = Field(1000), Reason = "The balcony was closed." },
        new ValidateTicketRequest { Qr = Qr, EventId = EventId, ScanId = ScanId, Gate = "North", ScannedAt = ScannedAt },
        new UndoCheckInRequest { TicketId = TicketId, Reason = "Scanned by mistake." },
        new CheckInListRequest { EventId = EventId, Since = At(14, 17, 0) },
        new SyncCheckInsRequest
        {
            EventId = EventId,
            Scans = [new() { ScanId = "south-2-000077", Qr = Qr, Gate = "South", ScannedAt = ScannedAt.AddMinutes(2), Verdict = "valid" }],
        },
        new UpdateProfileRequest { Name = Ada, Phone = "+4930123456", Language = "de" },

        Nothing.Instance,
        AnEvent(),
        new ImageUploadView(
            ImageId, ImageUrl, "https://files.example.com/",
            new Dictionary<string, string>
            {
                ["key"] = ImageUrl[1..], ["Content-Type"] = EventImage.Jpeg, ["Policy"] = "eyJleGFtcGxlIjp0cnVlfQ==", ["X-Amz-Signature"] = "5f2d",
            },
            5_242_880, At(1, 8, 0)),
        new AudienceView(People: 137, Complete: true),
        new EventAnalyticsView(
            EventId, TimeZone, At(14, 19, 0), Complete: true, new(Pending: 1, Confirmed: 88, Cancelled: 3, Expired: 9),
            [new(StandingId, Standing, 180, 117, 2, 61), new(BalconyId, Balcony, 40, 40, 0, 0)], new(Inventory.Capacity, Inventory.Capacity, 220, 157, 2, 61),
            [new(Euros(477_000), Euros(11_000), Euros(466_000), Euros(30_486))], new(157, 120, 76),
            [new("2027-05-02", 88, 157, [Euros(477_000)])], [new(At(14, 17, 0), 98), new(At(14, 18, 0), 22)]),
        new ReportView("https://files.example.com/reports/blue-hour.csv?signature=5f2d", At(15, 8, 15), 172, Complete: true),
        ARegistration(),
        ARefund(),
        new TaxView(
            RegistrationId, "taxcalc_example", Euros(5000), Euros(327), TaxIncluded: true, Vat, Euros(5000),
            [new(StandingId, Euros(4673), Euros(327), Euros(5000))]),
        new PaymentView(PaymentIntentId, $"{PaymentIntentId}_secret_example", Euros(5000), "pk_test_example", RegistrationId),
        new WebhookView(Received: true),
        ATicket(),
        new ScanView(
            ScanResult.Invalid, ScanRefusal.AlreadyUsed, ScannedAt, "North", new(TicketId, Ada, Standing, TicketStatus.Used),
            "south-2-000077"),
        new ScannedTicketView(TicketId, Ada, Standing, TicketStatus.Valid),
        ACheckIn(),
        new SyncedScansView(
        [
            new(
                "south-2-000077", ScanResult.Invalid, ScanRefusal.AlreadyUsed, ScanConflict.LetInTwice, ScannedAt, "North",
                new(TicketId, Ada, Standing, TicketStatus.Used), Problem: null),
        ]),
        new CheckInListView(
            EventId, Title, EventStatus.Published, StartsAt, EndsAt, TimeZone, GateOpensAt, EndsAt.AddHours(6), [AKey()],
            [new("1", "oct", "A256GCM", "Zr0WbXk2nFv5s8u1yQe4Tg7Jc3Lh9Pa6Dm0Ri-_BxEo")],
            [new(TicketId, Issue: 1, TicketStatus.Used, Paid: true, Ada, Standing, "hV3xP9qLr2mT7wYc0bNk5g", ScannedAt, "North")], Next: null, At(14, 17, 30)),
        new SigningKeysView([AKey()]),
        new ProfileView(UserId, AdasEmail, Ada, "+4930123456", "de", ["Organizers"], [new(OrganizationId, OrganizationRole.Owner)], 3),
        new HealthView("ok", "1.0.0"),
        new ListOf<EventView>([AnEvent()], "AbC0dEf1GhI2jKl3"),
        new ListOf<RegistrationView>([ARegistration()], null),
        new ListOf<TicketView>([ATicket()], null),
        new ListOf<CheckInView>([ACheckIn()], null),
    }.ToDictionary(example => example.GetType());

    /// <summary>When the evening is told: the gate has opened, and the first guest is there.</summary>
    public static DateTimeOffset Now => ScannedAt;

    /// <param name="type">Of a request or an answer of <see cref="Endpoints"/>.</param>
    /// <exception cref="InvalidOperationException">There is no example of this type yet.</exception>
    public static object Of(Type type) =>
        Known.GetValueOrDefault(type) ?? throw new InvalidOperationException($"{nameof(Examples)} has no {type.Name} yet.");

    /// <summary>A request as JSON, path and query included. What is null is left out, as a client would.</summary>
    public static JsonObject Sent(Type request) => (JsonObject)WithoutNulls(Answered(request));

    /// <summary>An answer as JSON.</summary>
    public static JsonNode Answered(Type response) => JsonSerializer.SerializeToNode(Of(response), ApiJson.Wire.GetTypeInfo(response)!)!;

    /// <summary>What the payment provider sends, as far as it is read.</summary>
    public static JsonObject ProviderMessage() => new()
    {
        ["id"] = "evt_example",
        ["object"] = "event",
        ["type"] = "payment_intent.succeeded",
        ["livemode"] = false,
        ["data"] = new JsonObject
        {
            ["object"] = new JsonObject
            {
                ["id"] = PaymentIntentId, ["object"] = "payment_intent", ["amount"] = 5350, ["currency"] = "eur", ["status"] = "succeeded",
            },
        },
    };

    private static JsonNode WithoutNulls(JsonNode node) => node switch
    {
        JsonObject fields => new JsonObject(
            from field in fields where field.Value is not null select KeyValuePair.Create(field.Key, (JsonNode?)WithoutNulls(field.Value))),
        JsonArray items => new JsonArray([.. items.Select(item => WithoutNulls(item!))]),
        _ => node.DeepClone(),
    };

    private static DateTimeOffset At(int day, int hour, int minute) => new(2027, 5, day, hour, minute, 0, TimeSpan.Zero);

    private static Money Euros(long cents) => new(cents, "eur");

    private static MoneyField Field(long cents) => MoneyField.Of(Euros(cents));

    private static CreateEventRequest NewEvent() => new()
    {
        Title = Title,
        Description = Description,
        Category = Category,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        TimeZone = TimeZone,
        GateOpensAt = GateOpensAt,
        Venue = new() { Name = "Kleiner Saal", Address = "Oranienstraße 24", City = "Berlin", Country = "DE" },
        Capacity = 220,
        TicketTypes =
        [
            new() { Name = Standing, Price = Field(2500), Quantity = 180 },
            new() { Name = Balcony, Price = Field(3800), Quantity = 40, SalesStartAt = At(1, 8, 0), MaxPerOrder = 4 },
        ],
    };

    private static readonly TaxRate Vat = new(7, TaxName.Vat);

    private static EventView AnEvent() => new(
        EventId, OrganizerId, OrganizationId, Title, Description, Category, EventStatus.Published, PriceDisplay.TaxIncluded, Vat,
        StartsAt, EndsAt, TimeZone, GateOpensAt, GateOpensAtSet: true, RefundsUntil: null,
        new("Kleiner Saal", "Oranienstraße 24", "Berlin", "DE"), Capacity: 220, MaxPerPerson: 40, Available: 61,
        [
            new(StandingId, Standing, Euros(2500), 180, 61, Availability.Available, null, null, 10),
            new(BalconyId, Balcony, Euros(3800), 40, 0, Availability.SoldOut, At(1, 8, 0), null, 4),
        ],
        [new(ImageId, ImageUrl)], CancellationReason: null, CreatedAt: At(1, 7, 12), PublishedAt: At(1, 7, 45), Version: 2);

    private static RegistrationView ARegistration() => new(
        RegistrationId, EventId, UserId, Ada, AdasEmail, RegistrationStatus.Confirmed,
        PaymentState.Completed, PaymentFailure: null, ExpiresAt: null,
        [new(StandingId, Standing, 2, Euros(2500), Euros(5000))], [new(Ada, AdasEmail), new(Jonas, JonasEmail)],
        Subtotal: Euros(5000), Tax: Euros(327), TaxIncluded: true, Vat, Total: Euros(5000), Paid: Euros(5000), Refunded: Euros(1000), [ARefund()],
        [new(TicketId, Code, Standing, Ada, TicketStatus.Valid), new(OtherTicketId, "R2WXB9HT-7KUN", Standing, Jonas, TicketStatus.Valid)],
        [TicketId, OtherTicketId], CancelledBy: null, CancellationReason: null, BookedAt, ConfirmedAt, CancelledAt: null, Version: 4);

    private static RefundView ARefund() =>
        new(RefundId, RegistrationId, Euros(1000), RefundStatus.Requested, RefundReason.Organizer, "The balcony was closed.", At(15, 8, 0));

    private static TicketView ATicket() => new(
        TicketId, Code, Qr, EventId, RegistrationId, StandingId, Standing, Ada, TicketStatus.Valid, ConfirmedAt, UsedAt: null,
        "https://files.example.com/tickets/blue-hour.pdf?signature=5f2d", ConfirmedAt.AddMinutes(15), Version: 1);

    private static SigningKeyView AKey() => new(
        "1", "EC", "P-256", "ES256", "sig", "LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE", "ofzkNjhU_4iM_0uOeHXWAMJoI5BBKoz3mzfQsRFIsPo");

    private static CheckInView ACheckIn() => new(
        ScanId, CheckInKind.Scan, ScanResult.Valid, Reason: null, Device: null, Conflict: null, TicketId, Ada, Standing, "North",
        ReceivedAt: ScannedAt.AddSeconds(1), ScannedAt, OrganizerId, Note: null);
}
