using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Lambda.TestUtilities;
using EventTicketing.Documents;

namespace EventTicketing.Tests.Simulation;

/// <summary>A user who can sign in, or a guest.</summary>
public sealed record Person(string Id, params IReadOnlyList<string> Groups)
{
    public string Email => $"{Id}@example.com";

    /// <summary>Whether they order without an account.</summary>
    public bool IsGuest { get; init; }

    /// <summary>The address that a guest has meant, and corrects an order to.</summary>
    public string MeantEmail => $"{Id}.as.meant@example.com";

    public string UserId => IsGuest ? Cloud.OrderKeys.GuestOf(Email) : Id;

    /// <summary>Whether an order with this user id may be theirs.</summary>
    public bool Is(string? userId) => userId == UserId || (IsGuest && userId == Cloud.OrderKeys.GuestOf(MeantEmail));
}

/// <summary>A response of the gateway. 502: the function died or was never reached; 504: it timed out.</summary>
public sealed record Answer(int Status, JsonNode? Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>Whether the outcome is unknown, so that the request may be retried.</summary>
    public bool IsUnknown => Status >= 500;

    public string? Code => IsOk ? null : (string?)Body?["code"];

    public string Text(string name) => (string)Body![name]!;
}

/// <summary>
/// The platform around the functions: the gateway, the processes they run in, the streams and schedules that start workers. The functions
/// and all that they are composed of are the real ones.
/// </summary>
public sealed partial class Cloud
{
    private static readonly TimeSpan GatewayPatience = TimeSpan.FromSeconds(29);
    private static readonly TimeSpan WorkerTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(15);
    private static readonly StripeKeys Keys = new("sk_test_simulated", "pk_test_simulated", "whsec_simulated");
    private static readonly TicketCodes Codes = new(new TicketSeal([TestKeys.Ticket]), TestKeys.Codes);

    public static readonly Domain.OrderKeys OrderKeys = new(TestKeys.Codes);

    private readonly Runtime.Host _host;

    /// <summary>The keys that guests were given, by registration; and the registrations of the tickets that they have seen.</summary>
    private readonly Dictionary<string, string> _orderKeys = new(StringComparer.Ordinal),
        _ordersOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<Feed> _feeds = [];
    private readonly Dictionary<string, int> _runsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<Worker, DateTimeOffset> _ranAt = [];
    private int _runs;

    /// <param name="prints">Whether to render real PDFs, which takes a third of a world's time and does not affect its outcome.</param>
    /// <param name="holdTime">Null: 15 minutes.</param>
    /// <param name="limits">Null: the default limits.</param>
    public Cloud(SimulatedWorld world, bool prints = true, TimeSpan? holdTime = null, Limits? limits = null)
    {
        (World, Prints, Limits) = (world, prints, limits ?? new());
        Tables = new SimulatedDynamo(world);
        Stripe = new SimulatedStripe(world, Keys) { Webhook = Webhook };
        Files = new SimulatedFiles(world);
        Mail = new SimulatedMail(world);
        Sms = new SimulatedSms(world);
        People = new SimulatedPeople(world);
        Receivers = new SimulatedReceivers(world);
        Logged = world.IsRecorded ? new TimelineWriter(world) : null;
        var backoff = new Backoff(world.Time, world.Random);
        var http = new HttpClient(Stripe) { Timeout = Timeout.InfiniteTimeSpan };
        var app = new App
        {
            Store = new DynamoStore(Tables, "sim", backoff),
            Payments = new StripePayments(http, new Uri("http://stripe.invalid"), Keys, backoff),
            Mail = Mail,
            Sms = Sms,
            People = People,
            Codes = Codes,
            OrderKeys = OrderKeys,
            Webhooks = Receivers,
            WebhookSecrets = new WebhookSecrets(TestKeys.Codes),
            Files = _ => Files,
            Queues = queue => throw new InvalidOperationException($"The simulation has no queue {queue.Name}."),
            RenderPdf = prints ? TicketDocument.Render : content => Encoding.UTF8.GetBytes(content.Code),
            Settings = new Settings(holdTime ?? HoldTime, new Uri("https://shop.invalid"), Sms: true) { Limits = Limits },
            Ids = new SeededIds(world),
            Clock = world.Time,
            Backoff = backoff,
        };
        _host = new(
            app,
            new Log("simulation", "sim", Logged ?? TextWriter.Null),
            new Cursors(TestKeys.Codes),
            new TokenVerifier(http, "https://issuer.invalid", ["client"], world.Time),
            []
        );
        foreach (var worker in Workers.All.Where(worker => worker.Trigger is Trigger.Stream))
            _feeds.Add(new(this, worker));
        Tables.Committed += changes =>
        {
            foreach (var feed in _feeds)
                feed.Take(changes);
        };
    }

