using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using EventTicketing.Tests.Simulation.Dynamo;
using Condition = EventTicketing.Data.Condition;

namespace EventTicketing.Tests.Simulation;

/// <summary>Behavior of DynamoDB beyond the store contract.</summary>
public sealed class SimulatedDynamoTests
{
    private static readonly string Users = Tables.Users.NameIn("sim");
    private readonly SimulatedWorld _world = new(seed: 7, recorded: true);
    private readonly SimulatedDynamo _dynamo;
    private readonly DynamoStore _store;
    private readonly Driver _driver;

    public SimulatedDynamoTests()
    {
        _dynamo = new(_world);
        _store = Stores.On(_dynamo, _world);
        _driver = new(_world);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Transactions

    [Fact]
    public async Task What_a_transaction_is_about_to_write_is_in_the_way_of_everybody_else()
    {
        await Write(Put("a", 1));
        var errors = await _driver.Together(async () =>
        {
            // The request arrives within 10 ms and locks the items for at least 2 ms; with this seed they are locked at 8 ms.
            var first = _driver.Run(() => _dynamo.TransactWriteItemsAsync(Transaction("first", "a", "b"), Stop));
            await _world.Time.Wait(TimeSpan.FromMilliseconds(8));
            var put = await ErrorOf(() => _dynamo.PutItemAsync(Request("b"), Stop));
            var other = await ErrorOf(() => _dynamo.TransactWriteItemsAsync(Transaction("other", "c", "a"), Stop));
            var snapshot = await ErrorOf(() => _dynamo.TransactGetItemsAsync(Snapshot("c", "b"), Stop));
            Assert.Equal("1", (await _dynamo.GetItemAsync(Get("a"), Stop)).Item["version"].N);
            await first;
            return (put, other, snapshot);
        });
        Assert.IsType<TransactionConflictException>(errors.put);
        Assert.Equal(["None", "TransactionConflict"], Reasons(errors.other));
        Assert.Equal(["None", "TransactionConflict"], Reasons(errors.snapshot));
        await _dynamo.PutItemAsync(Request("b"), Stop);
        Assert.Null(Found("c"));
    }

    [Fact]
    public async Task A_token_is_remembered_for_ten_minutes()
    {
        var request = Transaction("token", "a");
        await Run(request);
        await _dynamo.PutItemAsync(Request("a", version: 5), Stop);
        _driver.Pass(TimeSpan.FromMinutes(9.9));
        await Run(Transaction("token", "a"));
        Assert.Equal("5", Found("a")!["version"].N);
        await Assert.ThrowsAsync<IdempotentParameterMismatchException>(() => Run(Transaction("token", "b")));
        _driver.Pass(TimeSpan.FromMinutes(1.1));
        await Run(request);
        Assert.Equal("2", Found("a")!["version"].N);
    }

    [Fact]
    public async Task A_token_is_busy_while_its_transaction_goes_on_and_free_when_it_was_canceled()
    {
        var errors = await _driver.Together(() =>
            Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ErrorOf(() => Run(Transaction("token", "a")))))
        );
        Assert.Contains(errors, error => error is TransactionInProgressException);
        Assert.All(errors, error => Assert.True(error is null or TransactionInProgressException));
        Assert.Single(_world.Timeline, line => line.EndsWith("put users a", StringComparison.Ordinal));

