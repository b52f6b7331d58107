using System.Text.Json;
using EventTicketing.Tests.Data;

namespace EventTicketing.Tests.Simulation;

/// <summary>The store contract in virtual time, as invocations see it: calls take time, transactions conflict, indexes lag.</summary>
public sealed class SimulatedStoreContract : StoreContract
{
    private readonly Driver _driver = new(new SimulatedWorld(seed: 1));

    public SimulatedStoreContract() => Store = new DrivenStore(_driver, Stores.On(new SimulatedDynamo(_driver.World), _driver.World));

    protected override IStore Store { get; }

    protected override Task Settled()
    {
        _driver.Pass(TimeSpan.FromSeconds(10));
        return Task.CompletedTask;
    }

    protected override Task<T[]> AtOnce<T>(int times, Func<int, Task<T>> act) =>
        _driver.Together(() => Task.WhenAll(Enumerable.Range(0, times).Select(act)));

    /// <summary>Advances time until each call is complete.</summary>
    private sealed class DrivenStore(Driver driver, IStore store) : IStore
    {
        public Task<IReadOnlyList<JsonElement?>> Get(IReadOnlyList<Key> keys, Consistency consistency, CancellationToken stop) =>
            driver.Run(() => store.Get(keys, consistency, stop));

        public Task<Page> Query(Query query, CancellationToken stop) => driver.Run(() => store.Query(query, stop));

        public Task<Page> Scan(TableDefinition table, IndexDefinition? index, string? cursor, int limit, CancellationToken stop) =>
            driver.Run(() => store.Scan(table, index, cursor, limit, stop));

        public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop) => driver.Run(() => store.Write(changes, stop));
    }
}
