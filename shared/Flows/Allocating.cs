using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>The changes of counters and quotas that belong into the write of a registration that takes or returns places.</summary>
public static class Allocating
{
    /// <summary>The changes of counters and quota when a registration's status changes.</summary>
    public static async Task<IReadOnlyList<Change>> Changes(App app, Registration before, Registration after, CancellationToken stop) =>
        before.Status == after.Status ? [] : Changes(app, await app.Db.Quotas.Find(after.UserId, after.EventId, stop), before, after);

    /// <param name="quota">As it is stored, or a new one; null when none is stored and nothing is taken.</param>
    /// <param name="before">Null for a new registration.</param>
    /// <returns>Changes of counters, then the one of the quota.</returns>
    public static IReadOnlyList<Change> Changes(App app, Quota? quota, Registration? before, Registration after)
    {
        var places = app.Db.Counters.Changes(before, after);
        return quota?.With(before, after) is not { } next ? places : [.. places, Stored(app, next)];
    }

    /// <summary>The change that stores a quota, which may be new.</summary>
    public static Change Stored(App app, Quota quota) =>
        quota.Version == 0 ? app.Db.Quotas.Create(quota.WithVersion(1)) : app.Db.Quotas.Save(quota);

    /// <summary>
    /// Adjusts the places of a cancelled registration to the number of people inside by its void tickets: scans of offline gates arrive
    /// late, and check-ins can be undone. Whoever is inside keeps a place if one is free.
    /// </summary>
    /// <param name="ticket">A void ticket after its change.</param>
    public static async Task<IReadOnlyList<Change>> FollowInside(App app, Ticket ticket, CancellationToken stop)
    {
        // When the event is cancelled, every place is free already.
        if (
            await app.Db.Registrations.Find(ticket.RegistrationId, stop) is not { Status: RegistrationStatus.Cancelled } current
            || await app.Db.Events.Find(ticket.EventId, stop) is not { CancelledAt: null } ev
        )
            return [];
        var others = (await app.Db.Tickets.FindAll(current.TicketIds, stop)).Where(other => other.TicketId != ticket.TicketId);
        var used = Inventory.Used([.. others, ticket]);
        var kept = Inventory.Part(current.Allocations, used);
        // Closed counters give no place: while sales are suspended, whoever is inside late has none.
        if (!ev.Suspended && Inventory.Beyond(current.Allocations, kept).Count == 0)
        {
            var missing = used.ToDictionary(
                pool => pool.Key,
                pool => pool.Value - kept.Where(part => part.Pool == pool.Key).Sum(part => part.Units)
            );
            if (Inventory.Allocate(await app.Db.Counters.Snapshot(ev, stop), missing, preferred: 0) is { } taken)
                kept = [.. kept, .. taken.Where(part => part.Units > 0)];
        }

        return Release(app, current, kept).Changes;
    }

    /// <summary>The decision that a cancelled registration keeps these places only.</summary>
    public static Decision<Registration> Release(App app, Registration current, IReadOnlyList<Allocation> kept)
    {
        var next = current with { Allocations = kept };
        var places = app.Db.Counters.Changes(current, next);
        return places.Count == 0 ? current : app.Db.Registrations.Save(current, next, places);
    }

    public static async Task<Quota> QuotaOf(App app, string userId, Event ev, CancellationToken stop) =>
        await app.Db.Quotas.Find(userId, ev.EventId, stop) ?? Quota.New(userId, ev);
}
