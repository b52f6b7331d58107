using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Taking places and giving them back.</summary>
public static class Selling
{
    /// <summary>
    /// Takes the places and writes the registration in one transaction. It first bets on one counter without reading; only when that one has
    /// too little are all of them read and the basket fitted in. Asked again with the same id, it answers what is there.
    /// </summary>
    public static async Task<Result<Registration>> Hold(App app, Event ev, Registration wish, CancellationToken stop)
    {
        var quota = await QuotaOf(app, wish.UserId, ev, stop);
        // Not left to the sweeper: they are open no more, and it counts that nobody paid them.
        if (quota.Lapsed(app.Now) is { Count: > 0 } lapsed)
        {
            await End(app, lapsed, stop);
            quota = await QuotaOf(app, wish.UserId, ev, stop);
        }

        var wanted = Inventory.Wanted(wish.Items);
        var preferred = (int)(BitConverter.ToUInt32(Ids.BodyOf(wish.RegistrationId)!, 12) % ev.InventoryShards);
        var allocations = Inventory.FromOne(preferred, wanted);
        for (var attempt = 0; attempt < app.Settings.Limits.Holds; attempt++)
        {
            // Asked twice at once, it may be the other call's hold that fills the quota: that is this caller's.
            if (quota.WhyNotHeld(wish, ev, app.Now) is { } refusal)
                return await app.Db.Registrations.Find(wish.RegistrationId, stop) is { } known ? known : refusal;
            var held = wish with { Allocations = allocations };
            var follow = CounterChanges(app, quota, null, held);
            var outcome = await app.Db.Write([app.Db.Registrations.Create(held), .. follow], stop);
            if (outcome.Committed) return held;
            if (outcome.Refused == 0) return (await app.Db.Registrations.Find(wish.RegistrationId, stop))!;
            if (outcome.Refused == follow.Count)
            {
                quota = await QuotaOf(app, wish.UserId, ev, stop);
                continue;
            }

            var shards = await app.Db.Counters.Snapshot(ev, stop);
            if (!shards.All(shard => shard.Open)) return Problem.Conflict("event_not_published", "This event is not open for registration.");
            if (Inventory.Allocate(shards, wanted, preferred) is { } found) allocations = found;
            else if (!await Reclaim(app, ev, stop))
            {
                // Asked twice at once, the other call may have taken the last places: they are this caller's.
                return await app.Db.Registrations.Find(wish.RegistrationId, stop) is { } there ? there : SoldOut(ev, Inventory.Sum(shards));
            }
        }

        throw new StoreBusyException("Too many buyers at once.");
    }

    /// <summary>What a registration takes and gives back when its state changes, and what its person has of the event then.</summary>
    public static async Task<IReadOnlyList<Change>> CounterChanges(App app, Registration before, Registration after, CancellationToken stop) => before.Status == after.Status
        ? []
        : CounterChanges(app, await app.Db.Quotas.Find(after.UserId, after.EventId, stop), before, after);

    /// <param name="quota">As it is stored; null when it is not, and nothing is taken.</param>
    /// <param name="before">Null for a new one.</param>
    /// <returns>Changes of counters, then that of the quota.</returns>
    public static IReadOnlyList<Change> CounterChanges(App app, Quota? quota, Registration? before, Registration after)
    {
        var places = app.Db.Counters.Changes(before, after);
        return quota?.With(before, after) is not { } next ? places
            : [.. places, next.Version == 0 ? app.Db.Quotas.Create(next.WithVersion(1)) : app.Db.Quotas.Save(next)];
    }

