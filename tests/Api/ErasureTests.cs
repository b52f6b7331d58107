using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Data;
using EventTicketing.Local;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>People who delete their account, or whose account is deleted: what is gone, and what stays.</summary>
public sealed class ErasureTests(Cloud cloud)
{
    private const string Name = "Zephyrine Quell",
        Email = "zephyrine.quell@example.com";

    [Fact]
    public async Task After_a_life_with_everything_nothing_of_a_person_is_found_and_the_sums_are_the_same()
    {
        // A cloud of its own, because its clock is put forward.
        await using var own = new Cloud();
        await own.InitializeAsync();
        var userId = Register(own);
        var person = await own.CreateClient(Email);
        var (registrationId, eventId) = await Live(own, person);
        var before = await Booking(own, registrationId);
        Assert.Equal((Name, Email), (before.Text("buyerName"), before.Text("buyerEmail")));

        Assert.True(own.Local.Clock.PutForward(TimeSpan.FromMinutes(16)));
        Assert.Equal("sign_in_again", (await person.Delete("/me?keepTickets=true")).Code);
        person = await own.CreateClient(Email);
        Assert.Equal("upcoming_tickets", (await person.Delete("/me")).Code);
        var deleted = await person.Delete("/me?keepTickets=true");
        Assert.Equal((200, "started"), (deleted.Status, deleted.Text("status")));
        await person.RefusedSoon();
        Assert.Null(own.Local.Cognito.SubOf(Email));

        // The gate needs the names of events to come; messages to webhook endpoints go after 30 days. Nothing else stays.
        await Later(own, TimeSpan.FromMinutes(6));
        Assert.Equal("waiting", (await (await Admin(own)).Delete($"/admin/users/{userId}")).Text("status"));
        Assert.Equal(Name, (await Booking(own, registrationId)).Text("buyerName"));
        Assert.Equal(["check-ins", "registrations", "tickets", "webhook-deliveries"], (await TablesWith(own, Name, Email)).Order());

        await Later(own, TimeSpan.FromDays(31));
        Assert.Empty(await TablesWith(own, Name, Email));
        Assert.Empty(await FilesOf(own, userId, eventId));
        var after = await Booking(own, registrationId);
        Assert.Equal(("Deleted person", ""), (after.Text("buyerName"), after.Text("buyerEmail")));
        foreach (var kept in new[] { "status", "items", "total", "paid", "refunded", "createdAt", "confirmedAt" })
            Assert.Equal(before[kept].ToJsonString(), after[kept].ToJsonString());
        var again = await (await Admin(own)).Delete($"/admin/users/{userId}");
        Assert.Equal((200, "done", deleted.Text("erasureId")), (again.Status, again.Text("status"), again.Text("erasureId")));

        // Somebody with the same address is a new person.
        Assert.NotEqual(userId, Register(own));
        var successor = await own.CreateClient(Email);
        Assert.Empty((await successor.Get("/registrations"))["items"].AsArray());
        Assert.Empty((await successor.Get("/tickets"))["items"].AsArray());
        Assert.Equal(404, (await successor.Get($"/registrations/{registrationId}")).Status);
        Assert.Null((await successor.Get("/me")).Body!["phone"]);
    }

    [Fact]
    public async Task Whoever_owns_an_organization_alone_has_to_hand_it_over_or_close_it_first()
    {
        var (owner, partner) = (await cloud.NewPerson("Organizers"), await cloud.NewAttendee());
        var organizationId = await owner.Founded();
        Assert.Equal("sole_owner", (await owner.Delete("/me")).Code);
        Assert.Equal("sole_owner", (await cloud.Admin.Delete($"/admin/users/{await owner.Id()}")).Code);
        await partner.Join(owner, organizationId, "owner");
        Assert.Equal(200, (await owner.Delete("/me")).Status);
        await cloud.Local.Scheduler.RunOnce();
        var members = (await partner.Get($"/organizations/{organizationId}/members"))["items"].AsArray();
        Assert.Equal([partner.Email], members.Select(member => (string?)member!["email"]));
    }

