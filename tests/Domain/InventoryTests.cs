namespace EventTicketing.Tests.Domain;

public sealed class InventoryTests
{
    private const string Pool = "tty_standard";

    [Theory]
    [InlineData(1, 1)]
    [InlineData(249, 1)]
    [InlineData(499, 1)]
    [InlineData(500, 2)]
    [InlineData(1_999, 7)]
    [InlineData(2_000, 8)]
    [InlineData(1_000_000, 8)]
    public void Larger_events_are_counted_in_more_shards(int capacity, int shards) => Assert.Equal(shards, Inventory.ShardsFor(capacity));

    [Fact]
    public void Shares_sum_to_the_whole_and_differ_by_one_at_most()
    {
        for (var units = 0L; units < 200; units++)
        {
            for (var shards = 1; shards <= 8; shards++)
            {
                var shares = Enumerable.Range(0, shards).Select(index => Inventory.Share(units, index, shards)).ToArray();
                Assert.Equal(units, shares.Sum());
                Assert.InRange(shares.Max() - shares.Min(), 0, 1);
                Assert.Equal(shares.OrderDescending(), shares);
            }
        }
    }

    [Fact]
    public void Opening_deals_out_everything_and_nothing_more()
    {
        var ev = Published(capacity: 1_003, 3, 1_000);
        var shards = Inventory.Opened(ev);
        Assert.Equal(4, shards.Count);
        Assert.All(shards, shard => Assert.True(shard.Open));
        Assert.Equal([0, 1, 2, 3], shards.Select(shard => shard.Index));
        Dictionary<string, long> everything = new()
        {
            [Inventory.Capacity] = 1_003,
            ["tty_standard"] = 3,
            ["tty_student"] = 1_000,
        };
        Assert.Equal(everything, Inventory.Sum(shards));
    }

    [Theory]
    [InlineData(0, 2, 5, 0, true)]
    [InlineData(0, 0, 5, 2, false)]
    [InlineData(5, 0, 0, 2, true)]
    [InlineData(5, 2, 0, 0, false)]
    [InlineData(0, 2, 0, 2, true)]
    [InlineData(0, 0, 0, 0, false)]
    public void Places_may_come_back_where_holds_have_all_that_is_missing(
        long free,
        long held,
        long freeInAll,
        long heldInAll,
        bool expected
    ) => Assert.Equal(expected, Counted(free, held, freeInAll, heldInAll).MayComeBack(Pool));

    [Theory]
    [InlineData(3, 3, 2)]
    [InlineData(5, 5, 0)]
    [InlineData(7, 5, 0)]
    public void No_more_is_freed_than_is_counted_as_held(int lapsed, long free, long held)
    {
        var places = Counted(0, 5, 0, 5).Freed([new(0, Pool, lapsed), new(1, Inventory.Capacity, lapsed)]);
        Assert.Equal(
            (free, free, held, held),
            (places.Free[Pool], places.Available(Pool), places.Held[Pool], places.Held[Inventory.Capacity])
        );
    }

    private static Places Counted(long free, long held, long freeInAll, long heldInAll) =>
        new(new() { [Pool] = free, [Inventory.Capacity] = freeInAll }, new() { [Pool] = held, [Inventory.Capacity] = heldInAll });

    [Fact]
    public void Every_ticket_takes_a_unit_of_its_type_and_one_of_the_capacity()
    {
        var items = Valid.Hold([("tty_standard", 2), ("tty_student", 3)]).Value.Items;
        Dictionary<string, int> wanted = new()
        {
            ["tty_standard"] = 2,
            ["tty_student"] = 3,
            [Inventory.Capacity] = 5,
        };
        Assert.Equal(wanted, Inventory.Wanted(items));
    }

