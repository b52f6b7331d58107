using System.Text.Json.Nodes;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>What administrators do for other people, and what takes effect at once.</summary>
public sealed class AdministrationTests(Cloud cloud)
{
    private static readonly JsonObject Why = new() { ["reason"] = "For this test." };

    [Fact]
    public async Task A_disabled_person_is_refused_within_seconds_and_an_enabled_one_signs_in_again()
    {
        var person = await cloud.NewAttendee();
        var id = await person.Id();
        var disabled = await cloud.Admin.Post($"/admin/users/{id}/disable", Why.DeepClone());
        Assert.Equal((200, "disabled"), (disabled.Status, disabled.Text("status")));
        await person.RefusedSoon();
        await Assert.ThrowsAnyAsync<Exception>(() => cloud.CreateClient(person.Email));
        Assert.Equal("disabled", (await cloud.Admin.Post($"/admin/users/{id}/reset-password", Why.DeepClone())).Code);

        Assert.Equal("active", (await cloud.Admin.Post($"/admin/users/{id}/enable", Why.DeepClone())).Text("status"));
        Assert.Equal(200, (await (await cloud.CreateClient(person.Email)).Get("/me")).Status);
        Assert.Equal((401, "signed_out"), (await person.Get("/me")) is var old ? (old.Status, old.Code) : default);
        Assert.Equal(["enableUser", "disableUser"], await Acts(id));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_tokens_that_there_are_and_no_later_one()
    {
        var person = await cloud.NewAttendee();
        Assert.Equal(204, (await person.Post("/me/sign-out")).Status);
        await person.RefusedSoon();
        Assert.Equal(200, (await (await cloud.CreateClient(person.Email)).Get("/me")).Status);
    }

    [Fact]
    public async Task Groups_that_are_taken_away_end_tokens_and_the_right_to_sell()
    {
        var organizer = await cloud.NewPerson("Attendees", "Organizers");
        var id = await organizer.Id();
        Assert.Equal("active", (await organizer.Get("/organizations"))["items"][0]!["status"]!.ToString());
        var paid = await organizer.DraftEvent();
        var set = await cloud.Admin.Send(
            HttpMethod.Put,
            $"/admin/users/{id}/groups",
            new JsonObject { ["groups"] = new JsonArray("Attendees"), ["reason"] = "Fraud." }
        );
        Assert.Equal((200, "Attendees"), (set.Status, string.Join(',', set["groups"].AsArray())));
        await organizer.RefusedSoon();
        var again = await cloud.CreateClient(organizer.Email);
        Assert.Equal(403, (await again.Post($"/events/{paid.Id}/publish")).Status);
    }

    [Fact]
    public async Task Only_super_administrators_act_on_administrators_and_nobody_on_themselves()
    {
        var (admin, super, other) = (
            await cloud.NewPerson("Admins"),
            await cloud.NewPerson("SuperAdmins"),
            await cloud.NewPerson("Admins")
        );
        var path = $"/admin/users/{await other.Id()}";
        Assert.Equal(403, (await admin.Post($"{path}/disable", Why.DeepClone())).Status);
        Assert.Equal(403, (await admin.Send(HttpMethod.Put, $"{path}/groups", new JsonObject { ["groups"] = new JsonArray() })).Status);
        var person = await cloud.NewAttendee();
        var raised = new JsonObject { ["groups"] = new JsonArray("Attendees", "Admins") };
        Assert.Equal(403, (await admin.Send(HttpMethod.Put, $"/admin/users/{await person.Id()}/groups", raised.DeepClone())).Status);
        Assert.Equal(200, (await super.Send(HttpMethod.Put, $"/admin/users/{await person.Id()}/groups", raised)).Status);
        Assert.Equal("not_yourself", (await super.Post($"/admin/users/{await super.Id()}/disable", Why.DeepClone())).Code);
        Assert.Equal(200, (await super.Post($"{path}/disable", Why.DeepClone())).Status);
        var derived = new JsonObject { ["groups"] = new JsonArray("Managers") };
        Assert.Equal(["groups derived_group"], (await super.Send(HttpMethod.Put, $"{path}/groups", derived)).Fields);
    }

    [Fact]
    public async Task People_are_found_by_the_beginning_of_their_address_or_by_group_and_invited_once()
    {
        var email = $"Invited-{Guid.NewGuid():N}@example.com".ToLowerInvariant();
        var invited = await cloud.Admin.Post(
            "/admin/users",
            new JsonObject
            {
                ["email"] = email,
                ["name"] = "Ina",
                ["groups"] = new JsonArray("Organizers"),
            }
        );
        Assert.Equal((201, "invited"), (invited.Status, invited.Text("status")));
        Assert.Equal(
            "already_registered",
            (await cloud.Admin.Post("/admin/users", new JsonObject { ["email"] = email, ["name"] = "Ina" })).Code
        );
        var found = await cloud.Admin.Get($"/admin/users?email={email[..20]}");
        Assert.Equal(
            (email, "Attendees,Organizers"),
            (
                found["items"][0]!["email"]!.ToString(),
                string.Join(',', found["items"][0]!["groups"]!.AsArray().Select(group => $"{group}").Order())
            )
        );
        Assert.Equal(["group one_filter"], (await cloud.Admin.Get("/admin/users?email=a&group=Admins")).Fields);
        Assert.All(
            (await cloud.Admin.Get("/admin/users?group=SuperAdmins"))["items"].AsArray(),
            user => Assert.Contains("SuperAdmins", user!["groups"]!.AsArray().Select(group => $"{group}"))
        );
        Assert.Equal("user_not_found", (await cloud.Admin.Get("/admin/users/nobody")).Code);
    }

    [Fact]
    public async Task A_suspended_organization_sells_nothing_until_it_is_resumed()
    {
        var owner = await cloud.NewPerson("Organizers");
        var organizationId = await owner.Founded();
        var body = EventBody(20, Type(amount: 0, quantity: 20));
        (body["organizationId"], body["category"]) = (organizationId, $"only {organizationId}");
        var ev = await owner.PublishedEvent(body);
        var listed = $"/events?category={Uri.EscapeDataString($"only {organizationId}")}";
        var buyer = await cloud.NewAttendee();
        Assert.Equal(201, (await buyer.Post("/registrations", Basket(ev))).Status);
        Assert.Single((await cloud.Anonymous.Get(listed))["items"].AsArray());

        var path = $"/admin/organizations/{organizationId}";
        Assert.Equal("suspended", (await cloud.Admin.Post($"{path}/suspend", Why.DeepClone())).Text("status"));
        Assert.Equal("already_suspended", (await cloud.Admin.Post($"{path}/suspend", Why.DeepClone())).Code);
        Assert.Equal("event_not_published", (await (await cloud.NewAttendee()).Post("/registrations", Basket(ev))).Code);
        Assert.Empty((await cloud.Anonymous.Get(listed))["items"].AsArray());
        var draft = EventBody();
        draft["organizationId"] = organizationId;
        Assert.Equal("organization_suspended", (await owner.Post($"/events/{(await owner.DraftEvent(draft)).Id}/publish")).Code);

        Assert.Equal("active", (await cloud.Admin.Post($"{path}/resume", Why.DeepClone())).Text("status"));
        Assert.Equal("not_suspended", (await cloud.Admin.Post($"{path}/resume", Why.DeepClone())).Code);
        Assert.Equal(201, (await (await cloud.NewAttendee()).Post("/registrations", Basket(ev))).Status);
        Assert.Single((await cloud.Anonymous.Get(listed))["items"].AsArray());
        Assert.Equal(["resumeOrganization", "suspendOrganization", "createOrganization"], await Acts(organizationId));
    }

    [Fact]
    public async Task Whoever_sells_can_be_suspended_even_if_nobody_has_looked_at_their_organization()
    {
        var organizer = await cloud.NewPerson("Organizers");
        var ev = await organizer.FreeEvent();
        var organizationId = (await organizer.Get($"/events/{ev.Id}")).Text("organizationId");
        Assert.Equal(200, (await cloud.Admin.Post($"/admin/organizations/{organizationId}/suspend", Why.DeepClone())).Status);
        Assert.Equal("event_not_published", (await (await cloud.NewAttendee()).Post("/registrations", Basket(ev))).Code);
        // Nor do they go on under another name.
        Assert.Equal("organization_suspended", (await organizer.Post("/organizations", Founding("Another name"))).Code);
    }

    [Fact]
    public async Task A_person_is_named_by_their_id_and_not_by_their_address()
    {
        var person = await cloud.NewAttendee();
        var path = $"/admin/users/{Uri.EscapeDataString(person.Email)}";
        Assert.Equal("user_not_found", (await cloud.Admin.Get(path)).Code);
        Assert.Equal("user_not_found", (await cloud.Admin.Post($"{path}/disable", Why.DeepClone())).Code);
        Assert.Equal(200, (await person.Get("/me")).Status);
    }

    [Fact]
    public async Task Pending_bookings_need_no_filter_and_come_page_by_page()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var (first, second) = (await (await cloud.NewAttendee()).Held(ev), await (await cloud.NewAttendee()).Held(ev));
        List<string> listed = [];
        var cursor = "";
        do
        {
            var page = await cloud.Admin.Get($"/admin/bookings?status=pending&limit=2{cursor}");
            Assert.All(page["items"].AsArray(), item => Assert.Equal("pending", (string?)item!["status"]));
            listed.AddRange(page["items"].AsArray().Select(item => (string)item!["registrationId"]!));
            cursor = (string?)page.Body!["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        } while (cursor.Length > 0 && listed.Count < 1000);
        Assert.Equal(listed.Distinct(), listed);
        Assert.InRange(listed.IndexOf(second), 0, listed.IndexOf(first) - 1);
    }

    [Fact]
    public async Task A_booking_is_found_by_anything_that_stands_on_a_mail_and_refunded_there()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent();
        var registrationId = await buyer.Held(ev, 2);
        var intent = await buyer.Intent(registrationId);
        Assert.Equal(200, await cloud.Confirm(intent));
        var tickets = await buyer.Tickets(registrationId);
        var code = (await buyer.Get($"/tickets/{tickets[0]}")).Text("code");
        foreach (
            var filter in new[]
            {
                $"registrationId={registrationId}",
                $"paymentIntentId={intent}",
                $"code={code}",
                $"email={Uri.EscapeDataString(buyer.Email)}",
                $"userId={await buyer.Id()}",
                $"eventId={ev.Id}",
            }
        )
        {
            var found = await cloud.Admin.Get($"/admin/bookings?{filter}");
            Assert.Equal((200, registrationId), (found.Status, (string?)found["items"].AsArray().SingleOrDefault()?["registrationId"]));
        }

        Assert.Equal("filter_required", (await cloud.Admin.Get("/admin/bookings?status=cancelled")).Code);
        Assert.Equal("filter_required", (await cloud.Admin.Get("/admin/bookings?status=expired")).Code);
        await Cloud.Eventually(async () =>
            (await cloud.Admin.Get("/admin/bookings"))["items"].AsArray().Any(item => (string)item!["registrationId"]! == registrationId)
                ? ""
                : null
        );
        Assert.Empty((await cloud.Admin.Get("/admin/bookings?email=nobody@example.com"))["items"].AsArray());
        var half = new JsonObject
        {
            ["amount"] = new JsonObject { ["amount"] = 2500, ["currency"] = "eur" },
            ["reason"] = "Half of it.",
        };
        Assert.Equal(201, (await cloud.Admin.Post($"/registrations/{registrationId}/refunds", half)).Status);
        Assert.Contains("refundRegistration", await Acts(registrationId));
    }

    [Fact]
    public async Task Settings_of_the_platform_are_for_super_administrators()
    {
        var super = await cloud.NewPerson("SuperAdmins");
        // The value stays as it is, because the other tests share this cloud.
        var before = await super.Get("/admin/settings");
        var same = new JsonObject { ["kycRequired"] = before.Text("kycRequired") };
        Assert.Equal(
            (200, "paidEvents"),
            (await super.Patch("/admin/settings", same, (int)before["version"])) is var kept
                ? (kept.Status, kept.Text("kycRequired"))
                : default
        );
        Assert.Equal("version_mismatch", (await super.Patch("/admin/settings", same.DeepClone(), (int)before["version"] + 7)).Code);
        Assert.Equal(422, (await super.Patch("/admin/settings", new JsonObject { ["kycRequired"] = "sometimes" })).Status);
    }

    private async Task<IReadOnlyList<string>> Acts(string subjectId) =>
        [.. (await cloud.Admin.Get($"/admin/audit-log?subjectId={subjectId}"))["items"].AsArray().Select(act => (string)act!["action"]!)];
}
