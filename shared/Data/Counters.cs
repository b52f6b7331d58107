using System.Text.Json;
using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>
/// The counters of free and of held places. A shard's item has two numbers per pool, and a flag that is true while units may be taken.
/// </summary>
public sealed class Counters(IStore store)
{
    private const string Open = "open";

    /// <summary>Prefix of the attributes for held units. An attribute with the plain name of a pool counts its free units.</summary>
    private const string Held = "held:";

    /// <summary>The counters as they were at one instant.</summary>
    public async Task<IReadOnlyList<Shard>> Snapshot(Event ev, CancellationToken stop) =>
        [.. (await store.Get([.. Keys(ev)], Consistency.Snapshot, stop)).Where(item => item is not null).Select(item => Read(item!.Value))];

    /// <summary>Free and held units of each event, by event id, for display: they may be some milliseconds old.</summary>
    public async Task<IReadOnlyDictionary<string, Places>> Places(IReadOnlyList<Event> events, CancellationToken stop)
    {
        List<Shard> shards = [];
        foreach (var keys in events.SelectMany(Keys).Chunk(100))
            shards.AddRange(
                (await store.Get(keys, Consistency.Eventual, stop)).Where(item => item is not null).Select(item => Read(item!.Value))
            );
        return events.ToDictionary(
            item => item.EventId,
            item =>
                item.InventoryShards == 0
                    ? new Places(Inventory.PoolsOf(item), [])
                    : Sum(shards.Where(shard => shard.EventId == item.EventId)),
            StringComparer.Ordinal
        );

        static Places Sum(IEnumerable<Shard> shards) => new(Inventory.Sum(shards), Inventory.SumHeld(shards));
    }

    public IEnumerable<Change> Create(IEnumerable<Shard> shards) =>
        shards.Select(shard => new Change.Add(
            KeyOf(shard.EventId, shard.Index),
            shard.Free,
            new Dictionary<string, bool> { [Open] = shard.Open },
            new Condition.Absent()
        ));

    /// <summary>Conditional: refused when a counter has fewer units or is closed.</summary>
    /// <param name="onSale">False: closed counters are taken from as well.</param>
    public IEnumerable<Change> Take(string eventId, IEnumerable<Allocation> allocations, bool onSale = true) =>
        allocations
            .GroupBy(allocation => allocation.Shard)
            .Select(shard => new Change.Add(
                KeyOf(eventId, shard.Key),
                shard.ToDictionary(part => part.Pool, part => -(long)part.Units),
                Flags: null,
                [
                    onSale ? new Condition.IsTrue(Open) : new Condition.Present(),
                    .. shard.Select(part => new Condition.AtLeast(part.Pool, part.Units)),
                ]
            ));

    /// <summary>Unconditional, because returning cannot oversell. The caller has to make sure that it happens once.</summary>
    public IEnumerable<Change> Return(string eventId, IEnumerable<Allocation> allocations) =>
        allocations
            .GroupBy(allocation => allocation.Shard)
            .Select(shard => new Change.Add(KeyOf(eventId, shard.Key), shard.ToDictionary(part => part.Pool, part => (long)part.Units)));

    /// <summary>The changes of free and held units when a registration's state changes.</summary>
    /// <param name="before">Null for a new registration.</param>
    public IReadOnlyList<Change> Changes(Registration? before, Registration after)
    {
        var (had, has) = (before?.Allocations ?? [], after.Allocations);
        return Merge([
            .. Take(after.EventId, Inventory.Beyond(has, had)),
            .. Return(after.EventId, Inventory.Beyond(had, has)),
            .. Hold(before, -1),
            .. Hold(after, 1),
        ]);

        static IEnumerable<Change> Hold(Registration? registration, int sign) =>
            registration is not { Status: RegistrationStatus.Pending } hold
                ? []
                : hold
                    .Allocations.GroupBy(part => part.Shard)
                    .Select(shard => new Change.Add(
                        KeyOf(hold.EventId, shard.Key),
                        shard.ToDictionary(part => Held + part.Pool, part => sign * (long)part.Units)
                    ));
    }

    /// <summary>Closes the counters: nothing can be taken any more, but units can be returned.</summary>
    public IEnumerable<Change> Close(Event ev) => SetOpen(ev, false);

    /// <summary>Opens or closes the counters.</summary>
    public IEnumerable<Change> SetOpen(Event ev, bool open) =>
        Keys(ev)
            .Select(key => new Change.Add(
                key,
                new Dictionary<string, long>(),
                new Dictionary<string, bool> { [Open] = open },
                new Condition.Present()
            ));

    /// <summary>The changes for a new capacity or new quantities. Null when fewer units are free than would be removed.</summary>
    public async Task<IReadOnlyList<Change>?> Resize(Event from, Event to, CancellationToken stop)
    {
        var (before, after) = (Inventory.PoolsOf(from), Inventory.PoolsOf(to));
        var less = before
            .Where(pool => after.GetValueOrDefault(pool.Key) < pool.Value)
            .ToDictionary(pool => pool.Key, pool => (int)(pool.Value - after.GetValueOrDefault(pool.Key)));
        var more = after
            .Where(pool => before.GetValueOrDefault(pool.Key) < pool.Value)
            .SelectMany(pool =>
                Enumerable
                    .Range(0, from.InventoryShards)
                    .Select(shard => new Allocation(
                        shard,
                        pool.Key,
                        (int)Inventory.Share(pool.Value - before.GetValueOrDefault(pool.Key), shard, from.InventoryShards)
                    ))
            );
        IReadOnlyList<Allocation>? taken = less.Count == 0 ? [] : Inventory.Allocate(await Snapshot(from, stop), less, preferred: 0);
        return taken is null ? null : Merge(Take(from.EventId, taken, onSale: false).Concat(Return(from.EventId, more)));
    }

    /// <summary>A transaction may contain an item only once: changes of one shard are merged.</summary>
    private static IReadOnlyList<Change> Merge(IEnumerable<Change> changes) =>
        [
            .. changes
                .Cast<Change.Add>()
                .Where(change => change.Units.Values.Any(units => units != 0))
                .GroupBy(change => change.Key)
                .Select(same => new Change.Add(
                    same.Key,
                    same.SelectMany(change => change.Units)
                        .GroupBy(unit => unit.Key)
                        .ToDictionary(unit => unit.Key, unit => unit.Sum(part => part.Value)),
                    Flags: null,
                    [.. same.SelectMany(change => change.Conditions)]
                )),
        ];

    private static IEnumerable<Key> Keys(Event ev) => Enumerable.Range(0, ev.InventoryShards).Select(shard => KeyOf(ev.EventId, shard));

    private static Key KeyOf(string eventId, int shard) => new(Tables.Inventory, eventId, (long)shard);

    private static Shard Read(JsonElement item)
    {
        Dictionary<string, long> free = new(StringComparer.Ordinal),
            held = new(StringComparer.Ordinal);
        foreach (var attribute in item.EnumerateObject())
        {
            if (attribute.Value.ValueKind != JsonValueKind.Number || attribute.Name == "shard")
                continue;
            if (attribute.Name.StartsWith(Held, StringComparison.Ordinal))
                held[attribute.Name[Held.Length..]] = attribute.Value.GetInt64();
            else
                free[attribute.Name] = attribute.Value.GetInt64();
        }

        return new(
            item.GetProperty("eventId").GetString()!,
            item.GetProperty("shard").GetInt32(),
            item.GetProperty(Open).GetBoolean(),
            free
        )
        {
            Held = held,
        };
    }
}
