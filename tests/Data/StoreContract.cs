using System.Text;
using System.Text.Json;

namespace EventTicketing.Tests.Data;

/// <summary>What every table store must do. Tests share a store, so each works under ids of its own.</summary>
public abstract class StoreContract
{
    /// <summary>An attribute that every index projects.</summary>
    private const string Place = "status";

    private readonly string _own = Guid.NewGuid().ToString("N");

    protected abstract IStore Store { get; }

    /// <summary>Waits until eventually consistent reads and indexes show all writes.</summary>
    protected virtual Task Settled() => Task.CompletedTask;

    /// <summary>Runs all calls concurrently, as far as one machine can.</summary>
    protected abstract Task<T[]> AtOnce<T>(int times, Func<int, Task<T>> act);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Reading

    [Theory]
    [InlineData(Consistency.Eventual)]
    [InlineData(Consistency.Strong)]
    [InlineData(Consistency.Snapshot)]
    public async Task Items_are_got_in_the_order_of_the_keys_with_null_for_what_is_not_there(Consistency consistency)
    {
        await Written(Person("b"), Person("a"));
        await Settled();
        Assert.Equal(
            ["a", null, "b"],
            (await Store.Get([PersonKey("a"), PersonKey("missing"), PersonKey("b")], consistency, Stop)).Select(NameOf)
        );
        Assert.Equal(["b"], (await Store.Get([PersonKey("b")], consistency, Stop)).Select(NameOf));
        Assert.Equal([null], (await Store.Get([PersonKey("missing")], consistency, Stop)).Select(NameOf));
        Assert.Empty(await Store.Get([], consistency, Stop));
    }

    [Theory]
    [InlineData(Consistency.Eventual)]
    [InlineData(Consistency.Strong)]
    [InlineData(Consistency.Snapshot)]
    public async Task The_same_key_twice_is_the_same_item_twice(Consistency consistency)
    {
        await Written(Person("a"), Person("b"));
        await Settled();
        Assert.Equal(
            ["a", "b", "a"],
            (await Store.Get([PersonKey("a"), PersonKey("b"), PersonKey("a")], consistency, Stop)).Select(NameOf)
        );
    }

    [Fact]
    public async Task A_hundred_items_of_several_tables_are_got_at_once()
    {
        await Written([.. Enumerable.Range(0, 60).Select(i => Person($"{i}"))]);
        await Written([.. Enumerable.Range(0, 40).Select(i => Counter(i, ("a", i)))]);
        Key[] keys =
        [
            .. Enumerable.Range(0, 100).Select(i => i % 5 < 3 ? PersonKey($"{i / 5 * 3 + i % 5}") : CounterKey(i / 5 * 2 + i % 5 - 3)),
        ];
        var found = await Store.Get(keys, Consistency.Strong, Stop);
        Assert.Equal(
            keys.Select(key => $"{key.Partition} {key.Sort}"),
            found.Select(item =>
                item!.Value.TryGetProperty("userId", out var id)
                    ? $"{id} "
                    : $"{item.Value.GetProperty("eventId")} {item.Value.GetProperty("shard")}"
            )
        );
    }

    // Writing

    [Fact]
    public async Task A_put_replaces_the_whole_item()
    {
        await Written(Put(PersonKey("a"), """{"name":"a","phone":"1"}"""));
        await Written(Put(PersonKey("a"), """{"name":"b"}"""));
        Assert.Equal($$"""{"name":"b","userId":"{{_own}}a"}""", Sorted(await Read(PersonKey("a"))));
    }

    [Fact]
    public async Task A_put_where_nothing_may_be_is_refused_where_something_is()
    {
        var create = Put(PersonKey("a"), """{"name":"first"}""", new Condition.Absent());
        Assert.True((await Store.Write([create], Stop)).Committed);
        Assert.Equal(0, (await Store.Write([Put(PersonKey("a"), """{"name":"second"}""", new Condition.Absent())], Stop)).Refused);
        Assert.Equal("first", NameOf(await Read(PersonKey("a"))));
    }