    public SimulatedWorld World { get; }

    /// <summary>The guests who have called.</summary>
    public HashSet<Person> Guests { get; } = [];

    public Limits Limits { get; }

    /// <summary>Items of which a record of a stream was given up.</summary>
    public HashSet<Key> PutAside { get; } = [];

    /// <summary>Whether ticket files are PDFs; otherwise a file contains the ticket's code.</summary>
    public bool Prints { get; }

    /// <summary>The webhook signing secret, shared with the provider.</summary>
    public string WebhookSecret => Keys.WebhookSecret;

    public SimulatedDynamo Tables { get; }
    public SimulatedStripe Stripe { get; }
    public SimulatedFiles Files { get; }
    public SimulatedMail Mail { get; }
    public SimulatedSms Sms { get; }
    public SimulatedPeople People { get; }
    public SimulatedReceivers Receivers { get; }

    /// <summary>Raised for the answer to each call with a token that was sent then.</summary>
    public event Action<Endpoint, Person, Token, DateTimeOffset, Answer>? Authenticated;

    /// <summary>Null unless the world is recorded.</summary>
    public TimelineWriter? Logged { get; }

    /// <summary>Maximum clock skew of a function, in either direction.</summary>
    public TimeSpan MaxSkew { get; set; }

    /// <summary>Random delay of a stream record before its worker gets it.</summary>
    public Func<Worker, TimeSpan> StreamDelay { get; set; } = _ => TimeSpan.FromMilliseconds(100);

    /// <summary>Probability that a processed batch is delivered again.</summary>
    public double Duplicates { get; set; }

    /// <summary>Whether the sums of the books are made, which only some worlds look at.</summary>
    public bool Sums { get; set; }

    /// <summary>Names of the functions that have run.</summary>
    public IReadOnlyCollection<string> HaveRun => _runsOf.Keys;

    /// <summary>Calls an endpoint as the gateway does.</summary>
    /// <param name="caller">Null for an anonymous call.</param>
    /// <param name="path">The values of the path parameters, in order.</param>
    public async Task<Answer> Call(
        Endpoint endpoint,
        Person? caller,
        JsonObject? body = null,
        string? key = null,
        IReadOnlyList<string>? path = null,
        string? signature = null,
        string? rawBody = null,
        JsonObject? query = null,
        string? orderKey = null
    )
    {
        var account = caller is { IsGuest: true } ? null : caller;
        if (account != caller)
            Guests.Add(caller!);
        var (token, asked) = (account is null ? null : People.SignIn(account), World.Time.Now);
        if (account is not null && token is null)
            return new(401, new JsonObject { ["code"] = "signed_out" });
        var headers = new JsonObject { ["content-type"] = "application/json" };
        if (orderKey is not null || (account != caller && (orderKey = KeyOf(body, path)) is not null))
            headers["x-order-key"] = orderKey;
        if (key is not null)
            headers["idempotency-key"] = key;
        if (signature is not null)
            headers["stripe-signature"] = signature;
        var id = NewRun();
        var request = new JsonObject
        {
            ["resource"] = endpoint.Path,
            ["httpMethod"] = endpoint.Method,
            ["headers"] = headers,
            ["pathParameters"] = path is null
                ? null
                : new JsonObject(endpoint.PathParameters.Zip(path, (name, value) => KeyValuePair.Create(name, (JsonNode?)value))),
            ["queryStringParameters"] = query?.DeepClone(),
            ["body"] = rawBody ?? body?.ToJsonString(),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = id,
                ["authorizer"] = account is null ? null : new JsonObject { ["claims"] = ClaimsOf(account, token!) },
            },
        };
        var actor = caller?.Id ?? "somebody";
        World.Note(actor, () => $"{endpoint.Method} {endpoint.Path} {string.Join(' ', path ?? [])} {Told((string?)request["body"])}");
        // Acts of administrators rely on it that no function runs for longer than a minute.
        var dies = (endpoint.Grants.Uses & (Uses.ManagePeople | Uses.ChangeGroups)) != 0;
        var (text, why) = await Run(endpoint.Name, id, Encoding.UTF8.GetBytes(request.ToJsonString()), GatewayPatience, dies);
        var answer = Read(text, why);
        World.Note(actor, () => $"{endpoint.Name} {id} answers {answer.Status} {answer.Code}");
        if (account is not null)
        {
            Authenticated?.Invoke(endpoint, account, token!, asked, answer);
            if (answer.Status == 401 && People.Of(account) is var known && known.Token == token)
                known.Refused = true;
        }
        else if (answer.IsOk)
            Learn(answer);

