using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Runtime;

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
        var s3 = new Lazy<AmazonS3Client>(() => S3(config, credentials));
        var app = new App
        {
            Store = new DynamoStore(Dynamo(config, credentials, http), config.Stage),
            Payments = secrets.Stripe is { } stripe ? new StripePayments(http, config.StripeEndpoint, stripe) : null,
            Mail = config is { MailFrom: { } sender, SiteUrl: not null }
                ? new SesMail(
                    http,
                    config.MailEndpoint ?? new Uri($"https://email.{config.Region}.amazonaws.com"),
                    config.Region,
                    credentials,
                    sender,
                    clock
                )
                : null,
            Sms = config.SmsSender is { } name
                ? new SnsSms(
                    http,
                    config.SmsEndpoint ?? new Uri($"https://sns.{config.Region}.amazonaws.com"),
                    config.Region,
                    credentials,
                    name,
                    clock
                )
                : null,
            People = new CognitoPeople(
                new AwsJson(http, config.PeopleEndpoint, CognitoPeople.Service, CognitoPeople.Target, config.Region, credentials, clock),
                config.UserPoolId,
                config.DeviceClientId
            ),
            Codes = secrets is { TicketKeys: { } keys, Codes: { } codes }
                ? new TicketCodes(new TicketSeal(keys), Convert.FromBase64String(codes))
                : null,
            OrderKeys = secrets.OrderKeys is { } orders ? new OrderKeys(Convert.FromBase64String(orders)) : null,
            Webhooks = new HttpWebhookSender(config.WebhooksOnLoopback, clock),
            WebhookSecrets = secrets.Webhooks is { } sealing ? new WebhookSecrets(Convert.FromBase64String(sealing)) : null,
            Queues = queue => new SqsQueue(
                new AwsJson(
                    http,
                    config.QueuesEndpoint,
                    SqsQueue.Service,
                    SqsQueue.Target,
                    config.Region,
                    credentials,
                    clock,
                    SqsQueue.Version
                ),
                config.QueueUrl(queue) ?? throw Config.Missing(queue.Variable)
            ),
            Files = bucket => new S3Files(s3.Value, config.BucketName(bucket) ?? throw Config.Missing(bucket.Variable)),
            Settings = new Settings(config.HoldTime, config.SiteUrl, Sms: config.SmsSender is not null),
            Ids = ids ?? new IdSource(clock),
            Clock = clock,
        };
        return new(
            app,
            new Log(service, config.Stage, log),
            secrets.Cursors is { } key ? new Cursors(Convert.FromBase64String(key)) : null,
            config is { Issuer: { } issuer, ClientId: { } client }
                ? new TokenVerifier(
                    http,
                    issuer,
                    [client, .. config.DeviceClientId is { } device ? [device] : Array.Empty<string>()],
                    clock
                )
                : null,
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
