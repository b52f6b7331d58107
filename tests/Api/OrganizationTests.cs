using System.Text.Json.Nodes;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Organizations, their members and invitations, as those who work in them use them.</summary>
public sealed class OrganizationTests(Cloud cloud)
{
    [Fact]
    public async Task Anybody_sees_an_organizer_who_has_published_and_its_public_events()
    {
        var owner = await cloud.NewPerson("Organizers");
        var organizationId = await owner.Founded("Blue Hour");
        var settings = new JsonObject { ["contactEmail"] = "hello@bluehour.example", ["website"] = "https://bluehour.example" };
        Assert.Equal(200, (await owner.Patch($"/organizations/{organizationId}", settings)).Status);
        var body = Scenarios.EventBody();
        body["organizationId"] = organizationId;
        var ev = await owner.DraftEvent(body);
        Assert.Equal("organization_not_found", (await cloud.Anonymous.Get($"/organizers/{organizationId}")).Code);
        Assert.Equal(200, (await owner.Post($"/events/{ev.Id}/publish")).Status);

        var shown = await cloud.Anonymous.Get($"/organizers/{organizationId}");
        Assert.Equal((200, "Blue Hour", "hello@bluehour.example"), (shown.Status, shown.Text("name"), shown.Text("contactEmail")));
        await cloud.Organizer.PublishedEvent();
        var listed = (await cloud.Anonymous.Get($"/events?organizationId={organizationId}"))["items"].AsArray();
        Assert.Equal([ev.Id], listed.Select(item => (string?)item!["eventId"]));
    }

    [Fact]
    public async Task A_newcomer_founds_an_organization_and_publishes_what_is_free_at_once()
    {
        var newcomer = await cloud.NewPerson();
        Assert.Equal((403, "forbidden"), (await newcomer.Post("/events", EventBody())) is var early ? (early.Status, early.Code) : default);
        var organizationId = await newcomer.Founded("Blue Hour");
        Assert.Equal("owner", (string?)Assert.Single((await newcomer.Get("/me"))["organizations"].AsArray())!["role"]);

        var free = await newcomer.FreeEvent();
        Assert.Equal(organizationId, (await newcomer.Get($"/events/{free.Id}")).Text("organizationId"));
        Assert.Equal("confirmed", (await cloud.Attendee.Post("/registrations", Basket(free))).Text("status"));

        var paid = await newcomer.DraftEvent();
        var refused = await newcomer.Post($"/events/{paid.Id}/publish");
        Assert.Equal((409, "verification_required"), (refused.Status, refused.Code));
        // A published free event does not become a paid one either.
        var priced = await newcomer.Post($"/events/{free.Id}/ticket-types", Type("Gold", 5000));
        Assert.Equal((409, "verification_required"), (priced.Status, priced.Code));
    }

