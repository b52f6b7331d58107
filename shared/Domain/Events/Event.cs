namespace EventTicketing.Domain;

/// <summary>Draft, published, cancelled and archived are decided; active and completed follow from the clock.</summary>
public enum EventStatus { Draft, Published, Active, Completed, Cancelled, Archived }

/// <summary>Whether prices include the tax or the tax is added to them.</summary>
public enum PriceDisplay { TaxIncluded, TaxExcluded }

/// <param name="State">State, province or region.</param>
/// <param name="PostalCode">Never null in the United States and in Canada, where the tax depends on it, but where it was stored without.</param>
public sealed record Venue(string Name, string? Address, string City, string Country, string? State = null, string? PostalCode = null)
{
    /// <summary>Where it is, without its name. No property: it would be shown.</summary>
    public string OnOneLine() => string.Join(", ", new[] { Address, City, string.Join(' ', new[] { State, PostalCode }.OfType<string>()), Country }
        .Where(part => !string.IsNullOrWhiteSpace(part)));

    public string WithNameOnOneLine() => $"{Name}, {OnOneLine()}";
}

/// <summary>What is sold for an event. The price of a sale is frozen when its hold is taken.</summary>
public sealed record TicketType
{
    public required string TicketTypeId { get; init; }
    public required string Name { get; init; }
    public required Money Price { get; init; }
    public required int Quantity { get; init; }
    public DateTimeOffset? SalesStartAt { get; init; }

    /// <summary>Null: sales end when the event starts.</summary>
    public DateTimeOffset? SalesEndAt { get; init; }

    public int MaxPerOrder { get; init; } = DefaultMaxPerOrder;

    public const int DefaultMaxPerOrder = 10;

    /// <summary>Null when it is on sale; otherwise the refusal.</summary>
    public Problem? WhyNotOnSale(Event ev, DateTimeOffset now)
    {
        if (now < SalesStartAt) return Problem.Conflict("sales_not_open", $"Sales of {Name} open at {SalesStartAt:u}.");
        var end = SalesEndAt ?? ev.StartsAt;
        return now >= end ? Problem.Conflict("sales_closed", $"Sales of {Name} closed at {end:u}.") : null;
    }
}

/// <summary>A picture that everybody sees. It is announced, its organizer uploads the file, and then it is published.</summary>
/// <param name="ContentType"><see cref="Jpeg"/> or <see cref="Png"/>.</param>
/// <param name="UploadUntil">Until when the form takes its file; null once it is published.</param>
public sealed record EventImage(string ImageId, string ContentType, DateTimeOffset? UploadUntil = null)
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";

    public bool Published => UploadUntil is null;

    /// <summary>Where its published file is, and under which path of the site it is shown. No form writes there.</summary>
    public string KeyIn(string eventId) => $"images/{eventId}/{ImageId}.{(ContentType == Png ? "png" : "jpg")}";

    /// <summary>Where the form puts the file. Nobody is shown what is there, and it is gone after a day.</summary>
    public string UploadKeyIn(string eventId) => $"incoming/{eventId}/{ImageId}";

    /// <summary>Whether a file begins as one of its type does.</summary>
    public bool Fits(ReadOnlySpan<byte> file) => file.StartsWith(ContentType == Png ? PngSignature : JpegSignature);

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Start of image, and the first byte of the marker that follows.</summary>
    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];
}

/// <summary>What people who come have to know: what it is called, where and when it is, and from when they are let in.</summary>
/// <param name="DoorsOpenAt">Null where the organizer has not said: it follows from the start, and nobody is told of it.</param>
public sealed record EventFacts(
    string Title, Venue Venue, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, DateTimeOffset? DoorsOpenAt);

/// <summary>A change of a published event that everybody with tickets is to hear of.</summary>
/// <param name="Before">What they were told last.</param>
/// <param name="DueAt">Ten minutes after the last change: several in a row are one mail.</param>
public sealed record Announcement(EventFacts Before, DateTimeOffset DueAt);

