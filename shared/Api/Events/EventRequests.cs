using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record EventRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }
}

public sealed record ExportEventReportRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    /// <summary>CSV unless said otherwise.</summary>
    public ReportFormat Format { get; init; }
}

public sealed record EventPageRequest : PageRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }
}

public sealed record VenueField
{
    [Size(1, 200)]
    public required string Name { get; init; }

    [Size(0, 300)]
    public string? Address { get; init; }

    [Size(1, 100)]
    public required string City { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Pattern("^[A-Z]{2}$"), Size(2, 2)]
    public required string Country { get; init; }

    /// <summary>State, province or region.</summary>
    [Size(1, 50)]
    public string? State { get; init; }

    /// <summary>Required in the United States and in Canada, where the tax depends on it.</summary>
    [Size(1, 20)]
    public string? PostalCode { get; init; }

    public Venue ToVenue() => new(Name, Address, City, Country, State, PostalCode);

    public static VenueField Of(Venue venue) =>
        new()
        {
            Name = venue.Name,
            Address = venue.Address,
            City = venue.City,
            Country = venue.Country,
            State = venue.State,
            PostalCode = venue.PostalCode,
        };
}

public record TicketTypeField
{
    [Size(1, 100)]
    public required string Name { get; init; }
    public required MoneyField Price { get; init; }

    [Between(1, 1_000_000)]
    public required int Quantity { get; init; }

    /// <summary>When sales start. Null: when the event is published.</summary>
    public DateTimeOffset? SalesStartAt { get; init; }

    /// <summary>When sales end. Null: when the event starts.</summary>
    public DateTimeOffset? SalesEndAt { get; init; }

    [Between(1, Registration.MaxTickets)]
    public int MaxPerOrder { get; set; } = TicketType.DefaultMaxPerOrder;

    public TicketType ToTicketType(string id) =>
        new()
        {
            TicketTypeId = id,
            Name = Name,
            Price = Price.ToMoney(),
            Quantity = Quantity,
            SalesStartAt = SalesStartAt,
            SalesEndAt = SalesEndAt,
            MaxPerOrder = MaxPerOrder,
        };
}

public sealed record CreateEventRequest
{
    /// <summary>Whose event it is; may be absent for those who can act for one organization only, and for organizers.</summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    [Size(1, 200)]
    public required string Title { get; init; }

    [Size(0, 20_000), Multiline]
    public string? Description { get; init; }

    [Size(1, 50)]
    public required string Category { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>IANA name, such as Europe/Berlin.</summary>
    [Size(1, 64)]
    public required string TimeZone { get; init; }

    public DateTimeOffset? GateOpensAt { get; init; }

    /// <summary>Deadline for buyers to cancel and get a refund. Null: the start of the event.</summary>
    public DateTimeOffset? RefundsUntil { get; init; }

    /// <summary>
    /// Whether prices include the tax. Default: <c>taxExcluded</c> in the United States and Canada, <c>taxIncluded</c> elsewhere.
    /// </summary>
    public PriceDisplay? PriceDisplay { get; init; }

    public required VenueField Venue { get; init; }

    [Between(1, 1_000_000)]
    public required int Capacity { get; init; }

    /// <summary>
    /// Maximum number of places per person, held and confirmed together. Default: four times the largest <c>maxPerOrder</c>.
    /// </summary>
    [Between(1, 1_000_000)]
    public int? MaxPerPerson { get; init; }

    [Size(0, Event.MaxTicketTypes)]
    public IReadOnlyList<TicketTypeField> TicketTypes { get; set; } = [];
}

public sealed record ListEventsRequest : PageRequest
{
    /// <summary>Events that start on this day in their own time zone, <c>2026-12-31</c>.</summary>
    [Day]
    public string? Date { get; init; }

    /// <summary>Earliest start, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest start, inclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Case-insensitive.</summary>
    [Size(1, 50)]
    public string? Category { get; init; }

    /// <summary>Only events of this organization.</summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>Default: all that are not over.</summary>
    [OneOf(EventStatus.Published, EventStatus.Active, EventStatus.Completed)]
    public EventStatus? Status { get; init; }

    /// <summary>
    /// Search words. Each has to match the beginning of a word in the title, description, venue or city. Case and accents are ignored, and
    /// so is one typo in a word of five letters or more.
    /// </summary>
    [Size(1, 100)]
    public string? Text { get; init; }
}

public sealed record ListMyEventsRequest : PageRequest
{
    /// <summary>Whose events; may be absent for those who can act for one organization only, and for organizers.</summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    public EventStatus? Status { get; init; }
}

public sealed record UpdateEventRequest : PatchRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    [Size(1, 200)]
    public string? Title { get; init; }