    [Fact]
    public async Task The_same_key_founds_once()
    {
        var (person, key) = (await cloud.NewPerson(), Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => person.Post("/organizations", Founding("Once"), key)));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text("organizationId")).Distinct());
        Assert.Single((await person.Get("/organizations"))["items"].AsArray());
    }

    [Fact]
    public async Task An_invitation_is_good_for_the_verified_address_alone()
    {
        var (owner, guest, other) = (await cloud.NewPerson(), await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        var invited = await owner.Invite(organizationId, guest.Email.ToUpperInvariant(), "manager");
        Assert.Equal((201, "open", guest.Email), (invited.Status, invited.Text("status"), invited.Text("email")));
        var path = $"/organizations/{organizationId}/invitations/{invited.Text("invitationId")}";

        var mail = await cloud.Mail(guest.Email, mail => $"{mail["subject"]}".Contains("Join"));
        Assert.Contains("/console/invitations", $"{mail["text"]}");
        Assert.DoesNotContain(invited.Text("invitationId"), $"{mail["text"]}");

        Assert.Equal("invitation_not_found", (await other.Post($"{path}/accept")).Code);
        Assert.Equal("invitation_not_found", (await other.Post($"{path}/decline")).Code);
        Assert.Empty((await other.Get("/invitations"))["items"].AsArray());
        Assert.Equal(
            invited.Text("invitationId"),
            (string?)Assert.Single((await guest.Get("/invitations"))["items"].AsArray())!["invitationId"]
        );

        var accepted = await guest.Post($"{path}/accept");
        Assert.Equal((200, "manager"), (accepted.Status, accepted.Text("role")));
        Assert.Equal((200, "manager"), (await guest.Post($"{path}/accept")) is var again ? (again.Status, again.Text("role")) : default);
        Assert.Equal("invitation_closed", (await guest.Post($"{path}/decline")).Code);
        Assert.Equal("already_member", (await owner.Invite(organizationId, guest.Email, "staff")).Code);

        Assert.Equal(204, (await owner.Delete($"/organizations/{organizationId}/members/{await guest.Id()}")).Status);
        Assert.Equal("invitation_closed", (await guest.Post($"{path}/accept")).Code);
        Assert.Equal(201, (await owner.Invite(organizationId, guest.Email, "staff")).Status);
        Assert.Equal((200, "staff"), (await guest.Post($"{path}/accept")) is var back ? (back.Status, back.Text("role")) : default);
    }

    [Fact]
    public async Task An_invitation_ends_when_it_is_declined_or_withdrawn_and_one_that_is_renewed_counts_with_its_new_role()
    {
        var (owner, guest) = (await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        var invited = await owner.Invite(organizationId, guest.Email, "staff");
        var path = $"/organizations/{organizationId}/invitations/{invited.Text("invitationId")}";
        Assert.Equal("declined", (await guest.Post($"{path}/decline")).Text("status"));
        Assert.Equal("invitation_closed", (await guest.Post($"{path}/accept")).Code);
        Assert.Equal("invitation_closed", (await owner.Delete(path)).Code);

        Assert.Equal(201, (await owner.Invite(organizationId, guest.Email, "staff")).Status);
        Assert.Equal(204, (await owner.Delete(path)).Status);
        Assert.Equal(204, (await owner.Delete(path)).Status);
        Assert.Equal("invitation_closed", (await guest.Post($"{path}/accept")).Code);

        Assert.Equal(201, (await owner.Invite(organizationId, guest.Email, "staff")).Status);
        Assert.Equal(201, (await owner.Invite(organizationId, guest.Email, "admin")).Status);
        Assert.Equal("admin", (await guest.Post($"{path}/accept")).Text("role"));
        // Four mails went out; the fifth of a day is the last one.
        var (second, address) = (await owner.Founded("Second"), $"nobody-{Guid.NewGuid():N}@example.com");
        for (var mail = 0; mail < 5; mail++)
            Assert.Equal(201, (await owner.Invite(second, address, "staff")).Status);
        var sixth = await owner.Invite(second, address, "staff");
        Assert.Equal((429, "too_many_invitations"), (sixth.Status, sixth.Code));
    }

    [Fact]
    public async Task Nobody_gives_takes_or_raises_a_role_above_their_own_and_an_owner_always_stays()
    {
        var (owner, admin, staff) = (await cloud.NewPerson(), await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        await admin.Join(owner, organizationId, "admin");
        await staff.Join(owner, organizationId, "staff");
        var members = $"/organizations/{organizationId}/members";

        Assert.Equal("role_too_high", (await admin.Invite(organizationId, "new@example.com", "owner")).Code);
        Assert.Equal("role_too_high", (await admin.Role(organizationId, await staff.Id(), "owner")).Code);
        Assert.Equal("role_too_high", (await admin.Role(organizationId, await owner.Id(), "staff")).Code);
        Assert.Equal("role_too_high", (await admin.Delete($"{members}/{await owner.Id()}")).Code);
        Assert.Equal("last_owner", (await owner.Role(organizationId, await owner.Id(), "admin")).Code);
        Assert.Equal("last_owner", (await owner.Delete($"{members}/{await owner.Id()}")).Code);
        Assert.Equal(403, (await staff.Role(organizationId, await staff.Id(), "manager")).Status);

        Assert.Equal("manager", (await admin.Role(organizationId, await staff.Id(), "manager")).Text("role"));
        Assert.Equal("owner", (await owner.Role(organizationId, await admin.Id(), "owner")).Text("role"));
        Assert.Equal(204, (await staff.Delete($"{members}/{await staff.Id()}")).Status);
        Assert.Equal(403, (await staff.Get(members)).Status);
        Assert.Equal(2, (int)(await owner.Get($"/organizations/{organizationId}"))["members"]);
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var (first, second) = (await cloud.NewPerson(), await cloud.NewPerson());
            // Of a second organization: the founder of a personal one stays its owner.
            await first.Founded();
            var organizationId = await first.Founded("Shared");
            await second.Join(first, organizationId, "owner");
            var (firstId, secondId) = (await first.Id(), await second.Id());
            var outcomes = await Task.WhenAll(first.Role(organizationId, secondId, "admin"), second.Role(organizationId, firstId, "admin"));
            Assert.Equal(1, outcomes.Count(outcome => outcome.Status == 200));
            Assert.Contains(
                outcomes.Single(outcome => outcome.Status != 200).Code,
                new[] { "last_owner", "role_too_high", "organization_not_found" }
            );
            var owners = (await first.Get($"/organizations/{organizationId}/members"))["items"]
                .AsArray()
                .Count(member => (string?)member!["role"] == "owner");
            Assert.Equal(1, owners);
        }
    }

    [Fact]
    public async Task Whoever_is_removed_is_refused_by_the_next_scan()
    {
        var (owner, scanner) = (await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        await scanner.Join(owner, organizationId, "staff");
        var ev = await owner.FreeEvent();
        var registration = await cloud.Attendee.Post("/registrations", Basket(ev));
        var tickets = await cloud.Attendee.Tickets(registration.Text("registrationId"));
        var code = (await cloud.Attendee.Get($"/tickets/{tickets[0]}")).Text("code");
        Assert.Equal(200, (await scanner.Scan(ev.Id, code: code)).Status);
        Assert.Equal(204, (await owner.Delete($"/organizations/{organizationId}/members/{await scanner.Id()}")).Status);
        Assert.Equal(403, (await scanner.Scan(ev.Id, code: code)).Status);
    }

    [Fact]
    public async Task Settings_are_checked_and_the_secret_ones_are_for_those_who_may_change_them()
    {
        var (owner, staff) = (await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        await staff.Join(owner, organizationId, "staff");
        var path = $"/organizations/{organizationId}";
        var changed = await owner.Patch(
            path,
            new JsonObject
            {
                ["taxId"] = "DE 123",
                ["bankDetails"] = "DE02",
                ["timeZone"] = "Asia/Tokyo",
            }
        );
        Assert.Equal((200, "DE 123", "Asia/Tokyo"), (changed.Status, changed.Text("taxId"), changed.Text("timeZone")));
        var seen = await staff.Get(path);
        Assert.Equal((200, null, null), (seen.Status, (string?)seen.Body!["taxId"], (string?)seen.Body["bankDetails"]));
        Assert.Equal(["timeZone unknown_time_zone"], (await owner.Patch(path, new JsonObject { ["timeZone"] = "Mars/Base" })).Fields);
        Assert.Equal(["currency unknown_currency"], (await owner.Patch(path, new JsonObject { ["currency"] = "xxx" })).Fields);
        Assert.Equal(422, (await owner.Patch(path, new JsonObject { ["website"] = "javascript:alert(1)" })).Status);
        Assert.Equal("version_mismatch", (await owner.Patch(path, new JsonObject { ["name"] = "X" }, 1)).Code);
    }

    [Fact]
    public async Task An_organization_closes_when_its_events_are_over_and_changes_no_more()
    {
        var owner = await cloud.NewPerson();
        var organizationId = await owner.Founded();
        var ev = await owner.FreeEvent();
        Assert.Equal("has_upcoming_events", (await owner.Post($"/organizations/{organizationId}/close")).Code);
        Assert.Equal(200, (await owner.Post($"/events/{ev.Id}/cancel")).Status);
        Assert.Equal("closed", (await owner.Post($"/organizations/{organizationId}/close")).Text("status"));
        Assert.Equal("closed", (await owner.Post($"/organizations/{organizationId}/close")).Text("status"));
        Assert.Equal(
            "organization_closed",
            (await owner.Patch($"/organizations/{organizationId}", new JsonObject { ["name"] = "X" })).Code
        );
        Assert.Equal("organization_closed", (await owner.Invite(organizationId, "new@example.com", "staff")).Code);
        Assert.Equal(200, (await owner.Get($"/events/{ev.Id}")).Status);
    }

    [Fact]
    public async Task In_several_organizations_a_call_says_which_one_it_is_about()
    {
        var (owner, guest) = (await cloud.NewPerson(), await cloud.NewPerson());
        var (first, second) = (await owner.Founded("One"), await owner.Founded("Two"));
        await guest.Join(owner, first, "manager");
        await guest.Join(owner, second, "manager");
        Assert.Equal(["organizationId organization_required"], (await guest.Post("/events", EventBody())).Fields);
        Assert.Equal(["organizationId organization_required"], (await guest.Get("/my-events")) is var list ? list.Fields : []);
        var body = EventBody();
        body["organizationId"] = second;
        var made = await guest.DraftEvent(body);
        Assert.Equal(second, (await guest.Get($"/events/{made.Id}")).Text("organizationId"));
        Assert.Empty((await guest.Get($"/my-events?organizationId={first}"))["items"].AsArray());
        Assert.Single((await guest.Get($"/my-events?organizationId={second}"))["items"].AsArray());
        var foreign = EventBody();
        foreign["organizationId"] = await (await cloud.NewPerson()).Founded();
        Assert.Equal(
            (404, "organization_not_found"),
            (await guest.Post("/events", foreign)) is var wrong ? (wrong.Status, wrong.Code) : default
        );
    }

    [Fact]
    public async Task What_was_done_is_listed_with_who_did_it()
    {
        var (owner, guest) = (await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        await guest.Join(owner, organizationId, "manager");
        await guest.FreeEvent();
        var acts = await Cloud.Eventually(async () =>
            (await owner.Get($"/organizations/{organizationId}/activity"))["items"].AsArray() is { Count: 5 } items ? items : null
        );
        Assert.Equal(
            ["publishEvent", "createEvent", "acceptInvitation", "inviteMember", "createOrganization"],
            acts.Select(act => (string)act!["action"]!)
        );
        var own = await owner.Get($"/organizations/{organizationId}/activity?actorId={await guest.Id()}");
        Assert.Equal(3, own["items"].AsArray().Count);
        Assert.DoesNotContain(guest.Email, own.Body!.ToJsonString());
    }

    [Fact]
    public async Task An_invitation_is_worth_what_whoever_sent_it_may_give()
    {
        var (owner, admin, second) = (await cloud.NewPerson(), await cloud.NewPerson(), await cloud.NewPerson());
        var organizationId = await owner.Founded();
        await admin.Join(owner, organizationId, "admin");
        var invited = await admin.Invite(organizationId, second.Email, "admin");
        var path = $"/organizations/{organizationId}/invitations/{invited.Text("invitationId")}/accept";
        Assert.Equal("manager", (await owner.Role(organizationId, await admin.Id(), "manager")).Text("role"));
        Assert.Equal("invitation_closed", (await second.Post(path)).Code);
        Assert.Equal("admin", (await owner.Role(organizationId, await admin.Id(), "admin")).Text("role"));
        Assert.Equal(200, (await second.Post(path)).Status);
    }

    [Fact]
    public async Task Withdrawing_invitations_gives_no_room_for_more_mails()
    {
        var owner = await cloud.NewPerson();
        var organizationId = await owner.Founded();
        for (var i = 0; i < 50; i++)
        {
            var invited = await owner.Invite(organizationId, $"nobody-{Guid.NewGuid():N}@example.com", "staff");
            Assert.Equal(201, invited.Status);
            Assert.Equal(204, (await owner.Delete($"/organizations/{organizationId}/invitations/{invited.Text("invitationId")}")).Status);
        }

        var refused = await owner.Invite(organizationId, "one-more@example.com", "staff");
        Assert.Equal((409, "too_many_invitations"), (refused.Status, refused.Code));
    }
}
