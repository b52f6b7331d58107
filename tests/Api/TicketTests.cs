using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EventTicketing.Ports;
using EventTicketing.Tests.Documents;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

public sealed class TicketTests(Cloud cloud)
{
    private async Task<(MadeEvent Of, User Holder, string TicketId, Answer Ticket)> Ticket(MadeEvent? ev = null)
    {
        ev ??= await cloud.Organizer.FreeEvent();
        var holder = await cloud.NewAttendee();
        var ticketId = (await holder.Tickets(await holder.Held(ev)))[0];
        return (ev, holder, ticketId, await holder.Get($"/tickets/{ticketId}"));
    }

    [Fact]
    public async Task The_PDF_shows_the_event_as_it_is_now()
    {
        var (buyer, ev) = (await cloud.NewAttendee(), await cloud.Organizer.FreeEvent());
        var ticketId = (await buyer.Tickets((await buyer.Post("/registrations", Basket(ev))).Text("registrationId")))[0];
        Assert.Contains("Hafenklang", await Words(await buyer.Get($"/tickets/{ticketId}")));
        var venue = new JsonObject
        {
            ["name"] = "Markthalle",
            ["city"] = "Hamburg",
            ["country"] = "DE",
        };
        Assert.Equal(
            200,
            (await cloud.Organizer.Patch($"/events/{ev.Id}", new JsonObject { ["venue"] = venue, ["title"] = "Later set" })).Status
        );
        // List first: nothing has rendered the PDF again by then.
        foreach (var shown in new[] { (await buyer.Get("/tickets"))["items"][0]!, (await buyer.Get($"/tickets/{ticketId}")).Body! })
        {
            using var http = new HttpClient();
            var words = (await PdfReport.Of(await http.GetByteArrayAsync((string)shown["downloadUrl"]!))).Page.Words;
            Assert.All(new[] { "Markthalle", "Later set" }, text => Assert.Contains(text, words));
            Assert.DoesNotContain("Hafenklang", words);
        }

        static async Task<string> Words(Answer ticket)
        {
            using var http = new HttpClient();
            return (await PdfReport.Of(await http.GetByteArrayAsync(ticket.Text("downloadUrl")))).Page.Words;
        }
    }

    [Fact]
    public async Task A_ticket_has_a_code_and_a_link_that_opens_its_PDF()
    {
        var (ev, holder, ticketId, ticket) = await Ticket();
        Assert.Equal((ev.Id, "valid", "Standing"), (ticket.Text("eventId"), ticket.Text("status"), ticket.Text("ticketTypeName")));
        Assert.Matches("^[A-HJ-NP-Z2-9]{8}-[A-HJ-NP-Z2-9]{4}$", ticket.Text("code"));
        Assert.InRange(
            DateTimeOffset.Parse(ticket.Text("downloadExpiresAt")) - DateTimeOffset.UtcNow,
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        using var http = new HttpClient();
        using var pdf = await http.GetAsync(ticket.Text("downloadUrl"));
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await pdf.Content.ReadAsByteArrayAsync());
        var report = JsonNode.Parse(await NodeTools.Run("pdf.mjs", [file]))!;
        File.Delete(file);
        Assert.Contains(
            ticket.Text("qr"),
            report.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        );
        Assert.Contains((await holder.Get("/tickets"))["items"].AsArray(), item => (string?)item!["ticketId"] == ticketId);
    }

    [Fact]
    public async Task A_ticket_is_shown_to_its_buyer_and_to_those_who_run_the_event()
    {
        var (_, _, ticketId, _) = await Ticket();
        Assert.Equal(200, (await cloud.Organizer.Get($"/tickets/{ticketId}")).Status);
        foreach (var other in new[] { cloud.Stranger, cloud.Attendee, cloud.Staff })
        {
            Assert.Equal(
                (404, "ticket_not_found"),
                (await other.Get($"/tickets/{ticketId}")) is var shown ? (shown.Status, shown.Code) : default
            );
            Assert.Equal(
                (404, "ticket_not_found"),
                (await other.Post($"/tickets/{ticketId}/regenerate-qr")) is var made ? (made.Status, made.Code) : default
            );
        }
    }

