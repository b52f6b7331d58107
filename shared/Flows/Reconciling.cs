using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>A mismatch between the registrations and the counters or tickets derived from them.</summary>
/// <param name="Subject">
/// What was counted: the free or held units of a pool, the valid tickets of a registration, or the ledger entries of a registration.
/// </param>
public sealed record Difference(string EventId, string Subject, long Expected, long Found)
{
    public override string ToString() => $"{EventId}: {Subject}: expected {Expected}, found {Found}";
}

/// <summary>
/// Recomputes from the registrations, the source of truth, how many units of each pool must be free and held and how many tickets must be
/// valid, and which entries the ledger must have. Changes nothing but what is missing in the ledger, when asked to.
/// </summary>
public static class Reconciling
{
    private const int Looks = 3;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <param name="eventId">The event to reconcile; null for every event.</param>
    public static Task<IReadOnlyList<Difference>> Reconcile(Database db, string? eventId, CancellationToken stop) =>
        OfEvents(db, eventId, id => Lasting(() => Differences(db, id, stop), stop), stop);

    /// <summary>Compares the ledger with what follows from the registrations, and perhaps writes what is missing.</summary>
    /// <param name="eventId">The event whose registrations are compared; null for every event.</param>
    /// <returns>For each registration how many entries should be there, and how many were there before.</returns>
    public static Task<IReadOnlyList<Difference>> ReconcileLedger(Database db, string? eventId, bool repair, CancellationToken stop) =>
        OfEvents(
            db,
            eventId,
            async id =>
            {
                var differences = await Lasting(() => InLedger(db, id, repair: false, stop), stop);
                if (repair && differences.Count > 0)
                    await InLedger(db, id, repair: true, stop);
                return differences;
            },
            stop
        );

    private static async Task<IReadOnlyList<Difference>> InLedger(Database db, string eventId, bool repair, CancellationToken stop)
    {
        List<Difference> differences = [];
        await foreach (var page in db.Registrations.OfEvent(eventId).Pages(stop))
        {
            var missing = await Bookkeeping.Missing(db, page, stop);
            if (repair)
                await Bookkeeping.Create(db, missing, summedBefore: DateTimeOffset.MaxValue, stop);
            foreach (var (id, count) in missing.CountBy(entry => entry.RegistrationId))
            {
                var expected = LedgerEntry.Of(page.Last(registration => registration.RegistrationId == id)).Count();
                differences.Add(new(eventId, $"{id} in the ledger", expected, expected - count));
            }
        }

        return differences;
    }

    private static async Task<IReadOnlyList<Difference>> OfEvents(
        Database db,
        string? eventId,
        Func<string, Task<IReadOnlyList<Difference>>> of,
        CancellationToken stop
    )
    {
        if (eventId is not null)
            return await of(eventId);
        List<Difference> differences = [];
        await foreach (var ev in All(cursor => db.Events.Scan(null, cursor, stop)))
            differences.AddRange(await of(ev.EventId));
        return differences;
    }

    /// <summary>
    /// Differences that stay the same over several reads. The reads are not a snapshot, and indexes lag: a concurrent sale looks like a
    /// difference once.
    /// </summary>
    private static async Task<IReadOnlyList<Difference>> Lasting(Func<Task<IReadOnlyList<Difference>>> look, CancellationToken stop)
    {
        var differences = await look();
        for (var looks = 1; looks < Looks && differences.Count > 0; looks++)
        {
            await Task.Delay(BetweenLooks, stop);
            differences = [.. differences.Intersect(await look())];
        }

        return differences;
    }

    private static async Task<IReadOnlyList<Difference>> Differences(Database db, string eventId, CancellationToken stop)
    {
        if (await db.Events.Find(eventId, stop) is not { } ev)
            return [new(eventId, "event", 1, 0)];
        var expected = ev.InventoryShards == 0 ? [] : Inventory.PoolsOf(ev);
        Dictionary<string, long> held = new(StringComparer.Ordinal);
        Dictionary<string, (long Expected, long Found)> tickets = new(StringComparer.Ordinal);
        await foreach (var registration in All(cursor => db.Registrations.OfEvent(eventId).After(cursor).Page(stop)))
        {
            foreach (var taken in registration.Allocations)
                expected[taken.Pool] = expected.GetValueOrDefault(taken.Pool) - taken.Units;
            foreach (var taken in registration.Status == RegistrationStatus.Pending ? registration.Allocations : [])
                held[taken.Pool] = held.GetValueOrDefault(taken.Pool) + taken.Units;
            // Tickets that have not been issued yet are not missing.
            if (registration.Status == RegistrationStatus.Confirmed)
                tickets[registration.RegistrationId] = (registration.TicketIds.Count, 0);
        }

        await foreach (var ticket in All(cursor => db.Tickets.OfEvent(eventId).After(cursor).Page(stop)))
        {
            if (ticket.Status == TicketStatus.Void)
                continue;
            var counts = tickets.GetValueOrDefault(ticket.RegistrationId);
            tickets[ticket.RegistrationId] = counts with { Found = counts.Found + 1 };
        }

        var shards = await db.Counters.Snapshot(ev, stop);
        var (free, heldThere) = (Inventory.Sum(shards), Inventory.SumHeld(shards));
        return
        [
            .. expected
                .Keys.Union(free.Keys)
                .Select(pool => new Difference(eventId, pool, expected.GetValueOrDefault(pool), free.GetValueOrDefault(pool)))
                .Concat(
                    held.Keys.Union(heldThere.Keys)
                        .Select(pool => new Difference(
                            eventId,
                            $"{pool} held",
                            held.GetValueOrDefault(pool),
                            heldThere.GetValueOrDefault(pool)
                        ))
                )
                .Concat(
                    shards.SelectMany(shard =>
                        shard.Free.Select(pool => new Difference(
                            eventId,
                            $"{pool.Key} in shard {shard.Index}",
                            Math.Max(0, pool.Value),
                            pool.Value
                        ))
                    )
                )
                .Concat(tickets.Select(ticket => new Difference(eventId, ticket.Key, ticket.Value.Expected, ticket.Value.Found)))
                .Where(difference => difference.Expected != difference.Found),
        ];
    }

    private static async IAsyncEnumerable<T> All<T>(Func<string?, Task<PageOf<T>>> read)
    {
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            foreach (var item in page.Items)
                yield return item;
            cursor = page.Cursor;
        } while (cursor is not null);
    }
}
