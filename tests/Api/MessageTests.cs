using System.Text.Json.Nodes;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>What organizers write to the people with tickets.</summary>
public sealed class MessageTests(Cloud cloud)
{
    private const string Subject = "The doors open half an hour later";

    private static JsonObject Message(params (string Name, JsonNode? Value)[] fields)
    {
        JsonObject body = new() { ["subject"] = Subject, ["text"] = "The sound check takes longer.\n\nThe concert begins <as announced>." };
        foreach (var (name, value) in fields)
            body[name] = value;
        return body;
    }

    private static bool IsMessage(JsonNode? mail) => (string)mail!["subject"]! == Subject;

    /// <summary>An event of this week, with two ticket types.</summary>
    private async Task<MadeEvent> Soon(int hours = 48)
    {
        var body = EventBody(50, Type(amount: 0, quantity: 20), Type(amount: 0, quantity: 20));
        (body["startsAt"], body["endsAt"]) = (At(hours), At(hours + 3));
        return await cloud.Organizer.PublishedEvent(body);
    }

    [Fact]
    public async Task Each_address_gets_one_mail_however_many_orders_it_has()
    {
        var ev = await Soon();
        var (first, second) = (await cloud.NewAttendee(), await cloud.NewAttendee());
        await first.Tickets(await first.Held(ev, 2));
        await first.Tickets(await first.Held(ev));
        await second.Tickets(await second.Held(ev));

        var sent = await cloud.Organizer.Post($"/events/{ev.Id}/messages", Message());
        Assert.Equal((201, 2), (sent.Status, (int)sent["recipients"]));
        // The second run sends what the first has queued; a message that was sent out is not sent out again.
        for (var run = 0; run < 3; run++)
            await cloud.Local.Scheduler.RunOnce();
        foreach (var person in new[] { first, second })
        {
            var mail = await cloud.Mail(person.Email, IsMessage);
            Assert.Single(await cloud.Mails(person.Email), IsMessage);
            Assert.Contains("The sound check takes longer.\n\nThe concert begins <as announced>.", (string)mail["text"]!);
            Assert.Contains("<p dir=\"auto\">The concert begins &lt;as announced&gt;.</p>", (string)mail["html"]!);
        }

        var log = (await cloud.Admin.Get($"/admin/audit-log?subjectId={ev.Id}"))["items"].AsArray();
        Assert.Contains(log, act => (string)act!["action"]! == "messageAttendees" && (string?)act["reason"] == Subject);
    }

    [Fact]
    public async Task Ticket_types_and_check_ins_choose_the_recipients()
    {
        var ev = await Soon(hours: 1);
        var types = (await cloud.Organizer.Get($"/events/{ev.Id}"))["ticketTypes"].AsArray();
        var (typeA, typeB) = ((string)types[0]!["ticketTypeId"]!, (string)types[1]!["ticketTypeId"]!);
        var (inside, outside) = (await cloud.NewAttendee(), await cloud.NewAttendee());
        var tickets = await inside.Tickets(await inside.Held(ev));
        await outside.Tickets(await outside.Held(ev));
        var ticket = await inside.Get($"/tickets/{tickets[0]}");
        Assert.Equal(200, (await cloud.Organizer.Scan(ev.Id, ticket.Text("qr"))).Status);

        Assert.Equal(2, await Recipients(("ticketTypeIds", new JsonArray(typeA))));
        Assert.Equal(0, await Recipients(("ticketTypeIds", new JsonArray(typeB))));
        Assert.Equal(1, await Recipients(("checkedIn", true)));
        Assert.Equal(1, await Recipients(("checkedIn", false), ("ticketTypeIds", new JsonArray(typeA, typeB))));
        var unknown = await cloud.Organizer.Post($"/events/{ev.Id}/messages", Message(("ticketTypeIds", new JsonArray("tty_x"))));
        Assert.Equal((422, "ticketTypeIds unknown_ticket_type"), (unknown.Status, Assert.Single(unknown.Fields)));
        for (var run = 0; run < 3; run++)
            await cloud.Local.Scheduler.RunOnce();
        Assert.Equal(2, (await cloud.Mails(inside.Email)).Count(IsMessage));
        Assert.Equal(2, (await cloud.Mails(outside.Email)).Count(IsMessage));

        async Task<int> Recipients(params (string, JsonNode?)[] fields) =>
            (int)(await cloud.Organizer.Post($"/events/{ev.Id}/messages", Message(fields)))["recipients"];
    }

    [Fact]
    public async Task Long_before_the_event_only_buyers_who_want_news_get_a_message()
    {
        var ev = await Soon(hours: 24 * 8);
        var (reader, other) = (await cloud.NewAttendee(), await cloud.NewAttendee());
        await reader.Tickets(await reader.Held(ev));
        await other.Tickets(await other.Held(ev));
        var news = new JsonObject { ["email"] = new JsonObject { ["news"] = true } };
        Assert.Equal(200, (await reader.Patch("/me/notifications", news)).Status);
        Assert.Equal(1, (int)(await cloud.Organizer.Post($"/events/{ev.Id}/messages", Message()))["recipients"]);
    }

    [Fact]
    public async Task Five_messages_a_day_and_a_repeated_request_is_one()
    {
        var ev = await Soon();
        var path = $"/events/{ev.Id}/messages";
        var first = await cloud.Organizer.Post(path, Message(), key: "one");
        Assert.Equal(first.Text("messageId"), (await cloud.Organizer.Post(path, Message(), key: "one")).Text("messageId"));
        var more = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => cloud.Organizer.Post(path, Message())));
        Assert.Equal(4, more.Count(answer => answer.Status == 201));
        Assert.All(
            more.Where(answer => answer.Status != 201),
            answer => Assert.Equal((429, "too_many_messages"), (answer.Status, answer.Code))
        );
    }

    [Fact]
    public async Task A_suspended_organization_writes_to_nobody()
    {
        var owner = await cloud.NewPerson("Organizers");
        var ev = await owner.FreeEvent();
        var path = $"/admin/organizations/{(await owner.Get($"/events/{ev.Id}")).Text("organizationId")}/suspend";
        Assert.Equal(200, (await cloud.Admin.Post(path, new JsonObject { ["reason"] = "Fraud." })).Status);
        Assert.Equal("organization_suspended", (await owner.Post($"/events/{ev.Id}/messages", Message())).Code);
    }

    [Theory]
    [InlineData("subject", "")]
    [InlineData("subject", "Doors\r\nBcc: everybody@example.com")]
    [InlineData("text", " ")]
    public async Task A_message_without_a_text_or_with_a_header_in_its_subject_is_refused(string field, string value)
    {
        var ev = await Soon();
        var refused = await cloud.Organizer.Post($"/events/{ev.Id}/messages", Message((field, value)));
        Assert.Equal(422, refused.Status);
        Assert.StartsWith($"{field} ", Assert.Single(refused.Fields));
    }
}
