using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace EventTicketing.Tests.Data;

/// <summary>The store on the engine that the local host runs on.</summary>
public sealed class DynamoStoreTests(EngineTables tables) : StoreContract, IClassFixture<EngineTables>
{
    protected override IStore Store => tables.Store;
}

/// <summary>An engine in memory with all tables in it.</summary>
public sealed class EngineTables : IAsyncLifetime
{
    private Engine _engine = null!;
    private AmazonDynamoDBClient _client = null!;

    public IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await Engine.Start(directory: null, port: 0);
        _client = new(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig { ServiceURL = _engine.Address.AbsoluteUri, AuthenticationRegion = LocalCloud.Region });
        await LocalCloud.CreateTables(_client);
        Store = new DynamoStore(_client, LocalCloud.Stage);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }
}
