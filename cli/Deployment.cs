using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Data;

namespace EventTicketing.Cli;

/// <summary>Endpoints and credentials for a stage's tables and files.</summary>
internal sealed record Deployment(string Stage, string Region, AWSCredentials Credentials)
{
    private const int Retries = 8;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    /// <summary>Set for a local host only: in AWS the region determines the endpoint.</summary>
    public Uri? TablesAddress { get; init; }

    public Uri? FilesAddress { get; init; }

    /// <summary>The tickets bucket. Set for a local host only.</summary>
    public string? Bucket { get; init; }

    /// <summary>A client that retries by itself: all calls that commands make are idempotent.</summary>
    public AmazonDynamoDBClient TablesClient() =>
        new(Credentials, Reaching(new AmazonDynamoDBConfig { MaxErrorRetry = Retries }, TablesAddress));

    public AmazonS3Client FilesClient() =>
        new(Credentials, Reaching(new AmazonS3Config { MaxErrorRetry = Retries, ForcePathStyle = FilesAddress is not null }, FilesAddress));

    /// <param name="nameOf">Maps a table to its name in DynamoDB; null means the live tables.</param>
    public Database Database(Func<TableDefinition, string>? nameOf = null)
    {
        // No client retries: the store has its own, and must see each failure.
        var client = new AmazonDynamoDBClient(Credentials, Reaching(new AmazonDynamoDBConfig { MaxErrorRetry = 0 }, TablesAddress));
        return new(new DynamoStore(client, nameOf ?? Live));
    }

    public string Live(TableDefinition table) => table.NameIn(Stage);

    /// <summary>For example <c>event-ticketing-events-prod-before-release</c>.</summary>
    public string Restored(TableDefinition table, string suffix) => table.NameIn($"{Stage}-{suffix}");

    private T Reaching<T>(T config, Uri? address)
        where T : ClientConfig
    {
        config.Timeout = AnswerTime;
        config.AuthenticationRegion = Region;
        if (address is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        else
            config.ServiceURL = address.AbsoluteUri;
        return config;
    }
}
