namespace EventTicketing.Domain;

/// <summary>One counter item of an event: its share of the free units of each pool (the capacity, and each ticket type).</summary>
/// <param name="Open">False once the event is cancelled: nothing is taken from a closed counter.</param>
public sealed record Shard(string EventId, int Index, bool Open, IReadOnlyDictionary<string, long> Free)
{
    /// <summary>Units by pool that unpaid holds have taken from this shard.</summary>
    public IReadOnlyDictionary<string, long> Held { get; init; } = new Dictionary<string, long>();

    public long In(string pool) => Free.GetValueOrDefault(pool);
}

/// <summary>Units of one pool that a registration took from one shard, and returns to the same shard.</summary>
public sealed record Allocation(int Shard, string Pool, int Units);

/// <summary>Free and held units of an event, by pool.</summary>
public sealed record Places(Dictionary<string, long> Free, Dictionary<string, long> Held)
{
    /// <summary>How many tickets of a type can be bought.</summary>
    public long Available(string ticketTypeId) => Inventory.Available(Free, ticketTypeId);

    /// <summary>Whether tickets of a type would be available again if every hold ended.</summary>
    public bool MayComeBack(string ticketTypeId) => Math.Min(Unsold(ticketTypeId), Unsold(Inventory.Capacity)) > 0;

    /// <summary>
    /// Counts the units of lapsed holds as free, whether or not the sweeper has ended the holds. Changes this object and returns it.
    /// </summary>
    /// <param name="lapsed">Read from an index that may lag behind the counters: some units may have been returned already.</param>
    public Places Freed(IEnumerable<Allocation> lapsed)
    {
        foreach (var (_, pool, units) in lapsed)
        {
            var freed = Math.Min(units, Held.GetValueOrDefault(pool));
            Free[pool] = Free.GetValueOrDefault(pool) + freed;
            Held[pool] = Held.GetValueOrDefault(pool) - freed;
        }

        return this;
    }

    private long Unsold(string pool) => Free.GetValueOrDefault(pool) + Held.GetValueOrDefault(pool);
}

/// <summary>
/// Free places are counted in several items per event, so that a sale writes to one of them and concurrent sales rarely conflict. Taking is
/// a conditional write on the counter; returning is unconditional, but must happen exactly once.
/// </summary>
public static class Inventory
{
    /// <summary>The pool that every ticket takes one unit from, whatever its type.</summary>
    public const string Capacity = "capacity";

    private const int PlacesPerShard = 250;
    private const int MaxShards = 8;

    public static int ShardsFor(int capacity) => Math.Clamp(capacity / PlacesPerShard, 1, MaxShards);

    /// <summary>All units of an event by pool: its capacity and the quantity of each ticket type.</summary>
    public static Dictionary<string, long> PoolsOf(Event ev)
    {
        Dictionary<string, long> pools = new(StringComparer.Ordinal) { [Capacity] = ev.Capacity };
        foreach (var type in ev.TicketTypes)
            pools[type.TicketTypeId] = type.Quantity;
        return pools;
    }

    /// <summary>The initial counters of an event that is about to be published: everything is free.</summary>
    public static IReadOnlyList<Shard> Opened(Event ev) =>
        [
            .. Enumerable
                .Range(0, ev.InventoryShards)
                .Select(index => new Shard(
                    ev.EventId,
                    index,
                    Open: true,
                    PoolsOf(ev).ToDictionary(pool => pool.Key, pool => Share(pool.Value, index, ev.InventoryShards), StringComparer.Ordinal)
                )),
        ];

    /// <summary>The part of one shard when units are split evenly; the first shards get one more each until nothing is left over.</summary>
    public static long Share(long units, int index, int shards) => units / shards + (index < units % shards ? 1 : 0);

    public static Dictionary<string, long> Sum(IEnumerable<Shard> shards) => Sum(shards.Select(shard => shard.Free));

    public static Dictionary<string, long> SumHeld(IEnumerable<Shard> shards) => Sum(shards.Select(shard => shard.Held));

