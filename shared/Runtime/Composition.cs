using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Data;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Runtime;

/// <summary>
/// The configuration of a function, from environment variables. Endpoints are set locally only; in the cloud they follow from the region.
/// </summary>
public sealed record Config
{
    public required string Stage { get; init; }
    public required string Region { get; init; }
    public required string TicketsBucket { get; init; }
    public required string UploadsBucket { get; init; }
    public required string ExportsBucket { get; init; }
    public required string MailFrom { get; init; }
    public required Uri SiteUrl { get; init; }

    /// <summary>Issuer of the callers' tokens. Null in workers, which have no callers; so is <see cref="ClientId"/>.</summary>
    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The names of the secrets that this function may read.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMinutes(15);
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
    public Uri StripeEndpoint { get; init; } = new("https://api.stripe.com");
    public Uri? DynamoEndpoint { get; init; }
    public Uri? S3Endpoint { get; init; }
    public Uri? MailEndpoint { get; init; }
    public Uri? PeopleEndpoint { get; init; }
    public Uri? SecretsEndpoint { get; init; }

    /// <summary>Reads the environment variables; the exception lists all that are missing.</summary>
    public static Config FromEnvironment(Func<string, string?> variable)
    {
        List<string> missing = [];
        string Required(string name)
        {
            if (variable(name) is { Length: > 0 } value)
                return value;
            missing.Add(name);
            return "missing:";
        }

        string[] List(string name) => (variable(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        Uri? Address(string name) => variable(name) is { Length: > 0 } value ? new Uri(value) : null;
        var config = new Config
        {
            Stage = Required("STAGE"),
            Region = Required("AWS_REGION"),
            TicketsBucket = Required("TICKETS_BUCKET"),
            UploadsBucket = Required("UPLOADS_BUCKET"),
            ExportsBucket = Required("EXPORTS_BUCKET"),
            MailFrom = Required("MAIL_FROM"),
            SiteUrl = new Uri(Required("SITE_URL")),
            Issuer = variable("TOKEN_ISSUER"),
            ClientId = variable("TOKEN_CLIENT_ID"),
            Secrets = List("SECRETS"),
            HoldTime = TimeSpan.FromSeconds(
                int.Parse(variable("HOLD_SECONDS") ?? "900", System.Globalization.CultureInfo.InvariantCulture)
            ),
            AllowedOrigins = List("ALLOWED_ORIGINS"),
            StripeEndpoint = Address("STRIPE_ENDPOINT") ?? new Uri("https://api.stripe.com"),
            DynamoEndpoint = Address("DYNAMODB_ENDPOINT"),
            S3Endpoint = Address("S3_ENDPOINT"),
            MailEndpoint = Address("MAIL_ENDPOINT"),
            PeopleEndpoint = Address("PEOPLE_ENDPOINT"),
            SecretsEndpoint = Address("SECRETS_ENDPOINT"),
        };
        return missing.Count == 0 ? config : throw new InvalidOperationException($"The environment lacks {string.Join(", ", missing)}.");
    }
}

/// <summary>Composition root: creates all adapters and wires them together.</summary>
public static class Composition
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    public static Host Compose(
        Config config,
        Secrets secrets,
        AWSCredentials credentials,
        TextWriter log,
        TimeProvider? time = null,
        IdSource? ids = null,
        HttpClient? connections = null
    )
    {
        var clock = time ?? TimeProvider.System;
        var http = connections ?? Connections();
        var service = Environment.GetEnvironmentVariable("_HANDLER") ?? "event-ticketing";
        var s3 = new Lazy<IAmazonS3>(() => S3(config, credentials));
        var app = new App
        {
            Store = new DynamoStore(Dynamo(config, credentials, http), config.Stage),
            Payments = secrets.Stripe is { } stripe ? new StripePayments(http, config.StripeEndpoint, stripe) : null,
            Mail = new SesMail(
                http,
                config.MailEndpoint ?? new Uri($"https://email.{config.Region}.amazonaws.com"),
                config.Region,
                credentials,
                config.MailFrom,
                clock
            ),
            People = new CognitoPeople(
                new AwsJson(http, config.PeopleEndpoint, CognitoPeople.Service, CognitoPeople.Target, config.Region, credentials, clock)
            ),
            Codes = secrets is { TicketKeys: { } keys, Codes: { } codes }
                ? new TicketCodes(new TicketSeal(keys), Convert.FromBase64String(codes))
                : null,
            Files = new S3Files(s3, config.TicketsBucket),
            Uploads = new S3Files(s3, config.UploadsBucket),
            Exports = new S3Files(s3, config.ExportsBucket),
            Settings = new Settings(config.HoldTime, config.SiteUrl),
            Ids = ids ?? new IdSource(clock),
            Clock = clock,
        };
        return new(
            app,
            new Log(service, config.Stage, log),
            secrets.Cursors is { } key ? new Cursors(Convert.FromBase64String(key)) : null,
            config is { Issuer: { } issuer, ClientId: { } client } ? new TokenVerifier(http, issuer, client, clock) : null,
            config.AllowedOrigins
        );
    }

    /// <summary>
    /// Creates a function from environment variables, as in the cloud. Secrets are read once, at cold start. The first connection is opened
    /// in the meantime.
    /// </summary>
    public static async Task<IFunction> FromEnvironment(Func<Host, IFunction> create, CancellationToken stop)
    {
        var config = Config.FromEnvironment(Environment.GetEnvironmentVariable);
        var http = Connections();
        var connected = Task.Run(() => Connect(http, config, stop), stop);
        var credentials = new EnvironmentVariablesAWSCredentials();
        var secrets = await new SecretsManager(http, config.SecretsEndpoint, config.Region, credentials, TimeProvider.System).Read(
            config.Secrets,
            stop
        );
        var function = create(Compose(config, secrets, credentials, Console.Out, connections: http));
        function.WarmUp();
        await connected;
        return function;
    }

    private static HttpClient Connections() =>
        new(
            new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                UseProxy = false,
                AllowAutoRedirect = false,
            }
        )
        {
            Timeout = CallTimeout,
        };

