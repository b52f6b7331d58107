namespace EventTicketing.Data;

public enum KeyType
{
    Text,
    Number,
}

/// <param name="Partition">Attribute of the partition key; always text.</param>
/// <param name="Sort">Attribute of the sort key; null when there is none.</param>
public sealed record KeySchema(string Partition, string? Sort = null, KeyType SortType = KeyType.Text);

/// <param name="Projected">The attributes copied into the index besides the keys; empty copies all of them.</param>
public sealed record IndexDefinition(string Name, KeySchema Key, params IReadOnlyList<string> Projected)
{
    /// <summary>Holds unfinished work only, so that reading all of it is cheap.</summary>
    public bool OfDueWork { get; init; }

    /// <summary>
    /// Copies keys only, and what it lists is read from the table: a change of anything else writes nothing to the index. For lists that
    /// are read seldom, of objects that change often.
    /// </summary>
    public bool OfKeys { get; init; }

    /// <summary>The attributes to list in the projection: a table's own keys are always projected.</summary>
    public IReadOnlyList<string> CopiedBeside(KeySchema ofTable) =>
        [.. Projected.Where(name => name != ofTable.Partition && name != ofTable.Sort)];
}

public sealed record TableDefinition(string Name, KeySchema Key, params IReadOnlyList<IndexDefinition> Indexes)
{
    /// <summary>Whether the table has a stream (new and old images) for workers.</summary>
    public bool Stream { get; init; }

    /// <summary>Attribute with the time after which the item may be deleted, in seconds since 1970; null when items stay.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>The table's name in AWS and on the local engine, for example <c>event-ticketing-events-dev</c>.</summary>
    public string NameIn(string stage) => $"event-ticketing-{Name}-{stage}";
}

/// <summary>
/// Every table, key and index, for the stacks of the cloud, the local engine and the store. The lists that the indexes give are in
/// <see cref="Indexes"/>.
/// </summary>
public static partial class Tables
{
    public static readonly IndexDefinition EventsByOrganization = new("OrganizerIndex", new("organizationId", "startsAt"));
    public static readonly IndexDefinition ListedEvents = new("DateIndex", new("listing", "startsAt"));
    public static readonly IndexDefinition ListedEventsByCategory = new("CategoryIndex", new("listedCategory", "startsAt"));
    public static readonly IndexDefinition LongListedEvents = new("LongIndex", new("listedLong", "startsAt"));
    public static readonly IndexDefinition UnfinishedEvents = new("RefundIndex", new("refundsDue")) { OfDueWork = true };

    /// <summary>
    /// Events with their ticket types. <c>listing</c> and <c>listedCategory</c> are set only while the event is public, <c>listedLong</c>
    /// only while a public event lasts longer than a month. RefundIndex lists unfinished work: <c>refundsDue</c> is <c>due</c> while a
    /// cancelled event still has registrations, and <c>change</c> while a change is to be announced. (It keeps its narrow name because an
    /// index cannot be renamed, and a table takes one new index per deployment.)
    /// </summary>
    public static readonly TableDefinition Events = new(
        "events",
        new("eventId"),
        EventsByOrganization,
        ListedEvents,
        ListedEventsByCategory,
        LongListedEvents,
        UnfinishedEvents
    )
    {
        Stream = true,
    };

    /// <summary>Free and held places of published events: a few counter items per event.</summary>
    public static readonly TableDefinition Inventory = new("inventory", new("eventId", "shard", KeyType.Number));

    public static readonly IndexDefinition RegistrationsByUser = new("UserIndex", new("userId", "createdAt"), "registrationId")
    {
        OfKeys = true,
    };

    /// <summary>
    /// Copies everything: an organizer who watches a sale reads all of it again and again, which would cost more from the table.
    /// </summary>
    public static readonly IndexDefinition RegistrationsByEvent = new("EventIndex", new("eventId", "createdAt"));
    public static readonly IndexDefinition RegistrationsByPayment = new("PaymentIndex", new("paymentIntentId"), "registrationId");
    public static readonly IndexDefinition DueRegistrations = new(
        "DueIndex",
        new("eventId", "dueAt", KeyType.Number),
        "registrationId",
        "allocations",
        "status",
        "inPayment"
    )
    {
        OfDueWork = true,
    };