    private static Dictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> shards)
    {
        Dictionary<string, long> sum = new(StringComparer.Ordinal);
        foreach (var (pool, units) in shards.SelectMany(shard => shard))
            sum[pool] = sum.GetValueOrDefault(pool) + units;
        return sum;
    }

    /// <summary>Units by pool that a basket takes.</summary>
    public static Dictionary<string, int> Wanted(IEnumerable<RegistrationItem> items)
    {
        Dictionary<string, int> wanted = new(StringComparer.Ordinal);
        foreach (var item in items)
        {
            wanted[item.TicketTypeId] = wanted.GetValueOrDefault(item.TicketTypeId) + item.Quantity;
            wanted[Capacity] = wanted.GetValueOrDefault(Capacity) + item.Quantity;
        }

        return wanted;
    }

    /// <summary>Units by pool that people who are inside take.</summary>
    public static Dictionary<string, int> Used(IEnumerable<Ticket> tickets)
    {
        Dictionary<string, int> used = new(StringComparer.Ordinal);
        foreach (var ticket in tickets.Where(ticket => ticket.UsedAt is not null))
        {
            used[ticket.TicketTypeId] = used.GetValueOrDefault(ticket.TicketTypeId) + 1;
            used[Capacity] = used.GetValueOrDefault(Capacity) + 1;
        }

        return used;
    }

    /// <summary>The part of the allocations that is wanted: at most the wanted units of each pool.</summary>
    public static IReadOnlyList<Allocation> Part(IEnumerable<Allocation> allocations, IReadOnlyDictionary<string, int> wanted)
    {
        List<Allocation> part = [];
        Dictionary<string, int> missing = new(wanted, StringComparer.Ordinal);
        foreach (var allocation in allocations)
        {
            var units = Math.Min(allocation.Units, missing.GetValueOrDefault(allocation.Pool));
            if (units == 0)
                continue;
            missing[allocation.Pool] -= units;
            part.Add(allocation with { Units = units });
        }

        return part;
    }

    /// <summary>The units by which allocations exceed <paramref name="others"/>, by shard and pool.</summary>
    public static IReadOnlyList<Allocation> Beyond(IEnumerable<Allocation> allocations, IReadOnlyList<Allocation> others) =>
        [
            .. allocations
                .GroupBy(part => (part.Shard, part.Pool))
                .Select(same => new Allocation(
                    same.Key.Shard,
                    same.Key.Pool,
                    same.Sum(part => part.Units) - others.Where(part => (part.Shard, part.Pool) == same.Key).Sum(part => part.Units)
                ))
                .Where(part => part.Units > 0),
        ];

    /// <summary>Everything from one shard: an optimistic guess that needs no read.</summary>
    public static IReadOnlyList<Allocation> FromOne(int shard, IReadOnlyDictionary<string, int> wanted) =>
        [.. wanted.Select(pool => new Allocation(shard, pool.Key, pool.Value))];

    /// <summary>
    /// Decides which shards to take from: the first one that has everything, beginning with <paramref name="preferred"/>; otherwise pieces
    /// of several, fullest first. Null when all together have too little.
    /// </summary>
    public static IReadOnlyList<Allocation>? Allocate(IReadOnlyList<Shard> shards, IReadOnlyDictionary<string, int> wanted, int preferred)
    {
        Shard[] order = [.. shards.OrderBy(shard => (shard.Index - preferred + shards.Count) % shards.Count)];
        if (order.FirstOrDefault(shard => wanted.All(pool => shard.In(pool.Key) >= pool.Value)) is { } whole)
            return FromOne(whole.Index, wanted);
        List<Allocation> allocations = [];
        foreach (var (pool, units) in wanted)
        {
            var missing = units;
            foreach (var shard in order.OrderByDescending(shard => shard.In(pool)))
            {
                var taken = (int)Math.Min(missing, Math.Max(0, shard.In(pool)));
                if (taken > 0)
                    allocations.Add(new(shard.Index, pool, taken));
                missing -= taken;
            }

            if (missing > 0)
                return null;
        }

        return allocations;
    }

    /// <summary>How many tickets of a type can be bought: within its own quantity and the event's capacity.</summary>
    public static long Available(IReadOnlyDictionary<string, long> free, string ticketTypeId) =>
        Math.Max(0, Math.Min(free.GetValueOrDefault(ticketTypeId), free.GetValueOrDefault(Capacity)));
}
