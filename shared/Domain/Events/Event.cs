namespace EventTicketing.Domain;

/// <summary>Draft, published, cancelled and archived are stored; active and completed are computed from the clock.</summary>
public enum EventStatus
{
    Draft,
    Published,
    Active,
    Completed,
    Cancelled,
    Archived,
}

/// <summary>Whether prices include the tax or the tax is added to them.</summary>
public enum PriceDisplay
{
    TaxIncluded,
    TaxExcluded,
}

/// <param name="State">State, province or region.</param>
/// <param name="PostalCode">Required in the United States and Canada, where the tax depends on it; null there only for events stored
/// without it.</param>
public sealed record Venue(string Name, string? Address, string City, string Country, string? State = null, string? PostalCode = null)
{
    /// <summary>The address without the venue's name. A method, because a property would appear in API answers.</summary>
    public string OnOneLine() =>
        string.Join(
            ", ",
            new[] { Address, City, string.Join(' ', new[] { State, PostalCode }.OfType<string>()), Country }.Where(part =>
                !string.IsNullOrWhiteSpace(part)
            )
        );

    public string WithNameOnOneLine() => $"{Name}, {OnOneLine()}";
}

/// <summary>A kind of ticket on sale for an event. A registration keeps the price at which its places were held.</summary>
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

    /// <summary>The refusal when the ticket type is not on sale at this time; null when it is.</summary>
    public Problem? WhyNotOnSale(Event ev, DateTimeOffset now)
    {
        if (now < SalesStartAt)
            return Problem.Conflict("sales_not_open", $"Sales of {Name} open at {SalesStartAt:u}.");
        var end = SalesEndAt ?? ev.StartsAt;
        return now >= end ? Problem.Conflict("sales_closed", $"Sales of {Name} closed at {end:u}.") : null;
    }
}

/// <summary>What attendees need to know about an event: its title, place, times, and when the doors open.</summary>
/// <param name="DoorsOpenAt">Null when the organizer set no time: it is then derived from the start, and not announced.</param>
public sealed record EventFacts(
    string Title,
    Venue Venue,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    DateTimeOffset? DoorsOpenAt
);

/// <summary>A change of a published event of which everybody with tickets is still to be notified.</summary>
/// <param name="Before">The facts that people with tickets know so far.</param>
/// <param name="DueAt">Ten minutes after the last change, so that several edits in a row cause one mail.</param>
public sealed record Announcement(EventFacts Before, DateTimeOffset DueAt);

/// <summary>An event and its ticket types. Places are counted in <see cref="Inventory"/>, not here.</summary>
public sealed record Event : IVersioned<Event>
{
    public required string EventId { get; init; }
    public required string OrganizationId { get; init; }

    /// <summary>Whether an administrator has stopped its sales with those of its organization. It is then in no public list.</summary>
    public bool Suspended { get; init; }

    /// <summary>The person who created it.</summary>
    public required string OrganizerId { get; init; }

    /// <summary>
    /// The organizer's name for tickets and mails, as known when that person created or last edited the event; null when it was not.
    /// </summary>
    public string? OrganizerName { get; init; }

    /// <summary>The organizer's verified address: the Reply-To of mails about the event. It is shown nowhere else.</summary>
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
    public IReadOnlyList<UploadedImage> Images
    {
        get => field ?? [];
        init;
    }
    public EventStatus Status { get; init; } = EventStatus.Draft;

    /// <summary>Null when the organizer did not choose: the venue's country decides, see <see cref="TaxIncluded"/>.</summary>
    public PriceDisplay? PriceDisplay { get; init; }

    /// <summary>Whether prices include the tax. By default they do everywhere but in the United States and Canada.</summary>
    public bool TaxIncluded => PriceDisplay is { } stated ? stated == Domain.PriceDisplay.TaxIncluded : !IsInAmerica;

    /// <summary>In these countries prices are quoted without the tax, and the tax depends on the postal code.</summary>
    private bool IsInAmerica => Venue.Country is "US" or "CA";