    [Fact]
    public void A_part_is_never_more_than_there_is_and_the_rest_is_beyond_it()
    {
        Allocation[] all = [new(0, Pool, 2), new(0, Inventory.Capacity, 3), new(1, Pool, 1)];
        var part = Inventory.Part(
            all,
            new Dictionary<string, int>
            {
                [Pool] = 3,
                [Inventory.Capacity] = 1,
                ["tty_student"] = 4,
            }
        );
        Assert.Equal([new(0, Pool, 2), new(0, Inventory.Capacity, 1), new(1, Pool, 1)], part);
        Assert.Equal([new(0, Inventory.Capacity, 2)], Inventory.Beyond(all, part));
        Assert.Equal(all, Inventory.Beyond(all, []));
        Assert.Empty(Inventory.Beyond(part, all));
        Assert.Equal([new(0, Pool, 3)], Inventory.Beyond([new(0, Pool, 1), new(0, Pool, 2)], []));
    }

    [Fact]
    public void A_basket_that_fits_the_preferred_shard_is_taken_from_it() =>
        Assert.Equal(
            [new(1, Pool, 2), new(1, Inventory.Capacity, 2)],
            Inventory.Allocate([Shard(0, 9, 9), Shard(1, 2, 2), Shard(2, 9, 9)], Wanted(2), preferred: 1)
        );

    [Fact]
    public void A_basket_that_fits_another_shard_is_taken_from_that_one_whole() =>
        Assert.Equal(
            [new(0, Pool, 3), new(0, Inventory.Capacity, 3)],
            Inventory.Allocate([Shard(0, 3, 3), Shard(1, 2, 9), Shard(2, 9, 2)], Wanted(3), preferred: 1)
        );

    [Fact]
    public void A_basket_that_fits_no_shard_is_taken_in_pieces() =>
        Assert.Equal(
            [new(0, Pool, 2), new(1, Pool, 1), new(1, Inventory.Capacity, 3)],
            Inventory.Allocate([Shard(0, 2, 0), Shard(1, 1, 3)], Wanted(3), preferred: 0)
        );

    [Fact]
    public void A_basket_that_fits_nowhere_is_refused() =>
        Assert.Null(Inventory.Allocate([Shard(0, 2, 9), Shard(1, 2, 9)], Wanted(5), preferred: 0));

    [Fact]
    public void The_capacity_limits_although_the_type_has_more() =>
        Assert.Null(Inventory.Allocate([Shard(0, 9, 2), Shard(1, 9, 2)], Wanted(5), preferred: 0));

    [Fact]
    public void A_counter_below_zero_gives_nothing_and_takes_nothing() =>
        Assert.Equal(
            [new(1, Pool, 1), new(0, Inventory.Capacity, 1)],
            Inventory.Allocate([Shard(0, -3, 5), Shard(1, 1, 0)], Wanted(1), preferred: 0)
        );

    [Theory]
    [InlineData(10, 3, 3)]
    [InlineData(3, 10, 3)]
    [InlineData(3, -1, 0)]
    [InlineData(-1, 3, 0)]
    public void What_is_available_is_within_the_type_and_the_capacity(long type, long capacity, long available) =>
        Assert.Equal(available, Inventory.Available(new Dictionary<string, long> { [Pool] = type, [Inventory.Capacity] = capacity }, Pool));

    [Fact]
    public void A_type_that_is_not_counted_has_nothing() =>
        Assert.Equal(0, Inventory.Available(new Dictionary<string, long> { [Inventory.Capacity] = 5 }, "tty_other"));

    [Theory]
    [InlineData(10, 8, 8, 10)]
    [InlineData(100, 5, 5, 10)]
    [InlineData(1_000, 700, 700, 1_000)]
    [InlineData(2_500, 3, 2_000, 2_003)]
    public void Sold_one_by_one_an_event_sells_exactly_what_it_has(int capacity, int first, int second, int sold)
    {
        var ev = Published(capacity, first, second);
        var free = new Counters(Inventory.Opened(ev));
        foreach (var type in ev.TicketTypes)
        {
            while (free.Take(new() { [type.TicketTypeId] = 1, [Inventory.Capacity] = 1 }, preferred: free.Taken % ev.InventoryShards)) { }
        }

        Assert.Equal(sold, free.Taken);
    }