    [Fact]
    public async Task A_put_where_something_must_be_is_refused_where_nothing_is()
    {
        Assert.Equal(0, (await Store.Write([Put(PersonKey("a"), """{"name":"a"}""", new Condition.Present())], Stop)).Refused);
        Assert.Null(await Read(PersonKey("a")));
        await Written(Person("a"));
        Assert.True((await Store.Write([Put(PersonKey("a"), """{"name":"b"}""", new Condition.Present())], Stop)).Committed);
    }

    [Fact]
    public async Task A_version_must_be_the_one_that_was_decided_on()
    {
        Change Save(int version, int on) =>
            Put(PersonKey("a"), $$"""{"name":"v{{version}}","version":{{version}}}""", new Condition.VersionIs(on));
        Assert.Equal(0, (await Store.Write([Save(1, on: 0)], Stop)).Refused);
        await Written(Put(PersonKey("a"), """{"name":"v0","version":0}"""));
        Assert.True((await Store.Write([Save(1, on: 0)], Stop)).Committed);
        Assert.Equal(0, (await Store.Write([Save(1, on: 0)], Stop)).Refused);
        Assert.Equal("v1", NameOf(await Read(PersonKey("a"))));
    }

    [Fact]
    public async Task Deleting_keeps_to_its_condition()
    {
        await Written(Put(PersonKey("a"), """{"name":"a","version":3}"""));
        Assert.Equal(0, (await Store.Write([new Change.Delete(PersonKey("a"), new Condition.VersionIs(2))], Stop)).Refused);
        Assert.NotNull(await Read(PersonKey("a")));
        Assert.True((await Store.Write([new Change.Delete(PersonKey("a"), new Condition.VersionIs(3))], Stop)).Committed);
        Assert.Null(await Read(PersonKey("a")));
        Assert.True((await Store.Write([new Change.Delete(PersonKey("a"))], Stop)).Committed);
    }

    // Adding

    [Fact]
    public async Task Adding_creates_the_item_and_counts_what_is_absent_as_nothing()
    {
        await Written(Add(1, new() { ["a"] = 5 }));
        await Written(Add(1, new() { ["a"] = -7, ["b"] = 2 }, new() { ["open"] = true }));
        Assert.Equal($$"""{"a":-2,"b":2,"eventId":"{{_own}}","open":true,"shard":1}""", Sorted(await Read(CounterKey(1))));
    }

    [Fact]
    public async Task A_flag_can_be_set_without_adding_anything()
    {
        await Written(Add(1, new() { ["a"] = 5 }, new() { ["open"] = true }));
        await Written(Add(1, [], new() { ["open"] = false }));
        Assert.Equal($$"""{"a":5,"eventId":"{{_own}}","open":false,"shard":1}""", Sorted(await Read(CounterKey(1))));
    }

    [Fact]
    public async Task What_is_not_enough_cannot_be_taken_and_what_is_absent_is_not_enough()
    {
        await Written(Add(1, new() { ["a"] = 5 }));
        async Task<bool> Taken(string pool, long units) =>
            (await Store.Write([Add(1, new() { [pool] = -units }, null, new Condition.AtLeast(pool, units))], Stop)).Committed;
        Assert.False(await Taken("a", 6));
        Assert.True(await Taken("a", 5));
        Assert.False(await Taken("a", 1));
        Assert.True(await Taken("a", 0));
        Assert.False(await Taken("b", 0));
        Assert.Equal(0, (await Store.Write([Add(2, new() { ["a"] = 1 }, null, new Condition.AtLeast("a", 0))], Stop)).Refused);
        Assert.Equal($$"""{"a":0,"eventId":"{{_own}}","shard":1}""", Sorted(await Read(CounterKey(1))));
        Assert.Null(await Read(CounterKey(2)));
    }

    [Fact]
    public async Task A_flag_that_is_false_or_absent_is_not_true()
    {
        Change Take() => Add(1, new() { ["a"] = -1 }, null, new Condition.IsTrue("open"));
        Assert.False((await Store.Write([Take()], Stop)).Committed);
        await Written(Add(1, new() { ["a"] = 5 }));
        Assert.False((await Store.Write([Take()], Stop)).Committed);
        await Written(Add(1, [], new() { ["open"] = true }));
        Assert.True((await Store.Write([Take()], Stop)).Committed);
        await Written(Add(1, [], new() { ["open"] = false }));
        Assert.False((await Store.Write([Take()], Stop)).Committed);
    }