/// <summary>An event and its ticket types. Places are counted in <see cref="Inventory"/>, not here.</summary>
public sealed record Event : IVersioned<Event>
{
    public required string EventId { get; init; }
    public required string OrganizationId { get; init; }

    /// <summary>The person who created it.</summary>
    public required string OrganizerId { get; init; }

    /// <summary>Who organizes it, for tickets and mails, as known when that person last created or edited it; null when it was not.</summary>
    public string? OrganizerName { get; init; }

    /// <summary>The organizer's verified address: answers to mails about the event go there. It is shown nowhere else.</summary>
    public string? ReplyTo { get; init; }

    public required string Title { get; init; }
    public string? Description { get; init; }
    public required string Category { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>IANA name; "the day of the event" is in this zone.</summary>
    public required string TimeZone { get; init; }

    public DateTimeOffset? GateOpensAt { get; init; }
    public required Venue Venue { get; init; }
    public required int Capacity { get; init; }
    public required IReadOnlyList<TicketType> TicketTypes { get; init; }
    public IReadOnlyList<EventImage> Images { get => field ?? []; init; }
    public EventStatus Status { get; init; } = EventStatus.Draft;

    /// <summary>Null when the organizer has not said: the venue's country decides, see <see cref="TaxIncluded"/>.</summary>
    public PriceDisplay? PriceDisplay { get; init; }

    /// <summary>Whether the prices include the tax. Consumer prices do everywhere but in the United States and Canada.</summary>
    public bool TaxIncluded => PriceDisplay is { } stated ? stated == Domain.PriceDisplay.TaxIncluded : !IsInAmerica;

    /// <summary>Where prices are said without the tax, and the tax depends on the postal code.</summary>
    private bool IsInAmerica => Venue.Country is "US" or "CA";

    /// <summary>For its pages: what a registration is taxed with is determined for itself. Null: not known, or there is more than one.</summary>
    public TaxRate? TaxRate { get; init; }

    /// <summary>How often the payment provider has answered a question for <see cref="TaxRate"/>.</summary>
    public int TaxLookups { get; init; }

    /// <summary>Each is a call that the provider may charge for.</summary>
    public const int MaxTaxLookups = 10;

    /// <summary>Whether the provider is to be asked for the rate: of what is on sale for money, and not without end.</summary>
    public bool LacksTaxRate =>
        Status == EventStatus.Published && TaxRate is null && TaxLookups < MaxTaxLookups && TicketTypes.Any(type => type.Price.Amount > 0);

    /// <summary>Null when the organizer has not said: see <see cref="PlacesPerPerson"/>.</summary>
    public int? MaxPerPerson { get; init; }

    private const int UsualOrders = 4;

    /// <summary>How many places one person can have, held and confirmed: unless the organizer says otherwise, four orders of the type that allows most.</summary>
    public int PlacesPerPerson =>
        MaxPerPerson ?? UsualOrders * TicketTypes.Select(type => type.MaxPerOrder).DefaultIfEmpty(Domain.TicketType.DefaultMaxPerOrder).Max();

    /// <summary>Into how many counters its places are split; 0 until it is published.</summary>
    public int InventoryShards { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When its <see cref="Facts"/> last changed after it was published; null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Null when everybody with tickets knows what they are to know.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>When it was to end before it was first moved; null: it was never moved.</summary>
    public DateTimeOffset? MovedFrom { get; init; }

    /// <summary>Until then buyers may give back what they paid for; null, or later than that: until it starts.</summary>
    public DateTimeOffset? RefundsUntil { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancellationReason { get; init; }

    /// <summary>When the last registration of a cancelled event had been cancelled and its refund requested.</summary>
    public DateTimeOffset? RefundedAt { get; init; }

    public int Version { get; init; }

    /// <summary>Whether registrations of the cancelled event are still to be cancelled and refunded.</summary>
    public bool RefundsDue => CancelledAt is not null && RefundedAt is null;

    public const int MaxTicketTypes = 20;
    public const int MaxImages = 10;

    /// <summary>How long after its form has ended an upload that was slow may still be published.</summary>
    private static readonly TimeSpan UploadGrace = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan GateLead = TimeSpan.FromHours(6);
    private static readonly TimeSpan GateTail = TimeSpan.FromHours(6);
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    /// <summary>
    /// How much later than at first a published event may end. Tickets are kept for two years after the end that they were issued for: moved
    /// further, an event would outlive them.
    /// </summary>
    public static readonly TimeSpan MaxMove = TimeSpan.FromDays(366);

    private static readonly TimeSpan AnnouncedAfter = TimeSpan.FromMinutes(10);

    /// <summary>What lasts longer is found by an index of its own, so that no list has to look further back for the others.</summary>
    public static readonly TimeSpan UsualDuration = TimeSpan.FromDays(31);

    /// <summary>A ticket's seal counts its last second since 1970 in 32 bits, which end in February 2106.</summary>
    private static readonly DateTimeOffset LatestEnd = new(2106, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Event WithVersion(int version) => this with { Version = version };

    public EventFacts Facts => new(Title, Venue, StartsAt, EndsAt, TimeZone, GateOpensAt);

    public EventStatus StatusAt(DateTimeOffset now) => Status switch
    {
        EventStatus.Published when now >= EndsAt => EventStatus.Completed,
        EventStatus.Published when now >= StartsAt => EventStatus.Active,
        _ => Status,
    };

    public TicketType? TicketType(string ticketTypeId) => TicketTypes.FirstOrDefault(type => type.TicketTypeId == ticketTypeId);

    /// <summary>UTC where this machine does not know the zone: one event that cannot be read must not take a list with it.</summary>
    public TimeZoneInfo Zone => ZoneOf(TimeZone);

    /// <inheritdoc cref="Zone"/>
    public static TimeZoneInfo ZoneOf(string timeZone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The start of the event's local day or six hours before it starts, whichever is earlier, unless the organizer says when.</summary>
    public DateTimeOffset GateOpens
    {
        get
        {
            if (GateOpensAt is { } stated) return stated;
            var zone = Zone;
            var midnight = TimeZoneInfo.ConvertTime(StartsAt, zone).Date;
            // Where daylight saving begins at midnight that moment does not exist: the day starts an hour later.
            if (zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
            // Where it ends soon after midnight that moment comes twice: the day starts with the first.
            var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
            var dayStarts = new DateTimeOffset(midnight, offset);
            var lead = StartsAt - GateLead;
            return (dayStarts < lead ? dayStarts : lead).ToUniversalTime();
        }
    }

    public DateTimeOffset GateCloses => EndsAt + GateTail;

    /// <summary>Checks what the shape of a request cannot say.</summary>
    /// <param name="now">Null: the dates are not new.</param>
    /// <param name="sold">The event as it is on sale, if it is.</param>
    public Result<Event> Checked(DateTimeOffset? now, Event? sold = null)
    {
        List<FieldError> errors = [];
        // A zone that was loaded before is found in any case, but other processes find it by its exact name only.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) || !zone.HasIanaId || zone.Id != TimeZone)
            errors.Add(new("timeZone", "unknown_time_zone", "Not an IANA time zone, such as Europe/Berlin."));
        if (StartsAt <= now) errors.Add(new("startsAt", "in_the_past", "An event starts in the future."));
        if (EndsAt <= StartsAt) errors.Add(new("endsAt", "ends_before_start", "An event ends after it starts."));
        else if (EndsAt - StartsAt > MaxDuration) errors.Add(new("endsAt", "too_long", "An event lasts a year at most."));
        if (EndsAt > LatestEnd) errors.Add(new("endsAt", "too_far_ahead", $"An event ends before {LatestEnd.Year}."));
        if (GateOpensAt >= EndsAt) errors.Add(new("gateOpensAt", "opens_after_end", "The gate opens before the event ends."));
        // One that was stored without must not be in the way of other changes.
        if (IsInAmerica && Venue.PostalCode is null && sold?.Venue != Venue)
            errors.Add(new("venue.postalCode", "required", "The tax depends on it there."));
        for (var i = 0; i < TicketTypes.Count; i++) errors.AddRange(Errors(TicketTypes[i], $"ticketTypes[{i}].", sold));
        return errors.Count == 0 ? this : Problem.Invalid(errors);
    }

    private IEnumerable<FieldError> Errors(TicketType type, string path, Event? sold)
    {
        if (!Currencies.IsKnown(type.Price.Currency))
            yield return new($"{path}price.currency", "unknown_currency", "Not a currency that tickets are sold in, such as usd.");
        // A price that is sold already stays when the provider's limits change: it must not be in the way of other changes.
        else if (sold?.TicketType(type.TicketTypeId)?.Price != type.Price && type.Price.WhyNotPayable() is { } why)
            yield return new($"{path}price.amount", "not_payable", why);
        var isNew = sold?.StartsAt != StartsAt || sold.TicketType(type.TicketTypeId)?.SalesStartAt != type.SalesStartAt;
        if (isNew && type.SalesEndAt is null && type.SalesStartAt >= StartsAt)
            yield return new($"{path}salesStartAt", "after_event_start", "Sales start before the event does, unless they end later.");
        if (type.SalesEndAt <= type.SalesStartAt) yield return new($"{path}salesEndAt", "ends_before_start", "Sales end after they start.");
        if (type.SalesEndAt > EndsAt) yield return new($"{path}salesEndAt", "after_event", "Sales end before the event does.");
    }

    public Result<Event> Publish(DateTimeOffset now) => StatusAt(now) switch
    {
        EventStatus.Published or EventStatus.Active => this,
        not EventStatus.Draft => Problem.Conflict("event_closed", "This event is over or cancelled."),
        _ when TicketTypes.Count == 0 => Problem.Conflict("ticket_type_required", "An event needs a ticket type before it can be published."),
        _ when StartsAt <= now => Problem.Conflict("event_in_the_past", "An event that has started cannot be published."),
        _ => this with { Status = EventStatus.Published, PublishedAt = now, InventoryShards = Inventory.ShardsFor(Capacity) },
    };

    public Result<Event> Cancel(string? reason, DateTimeOffset now) => StatusAt(now) switch
    {
        EventStatus.Cancelled => this,
        EventStatus.Draft => Problem.Conflict("event_not_published", "A draft is deleted, not cancelled."),
        EventStatus.Completed or EventStatus.Archived => Problem.Conflict("event_closed", "This event is over."),
        _ => this with { Status = EventStatus.Cancelled, CancelledAt = now, CancellationReason = reason, Announcement = null },
    };

    public Result<Event> Archive(DateTimeOffset now) => StatusAt(now) switch
    {
        EventStatus.Archived => this,
        EventStatus.Completed or EventStatus.Cancelled => this with { Status = EventStatus.Archived },
        _ => Problem.Conflict("event_not_over", "An event is archived after it has ended or was cancelled."),
    };

    /// <summary>
    /// Its details, changed. Once it is published, the currency stays, whether prices include the tax, and until when refunds are promised. It
    /// may be moved: then everybody with tickets is told.
    /// </summary>
    /// <param name="notify">Whether they are told, if what changes is one of the <see cref="Facts"/>.</param>
    public Result<Event> Edit(Event edited, DateTimeOffset now, bool notify = true) => StatusAt(now) switch
    {
        EventStatus.Draft => WithGate(edited).Checked(edited.StartsAt == StartsAt ? null : now),
        EventStatus.Published or EventStatus.Active when edited.TaxIncluded != TaxIncluded =>
            Problem.Conflict("locked_when_published", "Whether the prices of a published event include the tax cannot change."),
        EventStatus.Published or EventStatus.Active when
            TicketTypes.Any(type => edited.TicketType(type.TicketTypeId)?.Price.Currency != type.Price.Currency) =>
            Problem.Conflict("locked_when_published", "The currency of a ticket type of a published event cannot change."),
        EventStatus.Published or EventStatus.Active when
            edited.RefundsEnd < (RefundsUntil < edited.StartsAt ? RefundsUntil : edited.StartsAt) =>
            Problem.Conflict("locked_when_published", "Refunds that were promised for a published event stay promised."),
        EventStatus.Active when edited.StartsAt != StartsAt =>
            Problem.Conflict("event_started", "An event that has started can end at another time, but not start at one."),
        EventStatus.Published or EventStatus.Active => Changed(WithGate(edited), now, notify),
        _ => Problem.Conflict("event_closed", "This event is over or cancelled."),
    };

    /// <summary>Until when a buyer may give tickets back.</summary>
    public DateTimeOffset RefundsEnd => RefundsUntil < StartsAt ? RefundsUntil.Value : StartsAt;

    /// <summary>A gate that was given no other time moves along with the start; one without a time of its own stays without.</summary>
    private Event WithGate(Event edited) => edited.StartsAt == StartsAt || edited.GateOpensAt != GateOpens
        ? edited
        : edited with { GateOpensAt = GateOpensAt + (edited.StartsAt - StartsAt) };

    private Result<Event> Changed(Event edited, DateTimeOffset now, bool notify)
    {
        if (edited.Checked(edited.StartsAt == StartsAt ? null : now, this).Refused(out var problem, out var next)) return problem;
        if (next.EndsAt != EndsAt)
        {
            if (next.EndsAt <= now) return Problem.Invalid("endsAt", "in_the_past", "An event ends in the future.");
            if (next.EndsAt > (MovedFrom ?? EndsAt) + MaxMove)
                return Problem.Invalid("endsAt", "too_far_ahead", "A published event is moved by a year at most.");
            next = next with { MovedFrom = MovedFrom ?? EndsAt };
        }

        if (next.Facts == Facts) return next;
        var told = Announcement?.Before ?? Facts;
        // A change that is undone before anybody was told needs no mail; undone later, it is a change like any other.
        return next with
        {
            ChangedAt = now,
            Announcement = next.Facts == told || (!notify && Announcement is null) ? null : new(told, now + AnnouncedAfter),
        };
    }

    /// <summary>Adding the same one again changes nothing.</summary>
    public Result<Event> Add(TicketType type, DateTimeOffset now) => TicketType(type.TicketTypeId) is not null ? this
        : TicketTypes.Count >= MaxTicketTypes ? Problem.Conflict("too_many_ticket_types", $"An event has at most {MaxTicketTypes} ticket types.")
        : Edit(this with { TicketTypes = [.. TicketTypes, type] }, now);

    /// <summary>Adding the same one again changes nothing. Those whose file did not come in time are forgotten.</summary>
    public Result<Event> Add(EventImage image, DateTimeOffset now)
    {
        if (Image(image.ImageId) is not null) return this;
        var kept = Images.Where(other => other.Published || now < other.UploadUntil + UploadGrace).ToList();
        return kept.Count >= MaxImages ? Problem.Conflict("too_many_images", $"An event has at most {MaxImages} images.")
            : Edit(this with { Images = [.. kept, image] }, now);
    }

    /// <summary>Publishes an image whose file has come. Publishing it again changes nothing.</summary>
    public Result<Event> Publish(EventImage image, DateTimeOffset now) => Image(image.ImageId) switch
    {
        null => Problem.NotFound("image"),
        { Published: true } => this,
        { } announced => Edit(this with { Images = [.. Images.Select(other => other == announced ? announced with { UploadUntil = null } : other)] }, now),
    };

    /// <summary>In every state of the event: what must not be shown can always be taken down.</summary>
    public Event Remove(EventImage image) => this with { Images = [.. Images.Where(other => other != image)] };

    public EventImage? Image(string imageId) => Images.FirstOrDefault(image => image.ImageId == imageId);

    public Result<Event> Change(string ticketTypeId, Func<TicketType, TicketType> change, DateTimeOffset now) => TicketType(ticketTypeId) is null
        ? Problem.NotFound("ticket_type")
        : Edit(this with { TicketTypes = [.. TicketTypes.Select(type => type.TicketTypeId == ticketTypeId ? change(type) : type)] }, now);
}
