using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Data;

/// <summary>The answers to concurrent clients must be possible in some sequential order.</summary>
public sealed class LinearizabilityTests(LongHolds shop)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0, false, 15)]
    [InlineData(2, 2500, false, 15)]
    [InlineData(3, 0, true, 15)]
    [InlineData(4, 2500, true, 15)]
    [InlineData(5, 2500, true, 50)]
    public async Task Places_are_held_paid_and_given_back_as_if_by_one_client_after_another(int seed, long amount, bool spread, int repeats)
    {
        var sale = spread ? await Spread(16, amount) : await shop.Event(12, (amount, 1000));
        var places = new PlacesHistory(shop, sale, paid: amount > 0, seed, repeats);
        var history = await places.Record();
        Accepted(seed, places.Model, history);

        var sold = history
            .Where(operation => operation is { Input.Verb: Verb.Hold, Output.Word: not "sold_out" })
            .Select(operation => operation.Input.Registration)
            .ToHashSet();
        Rejected(
            seed,
            places.Model,
            history,
            operation => operation.Output?.Word == "sold_out" && !sold.Contains(operation.Input.Registration),
            new Said(places.Held)
        );
        Rejected(
            seed,
            places.Model,
            history.Reverse(),
            operation => operation is { Input.Verb: Verb.Read, Output.Word: "cancelled" },
            new Said(places.Held)
        );
        Rejected(
            seed,
            places.Model,
            history.Reverse(),
            operation => operation.Input.Verb == Verb.Left,
            new Said("left", sale.Capacity + 1)
        );
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Tickets_are_checked_in_taken_back_and_cancelled_as_if_by_one_device_after_another(int seed)
    {
        var history = await new GateHistory(shop, seed).Record();
        Accepted(seed, GateModel.Model, history);

        Rejected(seed, GateModel.Model, history, operation => Says(operation, "already_used"), "valid 2020-01-01T00:00:00.000Z");
        Rejected(seed, GateModel.Model, history, operation => Says(operation, "already_used"), "already_used 2020-01-01T00:00:00.000Z");
        Rejected(
            seed,
            GateModel.Model,
            history,
            operation => operation.Input.Act == Act.Undo && operation.Output == "valid",
            "not_checked_in"
        );
    }

    /// <summary>An event with few places, spread over the counter shards of a large event.</summary>
    private async Task<Sale> Spread(int capacity, long amount)
    {
        var sale = await shop.Event(1000, (amount, 1000));
        foreach (var wanted in new[] { 1, capacity })
            (await shop.Organizer.Patch($"/events/{sale.EventId}", new JsonObject { ["capacity"] = wanted })).Ok();
        var counters = await shop.Db.Counters.Snapshot((await shop.Db.Events.Find(sale.EventId, Stop))!, Stop);
        Assert.Equal(4, counters.Count(counter => counter.In(Inventory.Capacity) > 0));
        return sale with { Capacity = capacity };
    }

    private static bool Says(Operation<AtGate, string> operation, string verdict) =>
        operation.Output?.StartsWith(verdict, StringComparison.Ordinal) == true;

    private static void Accepted<TIn, TOut, TState>(int seed, Model<TIn, TOut, TState> model, IReadOnlyList<Operation<TIn, TOut>> history)
        where TOut : class
        where TState : class, IEquatable<TState>
    {
        var verdict = Linearizability.Check(model, history);
        var answers = history
            .CountBy(operation => operation.Output?.ToString()!.Split(' ', ',')[0] ?? "no answer")
            .Select(answer => $"{answer.Value} {answer.Key}");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Seed {seed}: {history.Count} operations, {verdict.Configurations} configurations; {string.Join(", ", answers)}."
        );
        Assert.True(verdict.Is == Finding.Linearizable, $"Seed {seed}. {verdict.Report}");
    }

    /// <summary>Replaces the answer of the first matching operation; the history must then be rejected.</summary>
    private static void Rejected<TIn, TOut, TState>(
        int seed,
        Model<TIn, TOut, TState> model,
        IEnumerable<Operation<TIn, TOut>> history,
        Func<Operation<TIn, TOut>, bool> such,
        TOut instead
    )
        where TOut : class
        where TState : class, IEquatable<TState>
    {
        var chosen = history.First(such);
        var verdict = Linearizability.Check(
            model,
            history.Select(operation => ReferenceEquals(operation, chosen) ? chosen with { Output = instead } : operation)
        );
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{chosen.Input} → {instead}: {verdict.Is} after {verdict.Configurations} configurations."
        );
        Assert.True(
            verdict.Is == Finding.NotLinearizable,
            $"Seed {seed}: {chosen.Input} → {instead} instead of {chosen.Output} is found {verdict.Is}. {verdict.Report}"
        );
    }
}