    [Fact]
    public async Task All_conditions_of_a_change_must_hold()
    {
        await Written(Add(1, new() { ["a"] = 5, ["b"] = 1 }, new() { ["open"] = true }));
        async Task<bool> Taken(long a, long b) =>
            (
                await Store.Write(
                    [
                        Add(
                            1,
                            new() { ["a"] = -a, ["b"] = -b },
                            null,
                            new Condition.IsTrue("open"),
                            new Condition.AtLeast("a", a),
                            new Condition.AtLeast("b", b)
                        ),
                    ],
                    Stop
                )
            ).Committed;
        Assert.False(await Taken(5, 2));
        Assert.False(await Taken(6, 1));
        Assert.True(await Taken(5, 1));
    }

    // Transactions

    [Fact]
    public async Task All_changes_are_made_or_none()
    {
        await Written(Person("there"), Add(1, new() { ["a"] = 1 }));
        Change[] all =
        [
            Person("new"),
            new Change.Delete(PersonKey("there")),
            Add(1, new() { ["a"] = -1 }, null, new Condition.AtLeast("a", 1)),
        ];
        Assert.Equal(3, (await Store.Write([.. all, new Change.Check(PersonKey("missing"), new Condition.Present())], Stop)).Refused);
        Assert.Null(await Read(PersonKey("new")));
        Assert.NotNull(await Read(PersonKey("there")));
        Assert.Equal(1, (await Read(CounterKey(1)))!.Value.GetProperty("a").GetInt64());
        Assert.True((await Store.Write([.. all, new Change.Check(PersonKey("missing"), new Condition.Absent())], Stop)).Committed);
        Assert.NotNull(await Read(PersonKey("new")));
        Assert.Null(await Read(PersonKey("there")));
        Assert.Equal(0, (await Read(CounterKey(1)))!.Value.GetProperty("a").GetInt64());
    }

    [Fact]
    public async Task Of_several_refused_changes_the_first_is_named()
    {
        await Written(Person("there"));
        Change ok = Person("new", new Condition.Absent()),
            refused = Person("there", new Condition.Absent());
        Change alsoRefused = Add(1, new() { ["a"] = -1 }, null, new Condition.AtLeast("a", 1)),
            refusedToo = Person("missing", new Condition.Present());
        Assert.Equal(0, (await Store.Write([refused, ok, alsoRefused], Stop)).Refused);
        Assert.Equal(1, (await Store.Write([ok, alsoRefused, refusedToo, refused], Stop)).Refused);
        Assert.Equal(2, (await Store.Write([ok, Person("other"), refused, alsoRefused], Stop)).Refused);
    }

    [Fact]
    public async Task A_check_alone_only_insists()
    {
        Assert.Equal(0, (await Store.Write([new Change.Check(PersonKey("a"), new Condition.Present())], Stop)).Refused);
        await Written(Person("a"));
        Assert.True((await Store.Write([new Change.Check(PersonKey("a"), new Condition.Present())], Stop)).Committed);
    }

    [Fact]
    public async Task A_hundred_changes_are_one_write()
    {
        Change[] changes = [.. Enumerable.Range(0, 99).Select(i => Person($"{i}", new Condition.Absent())), Add(1, new() { ["a"] = 1 })];
        Assert.True((await Store.Write(changes, Stop)).Committed);
        Assert.Equal(0, (await Store.Write(changes, Stop)).Refused);
        Assert.All(await Store.Get([.. changes.Select(change => change.Key)], Consistency.Strong, Stop), item => Assert.NotNull(item));
    }

    [Fact]
    public async Task Of_racing_takers_as_many_get_some_as_there_are()
    {
        await Written(Add(1, new() { ["a"] = 10 }));
        Change Take() => Add(1, new() { ["a"] = -1 }, null, new Condition.AtLeast("a", 1));
        var outcomes = await AtOnce(32, i => Store.Write([Person($"{i}", new Condition.Absent()), Take()], Stop));
        Assert.Equal(10, outcomes.Count(outcome => outcome.Committed));
        Assert.All(outcomes.Where(outcome => !outcome.Committed), outcome => Assert.Equal(1, outcome.Refused));
        Assert.Equal(0, (await Read(CounterKey(1)))!.Value.GetProperty("a").GetInt64());
    }

