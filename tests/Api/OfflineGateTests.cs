using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Api;

/// <summary>A gate device without a network: what it fetches before, decides alone and uploads afterwards.</summary>
public sealed class OfflineGateTests(Cloud cloud)
{
    private async Task<(MadeEvent Of, User Holder, string TicketId, Answer Ticket)> Ticket(MadeEvent? ev = null)
    {
        ev ??= await cloud.Organizer.FreeEvent();
        var holder = await cloud.NewAttendee();
        var ticketId = (await holder.Tickets(await holder.Held(ev)))[0];
        return (ev, holder, ticketId, await holder.Get($"/tickets/{ticketId}"));
    }

    private Task<Answer> List(MadeEvent ev, string query = "") => cloud.Staff.Get($"/events/{ev.Id}/check-in-list{query}");

    /// <summary>The only ticket in the list, once it satisfies the condition.</summary>
    private Task<JsonNode> Listed(MadeEvent ev, Func<JsonNode, bool> wanted) =>
        Cloud.Eventually(async () => (await List(ev))["items"].AsArray() is [{ } ticket] && wanted(ticket) ? ticket : null);

    private Task<Answer> Sync(MadeEvent ev, params JsonObject[] scans) =>
        cloud.Staff.Post($"/events/{ev.Id}/check-ins/sync", new JsonObject { ["scans"] = new JsonArray([.. scans]) });

    private static JsonObject Scan(
        string scanId,
        string? qr = null,
        string? code = null,
        string verdict = "valid",
        string? gate = "North",
        double minutesAgo = 5
    )
    {
        var scan = new JsonObject
        {
            ["scanId"] = scanId,
            ["verdict"] = verdict,
            ["gate"] = gate,
            ["scannedAt"] = DateTimeOffset.UtcNow.AddMinutes(-minutesAgo).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        };
        if (qr is not null)
            scan["qr"] = qr;
        if (code is not null)
            scan["code"] = code;
        return scan;
    }

    private static string Shown(JsonNode? scan) =>
        $"{scan!["scanId"]} {scan["result"]} {scan["reason"]} {scan["conflict"]} {scan["problem"]}".TrimEnd();

    private static IEnumerable<string> Shown(Answer synced) => synced["scans"].AsArray().Select(Shown);

