using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.Local;

namespace EventTicketing.Tests.Api;

public sealed class PeopleTests(Cloud cloud)
{
    [Fact]
    public async Task A_profile_begins_with_what_the_sign_in_says_and_can_be_changed()
    {
        var person = await cloud.NewAttendee();
        var profile = await person.Get("/me");
        Assert.Equal((200, person.Email), (profile.Status, profile.Text("email")));
        Assert.Equal(["Attendees"], profile["groups"].AsArray().Select(group => (string)group!));
        var changed = await person.Patch(
            "/me",
            new JsonObject
            {
                ["name"] = "Ängla",
                ["phone"] = "+4930123456",
                ["language"] = "de",
            },
            (int)profile["version"]
        );
        Assert.Equal((200, "Ängla", "de"), (changed.Status, changed.Text("name"), changed.Text("language")));
        Assert.Equal("version_mismatch", (await person.Patch("/me", new JsonObject { ["name"] = "X" }, (int)profile["version"])).Code);
        var cleared = await person.Patch("/me", new JsonObject { ["phone"] = null });
        Assert.Equal(("Ängla", null), (cleared.Text("name"), (string?)cleared.Body!["phone"]));
        Assert.Equal(422, (await person.Patch("/me", new JsonObject { ["phone"] = "call me" })).Status);
    }

    [Fact]
    public async Task Pages_of_any_site_may_read_what_is_public_and_nothing_else()
    {
        Assert.Equal("*", await AllowedFor(HttpMethod.Get, "/api/events", cloud.Anonymous));
        Assert.Null(await AllowedFor(HttpMethod.Get, "/api/me", cloud.Attendee));
        Assert.Null(await AllowedFor(HttpMethod.Post, "/api/registrations", cloud.Attendee));
        Assert.Null(await AllowedFor(HttpMethod.Post, "/api/webhooks/stripe", cloud.Anonymous));

        static async Task<string?> AllowedFor(HttpMethod method, string path, User user)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Origin", "https://elsewhere.example");
            using var response = await user.Http.SendAsync(request);
            return response.Headers.TryGetValues("access-control-allow-origin", out var allowed) ? allowed.Single() : null;
        }
    }

    [Fact]
    public async Task Whoever_signs_up_is_an_attendee_whose_address_is_known()
    {
        var email = $"newcomer-{Guid.NewGuid():N}@example.com";
        await Pool("SignUp", new() { ["Username"] = email, ["Password"] = Demo.Password });
        var code = Regex.Match((string)(await cloud.Mail(email, _ => true))["text"]!, @"\b\d{6}\b").Value;
        await Pool("ConfirmSignUp", new() { ["Username"] = email, ["ConfirmationCode"] = code });
        var person = await cloud.Local.Host.App.Db.People.Find(cloud.Local.Cognito.SubOf(email)!, default);
        Assert.Equal(email, person?.Email);
        var profile = await (await cloud.CreateClient(email)).Get("/me");
        Assert.Equal(["Attendees"], profile["groups"].AsArray().Select(group => (string)group!));

        async Task Pool(string operation, JsonObject body)
        {
            body["ClientId"] = cloud.Local.Cognito.ClientId;
            using var request = new HttpRequestMessage(HttpMethod.Post, cloud.Local.Cognito.Address)
            {
                Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1"),
            };
            request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
            using var http = new HttpClient();
            (await http.SendAsync(request)).EnsureSuccessStatusCode();
        }
    }

    [Fact]
    public async Task Members_see_the_organizations_they_act_for()
    {
        var organizer = (await cloud.Organizer.Get("/me"))["organizations"].AsArray();
        var staff = (await cloud.Staff.Get("/me"))["organizations"].AsArray();
        Assert.Equal("owner", (string?)Assert.Single(organizer)!["role"]);
        Assert.Equal("staff", (string?)Assert.Single(staff)!["role"]);
        Assert.Equal((string?)organizer[0]!["organizationId"], (string?)staff[0]!["organizationId"]);
        Assert.Empty((await cloud.Attendee.Get("/me"))["organizations"].AsArray());
    }
}