    // Queries

    public static TheoryData<string, string> Sorted_keys =>
        new()
        {
            { Tables.CheckIns.Name, "" },
            { Tables.CheckIns.Name, Tables.CheckInsByTime.Name },
            { Tables.Inventory.Name, "" },
            { Tables.Registrations.Name, Tables.DueRegistrations.Name },
            { Tables.Events.Name, Tables.EventsByOrganization.Name },
        };

    [Theory]
    [MemberData(nameof(Sorted_keys))]
    public async Task A_partition_is_read_in_order_within_bounds_forwards_and_backwards(string tableName, string indexName)
    {
        var (query, sort) = await Ten(tableName, indexName);
        async Task<string> Places(Query asked) =>
            string.Join(' ', (await Store.Query(asked, Stop)).Items.Select(item => item.GetProperty(Place).GetInt32()));

        Assert.Equal("0 1 2 3 4 5 6 7 8 9", await Places(query));
        Assert.Equal("9 8 7 6 5 4 3 2 1 0", await Places(query with { Descending = true }));
        Assert.Equal("7 8 9", await Places(query with { From = sort(7) }));
        Assert.Equal("0 1 2", await Places(query with { To = sort(2) }));
        Assert.Equal("3 4 5", await Places(query with { From = sort(3), To = sort(5) }));
        Assert.Equal("5 4 3", await Places(query with { From = sort(3), To = sort(5), Descending = true }));
        Assert.Equal("4", await Places(query with { From = sort(4), To = sort(4) }));
        Assert.Equal("", await Places(query with { From = sort(5), To = sort(3) }));
        Assert.Equal("0 1 2", await Places(query with { Limit = 3 }));
        Assert.Equal("", await Places(query with { Partition = $"{_own}nobody" }));
    }

    [Theory]
    [MemberData(nameof(Sorted_keys))]
    public async Task Pages_follow_one_another_without_gap_or_repeat(string tableName, string indexName)
    {
        var (query, sort) = await Ten(tableName, indexName);
        foreach (var descending in new[] { false, true })
        {
            List<int> places = [];
            var pages = 0;
            for (var next = query with { Limit = 3, Descending = descending, From = sort(1) }; ; pages++)
            {
                var page = await Store.Query(next, Stop);
                Assert.InRange(page.Items.Count, 0, 3);
                places.AddRange(page.Items.Select(item => item.GetProperty(Place).GetInt32()));
                if (page.Cursor is null)
                    break;
                next = next with { Cursor = page.Cursor };
            }

            Assert.Equal(descending ? [9, 8, 7, 6, 5, 4, 3, 2, 1] : [1, 2, 3, 4, 5, 6, 7, 8, 9], places);
            Assert.InRange(pages, 2, 4);
        }
    }

