using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>
/// Whether a ticket type can be bought. <c>held</c>: no place is free now, but some will be if open holds lapse. <c>soldOut</c>: all places
/// are sold.
/// </summary>
public enum Availability
{
    Available,
    Held,
    SoldOut,
    NotOnSale,
}

public sealed record TicketTypeView(
    string TicketTypeId,
    string Name,
    Money Price,
    int Quantity,
    long Available,
    Availability Availability,
    DateTimeOffset? SalesStartAt,
    DateTimeOffset? SalesEndAt,
    int MaxPerOrder
);

/// <param name="Url">Path on the site.</param>
public sealed record EventImageView(string ImageId, string Url)
{
    public static EventImageView Of(Event ev, EventImage image) => new(image.ImageId, $"/{image.KeyIn(ev.EventId)}");
}

/// <param name="Url">Path on the site. It answers 404 until the image is published.</param>
/// <param name="UploadUrl">Accepts a POST of <c>multipart/form-data</c>: the fields, then the file as <c>file</c>.</param>
/// <param name="MaxBytes">Maximum size of the file. A larger file or another content type is refused.</param>
public sealed record ImageUploadView(
    string ImageId,
    string Url,
    string UploadUrl,
    IReadOnlyDictionary<string, string> Fields,
    long MaxBytes,
    DateTimeOffset ExpiresAt
);

/// <param name="TaxRate">The tax rate of the prices. Null when it is unknown or when there is no single rate.</param>
/// <param name="GateOpensAt">When the gate opens. Earlier scans are refused.</param>
/// <param name="GateOpensAtSet">Whether the organizer has set the time; otherwise it follows from the start.</param>
/// <param name="MaxPerPerson">Maximum number of places per person, held and confirmed together.</param>
public sealed record EventView(
    string EventId,
    string OrganizerId,
    string OrganizationId,
    string Title,
    string? Description,
    string Category,
    EventStatus Status,
    PriceDisplay PriceDisplay,
    TaxRate? TaxRate,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    DateTimeOffset GateOpensAt,
    bool GateOpensAtSet,
    DateTimeOffset? RefundsUntil,
    Venue Venue,
    int Capacity,
    int MaxPerPerson,
    long Available,
    IReadOnlyList<TicketTypeView> TicketTypes,
    IReadOnlyList<EventImageView> Images,
    string? CancellationReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PublishedAt,
    int Version
)
{
    public static EventView Of(Event item, Places places, DateTimeOffset now)
    {
        var status = item.StatusAt(now);
        var open = status is EventStatus.Published or EventStatus.Active;
        return new(
            item.EventId,
            item.OrganizerId,
            item.OrganizationId,
            item.Title,
            item.Description,
            item.Category,
            status,
            item.TaxIncluded ? PriceDisplay.TaxIncluded : PriceDisplay.TaxExcluded,
            item.TaxRate,
            item.StartsAt,
            item.EndsAt,
            item.TimeZone,
            item.GateOpens,
            item.GateOpensAt is not null,
            item.RefundsUntil,
            item.Venue,
            item.Capacity,
            item.PlacesPerPerson,
            places.Free.GetValueOrDefault(Inventory.Capacity),
            [.. item.TicketTypes.Select(type => Of(type, places.Available(type.TicketTypeId)))],
            [.. item.Images.Where(image => image.Published).Select(image => EventImageView.Of(item, image))],
            item.CancellationReason,
            item.CreatedAt,
            item.PublishedAt,
            item.Version
        );

        TicketTypeView Of(TicketType type, long available) =>
            new(
                type.TicketTypeId,
                type.Name,
                type.Price,
                type.Quantity,
                available,
                !open || type.WhyNotOnSale(item, now) is not null ? Availability.NotOnSale
                    : available > 0 ? Availability.Available
                    : places.MayComeBack(type.TicketTypeId) ? Availability.Held
                    : Availability.SoldOut,
                type.SalesStartAt,
                type.SalesEndAt,
                type.MaxPerOrder
            );
    }
}

/// <param name="People">Number of distinct addresses of buyers, and of attendees with an address of their own.</param>
/// <param name="Complete">False when the event has more registrations than are read; the number is then too small.</param>
public sealed record AudienceView(int People, bool Complete);

/// <param name="Complete">
/// False when the event has more registrations or tickets than are read. Places are exact even then; all other figures are too small.
/// </param>
public sealed record EventAnalyticsView(
    string EventId,
    string TimeZone,
    DateTimeOffset AsOf,
    bool Complete,
    RegistrationFigures Registrations,
    IReadOnlyList<TicketTypeFigures> TicketTypes,
    TicketTypeFigures Capacity,
    IReadOnlyList<MoneyFigures> Money,
    CheckInFigures CheckIns,
    IReadOnlyList<DayFigures> SalesPerDay,
    IReadOnlyList<HourFigures> CheckInsPerHour
)
{
    public static EventAnalyticsView Of(Event ev, EventFigures figures, bool complete, DateTimeOffset now) =>
        new(
            ev.EventId,
            ev.TimeZone,
            now,
            complete,
            figures.Registrations,
            figures.TicketTypes,
            figures.Capacity,
            figures.Money,
            figures.CheckIns,
            figures.SalesPerDay,
            figures.CheckInsPerHour
        );
}

/// <param name="Url">Link to the CSV file.</param>
/// <param name="Lines">Number of places in the report, without the header line.</param>
/// <param name="Complete">False when the event has more registrations or tickets than the report reads.</param>
public sealed record ReportView(string Url, DateTimeOffset ExpiresAt, int Lines, bool Complete);
