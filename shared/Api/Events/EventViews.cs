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

public sealed record TicketTypeView
{
    public required string TicketTypeId { get; init; }
    public required string Name { get; init; }
    public required Money Price { get; init; }
    public required int Quantity { get; init; }
    public required long Available { get; init; }
    public required Availability Availability { get; init; }
    public required DateTimeOffset? SalesStartAt { get; init; }
    public required DateTimeOffset? SalesEndAt { get; init; }
    public required int MaxPerOrder { get; init; }
}

/// <param name="Url">Path on the site.</param>
public sealed record EventImageView(string ImageId, string Url)
{
    public static EventImageView Of(Event ev, UploadedImage image) => new(image.ImageId, $"/{image.KeyIn(ev.EventId)}");
}

/// <param name="LogoUrl">Path on the site; null when it has no logo.</param>
public sealed record EventOrganizationView(string OrganizationId, string Name, string? LogoUrl, string? Website)
{
    public static EventOrganizationView Of(Organization organization) =>
        new(organization.OrganizationId, organization.Name, organization.Picture?.PathIn(organization.PictureFolder), organization.Website);
}

public sealed record EventView
{
    public required string EventId { get; init; }
    public required string OrganizerId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Title { get; init; }
    public required string? Description { get; init; }
    public required string Category { get; init; }
    public required EventStatus Status { get; init; }
    public required PriceDisplay PriceDisplay { get; init; }

    /// <summary>The tax rate of the prices. Null when it is unknown or when there is no single rate.</summary>
    public required TaxRate? TaxRate { get; init; }

    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public required string TimeZone { get; init; }

    /// <summary>When the gate opens. Earlier scans are refused.</summary>
    public required DateTimeOffset GateOpensAt { get; init; }

    /// <summary>Whether the organizer has set the time; otherwise it follows from the start.</summary>
    public required bool GateOpensAtSet { get; init; }

    public required DateTimeOffset? RefundsUntil { get; init; }
    public required Venue Venue { get; init; }
    public required int Capacity { get; init; }

    /// <summary>Maximum number of places per person, held and confirmed together.</summary>
    public required int MaxPerPerson { get; init; }

    public required long Available { get; init; }
    public required IReadOnlyList<TicketTypeView> TicketTypes { get; init; }
    public required IReadOnlyList<EventImageView> Images { get; init; }
    public required string? CancellationReason { get; init; }

    /// <summary>Who organizes it. Null in all answers but that of GetEvent, and while the organization has no settings yet.</summary>
    public required EventOrganizationView? Organization { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? PublishedAt { get; init; }
    public required int Version { get; init; }

    public static EventView Of(Event item, Places places, DateTimeOffset now)
    {
        var status = item.StatusAt(now);
        var open = status is EventStatus.Published or EventStatus.Active;
        return new()
        {
            EventId = item.EventId,
            OrganizerId = item.OrganizerId,
            OrganizationId = item.OrganizationId,
            Title = item.Title,
            Description = item.Description,
            Category = item.Category,
            Status = status,
            PriceDisplay = item.TaxIncluded ? PriceDisplay.TaxIncluded : PriceDisplay.TaxExcluded,
            TaxRate = item.TaxRate,
            StartsAt = item.StartsAt,
            EndsAt = item.EndsAt,
            TimeZone = item.TimeZone,
            GateOpensAt = item.GateOpens,
            GateOpensAtSet = item.GateOpensAt is not null,
            RefundsUntil = item.RefundsUntil,
            Venue = item.Venue,
            Capacity = item.Capacity,
            MaxPerPerson = item.PlacesPerPerson,
            Available = places.Free.GetValueOrDefault(Inventory.Capacity),
            TicketTypes = [.. item.TicketTypes.Select(type => Of(type, places.Available(type.TicketTypeId)))],
            Images = [.. item.Images.Where(image => image.Published).Select(image => EventImageView.Of(item, image))],
            CancellationReason = item.CancellationReason,
            Organization = null,
            CreatedAt = item.CreatedAt,
            PublishedAt = item.PublishedAt,
            Version = item.Version,
        };

        TicketTypeView Of(TicketType type, long available) =>
            new()
            {
                TicketTypeId = type.TicketTypeId,
                Name = type.Name,
                Price = type.Price,
                Quantity = type.Quantity,
                Available = available,
                Availability =
                    !open || type.WhyNotOnSale(item, now) is not null ? Availability.NotOnSale
                    : available > 0 ? Availability.Available
                    : places.MayComeBack(type.TicketTypeId) ? Availability.Held
                    : Availability.SoldOut,
                SalesStartAt = type.SalesStartAt,
                SalesEndAt = type.SalesEndAt,
                MaxPerOrder = type.MaxPerOrder,
            };
    }
}

/// <param name="People">Number of distinct addresses of buyers, and of attendees with an address of their own.</param>
/// <param name="Complete">False when the event has more registrations than are read; the number is then too small.</param>
public sealed record AudienceView(int People, bool Complete);

/// <param name="Recipients">Number of distinct addresses that the message goes to; orders beyond the first 20,000 do not count.</param>
public sealed record MessageView(string MessageId, int Recipients);

public sealed record EventAnalyticsView
{
    public required string EventId { get; init; }
    public required string TimeZone { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// False when the event has more registrations or tickets than are read. Places are exact even then; all other figures are too small.
    /// </summary>
    public required bool Complete { get; init; }

    public required RegistrationFigures Registrations { get; init; }
    public required IReadOnlyList<TicketTypeFigures> TicketTypes { get; init; }
    public required TicketTypeFigures Capacity { get; init; }
    public required IReadOnlyList<MoneyFigures> Money { get; init; }
    public required CheckInFigures CheckIns { get; init; }
    public required IReadOnlyList<DayFigures> SalesPerDay { get; init; }
    public required IReadOnlyList<HourFigures> CheckInsPerHour { get; init; }

    public static EventAnalyticsView Of(Event ev, EventFigures figures, bool complete, DateTimeOffset now) =>
        new()
        {
            EventId = ev.EventId,
            TimeZone = ev.TimeZone,
            AsOf = now,
            Complete = complete,
            Registrations = figures.Registrations,
            TicketTypes = figures.TicketTypes,
            Capacity = figures.Capacity,
            Money = figures.Money,
            CheckIns = figures.CheckIns,
            SalesPerDay = figures.SalesPerDay,
            CheckInsPerHour = figures.CheckInsPerHour,
        };
}

public sealed record ReportView
{
    /// <summary>Link to the file: CSV, or a workbook for spreadsheets (XLSX).</summary>
    public required string Url { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// Number of lines in the file after the header line: one for each place of an event, or for each ticket, order or transaction of an
    /// organization.
    /// </summary>
    public required int Lines { get; init; }

    /// <summary>False when the file leaves something out, because there is more than a report reads.</summary>
    public required bool Complete { get; init; }

    public static ReportView Of(Uri link, DateTimeOffset until, int lines, bool complete) =>
        new()
        {
            Url = link.AbsoluteUri,
            ExpiresAt = until,
            Lines = lines,
            Complete = complete,
        };
}
