using System.Text.Json.Nodes;
using EventTicketing.Domain;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Scanners that belong to nobody: paired by a code, good for their events, and gone when they are removed.</summary>
public sealed class GateDeviceTests(Cloud cloud)
{
    [Fact]
    public async Task A_device_scans_at_its_events_and_sees_nothing_else()
    {
        var (organizer, organizationId) = await Organizer();
        var (ev, other) = (await organizer.PublishedEvent(), await organizer.PublishedEvent());
        var (_, ticketIds) = await cloud.Attendee.PaidRegistration(ev, 2);
        var code = (await cloud.Attendee.Get($"/tickets/{ticketIds[0]}")).Text("code");
        var (device, paired) = await Paired(organizer, organizationId, ev.Id);
        Assert.Equal("North entrance", paired.Text("name"));
        Assert.Equal([ev.Id], paired["events"].AsArray().Select(at => (string?)at!["eventId"]));

        Assert.Equal("valid", (await device.Scan(ev.Id, code: code)).Text("result"));
        var list = await device.Get($"/events/{ev.Id}/check-in-list");
        Assert.Equal(2, list["items"].AsArray().Count);
        Assert.DoesNotContain("@", list.Body!.ToJsonString());
        Assert.Equal(200, (await device.Post($"/tickets/{ticketIds[0]}/undo-check-in", new JsonObject())).Status);
        Assert.Equal(2, (await device.Get($"/events/{ev.Id}/check-ins"))["items"].AsArray().Count);

        Assert.Equal("event_not_found", (await device.Scan(other.Id, code: code)).Code);
        Assert.Equal("event_not_found", (await device.Get($"/events/{other.Id}/check-in-list")).Code);
        foreach (
            var path in new[]
            {
                "/me",
                "/tickets",
                "/my-events",
                "/organizations",
                $"/organizations/{organizationId}/members",
                $"/events/{ev.Id}",
            }
        )
            Assert.Equal((403, path), ((await device.Get(path)).Status, path));
        Assert.Equal(403, (await device.Post("/registrations", Basket(ev))).Status);
        Assert.Equal(403, (await device.Get($"/events/{ev.Id}/registrations")).Status);
    }