    [Fact]
    public async Task Only_super_administrators_delete_administrators_and_nobody_oneself_like_that()
    {
        var (admin, other) = (await cloud.NewPerson("Admins"), await cloud.NewPerson("Admins"));
        Assert.Equal(403, (await admin.Delete($"/admin/users/{await other.Id()}?reason=Left.")).Status);
        Assert.Equal("not_yourself", (await admin.Delete($"/admin/users/{await admin.Id()}")).Code);
        Assert.Equal("user_not_found", (await admin.Delete("/admin/users/nobody")).Code);
        var person = await cloud.NewAttendee();
        var userId = await person.Id();
        Assert.Equal(200, (await admin.Delete($"/admin/users/{userId}?reason=Asked%20for%20it.")).Status);
        await person.RefusedSoon();
        Assert.Equal("user_not_found", (await admin.Get($"/admin/users/{userId}")).Code);
    }

    [Fact]
    public async Task A_file_has_all_of_a_person_and_nothing_of_others_and_there_are_three_a_day()
    {
        var (person, other) = (await cloud.NewAttendee(), await cloud.NewAttendee());
        var ev = await cloud.Organizer.PublishedEvent();
        var (own, foreign) = (await person.PaidRegistration(ev), await other.PaidRegistration(ev));
        await person.SubmittedKyc();
        var report = await person.Post("/me/export");
        Assert.Equal((200, true, 1), (report.Status, (bool)report["complete"], (int)report["lines"]));
        using var http = new HttpClient();
        var text = await http.GetStringAsync(report.Text("url"));
        foreach (var word in new[] { person.Email, own.RegistrationId, own.TicketIds[0], "0T47", "submitKyc", "paymentIntentId" })
            Assert.Contains(word, text);
        foreach (var word in new[] { other.Email, await other.Id(), foreign.RegistrationId, foreign.TicketIds[0], "organizer@example.com" })
            Assert.DoesNotContain(word, text);
        Assert.Equal(200, (await person.Post("/me/export")).Status);
        Assert.Equal(200, (await person.Post("/me/export")).Status);
        var fourth = await person.Post("/me/export");
        Assert.Equal((429, "too_many_exports"), (fourth.Status, fourth.Code));
        Assert.Equal(200, (await other.Post("/me/export")).Status);
    }

    private static string Register(Cloud own)
    {
        own.Local.Cognito.EnsureUser(Email, Demo.Password, Name, ["Attendees"]);
        return own.Local.Cognito.SubOf(Email)!;
    }

    /// <summary>Uses all that keeps something of a person. Returns what was bought signed in.</summary>
    private static async Task<(string RegistrationId, string EventId)> Live(Cloud own, User person)
    {
        var profile = new JsonObject { ["name"] = Name, ["phone"] = "+4930123456" };
        Assert.Equal(200, (await person.Patch("/me", profile)).Status);
        await person.SubmittedKyc();
        var picture = await person.Post("/me/image", new JsonObject { ["contentType"] = "image/png" });
        await Upload(picture, [0x89, .. "PNG\r\n\u001a\n"u8]);
        Assert.Equal(200, (await person.Post($"/me/image/{picture.Text("imageId")}")).Status);

        var ev = await own.Organizer.PublishedEvent();
        var basket = Basket(ev, 2);
        basket["attendees"] = new JsonArray(new JsonObject { ["name"] = Name, ["email"] = $"also.{Email}" });
        var held = await person.Post("/registrations", basket);
        Assert.Equal(201, held.Status);
        var registrationId = held.Text("registrationId");
        Assert.Equal(200, await own.Confirm(await person.Intent(registrationId)));
        var ticketIds = await person.Tickets(registrationId);
        Assert.Equal(200, (await person.Get($"/tickets/{ticketIds[0]}")).Status);
        var code = (await person.Get($"/tickets/{ticketIds[0]}")).Text("code");
        Assert.Equal("valid", (await own.Organizer.Scan(ev.Id, code: code)).Text("result"));

        var guest = Basket(ev);
        guest["buyer"] = new JsonObject
        {
            ["name"] = Name,
            ["email"] = Email,
            ["language"] = "de",
        };
        Assert.Equal(201, (await own.Anonymous.Post("/registrations", guest)).Status);

        var organizationId = await own.Organizer.Founded();
        await person.Join(own.Organizer, organizationId, "manager");
        person = await own.CreateClient(Email);
        var draft = EventBody();
        draft["organizationId"] = organizationId;
        await person.DraftEvent(draft);
        var project = new JsonObject
        {
            ["organizationId"] = organizationId,
            ["name"] = "Stage",
            ["billing"] = "hourly",
        };
        var time = new JsonObject
        {
            ["projectId"] = (await person.Post("/projects", project)).Text("projectId"),
            ["date"] = $"{own.Local.Clock.GetUtcNow():yyyy-MM-dd}",
            ["minutes"] = 60,
            ["note"] = $"{Name} at the box office",
        };
        Assert.Equal(201, (await person.Post("/time-entries", time)).Status);
        Assert.Equal(201, (await own.Organizer.Invite(await own.Organizer.Founded("Another"), Email, "staff")).Status);
        Assert.Equal(200, (await person.Get("/me/sessions")).Status);
        return (registrationId, ev.Id);
    }

