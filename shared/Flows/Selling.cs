using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Holds places for buyers.</summary>
public static class Selling
{
    /// <summary>
    /// Takes the places and writes the registration in one transaction. Tries one shard first, without reading it; only when that one has
    /// too little, reads all shards and allocates from several. Idempotent by registration id.
    /// </summary>
    public static async Task<Result<Registration>> Hold(App app, Event ev, Registration requested, CancellationToken stop)
    {
        var quota = await Allocating.QuotaOf(app, requested.UserId, ev, stop);
        // Do not leave lapsed holds to the sweeper: the quota still counts them as open, and not yet as lapses.
        if (quota.Lapsed(app.Now) is { Count: > 0 } lapsed)
        {
            await End(app, lapsed, stop);
            quota = await Allocating.QuotaOf(app, requested.UserId, ev, stop);
        }

        var wanted = Inventory.Wanted(requested.Items);
        var preferred = (int)(BitConverter.ToUInt32(Ids.BodyOf(requested.RegistrationId)!, 12) % ev.InventoryShards);
        var allocations = Inventory.FromOne(preferred, wanted);
        for (var attempt = 0; attempt < app.Settings.Limits.Holds; attempt++)
        {
            // A concurrent retry of the same request may have filled the quota; return its registration.
            if (quota.WhyNotHeld(requested, ev, app.Now) is { } refusal)
                return await app.Db.Registrations.Find(requested.RegistrationId, stop) is { } known ? known : refusal;
            var held = requested with { Allocations = allocations };
            var follow = Allocating.Changes(app, quota, null, held);
            var outcome = await app.Db.Write([app.Db.Registrations.Create(held), .. follow], stop);
            if (outcome.Committed)
                return held;
            if (outcome.Refused == 0)
                return (await app.Db.Registrations.Find(requested.RegistrationId, stop))!;
            if (outcome.Refused == follow.Count)
            {
                quota = await Allocating.QuotaOf(app, requested.UserId, ev, stop);
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
                return await app.Db.Registrations.Find(requested.RegistrationId, stop) is { } there
                    ? there
                    : SoldOut(ev, Inventory.Sum(shards));
            }
        }

        throw new StoreBusyException("Too many buyers at once.");
    }

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
