using System.Text.Json.Nodes;
using EventTicketing.Domain;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>The back office: who works for an organization, for which clients, and how long.</summary>
public sealed class BackofficeTests(Cloud cloud)
{
    /// <summary>Where the organizations of these tests are.</summary>
    private static DateOnly Day =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, Event.ZoneOf("Europe/Berlin")).Date);

    private static string Today => CalendarDays.Text(Day);

    private static JsonObject Euros(long cents) => new() { ["amount"] = cents, ["currency"] = "eur" };

    private static JsonObject Hours(string projectId, int minutes = 60, string? date = null) =>
        new()
        {
            ["projectId"] = projectId,
            ["date"] = date ?? Today,
            ["minutes"] = minutes,
        };

    private static async Task<string> Made(User by, string path, string id, JsonObject body)
    {
        var made = await by.Post(path, body);
        Assert.Equal((201, null), (made.Status, made.Code));
        return made.Text(id);
    }

    private static Task<string> Project(User by, string organizationId, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject
        {
            ["organizationId"] = organizationId,
            ["name"] = "Stage",
            ["billing"] = "hourly",
        };
        foreach (var (name, value) in more)
            body[name] = value;
        return Made(by, "/projects", "projectId", body);
    }

    private static Task<string> Entry(User by, string projectId, int minutes = 60) =>
        Made(by, "/time-entries", "timeEntryId", Hours(projectId, minutes));

    /// <summary>Makes an organization with three members: an owner, a manager, and one with the role staff.</summary>
    private async Task<(string Id, User Owner, User Manager, User Staff)> Crew()
    {
        var owner = await cloud.NewPerson("Organizers");
        var id = await owner.Founded();
        var (manager, staff) = (await cloud.NewAttendee(), await cloud.NewAttendee());
        await manager.Join(owner, id, "manager");
        await staff.Join(owner, id, "staff");
        return (id, owner, manager, staff);
    }

    [Fact]
    public async Task Time_is_entered_submitted_rejected_corrected_and_approved_at_the_rates_of_then()
    {
        var (org, owner, manager, staff) = await Crew();
        var staffId = await staff.Id();
        var clientId = await Made(manager, "/clients", "clientId", new() { ["name"] = "Harbour Festival", ["defaultRate"] = Euros(6000) });
        var projectId = await Project(manager, org, ("clientId", clientId), ("budgetMinutes", 120));
        var rates = new JsonObject
        {
            ["organizationId"] = org,
            ["hourlyRate"] = Euros(4500),
            ["costRate"] = Euros(2500),
        };
        Assert.Equal(200, (await owner.Patch($"/staff/{staffId}", rates)).Status);

        var id = await Entry(staff, projectId, 90);
        var path = $"/time-entries/{id}";
        Assert.Equal("not_submitted", (await manager.Post($"{path}/approve")).Code);
        Assert.Equal("submitted", (await staff.Post($"{path}/submit")).Text("status"));
        Assert.Equal("entry_locked", (await staff.Patch(path, new JsonObject { ["minutes"] = 30 })).Code);
        var rejected = await manager.Post($"{path}/reject", new JsonObject { ["reason"] = "The break is missing." });
        Assert.Equal(("rejected", "The break is missing."), (rejected.Text("status"), rejected.Text("reason")));
        await cloud.Mail(staff.Email, mail => $"{mail["text"]}".Contains("The break is missing."));
        Assert.Equal("draft", (await staff.Patch(path, new JsonObject { ["minutes"] = 60 })).Text("status"));
        Assert.Equal(200, (await staff.Post($"{path}/submit")).Status);
        var approved = await manager.Post($"{path}/approve");
        Assert.Equal((4500, 4500), ((int)approved["rate"]!["amount"]!, (int)approved["amount"]!["amount"]!));

        // What was approved stays at its rate; who is not a manager sees no money.
        rates["hourlyRate"] = Euros(9900);
        Assert.Equal(200, (await owner.Patch($"/staff/{staffId}", rates)).Status);
        var project = await owner.Get($"/projects/{projectId}");
        Assert.Equal(
            (60, 4500, 2500, 60),
            (
                (int)project["used"]!["minutes"]!,
                (int)project["used"]!["amount"]!["amount"]!,
                (int)project["used"]!["cost"]!["amount"]!,
                (int)project["left"]!["minutes"]!
            )
        );
        Assert.Null((await manager.Get($"/projects/{projectId}"))["used"]!["cost"]);
        var own = await staff.Get(path);
        Assert.Equal((null, null, "entry_locked"), (own.Body!["rate"], own.Body["amount"], own.Text("locked")));
        Assert.Null((await staff.Get($"/projects/{projectId}")).Body!["used"]);

        Assert.Equal("draft", (await manager.Post($"{path}/reopen", new JsonObject { ["reason"] = "A mistake." })).Text("status"));
    }

    [Fact]
    public async Task Nobody_below_manager_sees_anothers_time_but_the_lead_of_a_team()
    {
        var (org, owner, manager, staff) = await Crew();
        var lead = await cloud.NewAttendee();
        await lead.Join(owner, org, "staff");
        var projectId = await Project(manager, org);
        var id = await Entry(staff, projectId);
        Assert.Equal(200, (await staff.Post($"/time-entries/{id}/submit")).Status);
        Assert.Equal("time_entry_not_found", (await lead.Get($"/time-entries/{id}")).Code);
        Assert.Equal("time_entry_not_found", (await lead.Post($"/time-entries/{id}/approve")).Code);

        var team = new JsonObject
        {
            ["name"] = "Crew",
            ["leadId"] = await lead.Id(),
            ["memberIds"] = new JsonArray(await staff.Id()),
        };
        var teamId = await Made(manager, "/teams", "teamId", team);
        Assert.Empty((await lead.Get("/time-entries"))["items"].AsArray());
        Assert.Empty((await staff.Get($"/time-entries?userId={await lead.Id()}"))["items"].AsArray());
        var seen = (await lead.Get($"/time-entries?teamId={teamId}&status=submitted"))["items"].AsArray();
        Assert.Equal([id], seen.Select(entry => (string?)entry!["timeEntryId"]));
        Assert.Equal("approved", (await lead.Post($"/time-entries/{id}/approve")).Text("status"));

        // A lead who is in the own team does not decide on the own time, nor does a manager.
        Assert.Equal(
            200,
            (await manager.Patch($"/teams/{teamId}", new JsonObject { ["memberIds"] = new JsonArray(await lead.Id()) })).Status
        );
        foreach (var person in new[] { lead, manager })
        {
            var own = await Entry(person, projectId);
            Assert.Equal(200, (await person.Post($"/time-entries/{own}/submit")).Status);
            Assert.Equal("not_your_own", (await person.Post($"/time-entries/{own}/approve")).Code);
            Assert.Equal("approved", (await owner.Post($"/time-entries/{own}/approve")).Text("status"));
        }

        // Who has left the team cannot approve any more; who has left the organization sees nothing.
        var late = await Entry(staff, projectId);
        Assert.Equal(200, (await staff.Post($"/time-entries/{late}/submit")).Status);
        Assert.Equal("time_entry_not_found", (await lead.Post($"/time-entries/{late}/approve")).Code);
        Assert.Equal(204, (await owner.Delete($"/staff/{await staff.Id()}?organizationId={org}")).Status);
        Assert.Equal(403, (await staff.Get("/time-entries")).Status);
        var left = (await manager.Get($"/staff?organizationId={org}&status=left"))["items"].AsArray().Single()!;
        Assert.Equal(await staff.Id(), (string?)left["userId"]);
        Assert.NotNull((await manager.Get($"/time-entries/{late}")).Body!["userName"]);
    }

    [Fact]
    public async Task Only_who_is_on_an_open_project_enters_time_and_managers_enter_it_for_others()
    {
        var (org, owner, manager, staff) = await Crew();
        var projectId = await Project(manager, org, ("memberIds", new JsonArray(await manager.Id())));
        Assert.Equal("project_not_found", (await staff.Get($"/projects/{projectId}")).Code);
        Assert.Empty((await staff.Get("/projects"))["items"].AsArray());
        Assert.Equal("not_on_project", (await staff.Post("/time-entries", Hours(projectId))).Code);
        Assert.Equal(200, (await manager.Patch($"/projects/{projectId}", new JsonObject { ["memberIds"] = new JsonArray() })).Status);
        var forStaff = Hours(projectId);
        forStaff["userId"] = await staff.Id();
        Assert.Equal(await staff.Id(), (await manager.Post("/time-entries", forStaff)).Text("userId"));
        forStaff["userId"] = await manager.Id();
        Assert.Equal("staff_not_found", (await staff.Post("/time-entries", forStaff)).Code);
        var outsider = await cloud.NewPerson("Organizers");
        Assert.Equal("project_not_found", (await outsider.Post("/time-entries", Hours(projectId))).Code);
        Assert.Equal("has_time_entries", (await owner.Delete($"/projects/{projectId}")).Code);
        Assert.Equal(200, (await manager.Patch($"/projects/{projectId}", new JsonObject { ["status"] = "archived" })).Status);
        Assert.Equal("project_closed", (await staff.Post("/time-entries", Hours(projectId))).Code);
        Assert.Equal("project_closed", (await staff.Post("/timer", new JsonObject { ["projectId"] = projectId })).Code);
    }

    [Theory]
    [InlineData("""{ "minutes": 0 }""", "out_of_range")]
    [InlineData("""{ "minutes": 1441 }""", "out_of_range")]
    [InlineData("""{ "minutes": null }""", "duration_required")]
    [InlineData("""{ "startedAt": "2026-05-04T10:00:00Z" }""", "duration_required")]
    [InlineData("""{ "minutes": null, "startedAt": "2026-05-04T10:00:00Z", "endedAt": "2026-05-04T09:00:00Z" }""", "ends_before_start")]
    [InlineData("""{ "date": "2026-02-29" }""", "invalid_date")]
    [InlineData("""{ "date": "1999-01-01" }""", "out_of_range")]
    [InlineData("""{ "date": "2099-01-01" }""", "out_of_range")]
    public async Task Time_that_cannot_be_is_refused(string changed, string code)
    {
        var body = Hours(await Project(cloud.Organizer, await Personal(cloud.Organizer)));
        foreach (var (name, value) in JsonNode.Parse(changed)!.AsObject())
            body[name] = value?.DeepClone();
        var refused = await cloud.Organizer.Post("/time-entries", body);
        Assert.Equal((422, code), (refused.Status, refused.Code));
    }

    private static async Task<string> Personal(User organizer) =>
        (string)(await organizer.Get("/organizations"))["items"].AsArray()[0]!["organizationId"]!;

    [Fact]
    public async Task A_week_is_submitted_and_reviewed_at_once()
    {
        var (org, _, manager, staff) = await Crew();
        var projectId = await Project(manager, org);
        var ids = new[] { await Entry(staff, projectId), await Entry(staff, projectId), await Entry(staff, projectId) };
        Assert.Equal(200, (await staff.Post($"/time-entries/{ids[0]}/submit")).Status);
        var days = new JsonObject { ["from"] = Today, ["to"] = Today };
        var submitted = await staff.Post("/time-entries/submit", days);
        Assert.Equal((2, 1), ((int)submitted["submitted"], (int)submitted["skipped"]));
        Assert.Equal(
            "range_too_long",
            (await staff.Post("/time-entries/submit", new JsonObject { ["from"] = "2026-01-01", ["to"] = "2026-02-01" })).Code
        );

        var review = new JsonObject { ["timeEntryIds"] = new JsonArray(ids[0], ids[1], "tme_none"), ["decision"] = "reject" };
        Assert.Equal("reason_required", (await manager.Post("/time-entries/review", review)).Code);
        review["reason"] = "Twice.";
        var results = (await manager.Post("/time-entries/review", review))["results"].AsArray();
        Assert.Equal(
            [("rejected", null), ("rejected", null), (null, "time_entry_not_found")],
            results.Select(result => ((string?)result!["status"], (string?)result["problem"]))
        );
        var waiting = (await manager.Get("/time-entries?status=submitted"))["items"].AsArray();
        Assert.Equal([ids[2]], waiting.Select(entry => (string?)entry!["timeEntryId"]));
    }

    [Fact]
    public async Task Nothing_changes_in_a_closed_period()
    {
        var (org, owner, manager, staff) = await Crew();
        var projectId = await Project(manager, org);
        var (draft, submitted) = (await Entry(staff, projectId), await Entry(staff, projectId));
        Assert.Equal(200, (await staff.Post($"/time-entries/{submitted}/submit")).Status);
        var through = new JsonObject { ["organizationId"] = org, ["through"] = Today };
        Assert.Equal(403, (await manager.Post("/time-entries/close", through)).Status);
        Assert.Equal("unapproved_time", (await owner.Post("/time-entries/close", through)).Code);
        through["anyway"] = true;
        var closed = await owner.Post("/time-entries/close", through);
        Assert.Equal((Today, 2), (closed.Text("through"), (int)closed["unapproved"]));
        foreach (
            var refused in new[]
            {
                await staff.Patch($"/time-entries/{draft}", new JsonObject { ["minutes"] = 5 }),
                await staff.Delete($"/time-entries/{draft}"),
                await staff.Post($"/time-entries/{draft}/submit"),
                await staff.Post($"/time-entries/{submitted}/withdraw"),
                await manager.Post($"/time-entries/{submitted}/approve"),
                await staff.Post("/time-entries", Hours(projectId)),
                await staff.Post("/timer", new JsonObject { ["projectId"] = projectId }),
            }
        )
            Assert.Equal("period_closed", refused.Code);
        Assert.Equal("period_closed", (await staff.Get($"/time-entries/{draft}")).Text("locked"));
        Assert.Equal(Today, (await owner.Get($"/organizations/{org}")).Text("timeClosedThrough"));
        through["through"] = CalendarDays.Text(Day.AddDays(2));
        Assert.Equal("in_the_future", (await owner.Post("/time-entries/close", through)).Code);
    }

    [Fact]
    public async Task A_timer_runs_once_and_becomes_an_entry()
    {
        var (org, owner, manager, staff) = await Crew();
        var projectId = await Project(manager, org);
        Assert.Equal("no_timer", (await staff.Post("/timer/stop", new JsonObject())).Code);
        var started = await staff.Post("/timer", new JsonObject { ["projectId"] = projectId, ["note"] = "Load-out" });
        Assert.Equal((201, 0), (started.Status, (int)started["minutes"]));
        Assert.Equal("timer_running", (await staff.Post("/timer", new JsonObject { ["projectId"] = projectId })).Code);
        var me = await staff.Get($"/staff/{await staff.Id()}");
        Assert.Equal(started.Text("timeEntryId"), (string?)me["timer"]!["timeEntryId"]);
        Assert.Null((await manager.Get($"/staff/{await staff.Id()}")).Body!["timer"]);
        var stopped = await staff.Post("/timer/stop", new JsonObject());
        Assert.Equal(
            (200, started.Text("timeEntryId"), "Load-out", 1),
            (stopped.Status, stopped.Text("timeEntryId"), stopped.Text("note"), (int)stopped["minutes"])
        );
        Assert.Equal("draft", (await staff.Get($"/time-entries/{stopped.Text("timeEntryId")}")).Text("status"));

        // The project of a running timer stays; time that was started by mistake can be thrown away, in a closed period too.
        var other = await Project(manager, org);
        Assert.Equal(201, (await staff.Post("/timer", new JsonObject { ["projectId"] = other })).Status);
        Assert.Equal("has_time_entries", (await manager.Delete($"/projects/{other}")).Code);
        var close = new JsonObject
        {
            ["organizationId"] = org,
            ["through"] = Today,
            ["anyway"] = true,
        };
        Assert.Equal(200, (await owner.Post("/time-entries/close", close)).Status);
        Assert.Equal("period_closed", (await staff.Post("/timer/stop", new JsonObject())).Code);
        var discarded = await staff.Post("/timer/stop", new JsonObject { ["discard"] = true });
        Assert.Equal(200, discarded.Status);
        Assert.Equal("time_entry_not_found", (await staff.Get($"/time-entries/{discarded.Text("timeEntryId")}")).Code);
        Assert.Equal("no_timer", (await staff.Post("/timer/stop", new JsonObject())).Code);
    }

    [Fact]
    public async Task Staff_are_invited_with_their_terms_and_get_a_record_by_joining()
    {
        var (org, owner, manager, _) = await Crew();
        var person = await cloud.NewAttendee();
        var body = new JsonObject
        {
            ["organizationId"] = org,
            ["email"] = person.Email,
            ["name"] = "Grace Hopper",
            ["role"] = "staff",
            ["title"] = "Rigger",
            ["hourlyRate"] = Euros(5000),
        };
        Assert.Equal(403, (await manager.Post("/staff", body)).Status);
        var invited = await owner.Post("/staff", body);
        Assert.Equal((201, "invited"), (invited.Status, invited.Text("status")));
        var open = (await owner.Get($"/staff?organizationId={org}&status=invited"))["items"].AsArray().Single()!;
        Assert.Equal(("Grace Hopper", 5000), ((string?)open["name"], (int)open["hourlyRate"]!["amount"]!));
        var waiting = (await person.Get("/invitations"))["items"].AsArray().Single()!;
        Assert.Equal(200, (await person.Post($"/organizations/{org}/invitations/{waiting["invitationId"]}/accept")).Status);
        var record = await owner.Get($"/staff/{await person.Id()}?organizationId={org}");
        Assert.Equal(("active", "Rigger", 5000), (record.Text("status"), record.Text("title"), (int)record["hourlyRate"]!["amount"]!));
        var seen = await manager.Get($"/staff/{await person.Id()}");
        Assert.Equal((person.Email, null, null), (seen.Text("email"), seen.Body!["hourlyRate"], seen.Body["costRate"]));
        Assert.Equal("already_member", (await owner.Post("/staff", body)).Code);

        // Managers change title and department, nothing else.
        var path = $"/staff/{await person.Id()}";
        Assert.Equal("Head rigger", (await manager.Patch(path, new JsonObject { ["title"] = "Head rigger" })).Text("title"));
        Assert.Equal(403, (await manager.Patch(path, new JsonObject { ["weeklyMinutes"] = 600 })).Status);
        Assert.Equal(403, (await manager.Patch(path, new JsonObject { ["role"] = "owner" })).Status);
        Assert.Equal("manager", (await owner.Patch(path, new JsonObject { ["organizationId"] = org, ["role"] = "manager" })).Text("role"));
        Assert.Contains("updateStaff", (await manager.Get($"/staff/{await owner.Id()}/activity"))["items"].ToJsonString());
        var several = new JsonObject
        {
            ["organizationId"] = org,
            ["emails"] = new JsonArray(person.Email, "new.rigger@example.com"),
            ["role"] = "staff",
        };
        var results = (await owner.Post("/staff/invitations", several))["results"].AsArray();
        several["emails"] = new JsonArray("nobody");
        Assert.Equal("invalid_email", (await owner.Post("/staff/invitations", several)).Code);
        Assert.Equal(["already_member", null], results.Select(result => (string?)result!["problem"]));
    }

    [Fact]
    public async Task Clients_with_projects_stay_and_their_currency_counts()
    {
        var (org, owner, manager, _) = await Crew();
        var clientId = await Made(manager, "/clients", "clientId", new() { ["name"] = "Harbour", ["currency"] = "usd" });
        var body = new JsonObject
        {
            ["organizationId"] = org,
            ["name"] = "Stage",
            ["billing"] = "hourly",
            ["clientId"] = clientId,
            ["rate"] = Euros(1),
        };
        Assert.Equal("currency_mismatch", (await manager.Post("/projects", body)).Code);
        body["rate"] = new JsonObject { ["amount"] = 1, ["currency"] = "usd" };
        var projectId = await Made(manager, "/projects", "projectId", body);
        Assert.Equal(1, (int)(await manager.Get($"/clients/{clientId}"))["projects"]);
        Assert.Equal("has_projects", (await manager.Delete($"/clients/{clientId}")).Code);
        Assert.Equal("has_projects", (await manager.Patch($"/clients/{clientId}", new JsonObject { ["currency"] = "eur" })).Code);
        var listed = (await manager.Get($"/projects?clientId={clientId}"))["items"].AsArray().Single()!;
        Assert.Equal(("Harbour", "usd"), ((string?)listed["clientName"], (string?)listed["currency"]));
        Assert.Equal(200, (await manager.Patch($"/clients/{clientId}", new JsonObject { ["status"] = "archived" })).Status);
        Assert.Equal("client_archived", (await manager.Post("/projects", body)).Code);
        Assert.Equal(204, (await manager.Delete($"/projects/{projectId}")).Status);
        Assert.Equal(204, (await manager.Delete($"/clients/{clientId}")).Status);
        var foreign = await Made(cloud.Organizer, "/clients", "clientId", new() { ["name"] = "Elsewhere" });
        body["clientId"] = foreign;
        Assert.Equal("client_not_found", (await owner.Post("/projects", body)).Code);
    }

    [Fact]
    public async Task Reports_sum_up_time_and_an_events_project_shows_its_profit()
    {
        var (org, owner, manager, staff) = await Crew();
        var draft = EventBody(10, Type(amount: 2500, quantity: 10));
        draft["organizationId"] = org;
        var ev = await owner.PublishedEvent(draft);
        await (await cloud.NewAttendee()).PaidRegistration(ev, 2);
        var clientId = await Made(manager, "/clients", "clientId", new() { ["name"] = "Harbour", ["defaultRate"] = Euros(6000) });
        var projectId = await Project(manager, org, ("clientId", clientId), ("eventId", ev.Id), ("budgetMinutes", 600));
        var other = await Project(manager, org, ("rate", Euros(1000)));
        var terms = new JsonObject
        {
            ["organizationId"] = org,
            ["costRate"] = Euros(2000),
            ["weeklyMinutes"] = 2100,
        };
        Assert.Equal(200, (await owner.Patch($"/staff/{await staff.Id()}", terms)).Status);
        var (first, _) = (await Entry(staff, projectId, 90), await Entry(staff, other, 30));
        Assert.Equal(200, (await staff.Post($"/time-entries/{first}/submit")).Status);
        Assert.Equal(200, (await manager.Post($"/time-entries/{first}/approve")).Status);
        await Entry(manager, other, 60);

        async Task<JsonArray> Rows(User by, string path) => (await by.Get(path))["rows"].AsArray();

        foreach (var by in new[] { "day", "week", "project", "person", "team" })
        {
            var report = await manager.Get($"/reports/time?groupBy={by}");
            Assert.Equal((by, 180), (by, report["rows"].AsArray().Sum(row => (int)row!["minutes"]!["all"]!)));
            Assert.Equal((180, 90), ((int)report["total"]!["minutes"]!["all"]!, (int)report["total"]!["minutes"]!["approved"]!));
            Assert.Equal(10500, (int)report["total"]!["amounts"]![0]!["amount"]!);
        }

        var project = (await Rows(owner, $"/reports/project?organizationId={org}&projectId={projectId}")).Single()!;
        Assert.Equal((9000, 3000, 6000), (Cents(project, "amount"), Cents(project, "cost"), Cents(project, "margin")));
        Assert.Equal((0, 9000, 2), (Cents(project, "invoiced"), Cents(project, "notInvoiced"), (int)project["event"]!["ticketsSold"]!));
        Assert.Equal((5000, 2000), ((int)project["event"]!["revenue"]![0]!["amount"]!, Cents(project["event"]!, "profit")));
        var seen = (await Rows(manager, $"/reports/project?projectId={projectId}")).Single()!;
        Assert.Equal((null, null, null), (seen["cost"], seen["margin"], seen["event"]!["profit"]));
        var clients = await Rows(manager, "/reports/client");
        Assert.Equal([null, "Harbour"], clients.Select(row => (string?)row!["name"]));
        var person = (await Rows(manager, $"/reports/user?userId={await staff.Id()}&from={Today}&to={Today}")).Single()!;
        Assert.Equal((300, 0.4m), ((int)person["capacityMinutes"]!, (decimal)person["utilization"]!));

        foreach (var report in new[] { "time", "project", "client", "user", "entries" })
        {
            var exported = await manager.Get($"/reports/export?report={report}");
            Assert.Equal((report, 200, true), (report, exported.Status, (bool)exported["complete"]));
            using var http = new HttpClient();
            var lines = (await http.GetStringAsync(exported.Text("url"))).TrimEnd().Split('\n');
            Assert.Equal((report, (int)exported["lines"]), (report, lines.Length - 1));
        }

        Assert.Equal("range_too_long", (await manager.Get("/reports/time?from=2024-01-01&to=2026-01-01")).Code);
        Assert.Equal(403, (await staff.Get("/reports/time")).Status);

        static int Cents(JsonNode of, string name) => (int)of[name]!["amount"]!;
    }
}
