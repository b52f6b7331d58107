using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Data;

/// <summary>An entry of a DueIndex: unfinished work on a registration, and when it is due, in milliseconds since 1970.</summary>
public interface IDue
{
    string RegistrationId { get; }

    long DueAt { get; }
}

/// <summary>A registration with unfinished work: a hold to end, a refund to make, tickets to issue.</summary>
/// <param name="DueAt">Milliseconds since 1970.</param>
public sealed record DueRegistration(
    string RegistrationId,
    string EventId,
    RegistrationStatus Status,
    IReadOnlyList<Allocation> Allocations,
    long DueAt,
    bool InPayment = false
) : IDue
{
    /// <summary>Whether it is an expired hold. Its places count as free whether or not the sweeper has ended it.</summary>
    public bool HasLapsed(DateTimeOffset now) =>
        Status == RegistrationStatus.Pending && !InPayment && DueAt <= now.ToUnixTimeMilliseconds();
}

/// <summary>A mail that is not sent yet.</summary>
/// <param name="DueAt">Milliseconds since 1970.</param>
public sealed record DueNotification(string NotificationId, string RegistrationId, long DueAt) : IDue;

public sealed record LocatedTicket(string TicketId);

/// <summary>A request that came with an Idempotency-Key.</summary>
/// <param name="Fingerprint">Hash of the request: the same key with another fingerprint is refused.</param>
/// <param name="Status">HTTP status of the answer; null while there is none.</param>
public sealed record AnsweredRequest(
    string RequestId,
    string Fingerprint,
    DateTimeOffset ReceivedAt,
    int? Status = null,
    string? Body = null,
    int Version = 0
) : IVersioned<AnsweredRequest>
{
    public AnsweredRequest WithVersion(int version) => this with { Version = version };
}

/// <summary>The changes to write, and the value to return once they are written.</summary>
public sealed record Decision<T>(T Value, params IReadOnlyList<Change> Changes);

/// <summary>All collections of stored objects, and the one way to change them.</summary>
public sealed partial class Database(IStore store, Backoff? backoff = null, int maxTries = 20)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(128);
    private readonly Backoff _backoff = backoff ?? Backoff.Real;

    public Versioned<Event> Events { get; } =
        new(
            store,
            Tables.Events,
            DataJson.Stored.Event,
            item => (item.EventId, null),
            item =>
                [
                    ("listing", item.Status == EventStatus.Published ? "public" : null),
                    ("listedCategory", item.Status == EventStatus.Published ? Letters.Folded(item.Category) : null),
                    (
                        "listedLong",
                        item.Status == EventStatus.Published && item.EndsAt - item.StartsAt > Event.UsualDuration ? "public" : null
                    ),
                    (
                        "refundsDue",
                        item.RefundsDue ? "due"
                        : item.Announcement is not null ? "change"
                        : null
                    ),
                ]
        );

    public Versioned<Registration> Registrations { get; } =
        new(
            store,
            Tables.Registrations,
            DataJson.Stored.Registration,
            item => (item.RegistrationId, null),
            item =>
                [
                    ("paymentIntentId", item.Payments.LastOrDefault()?.PaymentIntentId),
                    ("dueAt", item.DueAt?.ToUnixTimeMilliseconds()),
                    ("inPayment", item.InPayment ? true : null),
                ]
        );

    /// <summary>Due registrations, as projected into DueIndex.</summary>
    public Collection<DueRegistration> Due { get; } =
        new(store, Tables.Registrations, DataJson.Stored.DueRegistration, item => (item.RegistrationId, null));

    public Versioned<Ticket> Tickets { get; } =
        new(
            store,
            Tables.Tickets,
            DataJson.Stored.Ticket,
            item => (item.TicketId, null),
            item => [("locator", item.Code.Locator), ("deleteAt", item.ExpiresAt.AddYears(2).ToUnixTimeSeconds())]
        );

    /// <summary>Tickets, as projected into QRCodeIndex.</summary>
    public Collection<LocatedTicket> Locators { get; } =
        new(store, Tables.Tickets, DataJson.Stored.LocatedTicket, item => (item.TicketId, null));

    public Collection<CheckIn> CheckIns { get; } =
        new(store, Tables.CheckIns, DataJson.Stored.CheckIn, item => (item.EventId, item.ScanId));

    public Collection<Membership> Members { get; } =
        new(store, Tables.Members, DataJson.Stored.Membership, item => (item.OrganizationId, item.UserId));

    public Versioned<Person> People { get; } = new(store, Tables.Users, DataJson.Stored.Person, item => (item.UserId, null));

    public Versioned<Quota> Quotas { get; } =
        new(
            store,
            Tables.Quotas,
            DataJson.Stored.Quota,
            item => (item.UserId, item.EventId),
            item => [("deleteAt", item.KeptUntil.ToUnixTimeSeconds())]
        );

    public Versioned<Notification> Notifications { get; } =
        new(
            store,
            Tables.Notifications,
            DataJson.Stored.Notification,
            item => (item.NotificationId, null),
            item => [("deleteAt", item.CreatedAt.AddYears(3).ToUnixTimeSeconds()), ("dueAt", item.DueAt?.ToUnixTimeMilliseconds())]
        );

    /// <summary>Unsent mails, as projected into DueIndex.</summary>
    public Collection<DueNotification> DueNotifications { get; } =
        new(store, Tables.Notifications, DataJson.Stored.DueNotification, item => (item.NotificationId, null));

    public Versioned<AnsweredRequest> Requests { get; } =
        new(
            store,
            Tables.Requests,
            DataJson.Stored.AnsweredRequest,
            item => (item.RequestId, null),
            item => [("deleteAt", item.ReceivedAt.AddDays(2).ToUnixTimeSeconds())]
        );

    public Counters Counters { get; } = new(store);

    /// <summary>
    /// Loads, decides and saves, under optimistic concurrency. <paramref name="decide"/> reads the current state and returns what to write;
    /// after a conflict it runs again, so it must be free of side effects or idempotent.
    /// </summary>
    /// <exception cref="StoreBusyException">Every attempt met a conflict, or the store is unavailable.</exception>
    public async Task<Result<T>> Decide<T>(Func<Task<Result<Decision<T>>>> decide, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= maxTries; attempt++)
        {
            if ((await decide()).Refused(out var problem, out var decision))
                return problem;
            if (decision.Changes.Count == 0 || (await store.Write(decision.Changes, stop)).Committed)
                return decision.Value;
            await _backoff.Wait(attempt, FirstPause, LongestPause, stop);
        }

        throw new StoreBusyException("Another write came between every time.");
    }

    /// <summary>Writes once, without a retry after a conflict: for callers that handle a refusal.</summary>
    public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop) => store.Write(changes, stop);
}