    [Fact]
    public async Task Items_that_share_their_place_in_an_index_are_paged_through_as_well()
    {
        await Written([.. Enumerable.Range(0, 7).Select(i => CheckIn($"{i}", i, receivedAt: "2026-01-01T00:00:00.000Z"))]);
        await Settled();
        List<string> scans = [];
        var query = new Query(Tables.CheckIns, Tables.CheckInsByTime, _own) { Limit = 2 };
        for (var page = await Store.Query(query, Stop); ; page = await Store.Query(query with { Cursor = page.Cursor }, Stop))
        {
            scans.AddRange(page.Items.Select(item => item.GetProperty("scanId").GetString()!));
            if (page.Cursor is null)
                break;
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], scans.Order());
    }

    [Fact]
    public async Task An_index_holds_only_what_has_its_keys_and_what_it_projects()
    {
        Key Registration(string id) => new(Tables.Registrations, _own + id);
        await Written(
            Put(Registration("due"), $$"""{"eventId":"{{_own}}","dueAt":5,"status":"Pending","buyerName":"Ann"}"""),
            Put(Registration("not"), $$"""{"eventId":"{{_own}}","status":"Confirmed","createdAt":"2026"}""")
        );
        await Settled();
        var due = Assert.Single((await Store.Query(new Query(Tables.Registrations, Tables.DueRegistrations, _own), Stop)).Items);
        Assert.Equal($$"""{"dueAt":5,"eventId":"{{_own}}","registrationId":"{{_own}}due","status":"Pending"}""", Sorted(due));
        await Written(Put(Registration("due"), $$"""{"eventId":"{{_own}}","status":"Confirmed"}"""));
        await Settled();
        Assert.Empty((await Store.Query(new Query(Tables.Registrations, Tables.DueRegistrations, _own), Stop)).Items);
    }

    [Fact]
    public async Task A_strong_query_of_a_table_sees_what_was_just_written()
    {
        for (var i = 0; i < 20; i++)
        {
            await Written(CheckIn($"{i:00}", i, $"{i}"));
            var page = await Store.Query(
                new Query(Tables.CheckIns, null, _own)
                {
                    Consistency = Consistency.Strong,
                    Descending = true,
                    Limit = 1,
                },
                Stop
            );
            Assert.Equal($"{i:00}", page.Items.Single().GetProperty("scanId").GetString());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public async Task A_filtered_page_ends_where_it_says_so_that_the_next_goes_on_there(int limit)
    {
        var db = new Database(Store);
        var start = DateTimeOffset.UnixEpoch;
        var written = Enumerable
            .Range(0, 130)
            .Select(i => new CheckIn(
                _own,
                $"{i:000}",
                CheckInKind.Scan,
                i % 3 == 0 ? ScanResult.Valid : ScanResult.Invalid,
                null,
                "",
                start.AddSeconds(i / 2),
                "staff"
            ))
            .ToList();
        foreach (var chunk in written.Chunk(50))
            await Written([.. chunk.Select(db.CheckIns.Create)]);
        await Settled();
        foreach (
            var query in new[]
            {
                new Query(Tables.CheckIns, null, _own),
                new Query(Tables.CheckIns, Tables.CheckInsByTime, _own) { Descending = true },
            }
        )
        {
            List<CheckIn> read = [];
            string? cursor = null;
            do
            {
                var valid = new QueryOf<CheckIn>(db.CheckIns, query).Where(item => item.Result == ScanResult.Valid);
                var page = await valid.Take(limit).After(cursor).Page(Stop);
                Assert.InRange(page.Items.Count, 0, limit);
                read.AddRange(page.Items);
                cursor = page.Cursor;
            } while (cursor is not null);
            var expected = written.Where(item => item.Result == ScanResult.Valid).Select(item => item.ScanId);
            Assert.Equal(query.Descending ? expected.Reverse() : expected, read.Select(item => item.ScanId));
        }
    }

    [Fact]
    public async Task A_scan_of_a_sparse_index_finds_all_that_are_in_it_and_nothing_else()
    {
        await Written([
            .. Enumerable
                .Range(0, 30)
                .Select(i =>
                    Put(
                        new(Tables.Registrations, $"{_own}{i:00}"),
                        i % 2 == 0 ? $$"""{"eventId":"{{_own}}","dueAt":{{i}}}""" : $$"""{"eventId":"{{_own}}"}"""
                    )
                ),
        ]);
        await Settled();
        List<string> found = [];
        string? cursor = null;
        do
        {
            var page = await Store.Scan(Tables.Registrations, Tables.DueRegistrations, cursor, 4, Stop);
            Assert.InRange(page.Items.Count, 0, 4);
            var ids = page.Items.Select(item => item.GetProperty("registrationId").GetString()!);
            found.AddRange(ids.Where(id => id.StartsWith(_own, StringComparison.Ordinal)));
            cursor = page.Cursor;
        } while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"{_own}{i * 2:00}"), found.Order());
    }

    // Stored values

    [Theory]
    [InlineData("""{"number":0,"large":9007199254740993,"negative":-99999999,"part":0.25}""")]
    [InlineData("""{"empty":"","text":"Zoë \"quoted\" \\ 日本語 🎟️ \u0001\n</script>","flag":true,"other":false}""")]
    [InlineData("""{"list":[],"map":{},"nested":[{"a":[1,[2,{"b":"c"}]],"d":{}},[],""]}""")]
    public async Task Documents_come_back_as_they_were(string document)
    {
        await Written(Put(PersonKey("a"), document));
        var back = (await Read(PersonKey("a")))!.Value;
        using var expected = JsonDocument.Parse(document);
        foreach (var attribute in expected.RootElement.EnumerateObject())
            Assert.True(JsonElement.DeepEquals(attribute.Value, back.GetProperty(attribute.Name)), $"{attribute.Name}: {back}");
        Assert.Equal(expected.RootElement.EnumerateObject().Count() + 1, back.EnumerateObject().Count());
    }

    [Fact]
    public async Task Nulls_are_left_out()
    {
        await Written(Put(PersonKey("a"), """{"name":"a","phone":null,"inner":{"x":null,"y":1}}"""));
        Assert.Equal($$"""{"inner":{"y":1},"name":"a","userId":"{{_own}}a"}""", Sorted(await Read(PersonKey("a"))));
    }

    [Fact]
    public async Task Everything_that_is_kept_comes_back_equal()
    {
        var db = new Database(Store);
        var kept = new StoredSamples(_own);
        await Written(
            db.Events.Create(kept.Event),
            db.Registrations.Create(kept.Registration),
            db.Tickets.Create(kept.Ticket),
            db.CheckIns.Create(kept.CheckIn),
            db.People.Create(kept.Person),
            db.Notifications.Create(kept.Notification),
            db.Members.Create(kept.Membership),
            db.Requests.Create(kept.Request)
        );
        Same(kept.Event, await db.Events.Find(kept.Event.EventId, Stop));
        Same(kept.Registration, await db.Registrations.Find(kept.Registration.RegistrationId, Stop));
        Same(kept.Ticket, await db.Tickets.Find(kept.Ticket.TicketId, Stop));
        Same(kept.CheckIn, await db.CheckIns.Find(_own, kept.CheckIn.ScanId, Stop));
        Same(kept.Person, await db.People.Find(kept.Person.UserId, Stop));
        Same(kept.Notification, await db.Notifications.Find(kept.Notification.NotificationId, Stop));
        Same(kept.Membership, await db.Members.Find(_own, kept.Membership.UserId, Stop));
        Same(kept.Request, await db.Requests.Find(kept.Request.RequestId, Stop));
    }

    [Fact]
    public async Task Each_save_counts_the_version_and_refuses_a_decision_on_an_older_one()
    {
        var db = new Database(Store);
        var person = new StoredSamples(_own).Person;
        await Written(db.People.Create(person));
        Assert.True((await db.Write([db.People.Save(person with { Name = "new" })], Stop)).Committed);
        Assert.False((await db.Write([db.People.Save(person with { Name = "late" })], Stop)).Committed);
        Assert.Equal(
            ("new", person.Version + 1),
            await db.People.Find(person.UserId, Stop) is { } saved ? (saved.Name, saved.Version) : default
        );
    }

    [Fact]
    public async Task A_decision_to_save_has_the_new_version_and_writes_nothing_when_nothing_changed()
    {
        var db = new Database(Store);
        var person = await db.People.FindOrCreate(new StoredSamples(_own).Person, Stop);
        Assert.Empty(db.People.Save(person, person, db.People.Delete(person)).Changes);
        var saved = (await db.Decide<Person>(() => Task.FromResult(db.People.Save(person, person with { Name = "new" })), Stop)).Value;
        Assert.Equal(("new", person.Version + 1), (saved.Name, saved.Version));
        Assert.Null(await db.People.TrySave(person with { Name = "late" }, Stop));
        Assert.Equal(saved.Version + 1, (await db.People.TrySave(saved with { Name = "newer" }, Stop))?.Version);
        Assert.Equal("newer", (await db.People.FindOrCreate(person, Stop)).Name);
    }

    /// <summary>An act that waited long for its write must not make tokens good again that a later act refused.</summary>
    [Fact]
    public async Task A_revocation_never_goes_back()
    {
        var db = new Database(Store);
        Revocation earlier = new(_own, 1_001);
        var late = await db.Revoke(earlier, Stop);
        await Written(await db.Revoke(new(_own, 1_007), Stop));
        Assert.False((await db.Write([late], Stop)).Committed);
        await Written(await db.Revoke(earlier, Stop));
        Assert.Equal(1_007, (await db.Revocations.Find(Revocation.Scope, _own, Stop))?.NotBefore);
    }

    /// <summary>Compares records as JSON: they compare lists by reference, JSON compares their contents.</summary>
    private static void Same<T>(T expected, T? actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));

    // Helpers

    private async Task Written(params IReadOnlyList<Change> changes) => Assert.True((await Store.Write(changes, Stop)).Committed);

    private async Task<JsonElement?> Read(Key key) => (await Store.Get([key], Consistency.Strong, Stop))[0];

    private Key PersonKey(string name) => new(Tables.Users, _own + name);

    private Key CounterKey(long shard) => new(Tables.Inventory, _own, shard);

    private Change Person(string name, params IReadOnlyList<Condition> conditions) =>
        Put(PersonKey(name), $$"""{"name":"{{name}}"}""", conditions);

    private Change Counter(int shard, (string Pool, long Units) of) => Add(shard, new() { [of.Pool] = of.Units });

    private Change Add(
        long shard,
        Dictionary<string, long> units,
        Dictionary<string, bool>? flags = null,
        params IReadOnlyList<Condition> conditions
    ) => new Change.Add(CounterKey(shard), units, flags, conditions);

    private Change CheckIn(string scanId, int place, string receivedAt) =>
        Put(new(Tables.CheckIns, _own, scanId), $$"""{"place":{{place}},"receivedAt":"{{receivedAt}}"}""");

    private static Change Put(Key key, string document, params IReadOnlyList<Condition> conditions)
    {
        var item = System.Text.Json.Nodes.JsonNode.Parse(document)!.AsObject();
        item[key.Table.Key.Partition] = key.Partition;
        if (key.Sort is string text)
            item[key.Table.Key.Sort!] = text;
        else if (key.Sort is long number)
            item[key.Table.Key.Sort!] = number;
        return new Change.Put(key, Encoding.UTF8.GetBytes(item.ToJsonString()), conditions);
    }

    /// <summary>Ten items of one partition with ascending sort keys, and some of another partition.</summary>
    private async Task<(Query Query, Func<int, object> Sort)> Ten(string tableName, string indexName)
    {
        var table = Tables.All.Single(item => item.Name == tableName);
        var index = table.Indexes.FirstOrDefault(item => item.Name == indexName);
        var key = index?.Key ?? table.Key;
        // 9 before 10 as a number, after it as a text: numbers must be compared as numbers.
        object Sort(int place) => key.SortType == KeyType.Number ? (long)(place * 7 - 10) : $"2026-01-{place + 10:00}";
        foreach (var partition in new[] { _own, $"{_own}other" })
        {
            await Written([
                .. Enumerable
                    .Range(0, 10)
                    .OrderBy(place => place * 7 % 10)
                    .Select(place =>
                    {
                        var item = new Dictionary<string, object>
                        {
                            [table.Key.Partition] =
                                index is null || key.Partition == table.Key.Partition ? partition : $"{partition}-{place * 3 % 10}",
                            [Place] = place,
                        };
                        if (table.Key.Sort is { } own)
                            item[own] = $"{place * 3 % 10}";
                        (item[key.Partition], item[key.Sort!]) = (partition, Sort(place));
                        Key itsKey = new(table, (string)item[table.Key.Partition], table.Key.Sort is { } sort ? item[sort] : null);
                        return (Change)new Change.Put(itsKey, JsonSerializer.SerializeToUtf8Bytes(item));
                    }),
            ]);
        }

        await Settled();
        return (new(table, index, _own), Sort);
    }

    private static string? NameOf(JsonElement? item) => item?.GetProperty("name").GetString();

    private static string? Sorted(JsonElement? item) =>
        item is null
            ? null
            : JsonSerializer.Serialize(
                item.Value.EnumerateObject()
                    .OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
                    .ToDictionary(attribute => attribute.Name, attribute => attribute.Value)
            );
}