    /// <summary>
    /// For display: the tax of each registration is calculated separately. Null when unknown, or when more than one rate applies.
    /// </summary>
    public TaxRate? TaxRate { get; init; }

    /// <summary>How many requests for <see cref="TaxRate"/> the payment provider has answered.</summary>
    public int TaxLookups { get; init; }

    /// <summary>Limits <see cref="TaxLookups"/>: the provider may charge for each of them.</summary>
    public const int MaxTaxLookups = 10;

    /// <summary>
    /// Whether to request the rate from the provider: only for published events with priced tickets, and a limited number of times.
    /// </summary>
    public bool LacksTaxRate =>
        Status == EventStatus.Published && TaxRate is null && TaxLookups < MaxTaxLookups && TicketTypes.Any(type => type.Price.Amount > 0);

    /// <summary>Null when the organizer set no limit: see <see cref="PlacesPerPerson"/>.</summary>
    public int? MaxPerPerson { get; init; }

    private const int UsualOrders = 4;

    /// <summary>
    /// The most places that one person can have, held and confirmed. Default: four orders of the type that allows the most.
    /// </summary>
    public int PlacesPerPerson =>
        MaxPerPerson
        ?? UsualOrders * TicketTypes.Select(type => type.MaxPerOrder).DefaultIfEmpty(Domain.TicketType.DefaultMaxPerOrder).Max();

