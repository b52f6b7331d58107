using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Local.Standins;
using EventTicketing.Ports;
using EventTicketing.Runtime;
using static EventTicketing.Local.LocalAccount;

namespace EventTicketing.Local;

/// <param name="Port">Port of the web site and API; the other services use the following ports. 0 picks free ports for all.</param>
/// <param name="DataDirectory">Null keeps all data in memory, and files in a temporary folder.</param>
public sealed record LocalOptions(int Port = 0, string? DataDirectory = null)
{
    public bool Demo { get; init; }

    /// <summary>Whether to serve the front end, and build it when it is out of date. Without it there is only the API.</summary>
    public bool Site { get; init; }

    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many times faster than in AWS schedules run and queues deliver failed messages again.</summary>
    public double FasterBy { get; init; } = 12;

    /// <summary>Whether scheduled workers run by themselves; otherwise only on demand.</summary>
    public bool Schedules { get; init; } = true;

    /// <summary>The published executable, to run functions in separate processes; null runs them in this process.</summary>
    public string? HostExecutable { get; init; }

    /// <summary>Receives the functions' log lines; null discards them.</summary>
    public TextWriter? Log { get; init; }

    public Action<string> Progress { get; init; } = _ => { };
}

/// <summary>The whole cloud on 127.0.0.1: table engine, stand-ins, gateway, stream pump and scheduler.</summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly List<Func<ValueTask>> _parts;

    private LocalCloud(LocalOptions options, List<Func<ValueTask>> parts) => (Options, _parts) = (options, parts);

    public LocalOptions Options { get; }
    public required Engine Engine { get; init; }

    /// <summary>The folder with the stand-ins' data.</summary>
    public required string Files { get; init; }

    public required Config Config { get; init; }
    public required Secrets Secrets { get; init; }

    /// <summary>The composition root of functions that run in this process.</summary>
    public required Runtime.Host Host { get; init; }

    public required IInvoker Invoker { get; init; }
    public required CognitoStandin Cognito { get; init; }

    /// <summary>Null when real Stripe is used.</summary>
    public required StripeStandin? Stripe { get; init; }

    public required Scheduler Scheduler { get; init; }

    /// <summary>The time of functions in this process, sign-in, payments, mail. Files, backups, secrets have the computer's.</summary>
    public required LocalClock Clock { get; init; }

    public Uri S3 => Config.S3Endpoint!;
    public Uri Mail => Config.MailEndpoint!;

    /// <summary>DynamoDB endpoint with backup operations, for tools. Functions use the engine directly.</summary>
    public required Uri Tables { get; init; }

    public Uri Web => Config.SiteUrl!;
    public Uri Api => new(Web, "/api");

    /// <summary>An HTTP client that is signed in as the person with this address: each request carries their ID token.</summary>
    public Task<HttpClient> SignedIn(string email) => Demo.SignedIn(Web, new Uri(Cognito.Address), Cognito.ClientId, email);

    public static async Task<LocalCloud> Start(LocalOptions options)
    {
        List<Func<ValueTask>> parts = [];
        try
        {
            return await Start(options, parts);
        }
        catch
        {
            foreach (var dispose in parts)
                await dispose();
            throw;
        }
    }

    /// <param name="parts">Receives a disposer for each started part, in the order in which to stop them.</param>
    private static async Task<LocalCloud> Start(LocalOptions options, List<Func<ValueTask>> parts)
    {
        var data = options.DataDirectory is null ? null : Path.GetFullPath(options.DataDirectory);
        var files = data ?? Directory.CreateTempSubdirectory("event-ticketing-").FullName;
        int Port(int offset) => options.Port == 0 ? 0 : options.Port + offset;

        // Mails link to the site, so choose its port before starting the mail client.
        var site = options.Port == 0 ? Engine.FreePort() : options.Port;

        if (options.Site)
            await Local.Site.Build(options.Progress);
        options.Progress("Starting the table engine");
        var engine = await Engine.Start(data, Port(1));
        parts.Add(() => Disposed(engine));
        if (data is null)
            parts.Add(() =>
            {
                Directory.Delete(files, recursive: true);
                return ValueTask.CompletedTask;
            });

        options.Progress("Starting S3, Cognito, Stripe and mail");
        var clock = new LocalClock();
        var s3 = new S3Standin(Path.Combine(files, "s3"), AccessKeyId, SecretAccessKey, Region);
        foreach (var bucket in Buckets.All)
            s3.EnsureBucket(bucket.NameIn(Stage), versioned: true);
        var mail = new MailStandin(Path.Combine(files, "mail"), AccessKeyId, SecretAccessKey, Region, clock);
        var s3App = await Loopback.Start(Port(2), s3.Map);
        var sms = new SmsStandin(Path.Combine(files, "sms"), AccessKeyId, SecretAccessKey, Region, clock);
        var mailApp = await Loopback.Start(
            Port(3),
            app =>
            {
                mail.Map(app);
                sms.Map(app);
                new WebhookReceiver(clock).Map(app);
            }
        );
        var mailAddress = new Uri(Loopback.AddressOf(mailApp));
        var secrets = LocalSecrets.In(files);
        var credentials = new BasicAWSCredentials(AccessKeyId, SecretAccessKey);
        var secretsApp = await Loopback.Start(
            Port(7),
            new SecretsStandin(SecretsStandin.Parts(secrets, Stage), AccessKeyId, SecretAccessKey, Region).Map
        );
        var queues = new SqsStandin(
            QueuesOf(Workers.All, options.FasterBy),
            Path.Combine(files, "sqs"),
            AccessKeyId,
            SecretAccessKey,
            Region,
            clock
        );
        var queuesApp = await Loopback.Start(Port(8), queues.Map);
        var postman = new SesMail(new HttpClient(), mailAddress, Region, credentials, "no-reply@localhost.example", clock);
        IInvoker? functions = null;
        var cognito = new CognitoStandin(
            Path.Combine(files, "cognito"),
            clock,
            (to, subject, text) =>
                postman.Send(new(to, subject, text, $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>", []), CancellationToken.None),
            confirmed: confirmed => functions!.Invoke(Workers.CognitoPostConfirmation.Name, confirmed)
        );
        var cognitoApp = await Loopback.Start(Port(4), cognito.Map);
        var stripe =
            secrets.Stripe!.SecretKey == StripeSecretKey
                ? new StripeStandin(
                    Path.Combine(files, "stripe"),
                    StripeSecretKey,
                    StripePublishableKey,
                    secrets.Stripe.WebhookSecret,
                    clock
                )
                : null;
        var stripeApp = stripe is null ? null : await Loopback.Start(Port(5), stripe.Map);

        var backups = new BackupStandin(engine.Address, data is null ? null : Path.Combine(data, "backups"));
        var backupsApp = await Loopback.Start(Port(6), backups.Map, limits => limits.MaxRequestBodySize = BackupStandin.LargestRequest);

        // Dispose dependents before their dependencies.
        WebApplication?[] apps = [s3App, mailApp, cognitoApp, stripeApp, backupsApp, secretsApp, queuesApp];
        IDisposable[] stores = [s3, mail, sms, cognito, queues];
        parts.InsertRange(
            0,
            [
                backups.DisposeAsync,
                async () =>
                {
                    if (stripe is not null)
                        await stripe.DisposeAsync();
                },
                .. apps.OfType<WebApplication>().Select(app => (Func<ValueTask>)app.DisposeAsync),
                .. stores.Select(store => (Func<ValueTask>)(() => Disposed(store))),
            ]
        );

        var config = new Config
        {
            Stage = Stage,
            Region = Region,
            BucketName = bucket => bucket.NameIn(Stage),
            QueueUrl = queue => $"{Loopback.AddressOf(queuesApp)}/000000000000/{queue.NameIn(Stage)}",
            Issuer = cognito.Issuer,
            ClientId = cognito.ClientId,
            DeviceClientId = cognito.DeviceClientId,
            MailFrom = "no-reply@localhost.example",
            SmsSender = "Tickets",
            SiteUrl = new Uri($"http://127.0.0.1:{site}"),
            HoldTime = options.HoldTime,
            WebhooksOnLoopback = true,
            StripeEndpoint = stripeApp is null ? Config.Stripe : new Uri(Loopback.AddressOf(stripeApp)),
            DynamoEndpoint = engine.Address,
            S3Endpoint = new Uri(Loopback.AddressOf(s3App)),
            MailEndpoint = mailAddress,
            SmsEndpoint = mailAddress,
            PeopleEndpoint = new Uri(cognito.Address),
            SecretsEndpoint = new Uri(Loopback.AddressOf(secretsApp)),
            QueuesEndpoint = new Uri(Loopback.AddressOf(queuesApp)),
        };
        using (var tables = Composition.Dynamo(config, credentials))
            await CreateTables(tables);
        var host = Composition.Compose(config, secrets, credentials, options.Log ?? TextWriter.Null, clock);
        IInvoker invoker = options.HostExecutable is { } executable
            ? new Processes(executable, function => EnvironmentOf(config, function), options.Log ?? TextWriter.Null)
            : new InProcess(host);
        functions = invoker;
        var pump = new StreamPump(Workers.All, engine.Address, invoker, data);
        var queuePump = new QueuePump(Workers.All, queues, invoker);
        var cloud = new LocalCloud(options, parts)
        {
            Engine = engine,
            Files = files,
            Config = config,
            Secrets = secrets,
            Host = host,
            Invoker = invoker,
            Clock = clock,
            Cognito = cognito,
            Stripe = stripe,
            Tables = new Uri(Loopback.AddressOf(backupsApp)),
            Scheduler = new Scheduler(Workers.All, invoker, options.FasterBy),
        };
        options.Progress("Starting the gateway, the streams and the clock");
        var web = await Loopback.Start(
            site,
            app =>
            {
                // Pages follow the server's time, not their device's.
                app.Use(
                    (context, next) =>
                    {
                        context.Response.GetTypedHeaders().Date = clock.GetUtcNow();
                        return next(context);
                    }
                );
                new Gateway(invoker, host.Tokens!).Map(app);
                new LocalPages(host.App, config, cognito, secrets.Stripe, cloud.Tables, clock, options.Demo).Map(app);
                new ClockPage(clock, cloud.Scheduler, canMove: stripe is not null && options.HostExecutable is null).Map(app);
                if (options.Site)
                    new Site(config, cognito).Map(app);
            },
            limits => limits.MaxRequestBodySize = null
        );
        if (stripe is not null)
            stripe.WebhookUrl = new Uri(cloud.Web, "/api/webhooks/stripe");
        pump.Start();
        queuePump.Start();
        parts.InsertRange(
            0,
            [cloud.Scheduler.DisposeAsync, queuePump.DisposeAsync, pump.DisposeAsync, web.DisposeAsync, invoker.DisposeAsync]
        );
        if (options.Demo)
            await Demo.Seed(cognito, cloud.Web, cloud.Mail, data, options.Progress);
        if (options.Schedules)
            cloud.Scheduler.Start();
        return cloud;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dispose in _parts)
            await dispose();
    }

    private static ValueTask Disposed(IDisposable part)
    {
        part.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The queues of workers, each with the queue of its failed messages.</summary>
    public static IReadOnlyList<SqsQueueOptions> QueuesOf(IReadOnlyList<Worker> workers, double fasterBy) =>
        [
            .. workers
                .Where(worker => worker.Trigger is Trigger.Queue)
                .SelectMany(worker =>
                {
                    var definition = ((Trigger.Queue)worker.Trigger).Definition;
                    var failed = $"{IInvoker.NameOf(worker.Name)}-failed";
                    return (SqsQueueOptions[])
                        [
                            new(definition.NameIn(Stage), definition.Visibility / fasterBy, definition.Tries, failed),
                            new(failed, definition.Visibility / fasterBy),
                        ];
                }),
        ];

    /// <summary>Creates the tables of <see cref="Tables"/> that do not exist yet.</summary>
    public static async Task CreateTables(IAmazonDynamoDB client)
    {
        var there = (await client.ListTablesAsync()).TableNames ?? [];
        foreach (var table in Data.Tables.All.Where(table => !there.Contains(table.NameIn(Stage))))
            await client.CreateTableAsync(RequestFor(table));
    }

    private static CreateTableRequest RequestFor(TableDefinition table) =>
        new()
        {
            TableName = table.NameIn(Stage),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = KeysOf(table.Key),
            AttributeDefinitions =
            [
                .. table
                    .Indexes.Select(index => index.Key)
                    .Prepend(table.Key)
                    .SelectMany(Attributes)
                    .DistinctBy(attribute => attribute.AttributeName),
            ],
            GlobalSecondaryIndexes =
                table.Indexes.Count == 0
                    ? null
                    :
                    [
                        .. table.Indexes.Select(index => new GlobalSecondaryIndex
                        {
                            IndexName = index.Name,
                            KeySchema = KeysOf(index.Key),
                            Projection = ProjectionOf(index, [.. index.CopiedBeside(table.Key)]),
                        }),
                    ],
            StreamSpecification = table.Stream
                ? new StreamSpecification { StreamEnabled = true, StreamViewType = StreamViewType.NEW_AND_OLD_IMAGES }
                : null,
        };

    private static Projection ProjectionOf(IndexDefinition index, List<string> attributes) =>
        index.Projected.Count == 0 ? new() { ProjectionType = ProjectionType.ALL }
        : attributes.Count == 0 ? new() { ProjectionType = ProjectionType.KEYS_ONLY }
        : new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = attributes };

    private static List<KeySchemaElement> KeysOf(KeySchema key) =>
        [
            new(key.Partition, Amazon.DynamoDBv2.KeyType.HASH),
            .. key.Sort is null ? Array.Empty<KeySchemaElement>() : [new(key.Sort, Amazon.DynamoDBv2.KeyType.RANGE)],
        ];

    private static IEnumerable<AttributeDefinition> Attributes(KeySchema key)
    {
        yield return new(key.Partition, ScalarAttributeType.S);
        if (key.Sort is not null)
            yield return new(key.Sort, key.SortType == Data.KeyType.Number ? ScalarAttributeType.N : ScalarAttributeType.S);
    }

    /// <summary>The environment variables of a deployed function.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentOf(Config config, string function) =>
        new Dictionary<string, string>(config.EnvironmentFor(Endpoints.GrantsOf(function)))
        {
            ["AWS_ACCESS_KEY_ID"] = AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey,
        };
}