        var guarded = Transaction("other", "a");
        guarded.TransactItems[0].Put.ConditionExpression = "attribute_not_exists(#n0)";
        guarded.TransactItems[0].Put.ExpressionAttributeNames = new() { ["#n0"] = "userId" };
        Assert.Equal(["ConditionalCheckFailed"], Reasons(await ErrorOf(() => Run(guarded))));
        await _dynamo.TransactWriteItemsAsync(
            new()
            {
                TransactItems =
                [
                    new()
                    {
                        Delete = new() { TableName = Users, Key = KeyOf("a") },
                    },
                ],
            },
            Stop
        );
        await Run(guarded);
        Assert.NotNull(Found("a"));
    }

    [Fact]
    public async Task The_changes_of_a_transaction_are_told_at_once()
    {
        List<string> told = [];
        await Write(Put("b", 1));
        _dynamo.Committed += changes =>
            told.Add(
                string.Join(
                    ", ",
                    changes.Select(change =>
                        $"{change.Key.Partition} {change.Old?["version"].N ?? "-"} {change.New?["version"].N ?? "-"} "
                        + $"({Found("b")?["version"].N ?? "-"})"
                    )
                )
            );
        await Write(
            Put("a", 1),
            new Change.Delete(new(Tables.Users, "b")),
            new Change.Delete(new(Tables.Users, "never")),
            new Change.Check(new(Tables.Users, "c"), new Condition.Absent())
        );
        Assert.Equal(["a - 1 (-), b 1 - (-)"], told);
    }

    // Faults

    [Theory]
    [InlineData(Fault.LostReply)]
    [InlineData(Fault.LostRequest)]
    [InlineData(Fault.Throttled)]
    [InlineData(Fault.Conflict)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.ServerErrorAfter)]
    public async Task Whatever_happens_to_a_call_it_is_one_write(Fault fault)
    {
        Key counter = new(Tables.Inventory, "evt", 0L);
        for (var i = 1; i <= 10; i++)
        {
            _world.Faults = new OneFault("Test", 1, 1, fault);
            await Write(
                new Change.Add(counter, new Dictionary<string, long> { ["a"] = 1 }),
                new Change.Check(new(Tables.Users, "a"), new Condition.Absent())
            );
            _world.Faults = new OneFault("Test", 1, 1, fault);
            await Write(new Change.Put(new(Tables.Users, $"{i}"), Document($"{i}", i), new Condition.Absent()));
            Assert.Equal($"{i}", _dynamo.Find(Tables.Inventory, "evt", 0L)!["a"].N);
        }
    }

    [Fact]
    public async Task The_same_seed_is_the_same_world()
    {
        async Task<IReadOnlyList<string>> Timeline()
        {
            var world = new SimulatedWorld(seed: 3, recorded: true);
            world.Faults = new RandomFaults(world);
            var (store, driver) = (Stores.On(new SimulatedDynamo(world), world), new Driver(world));
            await driver.Together(() =>
                Task.WhenAll(
                    Enumerable
                        .Range(0, 20)
                        .Select(i =>
                            driver.Run(() =>
                                ErrorOf(() =>
                                    store.Write(
                                        [
                                            Put($"{i}", i),
                                            new Change.Add(
                                                new(Tables.Inventory, "evt", (long)i % 3),
                                                new Dictionary<string, long> { ["a"] = 1 }
                                            ),
                                        ],
                                        Stop
                                    )
                                )
                            )
                        )
                )
            );
            return world.Timeline;
        }

        var first = await Timeline();
        Assert.NotEmpty(first);
        Assert.Equal(first, await Timeline());
    }

    // Capacity

    [Fact]
    public async Task A_partition_takes_a_thousand_units_in_a_second_and_goes_on_in_the_next()
    {
        var errors = await _driver.Together(() => Task.WhenAll(Enumerable.Range(0, 1_100).Select(_ => ErrorOf(() => Run(Request("hot"))))));
        // A few slow calls arrive only in the following seconds.
        Assert.InRange(errors.Count(error => error is ProvisionedThroughputExceededException), 60, 100);
        _driver.Pass(TimeSpan.FromSeconds(3));
        await Run(Request("hot"));

        _dynamo.WriteLimit = 1;
        _driver.Pass(TimeSpan.FromSeconds(1));
        await Run(Request("hot"));
        Assert.Equal(["None", "ThrottlingError"], Reasons(await ErrorOf(() => Run(Transaction("token", "cold", "hot")))));
        _driver.Pass(TimeSpan.FromSeconds(1));
        await Run(Transaction("token", "cold", "hot"));
    }

    // Stale reads

    [Fact]
    public async Task An_eventual_read_may_be_late_and_catches_up()
    {
        var late = 0;
        for (var i = 1; i <= 100; i++)
        {
            await Write(Put("a", i));
            var seen = await _driver.Run(() => _store.Get([new(Tables.Users, "a")], Consistency.Eventual, Stop));
            if (seen[0] is not { } there || there.GetProperty("version").GetInt32() != i)
                late++;
            var strong = await _driver.Run(() => _store.Get([new(Tables.Users, "a")], Consistency.Strong, Stop));
            Assert.Equal(i, strong[0]!.Value.GetProperty("version").GetInt32());
        }

        Assert.InRange(late, 5, 95);
        _driver.Pass(TimeSpan.FromSeconds(3));
        for (var i = 0; i < 100; i++)
        {
            var seen = await _driver.Run(() => _store.Get([new(Tables.Users, "a")], Consistency.Eventual, Stop));
            Assert.Equal(100, seen[0]!.Value.GetProperty("version").GetInt32());
        }
    }

    [Fact]
    public async Task An_index_is_late_and_never_goes_back()
    {
        var last = 0;
        var late = 0;
        for (var i = 1; i <= 300; i++)
        {
            await _store.Write([Ticket(i)], Stop);
            _driver.Pass(TimeSpan.FromMilliseconds(15));
            var seen = await Indexed();
            Assert.InRange(seen, last, i);
            if (seen < i)
                late++;
            last = seen;
        }

        Assert.InRange(late, 100, 299);
        _driver.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(300, await Indexed());
        _dynamo.IndexLag = false;
        await _store.Write([Ticket(301)], Stop);
        Assert.Equal(301, await Indexed());
    }

    private async Task<int> Indexed() =>
        (await _store.Query(new(Tables.Tickets, Tables.TicketsByEvent, "evt"), Stop)).Items is [var item]
            ? item.GetProperty("version").GetInt32()
            : 0;

    private static Change Ticket(int version, long? deleteAt = null) =>
        new Change.Put(
            new(Tables.Tickets, "tkt"),
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"ticketId":"tkt","eventId":"evt","changedAt":"{{version % 7}}","version":{{version}}"""
                    + (deleteAt is null ? "}" : $",\"deleteAt\":{deleteAt}}}")
            )
        );

    [Fact]
    public async Task What_has_outlived_its_time_stays_until_it_is_noticed()
    {
        _dynamo.IndexLag = false;
        await _store.Write([Ticket(1, deleteAt: _world.Time.Now.AddHours(1).ToUnixTimeSeconds())], Stop);
        _dynamo.ExpireTtl(_ => true);
        Assert.Equal(1, await Indexed());
        _driver.Pass(TimeSpan.FromHours(2));
        _dynamo.ExpireTtl(_ => false);
        Assert.Equal(1, await Indexed());
        _dynamo.ExpireTtl(_ => true);
        Assert.Equal(0, await Indexed());
        Assert.Empty(_dynamo.All(Tables.Tickets));
    }

    // Rejected requests

    [Fact]
    public async Task What_is_too_much_or_has_no_place_is_refused()
    {
        await Invalid(() => _store.Write([.. Enumerable.Range(0, 101).Select(i => Put($"{i}", 1))], Stop));
        await Invalid(() => _store.Write([Put("a", 1), Put("a", 2)], Stop));
        await Invalid(() => _store.Write([Put("", 1)], Stop));
        await Invalid(() => _store.Write([Put("a", 1, new string('x', 400 << 10))], Stop));
        await Invalid(() => _store.Write([.. Enumerable.Range(0, 11).Select(i => Put($"{i}", 1, new string('x', 399 << 10)))], Stop));
        await Invalid(() => _store.Get([.. Enumerable.Range(0, 101).Select(i => new Key(Tables.Users, $"{i}"))], Consistency.Strong, Stop));
        await Invalid(() => _store.Write([new Change.Put(new(Tables.Tickets, "a"), """{"ticketId":"a","userId":""}"""u8.ToArray())], Stop));
        Assert.True((await _store.Write([Put("a", 1)], Stop)).Committed);
    }

    [Fact]
    public async Task A_page_ends_after_a_megabyte()
    {
        for (var i = 0; i < 5; i++)
        {
            var document = $$"""{"eventId":"evt","scanId":"{{i}}","note":"{{new string('x', 350 << 10)}}"}""";
            await _store.Write([new Change.Put(new(Tables.CheckIns, "evt", $"{i}"), System.Text.Encoding.UTF8.GetBytes(document))], Stop);
        }

        var page = await _store.Query(new(Tables.CheckIns, null, "evt"), Stop);
        Assert.Equal(3, page.Items.Count);
        Assert.Equal(2, (await _store.Query(new(Tables.CheckIns, null, "evt") { Cursor = page.Cursor }, Stop)).Items.Count);
    }

    [Fact]
    public void Texts_are_in_the_order_of_their_bytes()
    {
        string[] texts = ["", "a", "aa", "é", "\uE000", "\uFFFD", "🎟️", "🎟️a"];
        Assert.Equal(texts, texts.Reverse().Order(Comparer<string>.Create(SortKey.Compare)));
    }

    // Helpers

    private static async Task Invalid(Func<Task> act) =>
        Assert.Equal("ValidationException", (await Assert.ThrowsAsync<AmazonDynamoDBException>(act)).ErrorCode);

    private static IEnumerable<string> Reasons(Exception? error) =>
        Assert.IsType<TransactionCanceledException>(error).CancellationReasons.Select(reason => reason.Code);

    private async Task Write(params Change[] changes) => Assert.True((await _driver.Run(() => _store.Write(changes, Stop))).Committed);

    private static async Task<Exception?> ErrorOf(Func<Task> act) => await Record.ExceptionAsync(act);

    private Task<TransactWriteItemsResponse> Run(TransactWriteItemsRequest request) =>
        _driver.Run(() => _dynamo.TransactWriteItemsAsync(request, Stop));

    private Task<PutItemResponse> Run(PutItemRequest request) => _driver.Run(() => _dynamo.PutItemAsync(request, Stop));

    private Dictionary<string, AttributeValue>? Found(string person) => _dynamo.Find(Tables.Users, person);

    private static Dictionary<string, AttributeValue> KeyOf(string person) => new() { ["userId"] = new() { S = person } };

    private static Dictionary<string, AttributeValue> Person(string person, int version) =>
        new()
        {
            ["userId"] = new() { S = person },
            ["version"] = new() { N = $"{version}" },
        };

    private static PutItemRequest Request(string person, int version = 2) => new() { TableName = Users, Item = Person(person, version) };

    private static GetItemRequest Get(string person) =>
        new()
        {
            TableName = Users,
            Key = KeyOf(person),
            ConsistentRead = true,
        };

    private static TransactWriteItemsRequest Transaction(string token, params string[] people) =>
        new()
        {
            ClientRequestToken = token,
            TransactItems =
            [
                .. people.Select(person => new TransactWriteItem
                {
                    Put = new() { TableName = Users, Item = Person(person, 2) },
                }),
            ],
        };

    private static TransactGetItemsRequest Snapshot(params string[] people) =>
        new()
        {
            TransactItems =
            [
                .. people.Select(person => new TransactGetItem
                {
                    Get = new() { TableName = Users, Key = KeyOf(person) },
                }),
            ],
        };

    private static byte[] Document(string person, int version, string note = "") =>
        System.Text.Encoding.UTF8.GetBytes($$"""{"userId":"{{person}}","version":{{version}},"note":"{{note}}"}""");

    private static Change Put(string person, int version, string note = "") =>
        new Change.Put(new(Tables.Users, person), Document(person, version, note));
}