    [Size(0, 20_000), Multiline, Clearable]
    public string? Description { get; init; }

    [Size(1, 50)]
    public string? Category { get; init; }
    public DateTimeOffset? StartsAt { get; init; }
    public DateTimeOffset? EndsAt { get; init; }

    [Size(1, 64)]
    public string? TimeZone { get; init; }

    /// <summary>
    /// When the gate opens. Moves along with the start unless the request sets another time. Null resets it to the default, which follows
    /// from the start; so does sending the default time back unchanged.
    /// </summary>
    [Clearable]
    public DateTimeOffset? GateOpensAt { get; init; }

    /// <summary>
    /// Deadline for buyers to cancel and get a refund. Null: the start of the event. After publishing it cannot become earlier.
    /// </summary>
    [Clearable]
    public DateTimeOffset? RefundsUntil { get; init; }

    /// <summary>
    /// Whether ticket holders get a mail when title, place, times or gate opening of a published event change. One mail is sent, ten
    /// minutes after the last change.
    /// </summary>
    public bool Notify { get; set; } = true;

    /// <summary>Whether prices include the tax. Cannot change once the event is published.</summary>
    public PriceDisplay? PriceDisplay { get; init; }

    public VenueField? Venue { get; init; }

    [Between(1, 1_000_000)]
    public int? Capacity { get; init; }

    /// <summary>
    /// Maximum number of places per person, held and confirmed together. Null restores the default: four times the largest
    /// <c>maxPerOrder</c>.
    /// </summary>
    [Between(1, 1_000_000), Clearable]
    public int? MaxPerPerson { get; init; }

    public Event Applied(Event to) =>
        to with
        {
            Title = Title ?? to.Title,
            Description = Or("description", Description, to.Description),
            Category = Category ?? to.Category,
            StartsAt = StartsAt ?? to.StartsAt,
            EndsAt = EndsAt ?? to.EndsAt,
            TimeZone = TimeZone ?? to.TimeZone,
            GateOpensAt = to.GateOpensAt is null && GateOpensAt == to.GateOpens ? null : Or("gateOpensAt", GateOpensAt, to.GateOpensAt),
            RefundsUntil = Or("refundsUntil", RefundsUntil, to.RefundsUntil),
            PriceDisplay = PriceDisplay ?? to.PriceDisplay,
            Venue = Venue?.ToVenue() ?? to.Venue,
            Capacity = Capacity ?? to.Capacity,
            MaxPerPerson = Or("maxPerPerson", MaxPerPerson, to.MaxPerPerson),
        };
}

public sealed record CancelEventRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    /// <summary>Sent to everybody who registered.</summary>
    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}

public sealed record MessageAttendeesRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    [Size(1, 150)]
    public required string Subject { get; init; }

    /// <summary>Plain text; a blank line begins a paragraph.</summary>
    [Size(1, 5000), Multiline]
    public required string Text { get; init; }

    /// <summary>Only to people with tickets of these types. Absent: of all types.</summary>
    [Size(1, 100), Each(1, 64)]
    public string[]? TicketTypeIds { get; init; }

    /// <summary>Only to people of whose tickets one was checked in, or one was not. Absent: to all.</summary>
    public bool? CheckedIn { get; init; }
}

public sealed record AddTicketTypeRequest : TicketTypeField
{
    [Size(1, 64)]
    public required string EventId { get; init; }
}

public sealed record UpdateTicketTypeRequest : PatchRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    [Size(1, 64)]
    public required string TicketTypeId { get; init; }

    [Size(1, 100)]
    public string? Name { get; init; }
    public MoneyField? Price { get; init; }

    [Between(1, 1_000_000)]
    public int? Quantity { get; init; }

    [Clearable]
    public DateTimeOffset? SalesStartAt { get; init; }

    [Clearable]
    public DateTimeOffset? SalesEndAt { get; init; }

    [Between(1, Registration.MaxTickets)]
    public int? MaxPerOrder { get; init; }

    public TicketType Applied(TicketType to) =>
        to with
        {
            Name = Name ?? to.Name,
            Price = Price?.ToMoney() ?? to.Price,
            Quantity = Quantity ?? to.Quantity,
            SalesStartAt = Or("salesStartAt", SalesStartAt, to.SalesStartAt),
            SalesEndAt = Or("salesEndAt", SalesEndAt, to.SalesEndAt),
            MaxPerOrder = MaxPerOrder ?? to.MaxPerOrder,
        };
}

public sealed record EventImageUploadRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    [OneOf(FileTypes.Jpeg, FileTypes.Png)]
    public required string ContentType { get; init; }
}

public sealed record EventImageRequest
{
    [Size(1, 64)]
    public required string EventId { get; init; }

    [Size(1, 64)]
    public required string ImageId { get; init; }
}