    private static async Task Later(Cloud own, TimeSpan by)
    {
        Assert.True(own.Local.Clock.PutForward(by));
        await own.Local.Scheduler.RunOnce();
    }

    /// <summary>Signed in anew, because the clock is put forward.</summary>
    private static Task<User> Admin(Cloud own) => own.CreateClient("admin@example.com");

    private static async Task<Answer> Booking(Cloud own, string registrationId)
    {
        var found = await (await Admin(own)).Get($"/admin/bookings?registrationId={registrationId}");
        return found with { Body = found["items"].AsArray().Single() };
    }

    /// <summary>The names of the tables in which one of the words is found.</summary>
    private static async Task<IReadOnlyList<string>> TablesWith(Cloud own, params string[] words)
    {
        List<string> found = [];
        foreach (var table in Tables.All)
        {
            string? cursor = null;
            do
            {
                var page = await own.Local.Host.App.Store.Scan(table, null, cursor, 100, default);
                var kept = page.Items.Where(item => !HasExpired(own, table, item));
                if (kept.Any(item => words.Any(word => item.GetRawText().Contains(word, StringComparison.OrdinalIgnoreCase))))
                    found.Add(table.Name);
                cursor = page.Cursor;
            } while (cursor is not null);
        }

        return [.. found.Distinct()];
    }

    /// <summary>Whether DynamoDB deletes the item: the local engine never does.</summary>
    private static bool HasExpired(Cloud own, TableDefinition table, JsonElement item) =>
        table.TimeToLive is { } deleteAt
        && item.TryGetProperty(deleteAt, out var at)
        && at.GetInt64() < own.Local.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Keys of the files that are named after the person, or tell of them; and the PDFs of the event.</summary>
    private static async Task<IReadOnlyList<string>> FilesOf(Cloud own, string userId, string eventId)
    {
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials(LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = own.Local.S3.AbsoluteUri,
                ForcePathStyle = true,
                AuthenticationRegion = LocalAccount.Region,
            }
        );
        List<string> found = [];
        foreach (var bucket in Buckets.All)
        {
            var listed = await s3.ListObjectsV2Async(new() { BucketName = bucket.NameIn(LocalAccount.Stage) });
            foreach (var file in listed.S3Objects ?? [])
            {
                using var got = await s3.GetObjectAsync(file.BucketName, file.Key);
                using var content = new MemoryStream();
                await got.ResponseStream.CopyToAsync(content);
                var text = Encoding.UTF8.GetString(content.ToArray());
                if (file.Key.Contains(userId) || file.Key.Contains(eventId) || text.Contains(Name) || text.Contains(Email))
                    found.Add(file.Key);
            }
        }

        return found;
    }
}
