using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Data;

/// <summary>What a DueIndex knows: something to be seen to about a registration, and when, in milliseconds since 1970.</summary>
public interface IDue
{
    string RegistrationId { get; }

    long DueAt { get; }
}

/// <summary>A registration with something owed: a hold to end, a refund to make, tickets to issue.</summary>
/// <param name="DueAt">Millisecond since 1970.</param>
public sealed record DueRegistration(
    string RegistrationId, string EventId, RegistrationStatus Status, IReadOnlyList<Allocation> Allocations, long DueAt, bool InPayment = false) : IDue
{
    /// <summary>Whether it is a hold whose time is over; its places are free whether or not anybody has swept it.</summary>
    public bool HasLapsed(DateTimeOffset now) => Status == RegistrationStatus.Pending && !InPayment && DueAt <= now.ToUnixTimeMilliseconds();
}

/// <summary>A mail that is not sent yet.</summary>
/// <param name="DueAt">Millisecond since 1970.</param>
public sealed record DueNotification(string NotificationId, string RegistrationId, long DueAt) : IDue;

public sealed record LocatedTicket(string TicketId);

/// <summary>A request that came with an Idempotency-Key.</summary>
/// <param name="Fingerprint">Of what was asked: the same key with another one is a mistake.</param>
/// <param name="Status">Of the answer; null while there is none.</param>
public sealed record AnsweredRequest(string RequestId, string Fingerprint, DateTimeOffset ReceivedAt, int? Status = null, string? Body = null, int Version = 0)
    : IVersioned<AnsweredRequest>
{
    public AnsweredRequest WithVersion(int version) => this with { Version = version };
}

/// <summary>What a decision wants written, and what to answer once it is.</summary>
public sealed record Decision<T>(T Value, params IReadOnlyList<Change> Changes);

/// <summary>All that is stored, by what it is, and the one way to change it.</summary>
public sealed class Database(IStore store, Backoff? backoff = null, int maxTries = 20)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(128);
    private readonly Backoff _backoff = backoff ?? Backoff.Real;

    public Versioned<Event> Events { get; } = new(store, Tables.Events, DataJson.Stored.Event, item => (item.EventId, null), item =>
    [
        ("listing", item.Status == EventStatus.Published ? "public" : null),
        ("listedCategory", item.Status == EventStatus.Published ? Letters.Folded(item.Category) : null),
        ("listedLong", item.Status == EventStatus.Published && item.EndsAt - item.StartsAt > Event.UsualDuration ? "public" : null),
        ("refundsDue", item.RefundsDue ? "due" : item.Announcement is not null ? "change" : null),
    ]);

    public Versioned<Registration> Registrations { get; } = new(store, Tables.Registrations, DataJson.Stored.Registration, item => (item.RegistrationId, null), item =>
    [
        ("paymentIntentId", item.Payments.LastOrDefault()?.PaymentIntentId),
        ("dueAt", item.DueAt?.ToUnixTimeMilliseconds()),
        ("inPayment", item.InPayment ? true : null),
    ]);

    /// <summary>What DueIndex knows of registrations that are due.</summary>
    public Collection<DueRegistration> Due { get; } = new(store, Tables.Registrations, DataJson.Stored.DueRegistration, item => (item.RegistrationId, null));

    public Versioned<Ticket> Tickets { get; } = new(store, Tables.Tickets, DataJson.Stored.Ticket, item => (item.TicketId, null), item =>
    [
        ("locator", item.Code.Locator),
        ("deleteAt", item.ExpiresAt.AddYears(2).ToUnixTimeSeconds()),
    ]);

    /// <summary>What QRCodeIndex knows of tickets.</summary>
    public Collection<LocatedTicket> Locators { get; } = new(store, Tables.Tickets, DataJson.Stored.LocatedTicket, item => (item.TicketId, null));

    public Collection<CheckIn> CheckIns { get; } = new(store, Tables.CheckIns, DataJson.Stored.CheckIn, item => (item.EventId, item.ScanId));

    public Collection<Membership> Members { get; } = new(store, Tables.Members, DataJson.Stored.Membership, item => (item.OrganizationId, item.UserId));

    public Versioned<Person> People { get; } = new(store, Tables.Users, DataJson.Stored.Person, item => (item.UserId, null));

    public Versioned<Quota> Quotas { get; } = new(store, Tables.Quotas, DataJson.Stored.Quota, item => (item.UserId, item.EventId),
        item => [("deleteAt", item.KeptUntil.ToUnixTimeSeconds())]);

    public Versioned<Notification> Notifications { get; } = new(store, Tables.Notifications, DataJson.Stored.Notification, item => (item.NotificationId, null),
        item => [("deleteAt", item.CreatedAt.AddYears(3).ToUnixTimeSeconds()), ("dueAt", item.DueAt?.ToUnixTimeMilliseconds())]);

    /// <summary>What DueIndex knows of mails that are not sent.</summary>
    public Collection<DueNotification> DueNotifications { get; } = new(store, Tables.Notifications, DataJson.Stored.DueNotification, item => (item.NotificationId, null));

    public Versioned<AnsweredRequest> Requests { get; } = new(store, Tables.Requests, DataJson.Stored.AnsweredRequest, item => (item.RequestId, null),
        item => [("deleteAt", item.ReceivedAt.AddDays(2).ToUnixTimeSeconds())]);

    public Counters Counters { get; } = new(store);

    /// <summary>
    /// Loads, decides, saves. <paramref name="decide"/> sees the state as it is and says what to write; when another write came between, it
    /// decides again on the new state, so it must be free of effects or harmless to repeat.
    /// </summary>
    public async Task<Result<T>> Decide<T>(Func<Task<Result<Decision<T>>>> decide, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= maxTries; attempt++)
        {
            if ((await decide()).Refused(out var problem, out var decision)) return problem;
            if (decision.Changes.Count == 0 || (await store.Write(decision.Changes, stop)).Committed) return decision.Value;
            await _backoff.Wait(attempt, FirstPause, LongestPause, stop);
        }

        throw new StoreBusyException("Another write came between every time.");
    }

    /// <summary>Writes without a second try: the caller knows what a refusal means.</summary>
    public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop) => store.Write(changes, stop);
}
