using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>The ledger as organizers and administrators read it: transactions, days, months, orders, files.</summary>
public sealed class MoneyTests(Cloud cloud)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Database Db => cloud.Local.Host.App.Db;

    private static string Today => CalendarDays.Text(DateOnly.FromDateTime(DateTime.UtcNow));

    private static string Month => Today[..7];

    /// <summary>The organization of a new organizer, so that its books have what the test put there.</summary>
    private async Task<(User Owner, string Id)> Organization()
    {
        var owner = await cloud.NewPerson("Organizers");
        return (owner, (string)(await owner.Get("/organizations"))["items"][0]!["organizationId"]!);
    }

    private async Task<MadeEvent> Free(User owner, string title = "Free")
    {
        var body = EventBody(20, Type(amount: 0, quantity: 20));
        body["title"] = title;
        return await owner.PublishedEvent(body);
    }

    /// <summary>The organization's transactions, once there are as many.</summary>
    private static Task<JsonArray> Transactions(User user, string query, int count) =>
        Cloud.Eventually(async () =>
            (await user.Get($"/transactions?limit=100&{query}"))["items"].AsArray() is { } items && items.Count == count ? items : null
        );

    private async Task<(User Owner, string Id, MadeEvent Of, string RegistrationId)> Sold()
    {
        var (owner, id) = await Organization();
        var ev = await owner.PublishedEvent();
        var (registrationId, _) = await cloud.Attendee.PaidRegistration(ev, 2);
        return (owner, id, ev, registrationId);
    }

    private static LedgerEntry Entry(string organizationId, int number, DateTimeOffset at) =>
        new()
        {
            EntryId = Ids.Derived("led", organizationId, $"{number}"),
            At = at,
            Kind = LedgerEntryKind.Sale,
            RegistrationId = $"reg_{number}",
            OrganizationId = organizationId,
            EventId = "evt_made",
            EventTitle = "Made",
            Currency = "eur",
            Gross = 100,
            Tickets = 1,
        };

    private Task Written(IEnumerable<LedgerEntry> entries) =>
        Task.WhenAll(entries.Chunk(100).Select(some => Db.Write([.. some.Select(Db.Ledger.Create)], Stop)));

    [Fact]
    public async Task A_sale_a_refund_and_a_cancellation_are_in_the_books_once_each()
    {
        var (owner, id, ev, registrationId) = await Sold();
        var sale = (await Transactions(owner, $"organizationId={id}", 1))[0]!;
        Assert.Equal(
            ("sale", registrationId, ev.Id, 2),
            ((string?)sale["kind"], (string?)sale["registrationId"], (string?)sale["eventId"], (int)sale["tickets"]!)
        );
        var gross = (long)sale["gross"]!["amount"]!;
        Assert.Equal(201, (await owner.Post($"/registrations/{registrationId}/refunds")).Status);
        var all = await Transactions(owner, $"organizationId={id}", 3);
        Assert.Equal(["cancelled", "refund", "sale"], all.Select(entry => (string?)entry!["kind"]).Order(StringComparer.Ordinal));
        Assert.Equal(0, all.Sum(entry => (long)entry!["net"]!["amount"]!));
        var refund = Assert.Single(await Transactions(owner, $"organizationId={id}&kind=refund", 1))!;
        Assert.Equal(
            (gross, -gross, "organizer"),
            ((long)refund["gross"]!["amount"]!, (long)refund["net"]!["amount"]!, (string?)refund["reason"])
        );
        Assert.DoesNotContain("@", all.ToJsonString());
        Assert.Empty(await Reconciling.ReconcileLedger(Db, ev.Id, repair: false, Stop));
    }

    [Fact]
    public async Task A_day_a_month_and_its_days_say_the_same()
    {
        var (owner, id, ev, _) = await Sold();
        await Transactions(owner, $"organizationId={id}", 1);
        var day = await owner.Get($"/transactions/daily/{Today}?organizationId={id}");
        var month = await owner.Get($"/transactions/monthly/{Month}?organizationId={id}");
        Assert.Equal((200, 200), (day.Status, month.Status));
        Assert.True(JsonNode.DeepEquals(day["currencies"], month["currencies"]));
        Assert.True(JsonNode.DeepEquals(day["events"], month["events"]));
        Assert.True(JsonNode.DeepEquals(day["currencies"], Assert.Single(month["days"].AsArray())!["currencies"]));
        Assert.Empty(month["before"]["currencies"]!.AsArray());
        Assert.Equal(("Etc/UTC", true, ev.Id), (day.Text("timeZone"), (bool)day["complete"], (string?)day["events"][0]!["eventId"]));
        var sales = day["currencies"][0]!["sales"]!;
        Assert.Equal((1, 2), ((int)sales["count"]!, (int)sales["tickets"]!));
        var future = await owner.Get($"/transactions/daily/2099-12-31?organizationId={id}");
        Assert.Equal((200, 0), (future.Status, future["currencies"].AsArray().Count));
    }

    [Fact]
    public async Task Days_are_those_of_the_organization_also_when_the_clock_is_put_back()
    {
        var (owner, id) = await Organization();
        Assert.Equal(200, (await owner.Patch($"/organizations/{id}", new JsonObject { ["timeZone"] = "Europe/Berlin" })).Status);
        var start = new DateTimeOffset(2025, 10, 25, 22, 0, 0, TimeSpan.Zero);
        await Written(new[] { -1, 0, 12, 24, 25 }.Select((hour, number) => Entry(id, number, start.AddHours(hour))));
        async Task<int> Count(string day) =>
            (await owner.Get($"/transactions/daily/{day}?organizationId={id}"))["currencies"].AsArray() is [{ } sum]
                ? (int)sum["sales"]!["count"]!
                : 0;
        Assert.Equal((1, 3, 1), (await Count("2025-10-25"), await Count("2025-10-26"), await Count("2025-10-27")));
        var month = await owner.Get($"/transactions/monthly/2025-10?organizationId={id}");
        Assert.Equal("2025-10-25 1, 2025-10-26 3, 2025-10-27 1", string.Join(", ", month["days"].AsArray().Select(Shown)));
        Assert.Equal(3, (await owner.Get($"/transactions?organizationId={id}&from=2025-10-26&to=2025-10-26"))["items"].AsArray().Count);

        static string Shown(JsonNode? day) => $"{day!["date"]} {day["currencies"]![0]!["sales"]!["count"]}";
    }

    [Fact]
    public async Task Pages_have_every_entry_once_also_those_of_one_instant()
    {
        var (owner, id) = await Organization();
        var at = new DateTimeOffset(2025, 5, 1, 12, 0, 0, TimeSpan.Zero);
        await Written(Enumerable.Range(0, 130).Select(number => Entry(id, number, at.AddSeconds(number / 40))));
        List<string> seen = [];
        string? next = "";
        for (var pages = 0; next is not null; pages++)
        {
            Assert.True(pages < 50, "The list does not end.");
            var page = await owner.Get($"/transactions?organizationId={id}&limit=7{(next.Length == 0 ? "" : $"&cursor={next}")}");
            seen.AddRange(page["items"].AsArray().Select(entry => (string)entry!["entryId"]!));
            next = (string?)page.Body!["next"];
        }

        Assert.Equal((130, 130), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task More_than_is_looked_at_is_not_complete()
    {
        var (owner, id) = await Organization();
        var at = new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero);
        await Written(Enumerable.Range(0, Books.MaxRead).Select(number => Entry(id, number, at.AddSeconds(number))));
        async Task<(bool, int)> Month() =>
            await owner.Get($"/transactions/monthly/2025-07?organizationId={id}") is var month
                ? ((bool)month["complete"], (int)month["currencies"][0]!["sales"]!["count"]!)
                : default;
        Assert.Equal((true, Books.MaxRead), await Month());
        await Written([Entry(id, Books.MaxRead, at.AddHours(-1))]);
        Assert.Equal((false, Books.MaxRead), await Month());
    }

    [Theory]
    [InlineData("/transactions/daily/2026-02-30", "invalid_date")]
    [InlineData("/transactions/daily/1969-12-31", "out_of_range")]
    [InlineData("/transactions/daily/tomorrow!!", "invalid_format")]
    [InlineData("/transactions/monthly/2026-13", "invalid_date")]
    [InlineData("/transactions?from=2025-01-01&to=2026-01-03", "range_too_long")]
    [InlineData("/transactions?from=2025-01-02&to=2025-01-01", "ends_before_start")]
    [InlineData("/transactions?kind=gift", "unknown_value")]
    public async Task What_is_no_day_or_too_long_is_refused(string path, string code)
    {
        var answer = await cloud.Organizer.Get(path);
        Assert.Equal((422, code), (answer.Status, (string?)answer["errors"][0]!["code"]));
    }

    [Fact]
    public async Task Nobody_sees_the_books_of_somebody_else_and_administrators_see_all()
    {
        var (owner, id, _, registrationId) = await Sold();
        await Transactions(owner, $"organizationId={id}", 1);
        foreach (var path in new[] { "/transactions?", $"/transactions/daily/{Today}?", $"/transactions/monthly/{Month}?" })
        {
            Assert.Equal("organization_not_found", (await cloud.Organizer.Get($"{path}organizationId={id}")).Code);
            Assert.Equal(403, (await cloud.Attendee.Get($"{path}organizationId={id}")).Status);
            Assert.Equal(200, (await cloud.Admin.Get($"{path}organizationId={id}")).Status);
        }

        Assert.Equal("organization_not_found", (await cloud.Organizer.Get($"/organizations/{id}/orders")).Code);
        var platform = await cloud.Admin.Get($"/transactions?from={Today}&to={Today}&limit=100");
        Assert.Contains(platform["items"].AsArray(), entry => (string?)entry!["registrationId"] == registrationId);
        Assert.Equal("Etc/UTC", (await cloud.Admin.Get($"/transactions/daily/{Today}")).Text("timeZone"));
        var bookings = await cloud.Admin.Get($"/admin/bookings?organizationId={id}");
        Assert.Equal(registrationId, (string?)Assert.Single(bookings["items"].AsArray())!["registrationId"]);
        bookings = await cloud.Admin.Get("/admin/bookings?limit=100");
        Assert.Contains(bookings["items"].AsArray(), order => (string?)order!["registrationId"] == registrationId);
        var refused = await cloud.Admin.Get("/admin/bookings?status=expired");
        Assert.Equal("filter_required", (string?)refused["errors"][0]!["code"]);
        var file = await cloud.Admin.Post("/transactions/export", new JsonObject { ["from"] = Today, ["to"] = Today });
        Assert.Equal(200, file.Status);
    }

    [Fact]
    public async Task Orders_are_the_sales_as_they_are_now_and_those_of_an_event_in_every_state()
    {
        var (owner, id, ev, sold) = await Sold();
        var free = await Free(owner);
        var given = (await cloud.Attendee.Post("/registrations", Basket(free))).Text("registrationId");
        var held = await cloud.Attendee.Held(ev);
        await Transactions(owner, $"organizationId={id}", 2);
        var path = $"/organizations/{id}/orders";
        async Task<string> Ids(string query) =>
            string.Join(' ', (await owner.Get($"{path}?{query}"))["items"].AsArray().Select(order => (string?)order!["registrationId"]));
        Assert.Equal($"{given} {sold}", await Ids(""));
        Assert.Equal(given, await Ids("limit=1"));
        Assert.Equal($"{held} {sold}", await Ids($"eventId={ev.Id}"));
        Assert.Equal(held, await Ids($"eventId={ev.Id}&status=pending"));
        Assert.Equal(sold, await Ids($"text={sold}"));
        Assert.Equal("", await Ids("text=nobody"));
        Assert.Equal("", await Ids("to=2025-01-01"));
        Assert.Equal(200, (await cloud.Attendee.Post($"/registrations/{given}/cancel")).Status);
        Assert.Equal(given, await Ids("status=cancelled"));
        foreach (var status in new[] { "pending", "expired" })
        {
            Assert.Equal("filter_required", (string?)(await owner.Get($"{path}?status={status}"))["errors"][0]!["code"]);
            var refused = await owner.Post($"{path}/export", new JsonObject { ["status"] = status });
            Assert.Equal("filter_required", (string?)refused["errors"][0]!["code"]);
        }

        var other = await cloud.Organizer.DraftEvent();
        Assert.Equal("event_not_found", (await owner.Get($"{path}?eventId={other.Id}")).Code);
    }

    [Fact]
    public async Task Files_have_a_line_for_each_transaction_and_order_and_no_formula()
    {
        var (owner, id) = await Organization();
        var ev = await Free(owner, "=1+1");
        var registrationId = (await cloud.Attendee.Post("/registrations", Basket(ev))).Text("registrationId");
        await Transactions(owner, $"organizationId={id}", 1);
        var range = new JsonObject
        {
            ["organizationId"] = id,
            ["from"] = $"{Month}-01",
            ["to"] = Today,
        };
        var lines = await Lines(await owner.Post("/transactions/export", range));
        Assert.StartsWith("At (Etc/UTC),Kind,Event,", lines[0], StringComparison.Ordinal);
        Assert.Contains($",sale,'=1+1,{ev.Id},{registrationId},", Assert.Single(lines[1..]), StringComparison.Ordinal);
        range["kind"] = "refund";
        Assert.Single(await Lines(await owner.Post("/transactions/export", range)));
        var orders = await Lines(await owner.Post($"/organizations/{id}/orders/export"));
        Assert.Contains($",'=1+1,{ev.Id},", Assert.Single(orders[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_has_what_the_CSV_file_has_with_numbers_as_numbers()
    {
        var (owner, id, _, registrationId) = await Sold();
        Assert.Equal(200, (await cloud.Attendee.Post($"/registrations/{registrationId}/cancel")).Status);
        await Transactions(owner, $"organizationId={id}", 3);
        var range = new JsonObject
        {
            ["organizationId"] = id,
            ["from"] = $"{Month}-01",
            ["to"] = Today,
        };
        var lines = await Lines(await owner.Post("/transactions/export", range));
        range["format"] = "xlsx";
        var sheet = await Sheet(await owner.Post("/transactions/export", range));
        Assert.Equal(lines.Length, sheet.Max(cell => int.Parse(cell.Key[1..], CultureInfo.InvariantCulture)));
        foreach (var (line, row) in lines.Select((line, i) => (line.Split(','), i + 1)).Skip(1))
        {
            Assert.Equal(("inlineStr", line[1]), sheet[$"B{row}"]);
            Assert.Equal((null, line[6]), sheet[$"G{row}"]);
            Assert.Equal((null, line[11]), sheet[$"L{row}"]);
        }

        range["format"] = "pdf";
        Assert.Equal("unknown_value", (string?)(await owner.Post("/transactions/export", range))["errors"][0]!["code"]);
        foreach (var path in new[] { "orders", "attendees" })
        {
            var exported = await owner.Post($"/organizations/{id}/{path}/export", new JsonObject { ["format"] = "xlsx" });
            Assert.Equal(("inlineStr", path == "orders" ? "Registration" : "Ticket"), (await Sheet(exported))["A1"]);
        }
    }

    [Fact]
    public async Task What_the_ledger_lacks_is_named_and_can_be_repaired()
    {
        var (owner, id, ev, registrationId) = await Sold();
        await Transactions(owner, $"organizationId={id}", 1);
        var entry = LedgerEntry.Of((await Db.Registrations.Find(registrationId, Stop))!).Single();
        var lacks = new Difference(ev.Id, $"{registrationId} in the ledger", 1, 0);
        // Until the stream is through with the registration, the worker writes the entry again.
        var named = await Cloud.Eventually(async () =>
        {
            await Db.Write([Db.Ledger.Delete(entry, new Condition.Present())], Stop);
            return await Reconciling.ReconcileLedger(Db, ev.Id, repair: false, Stop) is { Count: > 0 } found ? found : null;
        });
        Assert.Equal([lacks], named);
        Assert.Equal([lacks], await Reconciling.ReconcileLedger(Db, ev.Id, repair: true, Stop));
        Assert.Empty(await Reconciling.ReconcileLedger(Db, ev.Id, repair: false, Stop));
        await Transactions(owner, $"organizationId={id}", 1);
    }

    private static async Task<string[]> Lines(Answer report)
    {
        Assert.Equal(200, report.Status);
        using var http = new HttpClient();
        return (await http.GetStringAsync(report.Text("url"))).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Type and value of each cell, by its reference.</summary>
    private static async Task<Dictionary<string, (string? Type, string Value)>> Sheet(Answer report)
    {
        Assert.Equal(200, report.Status);
        using var http = new HttpClient();
        using var zip = new ZipArchive(await http.GetStreamAsync(report.Text("url")));
        return XDocument
            .Load(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open())
            .Descendants()
            .Where(element => element.Name.LocalName == "c")
            .ToDictionary(cell => cell.Attribute("r")!.Value, cell => (cell.Attribute("t")?.Value, cell.Value));
    }
}
