using System.Text.Json.Nodes;
using EventTicketing.Data;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>The attendees of an organization, over all of its events.</summary>
public sealed class AttendeeTests(Cloud cloud)
{
    private Database Db => cloud.Local.Host.App.Db;

    /// <summary>An organization of its own, so that its lists have what the test put there.</summary>
    private async Task<(User Owner, string Path)> Organization()
    {
        var owner = await cloud.NewPerson();
        return (owner, $"/organizations/{await owner.Founded()}/attendees");
    }

    private static Task<MadeEvent> Free(User owner, string title, double startsIn = 2, string? organizationId = null)
    {
        var body = EventBody(20, Type(amount: 0, quantity: 20));
        body["title"] = title;
        (body["startsAt"], body["endsAt"]) = (At(startsIn), At(startsIn + 1));
        if (organizationId is not null)
            body["organizationId"] = organizationId;
        return owner.PublishedEvent(body);
    }

    /// <summary>Registers the holders, and returns the ids of their tickets once these are issued.</summary>
    private async Task<(string RegistrationId, IReadOnlyList<string> Tickets)> Attend(
        MadeEvent ev,
        params (string Name, string? Email)[] who
    )
    {
        var basket = Basket(ev, who.Length);
        basket["attendees"] = new JsonArray([.. who.Select(one => new JsonObject { ["name"] = one.Name, ["email"] = one.Email })]);
        var registered = await cloud.Attendee.Post("/registrations", basket);
        Assert.Equal(201, registered.Status);
        var registrationId = registered.Text("registrationId");
        return (registrationId, await cloud.Attendee.Tickets(registrationId));
    }

    /// <summary>All pages of a list, and how many there were.</summary>
    private static async Task<(IReadOnlyList<JsonNode> Items, int Pages)> All(User user, string list)
    {
        List<JsonNode> items = [];
        string? next = null;
        var pages = 0;
        do
        {
            Assert.True(++pages < 100, "The list does not end.");
            var page = await user.Get(next is null ? list : $"{list}&cursor={next}");
            Assert.Equal(200, page.Status);
            items.AddRange(page["items"].AsArray()!);
            next = (string?)page.Body!["next"];
        } while (next is not null);
        return (items, pages);
    }

    private static async Task<string> Names(User user, string list) =>
        string.Join(", ", (await All(user, list)).Items.Select(item => (string?)item["holderName"]).Order(StringComparer.Ordinal));