    [Fact]
    public async Task A_code_is_good_once_and_never_shown_again()
    {
        var (organizer, organizationId) = await Organizer();
        var ev = await organizer.DraftEvent();
        var (body, key) = (Body(ev.Id), Guid.NewGuid().ToString());
        var created = await organizer.Post($"/organizations/{organizationId}/devices", body, key);
        var code = created.Text("pairingCode");
        Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", code);
        var again = await organizer.Post($"/organizations/{organizationId}/devices", body.DeepClone(), key);
        Assert.Equal((201, created.Text("deviceId")), (again.Status, again.Text("deviceId")));
        Assert.Null(again.Body!["pairingCode"]);
        Assert.DoesNotContain(code, (await organizer.Get($"/organizations/{organizationId}/devices")).Body!.ToJsonString());

        var pairings = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => cloud.Anonymous.Pair(code.ToLowerInvariant())));
        Assert.Single(pairings, answer => answer.Status == 200);
        // Who comes while another one is signed in may have to try again, and learns it then.
        Assert.All(pairings, answer => Assert.Contains(answer.Status, new[] { 200, 404, 503 }));
        Assert.Equal("pairing_code_not_found", (await cloud.Anonymous.Pair(code)).Code);
        Assert.Equal("pairing_code_not_found", (await cloud.Anonymous.Pair("ABCD-EFGH")).Code);
        Assert.Equal(422, (await cloud.Anonymous.Pair("ABCD")).Status);
    }

    [Fact]
    public async Task A_removed_device_is_refused_at_its_next_call_and_loses_its_sign_in()
    {
        var (organizer, organizationId) = await Organizer();
        var ev = await organizer.PublishedEvent();
        var (device, paired) = await Paired(organizer, organizationId, ev.Id);
        Assert.Equal(200, (await device.Get($"/events/{ev.Id}/check-in-list")).Status);
        var path = $"/organizations/{organizationId}/devices/{paired.Text("deviceId")}";
        Assert.Equal(204, (await organizer.Delete(path)).Status);
        Assert.Equal(403, (await device.Get($"/events/{ev.Id}/check-in-list")).Status);
        Assert.Equal(403, (await device.Scan(ev.Id, code: "ABCDEFGH-2345")).Status);
        Assert.Equal("device_not_found", (await organizer.Delete(path)).Code);
        Assert.Empty((await organizer.Get($"/organizations/{organizationId}/devices"))["items"].AsArray());
        var address = $"{paired.Text("deviceId")}@devices.invalid";
        await Cloud.Eventually(() => Task.FromResult(cloud.Local.Cognito.SubOf(address) is null ? "gone" : null));
    }

    [Fact]
    public async Task The_list_of_devices_says_what_was_last_heard_of_them()
    {
        var (organizer, organizationId) = await Organizer();
        var ev = await organizer.PublishedEvent();
        var created = await organizer.CreateDevice(organizationId, ev.Id);
        var waiting = await Only(organizer, organizationId);
        Assert.Null(waiting["pairedAt"]);
        Assert.NotNull(waiting["codeExpiresAt"]);
        var device = With(await cloud.Anonymous.Pair(created.Text("pairingCode")));
        Assert.Null((await Only(organizer, organizationId))["codeExpiresAt"]);

        var (_, ticketIds) = await cloud.Attendee.PaidRegistration(ev);
        await device.Get($"/events/{ev.Id}/check-in-list");
        await device.Scan(ev.Id, code: (await cloud.Attendee.Get($"/tickets/{ticketIds[0]}")).Text("code"));
        await device.Scan(ev.Id, code: "ABCDEFGH-2345");
        var seen = await Only(organizer, organizationId);
        Assert.Equal(2, (int)seen["scans"]!);
        Assert.NotNull(seen["listFetchedAt"]);
        Assert.True((DateTimeOffset)seen["lastSeenAt"]! >= (DateTimeOffset)seen["pairedAt"]!);
        var member = (await organizer.Get($"/organizations/{organizationId}/members"))["items"]
            .AsArray()
            .Single(m => (string?)m!["kind"] == "device")!;
        Assert.Equal(("North entrance", null, "staff"), ((string?)member["name"], (string?)member["email"], (string?)member["role"]));
    }

    [Fact]
    public async Task A_device_is_for_events_of_its_organization_within_90_days()
    {
        var (organizer, organizationId) = await Organizer();
        var (ev, foreign) = (await organizer.DraftEvent(), await cloud.Organizer.DraftEvent());
        async Task<string?> Refused(JsonObject body) =>
            (await organizer.Post($"/organizations/{organizationId}/devices", body)) is { Status: 422 } answer
                ? $"{answer["errors"][0]!["field"]} {answer["errors"][0]!["code"]}"
                : null;
        Assert.Equal("eventIds unknown_event", await Refused(Body(ev.Id, foreign.Id)));
        Assert.Equal("until in_the_past", await Refused(With("until", At(-1))));
        Assert.Equal("until too_far_ahead", await Refused(With("until", At(24 * 91))));
        Assert.NotNull(await Refused(Body()));
        Assert.Equal("eventIds[0] too_short", await Refused(Body("")));
        Assert.Equal("eventIds[0] too_long", await Refused(Body(new string('x', 3000))));

        JsonObject With(string field, JsonNode value)
        {
            var body = Body(ev.Id);
            body[field] = value;
            return body;
        }
    }

    [Fact]
    public async Task A_key_makes_one_device_in_each_organization_and_every_answer_with_a_code_has_one_that_works_or_had()
    {
        var (organizer, organizationId) = await Organizer();
        var other = await organizer.Founded("Other");
        var (body, key) = (Body((await organizer.DraftEvent()).Id), Guid.NewGuid().ToString());
        var both = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => organizer.Post($"/organizations/{organizationId}/devices", body.DeepClone(), key))
        );
        Assert.Single(both.Select(answer => answer.Text("deviceId")).Distinct());
        var pairings = await Task.WhenAll(
            both.Select(answer => (string?)answer.Body!["pairingCode"]).OfType<string>().Select(code => cloud.Anonymous.Pair(code))
        );
        Assert.Single(pairings, answer => answer.Status == 200);

        // The stored answer is gone after two days, and the same key is used for another organization.
        var id = Ids.Derived("req", "CreateGateDevice", await organizer.Id(), key);
        var db = cloud.Local.Host.App.Db;
        await db.Write([db.Requests.Delete((await db.Requests.Find(id, default))!, new EventTicketing.Data.Condition.Present())], default);
        var created = await organizer.Post("/events", WithOrganization(other));
        var elsewhere = await organizer.Post($"/organizations/{other}/devices", Body(created.Text("eventId")), key);
        Assert.Equal(201, elsewhere.Status);
        Assert.NotEqual(both[0].Text("deviceId"), elsewhere.Text("deviceId"));
        Assert.NotNull(elsewhere.Body!["pairingCode"]);

        static JsonObject WithOrganization(string organizationId)
        {
            var body = EventBody();
            body["organizationId"] = organizationId;
            return body;
        }
    }

    [Fact]
    public async Task A_code_ends_with_the_right_to_create_it()
    {
        var (owner, organizationId) = await Organizer();
        var manager = await cloud.NewPerson();
        await manager.Join(owner, organizationId, "manager");
        var ev = await owner.DraftEvent();
        var created = await manager.CreateDevice(organizationId, ev.Id);
        Assert.Equal(201, created.Status);
        Assert.Equal(204, (await owner.Delete($"/organizations/{organizationId}/members/{await manager.Id()}")).Status);
        Assert.Equal("pairing_code_not_found", (await cloud.Anonymous.Pair(created.Text("pairingCode"))).Code);

        var waiting = await owner.CreateDevice(organizationId, ev.Id);
        Assert.Equal(200, (await owner.Post($"/organizations/{organizationId}/close")).Status);
        Assert.Equal("pairing_code_not_found", (await cloud.Anonymous.Pair(waiting.Text("pairingCode"))).Code);
    }

    [Fact]
    public async Task An_administrator_neither_makes_nor_changes_the_sign_in_of_a_device()
    {
        var (organizer, organizationId) = await Organizer();
        await Paired(organizer, organizationId, (await organizer.DraftEvent()).Id);
        var userId = (string)
            (await organizer.Get($"/organizations/{organizationId}/members"))["items"]
                .AsArray()
                .Single(member => (string?)member!["kind"] == "device")!["userId"]!;
        Assert.Equal("user_not_found", (await cloud.Admin.Get($"/admin/users/{userId}")).Code);
        var groups = new JsonObject { ["groups"] = new JsonArray("Organizers") };
        Assert.Equal("user_not_found", (await cloud.Admin.Send(HttpMethod.Put, $"/admin/users/{userId}/groups", groups)).Code);
        var invited = new JsonObject { ["email"] = "ghost@Devices.invalid", ["name"] = "Ghost" };
        Assert.Equal(
            (422, "invalid_email"),
            (await cloud.Admin.Post("/admin/users", invited)) is var answer ? (answer.Status, answer.Code) : default
        );
    }

    [Fact]
    public async Task Members_are_in_the_groups_of_their_roles()
    {
        var (organizer, organizationId) = await Organizer();
        var person = await cloud.NewPerson();
        await person.Join(organizer, organizationId, "staff");
        await Groups("Employees");
        Assert.Equal(200, (await organizer.Role(organizationId, await person.Id(), "manager")).Status);
        await Groups("Employees,Managers");
        Assert.Equal(204, (await organizer.Delete($"/organizations/{organizationId}/members/{await person.Id()}")).Status);
        await Groups("");

        async Task Groups(string expected)
        {
            var userId = await person.Id();
            var said = "";
            await Cloud.Eventually(async () =>
            {
                var user = await cloud.Admin.Get($"/admin/users/{userId}");
                said = string.Join(',', user["groups"].AsArray().Select(group => (string?)group).Order(StringComparer.Ordinal));
                return said == expected ? said : null;
            });
            Assert.Equal(expected, said);
        }
    }

    private async Task<(User Organizer, string OrganizationId)> Organizer()
    {
        var organizer = await cloud.NewPerson("Organizers");
        return (organizer, (string)(await organizer.Get("/organizations"))["items"].AsArray()[0]!["organizationId"]!);
    }

    private static JsonObject Body(params string[] eventIds) =>
        new()
        {
            ["name"] = "North entrance",
            ["eventIds"] = new JsonArray([.. eventIds.Select(id => (JsonNode)id)]),
            ["until"] = At(24),
        };

    private async Task<(User Device, Answer Paired)> Paired(User organizer, string organizationId, params string[] eventIds)
    {
        var created = await organizer.CreateDevice(organizationId, eventIds);
        Assert.Equal(201, created.Status);
        var paired = await cloud.Anonymous.Pair(created.Text("pairingCode"));
        Assert.Equal(200, paired.Status);
        return (With(paired), paired);
    }

    private User With(Answer paired) =>
        new(
            cloud,
            new HttpClient
            {
                BaseAddress = cloud.Local.Web,
                DefaultRequestHeaders = { Authorization = new("Bearer", paired.Text("idToken")) },
            },
            ""
        );

    private static async Task<JsonNode> Only(User organizer, string organizationId) =>
        Assert.Single((await organizer.Get($"/organizations/{organizationId}/devices"))["items"].AsArray())!;
}