    [Fact]
    public async Task A_device_finds_a_scanned_ticket_in_its_list_without_a_network()
    {
        var (ev, _, ticketId, ticket) = await Ticket();
        var list = await List(ev);
        Assert.Equal((ev.Id, "Late set", "published"), (list.Text("eventId"), list.Text("title"), list.Text("status")));
        Assert.True(
            DateTimeOffset.Parse(list.Text("gateOpensAt")) < DateTimeOffset.UtcNow
                && DateTimeOffset.Parse(list.Text("gateClosesAt")) > DateTimeOffset.UtcNow
        );
        var code = Base45.Decode(ticket.Text("qr"))!;
        var signing = list["signingKeys"].AsArray().Single(key => (string)key!["kid"]! == $"{code[1]}")!;
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64Url.DecodeFromChars((string)signing["x"]!), Y = Base64Url.DecodeFromChars((string)signing["y"]!) },
            }
        );
        Assert.True(verifier.VerifyData(code[..54], code[54..], HashAlgorithmName.SHA256));
        using var cipher = new AesGcm(
            Base64Url.DecodeFromChars((string)list["sealKeys"].AsArray().Single(key => (string)key!["kid"]! == $"{code[1]}")!["k"]!),
            12
        );
        var content = new byte[18];
        cipher.Decrypt(code.AsSpan(12, 12), code.AsSpan(24, 18), code.AsSpan(42, 12), content, code.AsSpan(0, 12));
        var listed = Assert.Single(list["items"].AsArray())!;
        Assert.Equal((ticketId, ticketId, 1), (Ids.Of("tkt", content.AsSpan(0, 16)), (string)listed["ticketId"]!, (int)listed["issue"]!));
        Assert.Equal([0, 1], content[16..]);
        Assert.Equal(("valid", true), ((string)listed["status"]!, (bool)listed["paid"]!));
        Assert.Equal(("Standing", ticket.Text("holderName")), ((string)listed["ticketTypeName"]!, (string)listed["holderName"]!));
    }

    [Fact]
    public async Task A_typed_code_is_known_by_its_verifier_and_the_list_tells_no_code()
    {
        var (ev, _, _, ticket) = await Ticket();
        var list = await List(ev);
        var typed = ticket.Text("code").Replace("-", "");
        var verifier = Rfc2898DeriveBytes.Pbkdf2(typed, Encoding.UTF8.GetBytes(ev.Id), 1000, HashAlgorithmName.SHA256, 16);
        Assert.Equal(Base64Url.EncodeToString(verifier), (string)list["items"][0]!["codeVerifier"]!);
        var told = list.Body!.ToJsonString();
        Assert.DoesNotContain(typed[..8], told);
        Assert.DoesNotContain(ticket.Text("qr"), told);
    }

    /// <summary>The steps that docs/tickets.md gives to developers of devices.</summary>
    [Fact]
    public async Task The_program_in_the_documents_reads_a_ticket_offline()
    {
        var (ev, _, ticketId, ticket) = await Ticket();
        var list = await List(ev);
        var document = (await File.ReadAllTextAsync(Path.Combine(NodeTools.Folder, "..", "..", "docs", "tickets.md"))).ReplaceLineEndings(
            "\n"
        );
        var start = document.IndexOf("```js\n", StringComparison.Ordinal) + 6;
        var program = Path.Combine(Path.GetTempPath(), $"verify-{Guid.NewGuid()}.mjs");
        await File.WriteAllTextAsync(
            program,
            document[start..document.IndexOf("```", start, StringComparison.Ordinal)]
                + """
                import { readFileSync } from 'node:fs';
                const { list, qr, code } = JSON.parse(readFileSync(0, 'utf8'));
                const read = await ticketOf(list.sealKeys, qr);
                const verified = await verify(list.signingKeys, qr, list.eventId);
                console.log(verified, read.ticketId, read.issue, await verifierOf(code, list.eventId));
                """
        );
        var input = new JsonObject
        {
            ["list"] = list.Body!.DeepClone(),
            ["qr"] = ticket.Text("qr"),
            ["code"] = ticket.Text("code").ToLowerInvariant(),
        };
        var read = await NodeTools.Run(program, [], input.ToJsonString());
        File.Delete(program);
        Assert.Equal($"genuine {ticketId} 1 {list["items"][0]!["codeVerifier"]}", read.Trim());
    }

    [Fact]
    public async Task The_list_comes_in_pages_and_tells_how_to_go_on_at_its_end()
    {
        var ev = await cloud.Organizer.FreeEvent();
        await cloud.Attendee.Tickets(await cloud.Attendee.Held(ev, 5));
        HashSet<string> seen = [];
        var (page, pages) = (await List(ev, "?limit=2"), 1);
        for (; (string?)page.Body!["next"] is { } next; pages++)
        {
            Assert.Null(page.Body["since"]);
            seen.UnionWith(page["items"].AsArray().Select(ticket => (string)ticket!["ticketId"]!));
            page = await List(ev, $"?limit=2&cursor={next}");
        }

        seen.UnionWith(page["items"].AsArray().Select(ticket => (string)ticket!["ticketId"]!));
        Assert.Equal((5, 3), (seen.Count, pages));
        Assert.InRange(DateTimeOffset.UtcNow - DateTimeOffset.Parse(page.Text("since")), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task What_is_used_undone_re_issued_or_void_is_a_change_and_the_rest_is_not()
    {
        var (ev, holder, ticketId, ticket) = await Ticket();
        var start = DateTimeOffset.UtcNow;
        string Since() => $"?since={Uri.EscapeDataString(start.ToString("O"))}";
        async Task<JsonNode> Change(Func<JsonNode, bool> wanted) =>
            await Cloud.Eventually(async () =>
                (await List(ev, Since()))["items"].AsArray().SingleOrDefault(item => (string)item!["ticketId"]! == ticketId && wanted(item))
            );

        await Task.Delay(20);
        Assert.Empty((await List(ev, Since()))["items"].AsArray());
        await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), gate: "North");
        var used = await Change(item => (string)item["status"]! == "used");
        Assert.Equal("North", (string)used["usedGate"]!);
        start = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        Assert.Equal(200, (await cloud.Staff.Post($"/tickets/{ticketId}/undo-check-in")).Status);
        Assert.Null((await Change(item => (string)item["status"]! == "valid"))["usedAt"]);
        var before = (string)used["codeVerifier"]!;
        Assert.Equal(200, (await holder.Post($"/tickets/{ticketId}/regenerate-qr")).Status);
        Assert.NotEqual(before, (string)(await Change(item => (int)item["issue"]! == 2))["codeVerifier"]!);
        Assert.Equal(200, (await holder.Post($"/registrations/{ticket.Text("registrationId")}/cancel")).Status);
        await Change(item => (string)item["status"]! == "void");
    }

    [Fact]
    public async Task A_cursor_of_all_tickets_is_none_of_the_changes()
    {
        var ev = await cloud.Organizer.FreeEvent();
        await cloud.Attendee.Tickets(await cloud.Attendee.Held(ev, 3));
        var next = (await List(ev, "?limit=2")).Text("next");
        Assert.Equal("invalid_cursor", (await List(ev, $"?limit=2&since=2026-01-01T00:00:00Z&cursor={next}")).Code);
    }

    [Fact]
    public async Task An_upload_marks_the_tickets_that_the_device_let_in_at_the_time_of_the_scan()
    {
        var (ev, _, ticketId, ticket) = await Ticket();
        var scan = Scan("offline-1", qr: ticket.Text("qr"));
        var synced = (await Sync(ev, scan))["scans"][0]!;
        Assert.Equal("offline-1 valid", Shown(synced));
        Assert.Equal(((string)scan["scannedAt"]!)[..19], ((string)synced["firstUsedAt"]!)[..19]);
        Assert.Equal((ticketId, "used"), ((string)synced["ticket"]!["ticketId"]!, (string)synced["ticket"]!["status"]!));
        var online = await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"));
        Assert.Equal(
            ("already_used", "North", (string)synced["firstUsedAt"]!),
            (online.Text("reason"), online.Text("firstUsedGate"), online.Text("firstUsedAt"))
        );
        var noted = (await cloud.Staff.Get($"/events/{ev.Id}/check-ins"))["items"][1]!;
        Assert.Equal(("offline-1", "valid", null), ((string)noted["scanId"]!, (string)noted["device"]!, (string?)noted["conflict"]));
    }

    [Fact]
    public async Task Two_devices_that_let_one_ticket_in_are_a_conflict_and_the_earlier_scan_is_the_first_use()
    {
        var (ev, _, ticketId, ticket) = await Ticket();
        Assert.Equal(["late valid"], Shown(await Sync(ev, Scan("late", qr: ticket.Text("qr"), gate: "South", minutesAgo: 3))));
        var early = Scan("early", code: ticket.Text("code"), gate: "North", minutesAgo: 9);
        var synced = await Sync(ev, early);
        Assert.Equal(["early invalid already_used letInTwice"], Shown(synced));
        Assert.Equal("North", (string)synced["scans"][0]!["firstUsedGate"]!);
        var listed = await Listed(ev, item => (string?)item["usedGate"] == "North");
        Assert.Equal(((string)early["scannedAt"]!)[..19], ((string)listed["usedAt"]!)[..19]);
        Assert.Equal(
            ["later invalid already_used letInTwice"],
            Shown(await Sync(ev, Scan("later", qr: ticket.Text("qr"), gate: "West", minutesAgo: 1)))
        );
        Assert.Equal("North", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"))).Text("firstUsedGate"));
        var history = (await cloud.Staff.Get($"/events/{ev.Id}/check-ins"))["items"].AsArray();
        Assert.Equal(2, history.Count(scan => (string?)scan!["conflict"] == "letInTwice"));
        Assert.Single(history, scan => (string)scan!["result"]! == "valid");
        Assert.Equal(200, (await cloud.Staff.Post($"/tickets/{ticketId}/undo-check-in")).Status);
    }

    [Fact]
    public async Task In_one_upload_the_scans_are_taken_by_their_time()
    {
        var (ev, _, _, ticket) = await Ticket();
        var qr = ticket.Text("qr");
        var synced = await Sync(ev, Scan("second", qr: qr, verdict: "invalid", minutesAgo: 2), Scan("first", qr: qr, minutesAgo: 4));
        Assert.Equal(["second invalid already_used", "first valid"], Shown(synced));
    }

    [Fact]
    public async Task A_device_that_let_in_what_is_void_meanwhile_or_turned_away_what_is_good_is_told()
    {
        var (ev, holder, ticketId, ticket) = await Ticket();
        Assert.Equal(["away valid  turnedAwayValid"], Shown(await Sync(ev, Scan("away", qr: ticket.Text("qr"), verdict: "invalid"))));
        Assert.Equal("valid", (string)(await Listed(ev, _ => true))["status"]!);
        Assert.Equal(200, (await holder.Post($"/tickets/{ticketId}/regenerate-qr")).Status);
        await Task.Delay(20);
        Assert.Equal(["old invalid void letInRefused"], Shown(await Sync(ev, Scan("old", qr: ticket.Text("qr"), minutesAgo: 0))));
        // The old code was already void when it was scanned: the new code stays valid.
        Assert.Equal("valid", (string)(await Listed(ev, item => (int)item["issue"]! == 2))["status"]!);
        Assert.Equal(200, (await holder.Post($"/registrations/{ticket.Text("registrationId")}/cancel")).Status);
        var synced = await Sync(ev, Scan("gone", qr: ticket.Text("qr"), verdict: "invalid"), Scan("unknown", qr: "hello"));
        Assert.Equal(["gone invalid void", "unknown invalid unknown letInRefused"], Shown(synced));
    }

    [Fact]
    public async Task A_scan_from_before_a_cancellation_is_what_it_was_when_it_was_made()
    {
        var (ev, holder, _, ticket) = await Ticket();
        var scan = Scan("before", qr: ticket.Text("qr"), minutesAgo: 0);
        await Task.Delay(20);
        Assert.Equal(200, (await holder.Post($"/registrations/{ticket.Text("registrationId")}/cancel")).Status);
        Assert.Equal(["before valid"], Shown(await Sync(ev, scan)));
        Assert.Equal("void", (string)(await Listed(ev, _ => true))["status"]!);
        Assert.Equal(
            """{"tickets":1,"used":1,"percent":100}""",
            (await cloud.Organizer.Get($"/events/{ev.Id}/analytics"))["checkIns"].ToJsonString()
        );
        var later = await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"));
        Assert.Equal(("invalid", "void"), (later.Text("result"), later.Text("reason")));
        Assert.Equal(["after invalid void letInRefused"], Shown(await Sync(ev, Scan("after", qr: ticket.Text("qr"), minutesAgo: 0))));
        // The cancellation freed the place; the uploaded scan takes it again.
        Assert.Equal(49, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["available"]!);
    }

    [Fact]
    public async Task A_code_that_is_made_after_an_offline_entry_lets_in_nobody_once_the_entry_is_uploaded()
    {
        var (ev, holder, ticketId, ticket) = await Ticket();
        var remade = await holder.Post($"/tickets/{ticketId}/regenerate-qr");
        Assert.Equal(["inside invalid void letInRefused"], Shown(await Sync(ev, Scan("inside", qr: ticket.Text("qr")))));
        var next = await cloud.Staff.Scan(ev.Id, qr: remade.Text("qr"));
        Assert.Equal(("already_used", "North"), (next.Text("reason"), next.Text("firstUsedGate")));
        Assert.Equal("already_checked_in", (await holder.Post($"/tickets/{ticketId}/regenerate-qr")).Code);
    }

    [Fact]
    public async Task A_device_that_got_no_answer_and_let_in_before_the_gate_opened_has_used_the_ticket()
    {
        var body = Scenarios.EventBody(50, Scenarios.Type(amount: 0));
        body["gateOpensAt"] = Scenarios.At(0.5);
        var ev = await cloud.Organizer.PublishedEvent(body);
        var (_, _, _, ticket) = await Ticket(ev);
        Assert.Equal("event_not_open", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "scan-1")).Text("reason"));
        Assert.Equal(["scan-1 invalid event_not_open letInRefused"], Shown(await Sync(ev, Scan("scan-1", qr: ticket.Text("qr")))));
        await Listed(ev, item => (string)item["status"]! == "used");
    }

    [Fact]
    public async Task An_upload_that_is_repeated_changes_nothing_and_an_online_scan_keeps_its_verdict()
    {
        var (ev, _, _, ticket) = await Ticket();
        var scan = Scan("scan-1", qr: ticket.Text("qr"));
        var first = await Sync(ev, scan);
        Assert.Equal(first.Body!.ToJsonString(), (await Sync(ev, scan.DeepClone().AsObject())).Body!.ToJsonString());
        var (_, _, _, other) = await Ticket(ev);
        await cloud.Staff.Scan(ev.Id, qr: other.Text("qr"), scanId: "scan-2");
        Assert.Equal(["scan-2 valid"], Shown(await Sync(ev, Scan("scan-2", qr: other.Text("qr")))));
        Assert.Equal(2, (await cloud.Staff.Get($"/events/{ev.Id}/check-ins"))["items"].AsArray().Count);
    }

    [Fact]
    public async Task A_device_that_got_no_answer_and_decided_otherwise_is_a_conflict()
    {
        var (ev, _, _, ticket) = await Ticket();
        await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "scan-1");
        await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "scan-2");
        var scans = new[] { Scan("scan-1", qr: ticket.Text("qr"), verdict: "invalid"), Scan("scan-2", qr: ticket.Text("qr")) };
        string[] conflicts = ["scan-1 valid  turnedAwayValid", "scan-2 invalid already_used letInTwice"];
        Assert.Equal(conflicts, Shown(await Sync(ev, [.. scans.Select(scan => scan.DeepClone().AsObject())])));
        Assert.Equal(conflicts, Shown(await Sync(ev, scans)));
        var history = (await cloud.Staff.Get($"/events/{ev.Id}/check-ins"))["items"].AsArray();
        Assert.Equal(["letInTwice", "turnedAwayValid"], history.Select(scan => (string?)scan!["conflict"]));
        // The second scan admitted somebody.
        Assert.Equal("already_used", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"))).Text("reason"));
    }

    [Fact]
    public async Task A_device_that_got_no_answer_and_turned_away_leaves_the_ticket_good_unless_somebody_else_is_in_by_it()
    {
        var (ev, _, _, ticket) = await Ticket();
        Assert.Equal("valid", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "scan-1")).Text("result"));
        Assert.Equal(["scan-1 valid  turnedAwayValid"], Shown(await Sync(ev, Scan("scan-1", qr: ticket.Text("qr"), verdict: "invalid"))));
        Assert.Equal("valid", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: "scan-2")).Text("result"));
        // Idempotent: uploading the scan again does not undo a later check-in.
        Assert.Equal(["scan-1 valid  turnedAwayValid"], Shown(await Sync(ev, Scan("scan-1", qr: ticket.Text("qr"), verdict: "invalid"))));
        Assert.Equal("already_used", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"))).Text("reason"));

        var (_, _, _, other) = await Ticket(ev);
        await cloud.Staff.Scan(ev.Id, qr: other.Text("qr"), scanId: "scan-3");
        Assert.Equal(
            ["elsewhere invalid already_used letInTwice"],
            Shown(await Sync(ev, Scan("elsewhere", qr: other.Text("qr"), minutesAgo: -1)))
        );
        await Sync(ev, Scan("scan-3", qr: other.Text("qr"), verdict: "invalid"));
        Assert.Equal("already_used", (await cloud.Staff.Scan(ev.Id, qr: other.Text("qr"))).Text("reason"));
    }

    [Fact]
    public async Task One_bad_scan_does_not_hold_up_the_others()
    {
        var (ev, _, _, ticket) = await Ticket();
        await Sync(ev, Scan("taken", qr: "something"));
        var synced = await Sync(
            ev,
            Scan("taken", qr: ticket.Text("qr")),
            Scan("neither"),
            Scan("both", qr: "a", code: "b"),
            Scan("lines", qr: "BEGIN:VCARD\r\nEND:\u001dVCARD", verdict: "invalid"),
            Scan("long", qr: new string('9', 7089), verdict: "invalid"),
            Scan("tab", code: "AAAABBBB\tCCCC", verdict: "invalid"),
            Scan("blank", qr: "hello", verdict: "invalid", gate: " \t"),
            Scan("good", qr: ticket.Text("qr"), gate: "North\t2 ")
        );
        Assert.Equal(
            [
                "taken    scan_id_reused",
                "neither    qr_or_code",
                "both    qr_or_code",
                "lines invalid unknown",
                "long invalid unknown",
                "tab invalid unknown",
                "blank invalid unknown",
                "good valid",
            ],
            Shown(synced)
        );
        Assert.Equal("North 2", (string)synced["scans"].AsArray()[^1]!["firstUsedGate"]!);
        Assert.Equal("too_many", (await Sync(ev, [.. Enumerable.Range(0, 101).Select(i => Scan($"many-{i}", qr: "x"))])).Code);
    }

    [Fact]
    public async Task A_scan_is_judged_by_the_hour_of_the_scan_and_no_clock_runs_ahead_of_ours()
    {
        var (ev, _, _, early) = await Ticket();
        Assert.Equal(
            ["before invalid event_not_open letInRefused"],
            Shown(await Sync(ev, Scan("before", qr: early.Text("qr"), minutesAgo: 48 * 60)))
        );
        // The device admitted somebody all the same, so that the ticket is used.
        Assert.Equal("already_used", (await cloud.Staff.Scan(ev.Id, qr: early.Text("qr"))).Text("reason"));
        var (_, _, _, ticket) = await Ticket(ev);
        var synced = await Sync(ev, Scan("ahead", qr: ticket.Text("qr"), minutesAgo: -600));
        Assert.Equal(["ahead valid"], Shown(synced));
        Assert.True(DateTimeOffset.Parse((string)synced["scans"][0]!["firstUsedAt"]!) <= DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Uploads_and_scans_of_one_ticket_at_once_let_it_in_once()
    {
        var (ev, _, _, ticket) = await Ticket();
        var scans = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                    i % 2 == 0
                        ? (string)
                            (await Sync(ev, Scan($"offline-{i}", qr: ticket.Text("qr"), gate: $"Gate {i}", minutesAgo: i + 1)))["scans"][
                                0
                            ]!["result"]!
                        : (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"), scanId: $"online-{i}")).Text("result")
                )
        );
        Assert.Single(scans, "valid");
        Assert.Equal("Gate 6", (await cloud.Staff.Scan(ev.Id, qr: ticket.Text("qr"))).Text("firstUsedGate"));
    }
}