public sealed class GatewayTests(Cloud cloud)
{
    [Fact]
    public async Task Every_answer_has_an_id_and_every_refusal_is_a_problem()
    {
        foreach (
            var answer in new[]
            {
                await cloud.Anonymous.Get("/events"),
                await cloud.Anonymous.Get("/events/x"),
                await cloud.Anonymous.Get("/me"),
                await cloud.Anonymous.Get("/nowhere"),
                await cloud.Anonymous.Delete("/events"),
            }
        )
        {
            Assert.True(answer.Response.Headers.Contains("x-request-id"));
            if (answer.Status < 400)
                continue;
            Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(answer.Status, (int)answer["status"]);
            foreach (var field in new[] { "type", "title", "detail", "code" })
                Assert.False(string.IsNullOrEmpty(answer.Text(field)));
        }
    }

    [Theory]
    [InlineData("{", "application/json", 400, "malformed")]
    [InlineData("[]", "application/json", 400, "malformed")]
    [InlineData("\"text\"", "application/json", 400, "malformed")]
    [InlineData("{}", "text/plain", 415, "unsupported_media_type")]
    [InlineData("eventId=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type")]
    [InlineData("{}", "application/json; charset=utf-8", 422, "invalid")]
    public async Task A_body_is_a_JSON_object(string body, string type, int status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await cloud.Attendee.Http.PostAsync("/api/registrations", content);
        Assert.Equal(
            (status, code),
            ((int)response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"])
        );
    }

    /// <summary>In the cloud the gateway rejects a missing body before the function can name the fields.</summary>
    [Fact]
    public async Task A_body_may_be_left_out_only_where_nothing_has_to_be_said()
    {
        var missing = await cloud.Attendee.Post("/registrations");
        Assert.Equal((400, "malformed"), (missing.Status, missing.Code));
        Assert.Equal(401, (await cloud.Anonymous.Post("/events")).Status);
        var draft = await cloud.Organizer.DraftEvent();
        Assert.Equal(200, (await cloud.Organizer.Post($"/events/{draft.Id}/publish")).Status);
    }

    [Fact]
    public async Task A_body_has_a_limit()
    {
        foreach (var size in new[] { 300_000, 11_000_000 })
        {
            var answer = await cloud.Organizer.Post("/events", new JsonObject { ["title"] = new string('x', size) });
            Assert.Equal((413, "body_too_large"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task The_id_in_the_body_is_that_of_the_path()
    {
        var draft = await cloud.Organizer.DraftEvent();
        Assert.Equal(
            "id_mismatch",
            (await cloud.Organizer.Patch($"/events/{draft.Id}", new JsonObject { ["eventId"] = "evt_other", ["title"] = "X" })).Code
        );
        Assert.Equal(
            200,
            (await cloud.Organizer.Patch($"/events/{draft.Id}", new JsonObject { ["eventId"] = draft.Id, ["title"] = "X" })).Status
        );
    }

    [Fact]
    public async Task Events_and_payments_are_at_the_root_as_well_for_the_CDN()
    {
        using var events = await cloud.Anonymous.Http.GetAsync("/events");
        Assert.Equal(200, (int)events.StatusCode);
        using var tax = await cloud.Anonymous.Http.PostAsync(
            "/payments/calculate-tax",
            JsonContent.Create(new { registrationId = "reg_unknown" })
        );
        Assert.Equal(401, (int)tax.StatusCode);
    }

    [Fact]
    public void Every_row_has_a_function_and_every_function_a_row() =>
        Assert.Equal(
            Endpoints.All.Select(row => row.Name).Concat(Workers.All.Select(row => row.Name)).Order(),
            Functions.Functions.All.Keys.Order()
        );

    [Fact]
    public async Task The_API_says_that_it_is_well() => Assert.Equal("ok", (await cloud.Anonymous.Get("/health")).Text("status"));
}