    private static async Task<string[]> Lines(Answer report)
    {
        Assert.Equal(200, report.Status);
        using var http = new HttpClient();
        return (await http.GetStringAsync(report.Text("url"))).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task The_list_goes_through_all_events_the_one_that_starts_last_first()
    {
        var (owner, path) = await Organization();
        var (early, empty, late) = (await Free(owner, "Early"), await Free(owner, "Empty", 3), await Free(owner, "Late", 4));
        await owner.DraftEvent();
        var (first, _) = await Attend(early, ("Ada", "ada@example.com"), ("Ben", null), ("Cleo", null));
        var (second, tickets) = await Attend(late, ("Dora", null), ("Emil", null), ("Finn", null));
        await owner.Scan(late.Id, qr: (await cloud.Attendee.Get($"/tickets/{tickets[0]}")).Text("qr"));

        foreach (var limit in new[] { 1, 2, 3, 4, 100 })
        {
            var (items, pages) = await All(owner, $"{path}?limit={limit}");
            Assert.Equal("Late, Late, Late, Early, Early, Early", string.Join(", ", items.Select(item => (string?)item["eventTitle"])));
            Assert.Equal(6, items.Select(item => (string?)item["ticketId"]).Distinct().Count());
            Assert.InRange(pages, (6 + limit - 1) / limit, 7);
        }

        var all = (await All(owner, $"{path}?limit=100")).Items;
        var dora = all.Single(item => (string?)item["holderName"] == "Dora");
        Assert.Equal(
            (tickets[0], late.Id, "Standing", "used", second),
            (
                (string?)dora["ticketId"],
                (string?)dora["eventId"],
                (string?)dora["ticketTypeName"],
                (string?)dora["status"],
                (string?)dora["registrationId"]
            )
        );
        Assert.NotNull(dora["usedAt"]);
        var ada = all.Single(item => (string?)item["holderName"] == "Ada");
        Assert.Equal(("ada@example.com", "valid", first), ((string?)ada["email"], (string?)ada["status"], (string?)ada["registrationId"]));
        Assert.Null(ada["usedAt"]);
        Assert.Empty((await All(owner, $"{path}?eventId={empty.Id}")).Items);
    }

    [Fact]
    public async Task Filters_and_a_text_without_case_and_accents_find_tickets_of_every_event()
    {
        var (owner, path) = await Organization();
        var (jazz, blues) = (await Free(owner, "Jazz"), await Free(owner, "Blues", 3));
        var (_, tickets) = await Attend(jazz, ("Zoë Müller", "zoe@example.org"), ("Łukasz Nowak", null));
        var (cancelled, _) = await Attend(blues, ("Zoe Schmidt", "MUELLER@example.com"));
        await owner.Scan(jazz.Id, qr: (await cloud.Attendee.Get($"/tickets/{tickets[1]}")).Text("qr"));
        Assert.Equal(200, (await cloud.Attendee.Post($"/registrations/{cancelled}/cancel")).Status);
        await Cloud.Eventually(async () => await Names(owner, $"{path}?status=void") is { Length: > 0 } found ? found : null);

        Assert.Equal("Zoe Schmidt, Zoë Müller", await Names(owner, $"{path}?text=ZOE"));
        Assert.Equal("Zoë Müller", await Names(owner, $"{path}?text=muller%20zo%C3%AB"));
        Assert.Equal("Zoe Schmidt", await Names(owner, $"{path}?text=mueller%40example"));
        Assert.Equal("Łukasz Nowak", await Names(owner, $"{path}?text={tickets[1].ToUpperInvariant()}"));
        Assert.Equal("", await Names(owner, $"{path}?text=nobody"));
        Assert.Equal("Zoë Müller", await Names(owner, $"{path}?status=valid"));
        Assert.Equal("Łukasz Nowak", await Names(owner, $"{path}?status=used"));
        Assert.Equal("Zoe Schmidt", await Names(owner, $"{path}?status=void"));
        Assert.Equal("Łukasz Nowak", await Names(owner, $"{path}?checkedIn=true"));
        Assert.Equal("Zoe Schmidt, Zoë Müller", await Names(owner, $"{path}?checkedIn=false"));
        Assert.Equal("Zoe Schmidt", await Names(owner, $"{path}?eventId={blues.Id}&limit=1"));
        Assert.Equal("", await Names(owner, $"{path}?eventId={blues.Id}&checkedIn=true"));
    }

    [Fact]
    public async Task Nobody_sees_the_attendees_of_another_organization()
    {
        var (owner, path) = await Organization();
        var second = await owner.Founded("Second");
        var (mine, other) = (
            await Free(owner, "Mine", organizationId: path.Split('/')[2]),
            await Free(owner, "Other", organizationId: second)
        );
        await Attend(mine, ("Mia", null), ("Max", null));
        await Attend(other, ("Otto", null));
        Assert.Equal("Max, Mia", await Names(owner, $"{path}?limit=1"));
        Assert.Equal("Otto", await Names(owner, $"/organizations/{second}/attendees?limit=1"));

        // A member of both does not see the one through the other.
        foreach (var eventId in new[] { other.Id, "evt_unknown" })
        {
            Assert.Equal("event_not_found", (await owner.Get($"{path}?eventId={eventId}")).Code);
            Assert.Equal("event_not_found", (await owner.Post($"{path}/export", new JsonObject { ["eventId"] = eventId })).Code);
        }

        var next = (await owner.Get($"{path}?limit=1")).Text("next");
        Assert.Equal("invalid_cursor", (await owner.Get($"/organizations/{second}/attendees?limit=1&cursor={next}")).Code);
        Assert.Equal("invalid_cursor", (await owner.Get($"{path}?eventId={mine.Id}&cursor={next}")).Code);

        foreach (var (user, status) in new[] { (cloud.Organizer, 404), (cloud.Stranger, 404), (cloud.Staff, 403), (cloud.Attendee, 403) })
        {
            Assert.Equal(status, (await user.Get(path)).Status);
            Assert.Equal(status, (await user.Post($"{path}/export")).Status);
        }

        Assert.Equal("Max, Mia", await Names(cloud.Admin, $"{path}?limit=1"));
        Assert.Equal(2, (int)(await cloud.Admin.Post($"{path}/export"))["lines"]);
        Assert.Equal("event_not_found", (await cloud.Admin.Get($"{path}?eventId={other.Id}")).Code);
    }

    [Fact]
    public async Task A_page_reads_a_bounded_number_of_tickets_and_of_events()
    {
        var (owner, path) = await Organization();
        var ev = await Free(owner, "Full");
        var (_, made) = await Attend(ev, ("First", null));
        var first = (await Db.Tickets.Find(made[0], default))!;
        for (var i = 0; i < 2100; i += 100)
        {
            var at = first.ChangedAt.AddSeconds(1 + i);
            var batch = Enumerable
                .Range(i, 100)
                .Select(n => first with { TicketId = $"{made[0]}-{n}", HolderName = "Guest", ChangedAt = at });
            await Db.Write([.. batch.Select(Db.Tickets.Create)], default);
        }

        await Db.Write(
            [Db.Tickets.Create(first with { TicketId = $"{made[0]}-last", HolderName = "Last", ChangedAt = first.ChangedAt.AddHours(1) })],
            default
        );
        var page = await owner.Get($"{path}?text=last");
        Assert.Empty(page["items"].AsArray());
        Assert.NotNull(page.Body!["next"]);
        var (items, pages) = await All(owner, $"{path}?text=last");
        Assert.Equal(("Last", 2), ((string?)Assert.Single(items)["holderName"], pages));
        Assert.Equal(2102, (await All(owner, $"{path}?limit=100")).Items.Select(item => (string?)item["ticketId"]).Distinct().Count());

        // Drafts that start later come before it, and have no tickets.
        for (var i = 0; i < 21; i++)
        {
            var draft = EventBody();
            (draft["startsAt"], draft["endsAt"]) = (At(10), At(11));
            await owner.DraftEvent(draft);
        }

        page = await owner.Get($"{path}?limit=1");
        Assert.Empty(page["items"].AsArray());
        page = await owner.Get($"{path}?limit=1&cursor={page.Text("next")}");
        Assert.Equal("First", (string?)Assert.Single(page["items"].AsArray())!["holderName"]);
    }

    [Fact]
    public async Task The_list_goes_on_after_an_event_that_is_gone_and_one_that_was_moved()
    {
        var (owner, path) = await Organization();
        var early = await Free(owner, "Early");
        await Attend(early, ("Ada", null), ("Ben", null));
        for (var i = 0; i < 20; i++)
            await Free(owner, "Between", 3);
        var draft = await owner.DraftEvent(EventBody());
        var page = await owner.Get($"{path}?limit=100");
        Assert.Empty(page["items"].AsArray());
        Assert.Equal(204, (await owner.Delete($"/events/{draft.Id}")).Status);
        Assert.Equal("Ada, Ben", await Names(owner, $"{path}?limit=100&cursor={page.Text("next")}"));

        var one = await owner.Get($"{path}?limit=1&eventId={early.Id}");
        Assert.Equal(200, (await owner.Patch($"/events/{early.Id}", new JsonObject { ["startsAt"] = At(2.5) })).Status);
        Assert.Single((await owner.Get($"{path}?limit=1&eventId={early.Id}&cursor={one.Text("next")}"))["items"].AsArray());
    }

    [Fact]
    public async Task The_export_is_a_file_with_a_line_for_each_ticket_that_passes_the_filters()
    {
        var (owner, path) = await Organization();
        var (jazz, blues) = (await Free(owner, "=1+1"), await Free(owner, "Blues", 3));
        await Attend(jazz, ("=HYPERLINK(\"http://evil.example\",\"win\")", null), ("Zoë", "zoe@example.org"));
        var (registration, tickets) = await Attend(blues, ("@Bob", null));
        var report = await owner.Post($"{path}/export");
        Assert.Equal((200, 3, true), (report.Status, (int)report["lines"], (bool)report["complete"]));
        Assert.InRange(
            DateTimeOffset.Parse(report.Text("expiresAt")) - DateTimeOffset.UtcNow,
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        var lines = await Lines(report);
        Assert.Equal(
            "Ticket,Attendee,Attendee's e-mail,Event,Event's id,Ticket type,Ticket status,Used at,Time zone,Registration",
            lines[0]
        );
        Assert.Equal($"{tickets[0]},'@Bob,,Blues,{blues.Id},Standing,valid,,Europe/Berlin,{registration}", lines[1]);
        Assert.Contains(lines, line => line.Contains(",\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"win\"\")\",,'=1+1,"));

        async Task<int> Exported(JsonObject filters) => (await Lines(await owner.Post($"{path}/export", filters))).Length - 1;
        Assert.Equal(1, await Exported(new() { ["text"] = "ZOE" }));
        Assert.Equal(2, await Exported(new() { ["eventId"] = jazz.Id }));
        Assert.Equal(3, await Exported(new() { ["status"] = "valid", ["checkedIn"] = false }));
        Assert.Equal(0, await Exported(new() { ["status"] = "used" }));
    }

    [Fact]
    public async Task What_no_list_can_be_filtered_by_is_refused_by_both()
    {
        var (owner, path) = await Organization();
        foreach (
            var (field, value, code) in new[]
            {
                ("status", "lost", "unknown_value"),
                ("checkedIn", "maybe", "invalid_type"),
                ("text", new string('x', 101), "too_long"),
                ("eventId", new string('e', 65), "too_long"),
                ("name", "Ada", "unknown_field"),
            }
        )
        {
            Assert.Equal([$"{field} {code}"], (await owner.Get($"{path}?{field}={value}")).Fields);
            Assert.Equal([$"{field} {code}"], (await owner.Post($"{path}/export", new JsonObject { [field] = value })).Fields);
        }

        foreach (var limit in new[] { 0, 101 })
            Assert.Equal(["limit out_of_range"], (await owner.Get($"{path}?limit={limit}")).Fields);
    }
}
