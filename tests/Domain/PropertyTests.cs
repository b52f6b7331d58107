using CsCheck;

namespace EventTicketing.Tests.Domain;

/// <summary>Rules that hold for all values. A failure reports the smallest counterexample found, and a seed that reproduces it.</summary>
public sealed class PropertyTests
{
    private const string Type = "tty_standard";

    private static readonly Gen<Shard[]> Shards = Gen.Select(Gen.Long[-2, 12], Gen.Long[-2, 12])
        .Array[1, 8]
        .Select(free =>
            free.Select(
                    (units, index) =>
                        new Shard(
                            "evt_1",
                            index,
                            Open: true,
                            new Dictionary<string, long> { [Inventory.Capacity] = units.Item1, [Type] = units.Item2 }
                        )
                )
                .ToArray()
        );

    [Fact]
    public void A_split_adds_up_and_no_part_is_a_unit_away_from_its_fair_share() =>
        Gen.Select(Gen.Long[0, 99_999_999_999], Gen.Long[0, 1_000_000].Array[1, 20])
            .Sample(
                (amount, weights) =>
                {
                    var parts = Currencies.Split(amount, weights);
                    Assert.Equal(amount, parts.Sum());
                    var total = weights.Sum();
                    Assert.All(
                        parts.Zip(weights),
                        part =>
                            Assert.True(
                                decimal.Abs(
                                    part.First - (total == 0 ? (decimal)amount / weights.Length : (decimal)amount * part.Second / total)
                                ) < 1
                            )
                    );
                }
            );

    [Fact]
    public void An_allocation_takes_what_is_wanted_from_what_is_there_and_fails_only_when_all_together_have_too_little() =>
        Gen.Select(Shards, Gen.Int[1, 30], Gen.Int[0, 7])
            .Sample(
                (shards, quantity, preferred) =>
                {
                    Dictionary<string, int> wanted = new() { [Type] = quantity, [Inventory.Capacity] = quantity };
                    var enough = wanted.Keys.All(pool => shards.Sum(shard => Math.Max(0, shard.In(pool))) >= quantity);

                    var taken = Inventory.Allocate(shards, wanted, preferred % shards.Length);

                    Assert.Equal(enough, taken is not null);
                    if (taken is null)
                        return;
                    Assert.All(
                        wanted,
                        pool => Assert.Equal(pool.Value, taken.Where(part => part.Pool == pool.Key).Sum(part => part.Units))
                    );
                    Assert.All(taken, part => Assert.InRange(part.Units, 1, shards[part.Shard].In(part.Pool)));
                    Assert.Equal(taken.Count, taken.Select(part => (part.Shard, part.Pool)).Distinct().Count());
                }
            );
}