    /// <summary>
    /// Opens the first connection while the rest is composed, because it initializes OpenSSL, which takes long. As a rule it goes to
    /// DynamoDB, which answers a GET without credentials. Errors are ignored: the first real call will report them.
    /// </summary>
    private static async Task Connect(HttpClient http, Config config, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            using var answer = await http.GetAsync(
                config.DynamoEndpoint ?? new Uri($"https://dynamodb.{config.Region}.amazonaws.com"),
                limit.Token
            );
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Only a warm-up: the first real call opens its own connection.
        }
    }

    /// <summary>
    /// Creates a client without SDK retries: <see cref="DynamoStore"/> retries itself, because it must know that an earlier attempt may
    /// have succeeded.
    /// </summary>
    /// <param name="connections">Null: a client of its own.</param>
    public static AmazonDynamoDBClient Dynamo(Config config, AWSCredentials credentials, HttpClient? connections = null)
    {
        var settings = new AmazonDynamoDBConfig
        {
            Timeout = CallTimeout,
            MaxErrorRetry = 0,
            AuthenticationRegion = config.Region,
        };
        if (connections is not null)
            settings.HttpClientFactory = new Shared(connections);
        if (config.DynamoEndpoint is { } endpoint)
            settings.ServiceURL = endpoint.AbsoluteUri;
        else
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(config.Region);
        return new(credentials, settings);
    }

    private static AmazonS3Client S3(Config config, AWSCredentials credentials)
    {
        var settings = new AmazonS3Config
        {
            Timeout = CallTimeout,
            MaxErrorRetry = 3,
            AuthenticationRegion = config.Region,
            ForcePathStyle = config.S3Endpoint is not null,
        };
        if (config.S3Endpoint is { } endpoint)
            settings.ServiceURL = endpoint.AbsoluteUri;
        else
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(config.Region);
        return new(credentials, settings);
    }

    private sealed class Shared(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
