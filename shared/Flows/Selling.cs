using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Takes places and returns them.</summary>
public static class Selling
{
    /// <summary>
    /// Takes the places and writes the registration in one transaction. Tries one shard first, without reading it; only when that one has
    /// too little, reads all shards and allocates from several. Idempotent by registration id.
    /// </summary>
    public static async Task<Result<Registration>> Hold(App app, Event ev, Registration wish, CancellationToken stop)
    {
        var quota = await QuotaOf(app, wish.UserId, ev, stop);
        // Do not leave lapsed holds to the sweeper: the quota still counts them as open, and not yet as lapses.
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
            // A concurrent retry of the same request may have filled the quota; return its registration.
            if (quota.WhyNotHeld(wish, ev, app.Now) is { } refusal)
                return await app.Db.Registrations.Find(wish.RegistrationId, stop) is { } known ? known : refusal;
            var held = wish with { Allocations = allocations };
            var follow = CounterChanges(app, quota, null, held);
            var outcome = await app.Db.Write([app.Db.Registrations.Create(held), .. follow], stop);
            if (outcome.Committed)
                return held;
            if (outcome.Refused == 0)
                return (await app.Db.Registrations.Find(wish.RegistrationId, stop))!;
            if (outcome.Refused == follow.Count)
            {
                quota = await QuotaOf(app, wish.UserId, ev, stop);
                continue;
            }

            var shards = await app.Db.Counters.Snapshot(ev, stop);
            if (!shards.All(shard => shard.Open))
                return Problem.Conflict("event_not_published", "This event is not open for registration.");
            if (Inventory.Allocate(shards, wanted, preferred) is { } found)
                allocations = found;
            else if (!await Reclaim(app, ev, stop))
            {
                // A concurrent retry of the same request may have taken the last places; return its registration.
                return await app.Db.Registrations.Find(wish.RegistrationId, stop) is { } there ? there : SoldOut(ev, Inventory.Sum(shards));
            }
        }

        throw new StoreBusyException("Too many buyers at once.");
    }

    /// <summary>The changes of counters and quota when a registration's status changes.</summary>
    public static async Task<IReadOnlyList<Change>> CounterChanges(
        App app,
        Registration before,
        Registration after,
        CancellationToken stop
    ) =>
        before.Status == after.Status
            ? []
            : CounterChanges(app, await app.Db.Quotas.Find(after.UserId, after.EventId, stop), before, after);

    /// <param name="quota">As it is stored, or a new one; null when none is stored and nothing is taken.</param>
    /// <param name="before">Null for a new registration.</param>
    /// <returns>Changes of counters, then the one of the quota.</returns>
    public static IReadOnlyList<Change> CounterChanges(App app, Quota? quota, Registration? before, Registration after)
    {
        var places = app.Db.Counters.Changes(before, after);
        return quota?.With(before, after) is not { } next
            ? places
            : [.. places, next.Version == 0 ? app.Db.Quotas.Create(next.WithVersion(1)) : app.Db.Quotas.Save(next)];
    }

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
        if (Inventory.Beyond(current.Allocations, kept).Count == 0)
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

    private static Problem SoldOut(Event ev, Dictionary<string, long> free) =>
        Problem.Conflict("sold_out", "There are not enough places left.") with
        {
            Available = ev.TicketTypes.ToDictionary(type => type.TicketTypeId, type => Inventory.Available(free, type.TicketTypeId)),
        };

    /// <summary>
    /// Ends expired holds that the sweeper has not ended yet, so that they turn no buyer away. False when there was none.
    /// </summary>
    private static async Task<bool> Reclaim(App app, Event ev, CancellationToken stop)
    {
        var lapsed = await Ended(app, ev.EventId).Where(due => due.HasLapsed(app.Now)).Page(stop);
        return await End(app, lapsed.Items.Select(due => due.RegistrationId), stop);
    }

    /// <returns>False when none was ended.</returns>
    /// <exception cref="PaymentsUnavailableException">The provider failed, and no hold could be ended.</exception>
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
                // A failure of the provider for one hold must not keep the others from ending.
                failed = error;
            }
        }

        return freed || failed is null ? freed : throw new PaymentsUnavailableException("No lapsed hold could be ended yet.", failed);
    }

    /// <summary>The units of lapsed holds that have not been ended: of as many holds as one buyer's request would end.</summary>
    public static async Task<IEnumerable<Allocation>> Lapsed(App app, string eventId, CancellationToken stop) =>
        (await Ended(app, eventId).Page(stop)).Items.Where(due => due.HasLapsed(app.Now)).SelectMany(due => due.Allocations);

    private static QueryOf<DueRegistration> Ended(App app, string eventId) =>
        app.Db.Due.OfEvent(eventId, app.Now).Take(app.Settings.Limits.Reclaimed);
}