        return answer;
    }

    /// <summary>
    /// The key that a guest sends with a request about an order. Null when the request names no order, or the guest has no key of it.
    /// </summary>
    private string? KeyOf(JsonObject? body, IReadOnlyList<string>? path)
    {
        var about = path is [var id, ..] ? id : (string?)body?["registrationId"];
        return about is null ? null : _orderKeys.GetValueOrDefault(_ordersOf.GetValueOrDefault(about, about));
    }

    /// <summary>What a guest takes from an answer, or from a mail: the key of an order, and its tickets.</summary>
    private void Learn(Answer answer)
    {
        if ((string?)answer.Body?["registrationId"] is not { } registrationId)
            return;
        if ((string?)answer.Body["orderKey"] is { } key)
            _orderKeys[registrationId] = key;
        foreach (var ticket in answer.Body["tickets"] as JsonArray ?? [])
            _ordersOf[(string)ticket!["ticketId"]!] = registrationId;
    }

    /// <summary>A guest opens the link of an order in the latest mail to an address. False when there is none.</summary>
    public bool OpenLink(string email, string registrationId)
    {
        var link = $"/o/{registrationId}#";
        if (Mail.Sent.LastOrDefault(mail => mail.To == email && mail.Text.Contains(link, StringComparison.Ordinal)) is not { } mail)
            return false;
        var start = mail.Text.LastIndexOf(link, StringComparison.Ordinal) + link.Length;
        _orderKeys[registrationId] = mail.Text[start..(start + 26)];
        return true;
    }

    /// <summary>The key that a guest has of an order; null when there is none.</summary>
    public string? KeyOf(string registrationId) => _orderKeys.GetValueOrDefault(registrationId);

    /// <summary>The body for the timeline, without sealed codes, which differ in every run.</summary>
    private static string? Told(string? body) => body is null ? null : SealedCode().Replace(body, "\"qr\":\"…\"");

    [GeneratedRegex("\"qr\":\"[^\"]*\"")]
    private static partial Regex SealedCode();

    private static JsonObject ClaimsOf(Person caller, Token token) =>
        new()
        {
            ["sub"] = caller.Id,
            ["email"] = caller.Email,
            ["email_verified"] = "true",
            ["name"] = caller.Id,
            ["iat"] = $"{token.IssuedAt.ToUnixTimeSeconds()}",
            ["auth_time"] = $"{token.IssuedAt.ToUnixTimeSeconds()}",
            ["cognito:groups"] = string.Join(',', token.Groups),
        };

    private static Answer Read(byte[]? text, int why)
    {
        if (text is null)
            return new(why, null);
        using var response = JsonDocument.Parse(text);
        var body =
            response.RootElement.TryGetProperty("body", out var given) && given.ValueKind == JsonValueKind.String
                ? JsonNode.Parse(given.GetString()!)
                : null;
        return new(response.RootElement.GetProperty("statusCode").GetInt32(), body);
    }

    /// <summary>Runs the scheduled workers, each not more often than its schedule says.</summary>
    public async Task Tick()
    {
        foreach (var worker in Workers.All)
        {
            if (worker == Workers.ProjectAnalytics && !Sums)
                continue;
            if (worker.Trigger is not Trigger.Schedule schedule || World.Time.Now - _ranAt.GetValueOrDefault(worker) < schedule.Every)
                continue;
            _ranAt[worker] = World.Time.Now;
            var id = NewRun();
            World.Note("schedule", () => $"{worker.Name} {id}");
            await Run(worker.Name, id, "{}"u8.ToArray(), WorkerTimeout, dies: true);
        }
    }

    private async Task<int> Webhook(string body, string signature) =>
        (await Call(PaymentEndpoints.StripeWebhook, null, rawBody: body, signature: signature)).Status;

    private string NewRun() => $"#{++_runs}";

    /// <param name="dies">Whether the process ends at its timeout; one behind the gateway may go on unobserved.</param>
    /// <returns>The response; or null and a status when there was none.</returns>
    private Task<(byte[]? Response, int Why)> Run(string function, string id, byte[] request, TimeSpan patience, bool dies)
    {
        var ordinal = _runsOf[function] = _runsOf.GetValueOrDefault(function) + 1;
        var invocation = new Invocation(function, id, ordinal, World.Between(-MaxSkew.TotalSeconds, MaxSkew.TotalSeconds));
        var ended = new TaskCompletionSource<(byte[]?, int)>();
        invocation.Died += () => World.Time.After(World.Between(0.1, 3), () => ended.TrySetResult((null, 502)));
        World.Time.After(
            patience,
            () =>
            {
                if (dies && !ended.Task.IsCompleted)
                    invocation.Die();
                ended.TrySetResult((null, 504));
            }
        );
        _ = Go();
        return ended.Task;

        async Task Go()
        {
            Invocation.Current = invocation;
            using var response = new MemoryStream();
            try
            {
                var context = new TestLambdaContext
                {
                    FunctionName = function,
                    FunctionVersion = "1",
                    AwsRequestId = id,
                    InvokedFunctionArn = function,
                    MemoryLimitInMB = 512,
                    RemainingTime = patience,
                };
                await Function(function).Invoke(new MemoryStream(request), context, response);
                ended.TrySetResult((response.ToArray(), 200));
            }
            catch (Exception error)
            {
                World.Note(invocation.ToString(), () => $"failed: {error.GetType().Name} {error.Message}");
                ended.TrySetResult((null, 502));
            }
        }
    }

    private IFunction Function(string name)
    {
        if (!_functions.TryGetValue(name, out var function))
            _functions[name] = function = EventTicketing.Functions.Functions.All[name](_host);
        return function;
    }

    /// <summary>
    /// The event source mapping of one worker: delivers the batches of a shard in order, retries from the failed record, delivers some
    /// batches twice, and skips a record that keeps failing.
    /// </summary>
    private sealed class Feed(Cloud cloud, Worker worker)
    {
        private const int Shards = 2;
        private const int BatchSize = 10;
        private const int MaxTries = 6;

        private sealed record Record(Key Key, string Event, long Number);

        private readonly TableDefinition _table = ((Trigger.Stream)worker.Trigger).Table;
        private readonly List<Record>[] _records =
        [
            [],
            [],
        ];
        private readonly bool[] _busy = new bool[Shards];
        private long _number;

        public void Take(IReadOnlyList<Committed> changes)
        {
            foreach (var change in changes)
            {
                if (change.Key.Table != _table)
                    continue;
                var shard = change.Key.Partition[^1] % Shards;
                _records[shard].Add(new(change.Key, change.New is null ? "REMOVE" : "MODIFY", ++_number));
                if (!_busy[shard])
                    Begin(shard, cloud.StreamDelay(worker), 1);
            }
        }

        private void Begin(int shard, TimeSpan delay, int tries)
        {
            _busy[shard] = true;
            cloud.World.Begin(
                delay,
                async () =>
                {
                    var batch = _records[shard].Take(BatchSize).ToList();
                    var done = await Deliver(batch);
                    var again = done == batch.Count && cloud.World.Chance(cloud.Duplicates);
                    if (done == 0 && tries == MaxTries)
                    {
                        cloud.World.Note("stream", () => $"{worker.Name}: {batch[0].Key.Partition} put aside");
                        cloud.PutAside.Add(batch[0].Key);
                        (done, again) = (1, false);
                    }

                    if (!again)
                        _records[shard].RemoveRange(0, done);
                    _busy[shard] = false;
                    if (_records[shard].Count > 0)
                        Begin(shard, done == 0 ? TimeSpan.FromSeconds(1 << tries) : cloud.StreamDelay(worker), done == 0 ? tries + 1 : 1);
                }
            );
        }

        /// <returns>How many records, counted from the first, were processed.</returns>
        private async Task<int> Deliver(List<Record> batch)
        {
            var records = string.Join(
                ',',
                batch.Select(record =>
                    $$"""
                        {"eventName":"{{record.Event}}","dynamodb":{"Keys":{ {{KeysOf(record.Key)}} },
                        "SequenceNumber":"{{record.Number}}"} }
                        """
                )
            );
            var id = cloud.NewRun();
            cloud.World.Note("stream", () => $"{worker.Name} {id}: {string.Join(' ', batch.Select(record => record.Key.Partition))}");
            var (text, _) = await cloud.Run(
                worker.Name,
                id,
                Encoding.UTF8.GetBytes($$"""{"Records":[{{records}}]}"""),
                WorkerTimeout,
                dies: true
            );
            if (text is null)
                return 0;
            using var answer = JsonDocument.Parse(text);
            var failures = answer.RootElement.GetProperty("batchItemFailures");
            return failures.GetArrayLength() == 0
                ? batch.Count
                : batch.FindIndex(record => $"{record.Number}" == failures[0].GetProperty("itemIdentifier").GetString());
        }

        private string KeysOf(Key key) =>
            string.Join(
                ',',
                new[] { (_table.Key.Partition, (object?)key.Partition), (_table.Key.Sort, key.Sort) }
                    .Where(part => part.Item2 is not null)
                    .Select(part => $$"""{{'"'}}{{part.Item1}}":{"S":"{{part.Item2}}"}""")
            );
    }
}

/// <summary>Test keys, which protect nothing.</summary>
internal static class TestKeys
{
    public static readonly byte[] Codes = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static readonly TicketKey Ticket = Create();

    private static TicketKey Create()
    {
        using var signer = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return new(1, Convert.ToBase64String(Codes), Convert.ToBase64String(signer.ExportPkcs8PrivateKey()));
    }
}