    /// <summary>
    /// The places of a cancelled registration follow who is inside by its void tickets: that is known later where a gate was offline, and may be
    /// taken back. Whoever is inside keeps a place if there is still one.
    /// </summary>
    /// <param name="ticket">A void ticket as it will be.</param>
    public static async Task<IReadOnlyList<Change>> FollowInside(App app, Ticket ticket, CancellationToken stop)
    {
        // With its event it has given up every place.
        if (await app.Db.Registrations.Find(ticket.RegistrationId, stop) is not { Status: RegistrationStatus.Cancelled } current
            || await app.Db.Events.Find(ticket.EventId, stop) is not { CancelledAt: null } ev) return [];
        var others = (await app.Db.Tickets.FindAll(current.TicketIds, stop)).Where(other => other.TicketId != ticket.TicketId);
        var used = Inventory.Used([.. others, ticket]);
        var kept = Inventory.Part(current.Allocations, used);
        if (Inventory.Beyond(current.Allocations, kept).Count == 0)
        {
            var missing = used.ToDictionary(pool => pool.Key, pool => pool.Value - kept.Where(part => part.Pool == pool.Key).Sum(part => part.Units));
            if (Inventory.Allocate(await app.Db.Counters.Snapshot(ev, stop), missing, preferred: 0) is { } taken) kept = [.. kept, .. taken.Where(part => part.Units > 0)];
        }

        return Release(app, current, kept).Changes;
    }

    /// <summary>The decision that a cancelled registration keeps these places only.</summary>
    public static Decision<Registration> Release(App app, Registration current, IReadOnlyList<Allocation> kept)
    {
        var next = current with { Allocations = kept };
        var places = app.Db.Counters.Changes(current, next);
        return places.Count == 0 ? new(current) : app.Db.Registrations.Saving(next, places);
    }

    public static async Task<Quota> QuotaOf(App app, string userId, Event ev, CancellationToken stop) =>
        await app.Db.Quotas.Find(userId, ev.EventId, stop) ?? Quota.New(userId, ev);

    private static Problem SoldOut(Event ev, Dictionary<string, long> free) =>
        Problem.Conflict("sold_out", "There are not enough places left.") with
        {
            Available = ev.TicketTypes.ToDictionary(type => type.TicketTypeId, type => Inventory.Available(free, type.TicketTypeId)),
        };

    /// <summary>Ends holds whose time is over but which nobody has swept yet: they must not turn a buyer away. False when there was none.</summary>
    private static async Task<bool> Reclaim(App app, Event ev, CancellationToken stop)
    {
        var lapsed = await app.Db.Due.Query(Ended(app, ev.EventId), stop, due => due.HasLapsed(app.Now));
        return await End(app, lapsed.Items.Select(due => due.RegistrationId), stop);
    }

    /// <returns>False when none was ended.</returns>
    /// <exception cref="PaymentsUnavailableException">The provider is in the way of all of them.</exception>
    private static async Task<bool> End(App app, IEnumerable<string> lapsed, CancellationToken stop)
    {
        var freed = false;
        Exception? failed = null;
        foreach (var registrationId in lapsed)
        {
            try
            {
                freed |= await Paying.ProcessDue(app, registrationId, stop) is { Status: not RegistrationStatus.Pending };
            }
            catch (Exception error) when (error is PaymentsUnavailableException or PaymentRefusedException)
            {
                // One that the provider is in the way of must not keep the others.
                failed = error;
            }
        }

        return freed || failed is null ? freed : throw new PaymentsUnavailableException("No lapsed hold could be ended yet.", failed);
    }

    /// <summary>What holds that have lapsed and not been ended have of an event: of so many as one buyer would end.</summary>
    public static async Task<IEnumerable<Allocation>> Lapsed(App app, string eventId, CancellationToken stop) =>
        (await app.Db.Due.Query(Ended(app, eventId), stop)).Items.Where(due => due.HasLapsed(app.Now)).SelectMany(due => due.Allocations);

    private static Query Ended(App app, string eventId) =>
        new(Tables.Registrations, "DueIndex", eventId) { To = app.Now.ToUnixTimeMilliseconds(), Limit = app.Settings.Limits.Reclaimed };
}