    /// <summary>Takes and returns random baskets on random counters, and compares with a model that only knows the sums.</summary>
    [Fact]
    public void Taking_and_returning_never_loses_invents_or_withholds_a_unit()
    {
        var (taken, refused, inPieces) = (0, 0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            string[] pools = ["tty_a", "tty_b", "tty_c", Inventory.Capacity];
            var count = random.Next(1, 9);
            var free = new Counters([
                .. Enumerable
                    .Range(0, count)
                    .Select(index => new Shard("evt_1", index, true, pools.ToDictionary(pool => pool, _ => (long)random.Next(0, 12)))),
            ]);
            var whole = free.Sum;
            for (var step = 0; step < 200; step++)
            {
                if (free.Held.Count > 0 && random.Next(3) == 0)
                {
                    free.Return(random.Next(free.Held.Count));
                }
                else
                {
                    Dictionary<string, int> wanted = new() { [pools[random.Next(3)]] = random.Next(1, 8) };
                    wanted[Inventory.Capacity] = wanted.Values.Sum();
                    var fits = wanted.All(pool => free.Sum[pool.Key] >= pool.Value);
                    Assert.Equal(fits, free.Take(wanted, random.Next(count)));
                    (taken, refused) = fits ? (taken + 1, refused) : (taken, refused + 1);
                    if (fits && free.Held[^1].Select(part => part.Shard).Distinct().Count() > 1)
                        inPieces++;
                }

                Assert.All(pools, pool => Assert.Equal(whole[pool], free.Sum[pool] + free.HeldIn(pool)));
            }

            while (free.Held.Count > 0)
                free.Return(0);
            Assert.Equal(whole, free.Sum);
        }

        // All three outcomes must have occurred, or the test proves nothing.
        Assert.True(taken > 1_000 && refused > 1_000 && inPieces > 100, $"taken {taken}, refused {refused}, in pieces {inPieces}");
    }

    private static Event Published(int capacity, int standard, int student)
    {
        TicketType[] types = [Valid.Standard with { Quantity = standard }, Valid.Student with { Quantity = student }];
        return (Valid.Draft with { Capacity = capacity, TicketTypes = types }).Publish(Valid.Now).Value;
    }

    private static Shard Shard(int index, long type, long capacity) =>
        new("evt_1", index, true, new Dictionary<string, long> { [Pool] = type, [Inventory.Capacity] = capacity });

    private static Dictionary<string, int> Wanted(int units) => new() { [Pool] = units, [Inventory.Capacity] = units };

    /// <summary>Counters as the store keeps them: a write that takes more than is free fails.</summary>
    private sealed class Counters(IReadOnlyList<Shard> shards)
    {
        private readonly List<Dictionary<string, long>> _free = [.. shards.Select(shard => new Dictionary<string, long>(shard.Free))];

        public List<IReadOnlyList<Allocation>> Held { get; } = [];

        public int Taken => Held.Count;

        public int HeldIn(string pool) => Held.SelectMany(parts => parts).Where(part => part.Pool == pool).Sum(part => part.Units);

        public Dictionary<string, long> Sum => Inventory.Sum(Shards);

        private IReadOnlyList<Shard> Shards => [.. _free.Select((free, index) => new Shard("evt_1", index, true, free))];

        public bool Take(Dictionary<string, int> wanted, int preferred)
        {
            if (Inventory.Allocate(Shards, wanted, preferred) is not { } allocations)
                return false;
            Assert.Equal(
                wanted,
                allocations.GroupBy(part => part.Pool).ToDictionary(pool => pool.Key, pool => pool.Sum(part => part.Units))
            );
            foreach (var part in allocations)
            {
                Assert.True(part.Units > 0);
                Assert.True((_free[part.Shard][part.Pool] -= part.Units) >= 0, $"More was taken from {part} than it had.");
            }

            Held.Add(allocations);
            return true;
        }

        public void Return(int index)
        {
            foreach (var part in Held[index])
                _free[part.Shard][part.Pool] += part.Units;
            Held.RemoveAt(index);
        }
    }
}
