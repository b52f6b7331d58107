using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Data;

/// <summary>
/// All collections of stored objects, and the one way to change them. A collection is created at its first use: the JSON metadata of all of
/// them would take a function two milliseconds at start.
/// </summary>
public sealed partial class Database(IStore store, Backoff? backoff = null, int maxTries = 20)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(128);
    private readonly Backoff _backoff = backoff ?? Backoff.Real;

    public Versioned<Event> Events =>
        field ??= new(
            store,
            Tables.Events,
            DataJson.Stored.Event,
            item => (item.EventId, null),
            item =>
                [
                    ("listing", item.IsListed ? Indexes.Public : null),
                    ("listedCategory", item.IsListed ? Letters.Folded(item.Category) : null),
                    ("listedLong", item.IsListed && item.EndsAt - item.StartsAt > Event.UsualDuration ? Indexes.Public : null),
                    (
                        "refundsDue",
                        item.RefundsDue ? Indexes.RefundsDue
                        : item.Announcement is not null ? Indexes.ChangeDue
                        : null
                    ),
                ]
        );

    public Versioned<Registration> Registrations =>
        field ??= new(
            store,
            Tables.Registrations,
            DataJson.Stored.Registration,
            item => (item.RegistrationId, null),
            item =>
                [
                    ("paymentIntentId", item.Payments.LastOrDefault()?.PaymentIntentId),
                    ("dueAt", item.DueAt?.ToUnixTimeMilliseconds()),
                    ("inPayment", item.Ledger.InPayment ? true : null),
                ]
        );

    /// <summary>Due registrations, as projected into DueIndex.</summary>
    public Collection<DueRegistration> Due =>
        field ??= new(store, Tables.Registrations, DataJson.Stored.DueRegistration, item => (item.RegistrationId, null));

    public Versioned<Ticket> Tickets =>
        field ??= new(
            store,
            Tables.Tickets,
            DataJson.Stored.Ticket,
            item => (item.TicketId, null),
            item => [("locator", item.Code.Locator), ("deleteAt", item.ExpiresAt.AddYears(2).ToUnixTimeSeconds())]
        );

    /// <summary>Tickets, as projected into QRCodeIndex.</summary>
    public Collection<LocatedTicket> Locators =>
        field ??= new(store, Tables.Tickets, DataJson.Stored.LocatedTicket, item => (item.TicketId, null));

    public Collection<CheckIn> CheckIns =>
        field ??= new(store, Tables.CheckIns, DataJson.Stored.CheckIn, item => (item.EventId, item.ScanId));

    public Collection<Session> Sessions =>
        field ??= new(
            store,
            Tables.Sessions,
            DataJson.Stored.Session,
            item => (item.UserId, item.SessionId),
            item => [("deleteAt", (item.LastSeenAt + Session.Memory).ToUnixTimeSeconds())]
        );

    public Collection<Membership> Members =>
        field ??= new(
            store,
            Tables.Members,
            DataJson.Stored.Membership,
            item => (item.OrganizationId, item.UserId),
            item => [("deleteAt", item.Device?.Until.ToUnixTimeSeconds())]
        );

    public Versioned<Person> People => field ??= new(store, Tables.Users, DataJson.Stored.Person, item => (item.UserId, null));

    public Versioned<Quota> Quotas =>
        field ??= new(
            store,
            Tables.Quotas,
            DataJson.Stored.Quota,
            item => (item.UserId, item.EventId),
            item => [("deleteAt", item.KeptUntil.ToUnixTimeSeconds())]
        );

    public Versioned<Notification> Notifications =>
        field ??= new(
            store,
            Tables.Notifications,
            DataJson.Stored.Notification,
            item => (item.NotificationId, null),
            item => [("deleteAt", item.KeptUntil.ToUnixTimeSeconds()), ("dueAt", item.DueAt?.ToUnixTimeMilliseconds())]
        );

    /// <summary>Unsent mails, as projected into DueIndex.</summary>
    public Collection<DueNotification> DueNotifications =>
        field ??= new(store, Tables.Notifications, DataJson.Stored.DueNotification, item => (item.NotificationId, null));

    public Versioned<AnsweredRequest> Requests =>
        field ??= new(
            store,
            Tables.Requests,
            DataJson.Stored.AnsweredRequest,
            item => (item.RequestId, null),
            item => [("deleteAt", item.ReceivedAt.AddDays(2).ToUnixTimeSeconds())]
        );

    public Counters Counters => field ??= new(store);

    /// <summary>
    /// Loads, decides and saves, under optimistic concurrency. <paramref name="decide"/> reads the current state and returns what to write;
    /// after a conflict it runs again, so it must be free of side effects or idempotent.
    /// </summary>
    /// <exception cref="StoreBusyException">Every attempt met a conflict, or the store is unavailable.</exception>
    public async Task<Result<T>> Decide<T>(Func<Task<Decision<T>>> decide, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= maxTries; attempt++)
        {
            var decision = await decide();
            if (decision.Changes.Count == 0 || (await store.Write(decision.Changes, stop)).Committed)
                return decision.Result;
            await _backoff.Wait(attempt, FirstPause, LongestPause, stop);
        }

        throw new StoreBusyException("Concurrent writes intervened in every attempt.");
    }

    /// <summary>The change that has older tokens of a person refused, for a decision.</summary>
    public async Task<Change> Revoke(Revocation revocation, CancellationToken stop) =>
        await Revocations.Find(Revocation.Scope, revocation.UserId, stop) is { } current
            ? Revocations.Save(current.Or(revocation))
            : Revocations.Create(revocation);

    /// <summary>Writes once, without a retry after a conflict: for callers that handle a refusal.</summary>
    public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop) => store.Write(changes, stop);
}
