using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Data;

namespace EventTicketing.Cli;

/// <summary>Where a stage's tables and files are, and as whom to ask for them.</summary>
internal sealed record Deployment(string Stage, string Region, AWSCredentials Credentials)
{
    private const int Retries = 8;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    /// <summary>Given locally only: in the cloud the region tells the addresses.</summary>
    public Uri? TablesAddress { get; init; }

    public Uri? FilesAddress { get; init; }

    /// <summary>Of the tickets; known locally only.</summary>
    public string? Bucket { get; init; }

    /// <summary>Tries again by itself: whatever commands ask may be asked twice.</summary>
    public AmazonDynamoDBClient TablesClient() => new(Credentials, Reaching(new AmazonDynamoDBConfig { MaxErrorRetry = Retries }, TablesAddress));

    public AmazonS3Client FilesClient() =>
        new(Credentials, Reaching(new AmazonS3Config { MaxErrorRetry = Retries, ForcePathStyle = FilesAddress is not null }, FilesAddress));

    /// <param name="nameOf">What a table is called; null means the live ones.</param>
    public Database Database(Func<TableDefinition, string>? nameOf = null)
    {
        // The store tries again by itself, and has to know.
        var client = new AmazonDynamoDBClient(Credentials, Reaching(new AmazonDynamoDBConfig { MaxErrorRetry = 0 }, TablesAddress));
        return new(new DynamoStore(client, nameOf ?? Live));
    }

    public string Live(TableDefinition table) => table.NameIn(Stage);

    /// <summary>For example <c>event-ticketing-events-prod-before-release</c>.</summary>
    public string Restored(TableDefinition table, string suffix) => table.NameIn($"{Stage}-{suffix}");

    private T Reaching<T>(T config, Uri? address) where T : ClientConfig
    {
        config.Timeout = AnswerTime;
        config.AuthenticationRegion = Region;
        if (address is null) config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        else config.ServiceURL = address.AbsoluteUri;
        return config;
    }
}
