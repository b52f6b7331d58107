using System.Text.Json.Nodes;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Flows;
using EventTicketing.Ports;
using EventTicketing.Runtime;

namespace EventTicketing.Cli;

/// <summary>Endpoints and credentials for a stage's tables and files.</summary>
internal sealed record Deployment(string Stage, string Region, AWSCredentials Credentials)
{
    private const int Retries = 8,
        MostPages = 100;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    /// <summary>Set for a local host only: in AWS the region determines the endpoint.</summary>
    public Uri? TablesAddress { get; init; }

    public Uri? FilesAddress { get; init; }

    /// <summary>The user pool's endpoint. Set for a local host only.</summary>
    public Uri? PeopleAddress { get; init; }

    /// <summary>Id of the user pool. Set for a local host only: in AWS it is looked up by its name.</summary>
    public string? UserPoolId { get; init; }

    /// <summary>
    /// Address and keys of the Stripe stand-in. Null when the deployment calls Stripe itself, as it always does
    /// in AWS.
    /// </summary>
    public (Uri Address, StripeKeys Keys)? Payments { get; init; }

    public bool IsLocal => TablesAddress is not null;

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

    public static HttpClient Connections() => new() { Timeout = AnswerTime };

    public AwsJson Cognito(HttpClient http) =>
        new(http, PeopleAddress, CognitoPeople.Service, CognitoPeople.Target, Region, Credentials, TimeProvider.System);

    /// <exception cref="InvalidOperationException">The stage has no user pool.</exception>
    public async Task<string> Pool(HttpClient http, CancellationToken stop)
    {
        if (UserPoolId is not null)
            return UserPoolId;
        var name = $"event-ticketing-users-{Stage}";
        var page = new JsonObject { ["MaxResults"] = 60 };
        for (var pages = 0; pages < MostPages; pages++)
        {
            var found = await Cognito(http).Call("ListUserPools", page, stop);
            foreach (var pool in found.GetProperty("UserPools").EnumerateArray())
            {
                if (pool.GetProperty("Name").GetString() == name)
                    return pool.GetProperty("Id").GetString()!;
            }

            if (!found.TryGetProperty("NextToken", out var next) || next.GetString() is not { } cursor)
                break;
            page = new() { ["MaxResults"] = 60, ["NextToken"] = cursor };
        }

        throw new InvalidOperationException($"There is no user pool {name} in {Region}.");
    }

    /// <summary>Tables and user pool as the API's functions use them; no files, mails or secrets.</summary>
    /// <param name="pays">With payments: reads Stripe's key, in AWS from the secret of the stage.</param>
    /// <exception cref="InvalidOperationException">There is no user pool, or no key of Stripe.</exception>
    public async Task<App> App(HttpClient http, CancellationToken stop, bool pays = false) =>
        Composition
            .Compose(
                new Config
                {
                    StripeEndpoint = Payments?.Address ?? Config.Stripe,
                    Stage = Stage,
                    Region = Region,
                    BucketName = _ => null,
                    QueueUrl = _ => null,
                    Issuer = $"https://cognito-idp.{Region}.amazonaws.com/{await Pool(http, stop)}",
                    DynamoEndpoint = TablesAddress,
                    PeopleEndpoint = PeopleAddress,
                },
                pays ? new(Stripe: await StripeKeys(http, stop)) : new Secrets(),
                Credentials,
                TextWriter.Null,
                connections: http
            )
            .App;

    private async Task<StripeKeys?> StripeKeys(HttpClient http, CancellationToken stop)
    {
        if (Payments is { } local)
            return local.Keys;
        if (IsLocal)
            throw new InvalidOperationException("The local host uses Stripe itself, and does not tell its key.");
        SecretsManager manager = new(http, null, Region, Credentials, TimeProvider.System);
        return (await manager.Read([SecretDefinitions.Stripe.NameIn(Stage)], stop)).Stripe;
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
