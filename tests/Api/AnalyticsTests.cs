using System.Text.Json.Nodes;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Tests.Api;

/// <summary>The figures of an organization and of the platform, and the summaries that they are read from.</summary>
public sealed class AnalyticsTests(Cloud cloud)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private App App => cloud.Local.Host.App;

    private Database Db => App.Db;

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private static string Ago(int days) => CalendarDays.Text(Today.AddDays(-days));

    /// <summary>A new organization, so that its books have what the test put there.</summary>
    private async Task<(User Owner, string Id)> Organization()
    {
        var owner = await cloud.NewPerson("Organizers");
        return (owner, (string)(await owner.Get("/organizations"))["items"][0]!["organizationId"]!);
    }

    private static LedgerEntry Entry(string organizationId, int number, DateTimeOffset at, string currency = "eur") =>
        new()
        {
            EntryId = Ids.Derived("led", organizationId, $"{number}"),
            At = at,
            Kind = LedgerEntryKind.Sale,
            RegistrationId = $"reg_{number}",
            OrganizationId = organizationId,
            EventId = $"evt_{organizationId}",
            EventTitle = "Made",
            Category = "concert",
            City = "Hamburg",
            Country = "DE",
            TimeZone = "Europe/Berlin",
            Currency = currency,
            Gross = 100,
            Tickets = 1,
        };

    private static DateTimeOffset Noon(int daysAgo) => new(Today.AddDays(-daysAgo), new TimeOnly(12, 0), TimeSpan.Zero);

    private Task Written(params IEnumerable<LedgerEntry> entries) =>
        Task.WhenAll(entries.Chunk(100).Select(some => Db.Write([.. some.Select(Db.Ledger.Create)], Stop)));

    private Task<DaySummary?> Stored(string scope, int daysAgo) => Db.Summaries.Find(scope, Ago(daysAgo), Stop);

    private static string Shown(Answer analytics)
    {
        Assert.Equal(200, analytics.Status);
        var body = analytics.Body!.DeepClone().AsObject();
        body.Remove("asOf");
        return body.ToJsonString();
    }

    [Fact]
    public async Task Today_is_summed_when_it_is_read()
    {
        var (owner, id) = await Organization();
        var ev = await owner.PublishedEvent();
        var (registrationId, _) = await cloud.Attendee.PaidRegistration(ev, 2);
        var analytics = await Cloud.Eventually(async () =>
            await owner.Get($"/organizations/{id}/analytics") is var read && read["currencies"].AsArray().Count > 0 ? read : null
        );
        var sum = analytics["currencies"][0]!;
        var gross = (long)sum["sales"]!["gross"]!["amount"]!;
        Assert.Equal((1, 2, gross / 2, 0m), Of(sum));
        Assert.Equal(
            (Ago(29), Ago(0), "Etc/UTC", true),
            (analytics.Text("from"), analytics.Text("to"), analytics.Text("timeZone"), (bool)analytics["complete"])
        );
        Assert.Equal(Ago(0), (string?)Assert.Single(analytics["days"].AsArray())!["date"]);
        Assert.Equal(ev.Id, (string?)Assert.Single(analytics["events"].AsArray())!["eventId"]);
        Assert.Equal((7, 24), (analytics["bookingHours"].AsArray().Count, analytics["bookingHours"][6]!.AsArray().Count));
        Assert.Equal(1, analytics["bookingHours"].AsArray().Sum(day => day!.AsArray().Sum(hour => (int)hour!)));
        Assert.Equal(1, (int)Assert.Single(analytics["peakHours"].AsArray())!["orders"]!);
        Assert.Null(analytics.Body!["checkInRate"]);

        Assert.Equal(201, (await owner.Post($"/registrations/{registrationId}/refunds")).Status);
        var refunded = await Cloud.Eventually(async () =>
            await owner.Get($"/organizations/{id}/analytics") is var read && Of(read["currencies"][0]!).Rate == 1 ? read : null
        );
        Assert.Equal(0, (long)refunded["currencies"][0]!["net"]!["amount"]!);

        var platform = await cloud.Admin.Get($"/admin/analytics?from={Ago(0)}");
        Assert.Contains(
            platform["revenue"].AsArray(),
            each => (string?)each!["currency"] == "eur" && (long)each["gross"]!["amount"]! >= gross
        );
        Assert.Contains(platform["venues"].AsArray(), place => (string?)place!["city"] == "Hamburg" && (string?)place["country"] == "DE");
        Assert.Contains(platform["countries"].AsArray(), place => (string?)place!["country"] == "DE");
        var events = platform["events"];
        Assert.True((int)events["total"]! >= (int)events["published"]! && (int)events["published"]! > 0);
        Assert.Equal((int)events["total"]!, events["byCategory"]!.AsArray().Sum(category => (int)category!["total"]!));

        static (int Orders, int Tickets, long? Average, decimal? Rate) Of(JsonNode sum) =>
            (
                (int)sum["sales"]!["count"]!,
                (int)sum["sales"]!["tickets"]!,
                (long?)sum["averageTicket"]?["amount"],
                (decimal?)sum["refundRate"]
            );
    }

    [Fact]
    public async Task A_summary_comes_back_the_same_and_a_repeated_run_changes_nothing()
    {
        var (owner, id) = await Organization();
        await Written(
            Entry(id, 1, Noon(1)),
            Entry(id, 2, Noon(2), "jpy"),
            Entry(id, 3, Noon(3)),
            Entry(id, 4, Noon(3), "kwd"),
            Entry(id, 5, Noon(9)),
            Entry(id, 6, Noon(0))
        );
        async Task<string> Read() => Shown(await owner.Get($"/organizations/{id}/analytics?from={Ago(10)}"));
        var before = await Read();
        Assert.Contains(id, await Summing.Scopes(App, Stop));
        await Summing.Project(App, id, Stop);
        var stored = await Stored(id, 3);
        Assert.Equal(["eur", "kwd"], stored!.Sum.Currencies.Select(each => each.Currency));
        Assert.Null(await Stored(id, 0));
        Assert.Equal(before, await Read());
        await Summing.Project(App, id, Stop);
        Assert.Equal(before, await Read());
        await Db.Write([Db.Summaries.Delete(stored, new Condition.Present())], Stop);
        Assert.Equal(before, await Read());
        await Summing.Project(App, id, Stop);
        Assert.Equal(Json(stored), Json((await Stored(id, 3))!));

        static string Json(DaySummary summary) => System.Text.Json.JsonSerializer.Serialize(summary);
    }

    [Fact]
    public async Task An_entry_that_comes_late_is_not_missing()
    {
        var (owner, id) = await Organization();
        await Written(Entry(id, 1, Noon(3)));
        await Summing.Project(App, id, Stop);
        Assert.NotNull(await Stored(id, 3));
        await Bookkeeping.Create(Db, [Entry(id, 2, Noon(3))], summedBefore: Noon(1), Stop);
        Assert.Null(await Stored(id, 3));
        var analytics = await owner.Get($"/organizations/{id}/analytics");
        Assert.Equal(2, (int)analytics["currencies"][0]!["sales"]!["count"]!);
    }

    [Fact]
    public async Task Days_are_those_of_the_organization_also_after_it_moves()
    {
        var (owner, id) = await Organization();
        await Written(Entry(id, 1, Noon(2).AddHours(11.5)));
        await Summing.Project(App, id, Stop);
        async Task<string?> Day() => (string?)(await owner.Get($"/organizations/{id}/analytics"))["days"][0]!["date"];
        Assert.Equal(Ago(2), await Day());
        Assert.Equal(200, (await owner.Patch($"/organizations/{id}", new JsonObject { ["timeZone"] = "Asia/Tokyo" })).Status);
        Assert.Equal(Ago(1), await Day());
    }

    [Fact]
    public async Task More_than_is_looked_at_is_not_complete_until_the_night_has_summed_it()
    {
        var (owner, id) = await Organization();
        await Written(Enumerable.Range(0, Books.MaxRead).Select(number => Entry(id, number, Noon(2).AddSeconds(number / 2))));
        async Task<(bool, int)> Read() =>
            await owner.Get($"/organizations/{id}/analytics") is var read
                ? ((bool)read["complete"], (int)read["currencies"][0]!["sales"]!["count"]!)
                : default;
        Assert.Equal((true, Books.MaxRead), await Read());
        await Written(Entry(id, Books.MaxRead, Noon(3)));
        Assert.Equal((false, Books.MaxRead), await Read());
        await Summing.Project(App, id, Stop);
        Assert.Equal((true, Books.MaxRead + 1), await Read());
    }

    [Theory]
    [InlineData("from=2025-01-01&to=2026-01-03", "range_too_long")]
    [InlineData("from=2025-01-02&to=2025-01-01", "ends_before_start")]
    [InlineData("from=2026-02-30", "invalid_date")]
    [InlineData("to=1969-12-31", "out_of_range")]
    [InlineData("to=tomorrow!!", "invalid_format")]
    public async Task What_is_no_range_is_refused(string query, string code)
    {
        var (owner, id) = await Organization();
        foreach (
            var answer in new[]
            {
                await cloud.Admin.Get($"/admin/analytics?{query}"),
                await owner.Get($"/organizations/{id}/analytics?{query}"),
            }
        )
            Assert.Equal((422, code), (answer.Status, (string?)answer["errors"][0]!["code"]));
    }

    [Fact]
    public async Task Days_to_come_are_empty_and_the_longest_range_is_a_year()
    {
        var (owner, id) = await Organization();
        var future = await owner.Get($"/organizations/{id}/analytics?from=2099-12-01&to=2099-12-31");
        Assert.Equal((200, 0, true), (future.Status, future["days"].AsArray().Count, (bool)future["complete"]));
        var platform = await cloud.Admin.Get("/admin/analytics?from=2099-12-01&to=2099-12-31");
        Assert.Equal((200, 0, 0), (platform.Status, platform["revenue"].AsArray().Count, platform["users"]["newPerDay"]!.AsArray().Count));
        Assert.Equal(200, (await owner.Get($"/organizations/{id}/analytics?from=2025-01-01&to=2026-01-02")).Status);
        Assert.Equal(200, (await owner.Get($"/organizations/{id}/analytics?to=2026-01-02")).Status);
    }

    [Fact]
    public async Task Nobody_sees_the_figures_of_somebody_else()
    {
        var (_, id) = await Organization();
        Assert.Equal("organization_not_found", (await cloud.Organizer.Get($"/organizations/{id}/analytics")).Code);
        Assert.Equal(200, (await cloud.Admin.Get($"/organizations/{id}/analytics")).Status);
        Assert.Equal(403, (await cloud.Organizer.Get("/admin/analytics")).Status);
    }

    [Fact]
    public async Task Who_came_is_kept_once_on_the_day_after()
    {
        // A cloud of its own, because its clock is put forward.
        await using var own = new Cloud();
        await own.InitializeAsync();
        var db = own.Local.Host.App.Db;
        var ev = await own.Organizer.PublishedEvent();
        var (_, tickets) = await own.Attendee.PaidRegistration(ev, 2);
        Assert.Equal("valid", (await own.Staff.Scan(ev.Id, (await own.Attendee.Get($"/tickets/{tickets[0]}")).Text("qr"))).Text("result"));
        await own.Local.Scheduler.RunOnce();
        var day = CalendarDays.DayOf((await db.Events.Find(ev.Id, Stop))!.GateCloses, TimeZoneInfo.Utc);
        Task<DaySummary?> Kept() => db.Summaries.Find(DaySummary.Platform, $"{CalendarDays.Text(day)}#{ev.Id}", Stop);
        Assert.Null(await Kept());

        Assert.True(own.Local.Clock.PutForward(TimeSpan.FromDays(1.5)));
        await own.Local.Scheduler.RunOnce();
        Assert.Equal(new Attendance(ev.Id, 2, 1), Assert.Single((await Kept())!.Sum.Attendance));
        // What happens to the tickets later does not count.
        var ticket = (await db.Tickets.Find(tickets[1], Stop))!;
        await db.Tickets.TrySave(ticket with { UsedAt = own.Local.Clock.GetUtcNow() }, Stop);
        await own.Local.Scheduler.RunOnce();
        Assert.Equal(1, Assert.Single((await Kept())!.Sum.Attendance).Used);
        var organizer = await own.CreateClient("organizer@example.com");
        var id = (string)(await organizer.Get("/organizations"))["items"][0]!["organizationId"]!;
        var analytics = await organizer.Get($"/organizations/{id}/analytics?from={CalendarDays.Text(day)}&to={CalendarDays.Text(day)}");
        Assert.Equal(
            (2, 1, 0.5m),
            ((int)analytics["checkIns"]["tickets"]!, (int)analytics["checkIns"]["used"]!, (decimal)analytics["checkInRate"])
        );
        var platform = await (await own.CreateClient("admin@example.com")).Get("/admin/analytics");
        Assert.NotNull(platform["events"]["averageAttendance"]);
        Assert.NotNull(await db.Summaries.Find(DaySummary.Platform, CalendarDays.Text(day), Stop));
    }

    [Fact]
    public async Task A_person_joins_once_and_is_seen_once_a_day()
    {
        await using var own = new Cloud();
        await own.InitializeAsync();
        var admin = await own.CreateClient("admin@example.com");
        async Task<(long Total, long New, long Active, long Week, string? Retention)> Users()
        {
            var today = CalendarDays.Text(PeopleCounter.DayOf(own.Local.Clock.GetUtcNow()));
            var users = (await admin.Get($"/admin/analytics?from={today}&to={today}"))["users"];
            long Sum(string list) => users[list]!.AsArray().Sum(day => (long)day!["count"]!);
            return (
                (long)users["total"]!,
                Sum("newPerDay"),
                Sum("activePerDay"),
                Sum("activePerWeek"),
                users["retention"]!.AsArray().LastOrDefault()?["activeAfter"]!.ToJsonString()
            );
        }

        var start = await Users();
        var person = await own.NewAttendee();
        await Task.WhenAll(person.Get("/me"), person.Get("/me"), person.Get("/me"));
        await person.Get("/me");
        var first = await Users();
        Assert.Equal(
            (start.Total + 1, start.New + 1, start.Active + 1, start.Week + 1),
            (first.Total, first.New, first.Active, first.Week)
        );

        Assert.True(own.Local.Clock.PutForward(TimeSpan.FromDays(7)));
        admin = await own.CreateClient("admin@example.com");
        person = await own.CreateClient(person.Email);
        await person.Get("/me");
        await person.Get("/me");
        var later = await Users();
        Assert.Equal((first.Total, 0, 1, 1), (later.Total, later.New, later.Active, later.Week));
        var joined = CalendarDays.WeekOf(PeopleCounter.DayOf(own.Local.Clock.GetUtcNow().AddDays(-7)));
        var all = await admin.Get($"/admin/analytics?from={CalendarDays.Text(joined)}");
        var cohort = all["users"]["retention"]!.AsArray().Single(each => (string?)each!["joinedWeek"] == CalendarDays.Text(joined))!;
        Assert.Equal("[1,0,0,0]", cohort["activeAfter"]!.ToJsonString());
        Assert.True((long)cohort["joined"]! >= 1);
    }

    [Fact]
    public async Task Administrators_get_the_figures_as_a_file()
    {
        var (_, id) = await Organization();
        await Written(Entry(id, 1, Noon(0)));
        var report = await cloud.Admin.Post("/admin/analytics/export", new JsonObject { ["from"] = Ago(1), ["to"] = Ago(0) });
        Assert.Equal((200, true), (report.Status, (bool)report["complete"]));
        using var http = new HttpClient();
        var lines = (await http.GetStringAsync(report.Text("url"), Stop))
            .TrimStart('\ufeff')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((int)report["lines"], lines.Length - 1);
        Assert.StartsWith("Date (UTC),New people,Active people,Currency,Orders,", lines[0], StringComparison.Ordinal);
        Assert.Contains(
            lines,
            line => line.StartsWith($"{Ago(0)},", StringComparison.Ordinal) && line.Contains(",EUR,", StringComparison.Ordinal)
        );
        var too = new JsonObject { ["from"] = "2025-01-01", ["to"] = "2026-01-03" };
        Assert.Equal("range_too_long", (string?)(await cloud.Admin.Post("/admin/analytics/export", too))["errors"][0]!["code"]);
    }
}
