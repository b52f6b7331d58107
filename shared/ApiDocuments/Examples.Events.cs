using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static object[] Events =>
        [
            new EventRequest { EventId = EventId },
            new EventPageRequest { EventId = EventId },
            new ExportEventReportRequest { EventId = EventId, Format = ReportFormat.Xlsx },
            new ListEventsRequest
            {
                From = At(1, 0, 0),
                Category = Category,
                Text = "jazz",
            },
            new ListMyEventsRequest { Status = EventStatus.Published },
            NewEvent(),
            new UpdateEventRequest
            {
                EventId = EventId,
                Title = "Blue Hour: A Late Jazz Night",
                GateOpensAt = At(14, 16, 30),
                Capacity = 240,
            },
            new CancelEventRequest { EventId = EventId, Reason = "The pianist is ill. Everybody gets the money back." },
            new AddTicketTypeRequest
            {
                EventId = EventId,
                Name = Balcony,
                Price = Field(3800),
                Quantity = 40,
                SalesEndAt = At(14, 12, 0),
                MaxPerOrder = 4,
            },
            new UpdateTicketTypeRequest
            {
                EventId = EventId,
                TicketTypeId = OtherTicketTypeId,
                Price = Field(3400),
                Quantity = 60,
            },
            new EventImageUploadRequest { EventId = EventId, ContentType = FileTypes.Jpeg },
            new EventImageRequest { EventId = EventId, ImageId = ImageId },
            AnEvent(),
            new ImageUploadView
            {
                ImageId = ImageId,
                Url = ImageUrl,
                UploadUrl = "https://files.example.com/",
                Fields = new Dictionary<string, string>
                {
                    ["key"] = ImageUrl[1..],
                    ["Content-Type"] = FileTypes.Jpeg,
                    ["Policy"] = "eyJleGFtcGxlIjp0cnVlfQ==",
                    ["X-Amz-Signature"] = "5f2d",
                },
                MaxBytes = 5_242_880,
                ExpiresAt = At(1, 8, 0),
            },
            new AudienceView(People: 137, Complete: true),
            new MessageAttendeesRequest
            {
                EventId = EventId,
                Subject = "The doors open half an hour later",
                Text = "The sound check takes longer than planned.\n\nThe doors open at 19:30. The concert begins as announced.",
            },
            new MessageView(Ids.Derived("msg", EventId), Recipients: 137),
            new EventAnalyticsView
            {
                EventId = EventId,
                TimeZone = TimeZone,
                AsOf = At(14, 19, 0),
                Complete = true,
                Registrations = new(Pending: 1, Confirmed: 88, Cancelled: 3, Expired: 9),
                TicketTypes = [new(TicketTypeId, Standing, 180, 117, 2, 61), new(OtherTicketTypeId, Balcony, 40, 40, 0, 0)],
                Capacity = new(Inventory.Capacity, Inventory.Capacity, 220, 157, 2, 61),
                Money = [new(Euros(477_000), Euros(11_000), Euros(466_000), Euros(30_486))],
                CheckIns = new(157, 120, 76),
                SalesPerDay = [new("2027-05-02", 88, 157, [Euros(477_000)])],
                CheckInsPerHour = [new(At(14, 17, 0), 98), new(At(14, 18, 0), 22)],
            },
            new ReportView
            {
                Url = "https://files.example.com/reports/blue-hour.xlsx?signature=5f2d",
                ExpiresAt = At(15, 8, 15),
                Lines = 172,
                Complete = true,
            },
            new ListOf<EventView>([AnEvent()], "AbC0dEf1GhI2jKl3"),
        ];

    private static CreateEventRequest NewEvent() =>
        new()
        {
            Title = Title,
            Description = Description,
            Category = Category,
            StartsAt = StartsAt,
            EndsAt = EndsAt,
            TimeZone = TimeZone,
            GateOpensAt = GateOpensAt,
            Venue = new()
            {
                Name = "Kleiner Saal",
                Address = "Oranienstraße 24",
                City = "Berlin",
                Country = "DE",
            },
            Capacity = 220,
            TicketTypes =
            [
                new()
                {
                    Name = Standing,
                    Price = Field(2500),
                    Quantity = 180,
                },
                new()
                {
                    Name = Balcony,
                    Price = Field(3800),
                    Quantity = 40,
                    SalesStartAt = At(1, 8, 0),
                    MaxPerOrder = 4,
                },
            ],
        };

    private static readonly TaxRate Vat = new(7, TaxName.Vat);

    private static EventView AnEvent() =>
        new()
        {
            EventId = EventId,
            OrganizerId = OrganizerId,
            OrganizationId = OrganizationId,
            Title = Title,
            Description = Description,
            Category = Category,
            Status = EventStatus.Published,
            PriceDisplay = PriceDisplay.TaxIncluded,
            TaxRate = Vat,
            StartsAt = StartsAt,
            EndsAt = EndsAt,
            TimeZone = TimeZone,
            GateOpensAt = GateOpensAt,
            GateOpensAtSet = true,
            RefundsUntil = null,
            Venue = new("Kleiner Saal", "Oranienstraße 24", "Berlin", "DE"),
            Capacity = 220,
            MaxPerPerson = 40,
            Available = 61,
            TicketTypes =
            [
                new()
                {
                    TicketTypeId = TicketTypeId,
                    Name = Standing,
                    Price = Euros(2500),
                    Quantity = 180,
                    Available = 61,
                    Availability = Availability.Available,
                    SalesStartAt = null,
                    SalesEndAt = null,
                    MaxPerOrder = 10,
                },
                new()
                {
                    TicketTypeId = OtherTicketTypeId,
                    Name = Balcony,
                    Price = Euros(3800),
                    Quantity = 40,
                    Available = 0,
                    Availability = Availability.SoldOut,
                    SalesStartAt = At(1, 8, 0),
                    SalesEndAt = null,
                    MaxPerOrder = 4,
                },
            ],
            Images = [new(ImageId, ImageUrl)],
            CancellationReason = null,
            Organization = EventOrganizationView.Of(BlueHour),
            CreatedAt = At(1, 7, 12),
            PublishedAt = At(1, 7, 45),
            Version = 2,
        };
}
