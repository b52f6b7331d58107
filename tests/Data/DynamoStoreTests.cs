using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace EventTicketing.Tests.Data;

/// <summary>The store contract on the engine that the local host uses.</summary>
public sealed class DynamoStoreTests(EngineTables tables) : StoreContract, IClassFixture<EngineTables>
{
    protected override IStore Store => tables.Store;

    protected override Task<T[]> AtOnce<T>(int times, Func<int, Task<T>> act) => Shop.AtOnce(times, act);

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_made_once_and_reported_as_made()
    {
        var people = new Database(tables.Store).People;
        var person = new StoredSamples(Guid.NewGuid().ToString()).Person;
        async Task<Outcome> Unheard(params IReadOnlyList<Change> changes)
        {
            tables.LoseAnswers(2);
            return await tables.Store.Write(changes, Stop);
        }

        Assert.True((await Unheard(people.Create(person))).Committed);
        Assert.False((await Unheard(people.Create(person with { Name = "other" }))).Committed);
        Assert.True((await Unheard(people.Save(person with { Name = "new" }))).Committed);
        Assert.False((await Unheard(people.Save(person with { Name = "late" }))).Committed);
        Key counter = new(Tables.Inventory, person.UserId, 0L);
        Change add = new Change.Add(counter, new Dictionary<string, long> { ["a"] = 1 });
        Assert.True((await Unheard(people.Save(person with { Name = "newer", Version = person.Version + 1 }), add)).Committed);
        Assert.Equal(1, (await tables.Store.Get([counter], Consistency.Strong, Stop))[0]!.Value.GetProperty("a").GetInt64());
        Assert.Equal("newer", (await people.Find(person.UserId, Stop))!.Name);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_busy()
    {
        tables.LoseAnswers(1_000);
        await Assert.ThrowsAsync<StoreBusyException>(() => tables.Store.Get([new(Tables.Users, "a")], Consistency.Strong, Stop));
        tables.LoseAnswers(0);
        Assert.Null((await tables.Store.Get([new(Tables.Users, "a")], Consistency.Strong, Stop))[0]);
    }
}

/// <summary>An in-memory engine with all tables.</summary>
public sealed class EngineTables : IAsyncLifetime
{
    private Engine _engine = null!;
    private AmazonDynamoDBClient _client = null!;
    private int _lost;

    public IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await Engine.Start(directory: null, port: 0);
        _client = new(
            new BasicAWSCredentials("id", "secret"),
            new AmazonDynamoDBConfig
            {
                ServiceURL = _engine.Address.AbsoluteUri,
                AuthenticationRegion = LocalAccount.Region,
                MaxErrorRetry = 0,
                HttpClientFactory = new Lossy(this),
            }
        );
        await LocalCloud.CreateTables(_client);
        Store = new DynamoStore(_client, LocalAccount.Stage);
    }

    /// <summary>Loses the responses of the next requests, although the requests take effect.</summary>
    public void LoseAnswers(int requests) => _lost = requests;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Lossy(EngineTables tables) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig config) => new(new Handler(tables));

        public override bool UseSDKHttpClientCaching(IClientConfig config) => false;
    }

    private sealed class Handler(EngineTables tables) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var response = await base.SendAsync(request, stop);
            var left = Interlocked.Decrement(ref tables._lost);
            if (left < 0)
                return response;
            response.Dispose();
            // The client library unwraps an IOException, so that its caller sees either exception.
            throw new HttpRequestException("The answer was lost.", left % 2 == 0 ? new IOException("The connection was closed.") : null);
        }
    }
}