    /// <summary>Number of counters that its places are split into; 0 until it is published.</summary>
    public int InventoryShards { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When anything that people see last changed since it was published; null when nothing did.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When its <see cref="Facts"/> last changed since it was published; null when they never did.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Null when no change is waiting to be announced.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>The end before the published event was first moved; null when it was never moved.</summary>
    public DateTimeOffset? MovedFrom { get; init; }

    /// <summary>
    /// Last instant at which buyers can cancel for a refund. Null or later than the start: the start, see <see cref="RefundsEnd"/>.
    /// </summary>
    public DateTimeOffset? RefundsUntil { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancellationReason { get; init; }

    /// <summary>When all registrations of the cancelled event had been cancelled and their refunds requested.</summary>
    public DateTimeOffset? RefundedAt { get; init; }

    public int Version { get; init; }

    /// <summary>Whether the event is cancelled, but not yet all of its registrations.</summary>
    public bool RefundsDue => CancelledAt is not null && RefundedAt is null;

    public const int MaxTicketTypes = 20;
    public const int MaxImages = 10;

    /// <summary>How long after the upload form expires a slow upload may still be published.</summary>
    private static readonly TimeSpan UploadGrace = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan GateLead = TimeSpan.FromHours(6);
    private static readonly TimeSpan GateTail = TimeSpan.FromHours(6);
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    /// <summary>
    /// The most that a published event may move beyond its original end. Tickets are deleted two years after the end for which they were
    /// issued: an event moved further would outlive them.
    /// </summary>
    public static readonly TimeSpan MaxMove = TimeSpan.FromDays(366);

    private static readonly TimeSpan AnnouncedAfter = TimeSpan.FromMinutes(10);

    /// <summary>Longer events have an index of their own, so that lists need to look back only this far for all others.</summary>
    public static readonly TimeSpan UsualDuration = TimeSpan.FromDays(31);

    /// <summary>A ticket's seal counts its last second since 1970 in 32 bits, which end in February 2106.</summary>
    private static readonly DateTimeOffset LatestEnd = new(2106, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Event WithVersion(int version) => this with { Version = version };

    /// <summary>The event without its organizer's name and address.</summary>
    public Event WithoutOrganizer() => OrganizerName is null && ReplyTo is null ? this : this with { OrganizerName = null, ReplyTo = null };

    public bool IsPaid => TicketTypes.Any(type => type.Price.Amount > 0);

    /// <summary>Whether public lists show it until it is over.</summary>
    public bool IsListed => Status == EventStatus.Published && !Suspended;

    public EventFacts Facts => new(Title, Venue, StartsAt, EndsAt, TimeZone, GateOpensAt);

    public EventStatus StatusAt(DateTimeOffset now) =>
        Status switch
        {
            EventStatus.Published when now >= EndsAt => EventStatus.Completed,
            EventStatus.Published when now >= StartsAt => EventStatus.Active,
            _ => Status,
        };

    public TicketType? TicketType(string ticketTypeId) => TicketTypes.FirstOrDefault(type => type.TicketTypeId == ticketTypeId);

    /// <summary>UTC when this machine does not know the zone: one such event must not fail a whole list.</summary>
    public TimeZoneInfo Zone => ZoneOf(TimeZone);

    /// <inheritdoc cref="Zone"/>
    public static TimeZoneInfo ZoneOf(string timeZone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Whether this is the exact IANA name of a time zone.</summary>
    /// <remarks>The lookup ignores case for zones that were loaded before, but other processes need the exact name.</remarks>
    public static bool IsKnownZone(string timeZone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) && zone.HasIanaId && zone.Id == timeZone;

    /// <summary>
    /// The start of the event's local day or six hours before it starts, whichever is earlier, unless the organizer set a time.
    /// </summary>
    public DateTimeOffset GateOpens
    {
        get
        {
            if (GateOpensAt is { } stated)
                return stated;
            var zone = Zone;
            var midnight = TimeZoneInfo.ConvertTime(StartsAt, zone).Date;
            // Where daylight saving time begins at midnight, midnight does not exist: the day starts an hour later.
            if (zone.IsInvalidTime(midnight))
                midnight = midnight.AddHours(1);
            // Where it ends soon after midnight, midnight occurs twice: the day starts with the first.
            var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
            var dayStarts = new DateTimeOffset(midnight, offset);
            var lead = StartsAt - GateLead;
            return (dayStarts < lead ? dayStarts : lead).ToUniversalTime();
        }
    }

    public DateTimeOffset GateCloses => EndsAt + GateTail;

    /// <summary>Validates what the schema of a request cannot express; collects all errors.</summary>
    /// <param name="now">Null when the start has not changed: it may be in the past.</param>
    /// <param name="sold">The event as stored, when it is published already.</param>
    public Result<Event> Checked(DateTimeOffset? now, Event? sold = null)
    {
        List<FieldError> errors = [];
        if (!IsKnownZone(TimeZone))
            errors.Add(new("timeZone", "unknown_time_zone", "This must be an IANA time zone, such as Europe/Berlin."));
        if (StartsAt <= now)
            errors.Add(new("startsAt", "in_the_past", "The start must be in the future."));
        if (EndsAt <= StartsAt)
            errors.Add(new("endsAt", "ends_before_start", "The end must be after the start."));
        else if (EndsAt - StartsAt > MaxDuration)
            errors.Add(new("endsAt", "too_long", "An event can last a year at most."));
        if (EndsAt > LatestEnd)
            errors.Add(new("endsAt", "too_far_ahead", $"The end must be before {LatestEnd.Year}."));
        if (GateOpensAt >= EndsAt)
            errors.Add(new("gateOpensAt", "opens_after_end", "The gate must open before the event ends."));
        // Published events that were stored without a postal code stay editable while the venue is the same.
        if (IsInAmerica && Venue.PostalCode is null && sold?.Venue != Venue)
            errors.Add(new("venue.postalCode", "required", "A postal code is required: the tax in this country depends on it."));
        for (var i = 0; i < TicketTypes.Count; i++)
            errors.AddRange(Errors(TicketTypes[i], $"ticketTypes[{i}].", sold));
        return errors.Count == 0 ? this : Problem.Invalid(errors);
    }

    private IEnumerable<FieldError> Errors(TicketType type, string path, Event? sold)
    {
        if (!Currencies.IsKnown(type.Price.Currency))
            yield return new($"{path}price.currency", "unknown_currency", "This must be a supported currency, such as usd.");
        // An unchanged price stays valid when the provider's limits change, so that the event stays editable.
        else if (sold?.TicketType(type.TicketTypeId)?.Price != type.Price && type.Price.WhyNotPayable() is { } why)
            yield return new($"{path}price.amount", "not_payable", why);
        var isNew = sold?.StartsAt != StartsAt || sold.TicketType(type.TicketTypeId)?.SalesStartAt != type.SalesStartAt;
        if (isNew && type.SalesEndAt is null && type.SalesStartAt >= StartsAt)
            yield return new($"{path}salesStartAt", "after_event_start", "Sales must start before the event, unless they end later.");
        if (type.SalesEndAt <= type.SalesStartAt)
            yield return new($"{path}salesEndAt", "ends_before_start", "Sales must end after they start.");
        if (type.SalesEndAt > EndsAt)
            yield return new($"{path}salesEndAt", "after_event", "Sales cannot end after the event.");
    }

    public Result<Event> Publish(DateTimeOffset now) =>
        StatusAt(now) switch
        {
            EventStatus.Published or EventStatus.Active => this,
            not EventStatus.Draft => Problem.Conflict("event_closed", "This event is over or cancelled."),
            _ when TicketTypes.Count == 0 => Problem.Conflict(
                "ticket_type_required",
                "An event needs a ticket type before it can be published."
            ),
            _ when StartsAt <= now => Problem.Conflict("event_in_the_past", "An event that has started cannot be published."),
            _ => this with { Status = EventStatus.Published, PublishedAt = now, InventoryShards = Inventory.ShardsFor(Capacity) },
        };

    public Result<Event> Cancel(string? reason, DateTimeOffset now) =>
        StatusAt(now) switch
        {
            EventStatus.Cancelled => this,
            EventStatus.Draft => Problem.Conflict("event_not_published", "A draft cannot be cancelled; delete it instead."),
            EventStatus.Completed or EventStatus.Archived => Problem.Conflict("event_closed", "This event is over."),
            _ => this with { Status = EventStatus.Cancelled, CancelledAt = now, CancellationReason = reason, Announcement = null },
        };

    public Result<Event> Archive(DateTimeOffset now) =>
        StatusAt(now) switch
        {
            EventStatus.Archived => this,
            EventStatus.Completed or EventStatus.Cancelled => this with { Status = EventStatus.Archived },
            _ => Problem.Conflict("event_not_over", "An event can be archived only after it has ended or was cancelled."),
        };

    /// <summary>
    /// Applies edited details. A published event keeps its currency and tax display, and refunds stay possible for as long as was promised.
    /// It may be moved; everybody with tickets is then notified.
    /// </summary>
    /// <param name="notify">Whether to notify people with tickets if one of the <see cref="Facts"/> changes.</param>
    public Result<Event> Edit(Event edited, DateTimeOffset now, bool notify = true) =>
        StatusAt(now) switch
        {
            EventStatus.Draft => WithGate(edited).Checked(edited.StartsAt == StartsAt ? null : now),
            EventStatus.Published or EventStatus.Active when edited.TaxIncluded != TaxIncluded => Problem.Conflict(
                "locked_when_published",
                "Whether the prices of a published event include the tax cannot change."
            ),
            EventStatus.Published
            or EventStatus.Active
                when TicketTypes.Any(type => edited.TicketType(type.TicketTypeId)?.Price.Currency != type.Price.Currency) =>
                Problem.Conflict("locked_when_published", "The currency of a ticket type of a published event cannot change."),
            EventStatus.Published
            or EventStatus.Active when edited.RefundsEnd < (RefundsUntil < edited.StartsAt ? RefundsUntil : edited.StartsAt) =>
                Problem.Conflict("locked_when_published", "The refund deadline of a published event cannot become earlier."),
            EventStatus.Active when edited.StartsAt != StartsAt => Problem.Conflict(
                "event_started",
                "The end of an event that has started can change, but not its start."
            ),
            EventStatus.Published or EventStatus.Active => Changed(WithGate(edited), now, notify),
            _ => Problem.Conflict("event_closed", "This event is over or cancelled."),
        };

    /// <summary>The deadline for refunds to buyers, never after the start.</summary>
    public DateTimeOffset RefundsEnd => RefundsUntil < StartsAt ? RefundsUntil.Value : StartsAt;

    /// <summary>
    /// Moves the gate time along with the start, unless the edit changes it. An event without a gate time of its own stays without.
    /// </summary>
    private Event WithGate(Event edited) =>
        edited.StartsAt == StartsAt || edited.GateOpensAt != GateOpens
            ? edited
            : edited with
            {
                GateOpensAt = GateOpensAt + (edited.StartsAt - StartsAt),
            };

    private Result<Event> Changed(Event edited, DateTimeOffset now, bool notify)
    {
        if (edited.Checked(edited.StartsAt == StartsAt ? null : now, this).Refused(out var problem, out var next))
            return problem;
        if (next.EndsAt != EndsAt)
        {
            if (next.EndsAt <= now)
                return Problem.Invalid("endsAt", "in_the_past", "The end must be in the future.");
            if (next.EndsAt > (MovedFrom ?? EndsAt) + MaxMove)
                return Problem.Invalid("endsAt", "too_far_ahead", "A published event can be moved by a year at most.");
            next = next with { MovedFrom = MovedFrom ?? EndsAt };
        }

        // Set whenever an edit changes something. The facts, which are compared below, contain neither ticket types nor images.
        if (next != this)
            next = next with { EditedAt = now };
        if (next.Facts == Facts)
            return next;
        var known = Announcement?.Before ?? Facts;
        // A change that is reverted before its announcement needs no mail; reverted later, it is announced like any other.
        return next with
        {
            ChangedAt = now,
            Announcement = next.Facts == known || (!notify && Announcement is null) ? null : new(known, now + AnnouncedAfter),
        };
    }

    /// <summary>Idempotent: adding the same ticket type again changes nothing.</summary>
    public Result<Event> Add(TicketType type, DateTimeOffset now) =>
        TicketType(type.TicketTypeId) is not null ? this
        : TicketTypes.Count >= MaxTicketTypes
            ? Problem.Conflict("too_many_ticket_types", $"An event has at most {MaxTicketTypes} ticket types.")
        : Edit(this with { TicketTypes = [.. TicketTypes, type] }, now);

    /// <summary>
    /// Idempotent: adding the same image again changes nothing. Drops images that were announced but not uploaded in time.
    /// </summary>
    public Result<Event> Add(UploadedImage image, DateTimeOffset now)
    {
        if (Image(image.ImageId) is not null)
            return this;
        var kept = Images.Where(other => other.Published || now < other.UploadUntil + UploadGrace).ToList();
        return kept.Count >= MaxImages
            ? Problem.Conflict("too_many_images", $"An event has at most {MaxImages} images.")
            : Edit(this with { Images = [.. kept, image] }, now);
    }

    /// <summary>Publishes an image whose file was uploaded. Idempotent.</summary>
    public Result<Event> Publish(UploadedImage image, DateTimeOffset now) =>
        Image(image.ImageId) switch
        {
            null => Problem.NotFound("image"),
            { Published: true } => this,
            { } announced => Edit(
                this with
                {
                    Images = [.. Images.Select(other => other == announced ? announced with { UploadUntil = null } : other)],
                },
                now
            ),
        };

    /// <summary>Allowed in every state of the event, so that an unsuitable image can always be taken down.</summary>
    public Event Remove(UploadedImage image) => this with { Images = [.. Images.Where(other => other != image)] };

    public UploadedImage? Image(string imageId) => Images.FirstOrDefault(image => image.ImageId == imageId);

    public Result<Event> Change(string ticketTypeId, Func<TicketType, TicketType> change, DateTimeOffset now) =>
        TicketType(ticketTypeId) is null
            ? Problem.NotFound("ticket_type")
            : Edit(
                this with
                {
                    TicketTypes = [.. TicketTypes.Select(type => type.TicketTypeId == ticketTypeId ? change(type) : type)],
                },
                now
            );
}