    /// <summary>
    /// Registrations with their payments and refunds. <c>paymentIntentId</c> is the latest one; <c>dueAt</c> (milliseconds since 1970) is
    /// set only on registrations that the sweeper has to process, so DueIndex contains no others.
    /// </summary>
    public static readonly TableDefinition Registrations = new(
        "registrations",
        new("registrationId"),
        RegistrationsByUser,
        RegistrationsByEvent,
        RegistrationsByPayment,
        DueRegistrations
    )
    {
        Stream = true,
    };

    public static readonly IndexDefinition TicketsByRegistration = new("RegistrationIndex", new("registrationId"), "ticketId")
    {
        OfKeys = true,
    };
    public static readonly IndexDefinition TicketsByUser = new("UserIndex", new("userId", "issuedAt"), "ticketId") { OfKeys = true };
    public static readonly IndexDefinition TicketsByEvent = new("EventIndex", new("eventId", "changedAt"));
    public static readonly IndexDefinition TicketsByLocator = new("QRCodeIndex", new("locator"), "ticketId");

    /// <summary>
    /// Tickets. <c>locator</c> is the first part of the human code; <c>deleteAt</c> is two years after the event. A ticket that changes
    /// moves to the end of EventIndex: a reader that pages through it misses none, but may see one twice.
    /// </summary>
    public static readonly TableDefinition Tickets = new(
        "tickets",
        new("ticketId"),
        TicketsByRegistration,
        TicketsByUser,
        TicketsByEvent,
        TicketsByLocator
    )
    {
        TimeToLive = "deleteAt",
    };

    public static readonly IndexDefinition CheckInsByTime = new("TimeIndex", new("eventId", "receivedAt"));

    /// <summary>Every scan of an event, by the id that the device chose.</summary>
    public static readonly TableDefinition CheckIns = new("check-ins", new("eventId", "scanId"), CheckInsByTime) { Stream = true };

    public static readonly IndexDefinition MembersByUser = new("UserIndex", new("userId"));

    /// <summary>
    /// Members of organizations. <c>deleteAt</c> is set only for gate devices: it is when they end.
    /// </summary>
    public static readonly TableDefinition Members = new("members", new("organizationId", "userId"), MembersByUser)
    {
        Stream = true,
        TimeToLive = "deleteAt",
    };

    public static readonly TableDefinition Users = new("users", new("userId"));

    /// <summary>Where people are signed in. <c>deleteAt</c> is 30 days after a session was last seen.</summary>
    public static readonly TableDefinition Sessions = new("sessions", new("userId", "sessionId")) { TimeToLive = "deleteAt" };

    /// <summary>What each person has of each event: places, open holds, lapses. <c>deleteAt</c> is 13 months after the event.</summary>
    public static readonly TableDefinition Quotas = new("quotas", new("userId", "eventId")) { TimeToLive = "deleteAt" };

    public static readonly IndexDefinition DueNotifications = new(
        "DueIndex",
        new("notificationId", "dueAt", KeyType.Number),
        "registrationId"
    )
    {
        OfDueWork = true,
    };

    /// <summary>
    /// Mails to be sent, and sent ones. <c>dueAt</c> (milliseconds since 1970) is set only until a mail is sent or given up;
    /// <c>deleteAt</c> is three years after it was created, because a deleted mail could be sent again.
    /// </summary>
    public static readonly TableDefinition Notifications = new("notifications", new("notificationId"), DueNotifications)
    {
        TimeToLive = "deleteAt",
    };

    /// <summary>Requests with an Idempotency-Key, and their answers. <c>deleteAt</c> is two days later.</summary>
    public static readonly TableDefinition Requests = new("requests", new("requestId")) { TimeToLive = "deleteAt" };

    public static IReadOnlyList<TableDefinition> All => field ??= Declared.In<TableDefinition>(typeof(Tables));
}
