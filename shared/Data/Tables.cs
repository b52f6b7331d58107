namespace EventTicketing.Data;

public enum KeyType { Text, Number }

/// <param name="Partition">Attribute of the partition key; always text.</param>
/// <param name="Sort">Attribute of the sort key; null when there is none.</param>
public sealed record KeySchema(string Partition, string? Sort = null, KeyType SortType = KeyType.Text);

/// <param name="Projected">The attributes copied into the index besides the keys; empty copies all of them.</param>
public sealed record IndexDefinition(string Name, KeySchema Key, params IReadOnlyList<string> Projected)
{
    /// <summary>Holds only what has to be done, so that it may be read as a whole.</summary>
    public bool OfDueWork { get; init; }

    /// <summary>What has to be named to be copied: a table's own keys always are.</summary>
    public IReadOnlyList<string> CopiedBeside(KeySchema ofTable) => [.. Projected.Where(name => name != ofTable.Partition && name != ofTable.Sort)];
}

public sealed record TableDefinition(string Name, KeySchema Key, params IReadOnlyList<IndexDefinition> Indexes)
{
    /// <summary>Whether workers are fed from its changes (new and old images).</summary>
    public bool Stream { get; init; }

    /// <summary>Attribute with the second since 1970 after which the item may be deleted; null when items stay.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>As it is called in AWS and on the local engine, for example <c>event-ticketing-events-dev</c>.</summary>
    public string NameIn(string stage) => $"event-ticketing-{Name}-{stage}";
}

/// <summary>Every table, key and index there is. The cloud's stacks, the local engine and the store all read this page.</summary>
public static class Tables
{
    /// <summary>
    /// Events with their ticket types. <c>listing</c> and <c>listedCategory</c> are there only while the public may see the event,
    /// <c>listedLong</c> only if it lasts longer than a month besides. RefundIndex lists what workers still have to do: <c>refundsDue</c> is
    /// <c>due</c> while a cancelled event still has registrations, and <c>change</c> while people with tickets are to be told of a change. (An
    /// index cannot be renamed, and a table takes one new index per deployment.)
    /// </summary>
    public static readonly TableDefinition Events = new("events", new("eventId"),
        new IndexDefinition("OrganizerIndex", new("organizationId", "startsAt")),
        new IndexDefinition("DateIndex", new("listing", "startsAt")),
        new IndexDefinition("CategoryIndex", new("listedCategory", "startsAt")),
        new IndexDefinition("LongIndex", new("listedLong", "startsAt")),
        new IndexDefinition("RefundIndex", new("refundsDue")) { OfDueWork = true }) { Stream = true };

    /// <summary>Free places of published events: a few counters per event, with one number per pool.</summary>
    public static readonly TableDefinition Inventory = new("inventory", new("eventId", "shard", KeyType.Number));

    /// <summary>
    /// Registrations with their payments and refunds. <c>paymentIntentId</c> is the latest one; <c>dueAt</c> (millisecond since 1970) is there only
    /// while something is owed, so DueIndex holds open holds and unfinished work and nothing else.
    /// </summary>
    public static readonly TableDefinition Registrations = new("registrations", new("registrationId"),
        new IndexDefinition("UserIndex", new("userId", "createdAt")),
        new IndexDefinition("EventIndex", new("eventId", "createdAt")),
        new IndexDefinition("PaymentIndex", new("paymentIntentId"), "registrationId"),
        new IndexDefinition("DueIndex", new("eventId", "dueAt", KeyType.Number), "registrationId", "allocations", "status", "inPayment") { OfDueWork = true }) { Stream = true };

    /// <summary>
    /// Tickets. <c>locator</c> is the findable part of the human code; <c>deleteAt</c> is two years after the event. In EventIndex a ticket that
    /// changes moves to the end: who reads on misses none, but may meet one twice.
    /// </summary>
    public static readonly TableDefinition Tickets = new("tickets", new("ticketId"),
        new IndexDefinition("RegistrationIndex", new("registrationId")),
        new IndexDefinition("UserIndex", new("userId", "issuedAt")),
        new IndexDefinition("EventIndex", new("eventId", "changedAt")),
        new IndexDefinition("QRCodeIndex", new("locator"), "ticketId")) { TimeToLive = "deleteAt" };

    /// <summary>Every scan of an event by the id that its device gave it.</summary>
    public static readonly TableDefinition CheckIns = new("check-ins", new("eventId", "scanId"),
        new IndexDefinition("TimeIndex", new("eventId", "receivedAt")));

    /// <summary>Who acts for which organization.</summary>
    public static readonly TableDefinition Members = new("members", new("organizationId", "userId"),
        new IndexDefinition("UserIndex", new("userId")));

    public static readonly TableDefinition Users = new("users", new("userId"));

    /// <summary>What each person has of each event. <c>deleteAt</c> is 13 months after the event.</summary>
    public static readonly TableDefinition Quotas = new("quotas", new("userId", "eventId")) { TimeToLive = "deleteAt" };

    /// <summary>
    /// Mails owed and sent. <c>dueAt</c> (millisecond since 1970) is there only while one is to be tried again; <c>deleteAt</c> is three years
    /// after it was first owed: what is forgotten would be sent again.
    /// </summary>
    public static readonly TableDefinition Notifications = new("notifications", new("notificationId"),
        new IndexDefinition("DueIndex", new("notificationId", "dueAt", KeyType.Number), "registrationId") { OfDueWork = true }) { TimeToLive = "deleteAt" };

    /// <summary>What was asked under an Idempotency-Key, and how it was answered. <c>deleteAt</c> is two days later.</summary>
    public static readonly TableDefinition Requests = new("requests", new("requestId")) { TimeToLive = "deleteAt" };

    public static readonly IReadOnlyList<TableDefinition> All =
        [Events, Inventory, Registrations, Tickets, CheckIns, Members, Users, Quotas, Notifications, Requests];
}