    [Fact]
    public async Task The_gate_lets_a_ticket_in_once_and_says_when_and_where_it_was_used()
    {
        var (ev, _, ticketId, ticket) = await Ticket();
        var first = await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "one", gate: "North");
        Assert.Equal(
            ("valid", null, ticketId),
            (first.Text("result"), (string?)first.Body!["reason"], (string)first["ticket"]["ticketId"]!)
        );
        var second = await cloud.Staff.Scan(
            ev.Id,
            code: ticket.Text("code").ToLowerInvariant().Replace("-", " "),
            scanId: "two",
            gate: "South"
        );
        Assert.Equal(("invalid", "already_used", "North"), (second.Text("result"), second.Text("reason"), second.Text("firstUsedGate")));
        Assert.Equal(first.Text("firstUsedAt"), second.Text("firstUsedAt"));
        Assert.Equal(
            first.Body!.ToJsonString(),
            (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "one", gate: "North")).Body!.ToJsonString()
        );
        Assert.Equal("scan_id_reused", (await cloud.Staff.Scan(ev.Id, qr: "something else", scanId: "one")).Code);
        var history = (await cloud.Staff.Get($"/events/{ev.Id}/check-ins"))["items"].AsArray();
        Assert.Equal(["two already_used", "one "], history.Select(item => $"{item!["scanId"]} {item["reason"]}"));
    }

    [Fact]
    public async Task Each_refusal_has_its_own_reason()
    {
        var (ev, holder, ticketId, ticket) = await Ticket();
        var qr = ticket.Text("qr");
        async Task<string?> Reason(Task<Answer> scan) => (string?)(await scan).Body!["reason"];

        Assert.Equal("unknown", await Reason(cloud.Staff.Scan(ev.Id, qr: "hello")));
        Assert.Equal("unknown", await Reason(cloud.Staff.Scan(ev.Id, code: "AAAAAAAA-AAAA")));
        Assert.Equal("unknown", await Reason(cloud.Staff.Scan(ev.Id, code: ticket.Text("code")[..9] + "AAAA")));
        Assert.Equal("forged", await Reason(cloud.Staff.Scan(ev.Id, qr: qr[..60] + (qr[60] == 'A' ? 'B' : 'A') + qr[61..])));
        var elsewhere = await cloud.Organizer.FreeEvent();
        var wrong = await cloud.Staff.Scan(elsewhere.Id, qr: qr);
        Assert.Equal(("wrong_event", null), (wrong.Text("reason"), wrong.Body!["ticket"]));
        Assert.Null((await cloud.Staff.Get($"/events/{elsewhere.Id}/check-ins"))["items"][0]!["holderName"]);
        var later = EventBody(5, Type(amount: 0));
        later["gateOpensAt"] = At(1);
        var (early, _, _, earlyTicket) = await Ticket(await cloud.Organizer.PublishedEvent(later));
        Assert.Equal("event_not_open", await Reason(cloud.Staff.Scan(early.Id, qr: earlyTicket.Text("qr"))));
        await holder.Post($"/registrations/{ticket.Text("registrationId")}/cancel");
        Assert.Equal("void", await Reason(cloud.Staff.Scan(ev.Id, qr: qr)));
        Assert.Equal(422, (await cloud.Staff.Scan(ev.Id)).Status);
        Assert.Equal(422, (await cloud.Staff.Scan(ev.Id, qr: qr, code: ticket.Text("code"))).Status);
    }

    [Fact]
    public async Task Re_issuing_kills_the_old_code_and_the_new_one_opens_the_gate()
    {
        var (ev, holder, ticketId, old) = await Ticket();
        Assert.Equal(
            "version_mismatch",
            (await holder.Send(HttpMethod.Post, $"/tickets/{ticketId}/regenerate-qr", null, ("If-Match", "\"7\""))).Code
        );
        var renewed = await holder.Post($"/tickets/{ticketId}/regenerate-qr");
        Assert.Equal(200, renewed.Status);
        Assert.NotEqual(old.Text("qr"), renewed.Text("qr"));
        Assert.NotEqual(old.Text("code"), renewed.Text("code"));
        Assert.Equal("void", (await cloud.Staff.Scan(ev.Id, qr: old.Text("qr"))).Text("reason"));
        Assert.Equal("void", (await cloud.Staff.Scan(ev.Id, code: old.Text("code"))).Text("reason"));
        Assert.Equal("valid", (await cloud.Staff.Scan(ev.Id, qr: renewed.Text("qr"))).Text("result"));
        Assert.Equal("already_checked_in", (await holder.Post($"/tickets/{ticketId}/regenerate-qr")).Code);
    }

    [Fact]
    public async Task A_check_in_can_be_undone_and_the_history_keeps_both()
    {
        var (ev, holder, ticketId, ticket) = await Ticket();
        Assert.Equal("not_checked_in", (await cloud.Staff.Post($"/tickets/{ticketId}/undo-check-in")).Code);
        await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "in");
        Assert.Equal(404, (await cloud.Stranger.Post($"/tickets/{ticketId}/undo-check-in")).Status);
        Assert.Equal(403, (await holder.Post($"/tickets/{ticketId}/undo-check-in")).Status);
        var undone = await cloud.Staff.Post($"/tickets/{ticketId}/undo-check-in", new JsonObject { ["reason"] = "Wrong person." });
        Assert.Equal(("valid", ticketId), (undone.Text("status"), undone.Text("ticketId")));
        Assert.Null(undone.Body!["qr"]);
        Assert.Equal("valid", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "again")).Text("result"));
        var history = (await cloud.Staff.Get($"/events/{ev.Id}/check-ins"))["items"].AsArray();
        Assert.Equal(["scan", "undo", "scan"], history.Select(item => (string)item!["kind"]!));
        Assert.Equal("Wrong person.", (string?)history[1]!["note"]);
    }

    [Fact]
    public async Task An_undo_that_is_repeated_leaves_in_whoever_came_since()
    {
        var (ev, _, ticketId, ticket) = await Ticket();
        await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "wrong");
        var path = $"/tickets/{ticketId}/undo-check-in";
        var undone = await cloud.Staff.Post(path, new JsonObject(), "undo");
        Assert.Equal("valid", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "right")).Text("result"));
        Assert.Equal(undone.Body!.ToJsonString(), (await cloud.Staff.Post(path, new JsonObject(), "undo")).Body!.ToJsonString());
        Assert.Equal("already_used", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "third")).Text("reason"));
        Assert.Equal("idempotency_mismatch", (await cloud.Staff.Post(path, new JsonObject { ["reason"] = "Another." }, "undo")).Code);
    }

    [Fact]
    public async Task A_device_can_verify_a_code_offline_with_the_published_key()
    {
        var (_, _, _, ticket) = await Ticket();
        var key = Assert.Single((await cloud.Anonymous.Get("/ticket-signing-keys"))["keys"].AsArray())!;
        var code = Base45.Decode(ticket.Text("qr"))!;
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64Url.DecodeFromChars((string)key["x"]!), Y = Base64Url.DecodeFromChars((string)key["y"]!) },
            }
        );
        Assert.Equal((string)key["kid"]!, $"{code[1]}");
        Assert.True(
            verifier.VerifyData(
                code.AsSpan(..^64),
                code.AsSpan(^64..),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            )
        );
        code[20] ^= 1;
        Assert.False(
            verifier.VerifyData(
                code.AsSpan(..^64),
                code.AsSpan(^64..),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            )
        );
        Assert.Equal(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ticket.Text("eventId")))[..6], code[2..8]);
    }
}
