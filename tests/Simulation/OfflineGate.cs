using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>A code shown at the gate of an event.</summary>
/// <param name="MustNot">Why it must be refused; null when it may be accepted.</param>
/// <param name="Genuine">Whether it is known to be genuine, so that it must not be refused as forged or unknown.</param>
public sealed record Presentation(Show AtShow, string TicketId, string Text, bool Typed, string? MustNot, bool Genuine)
{
    public string Field => Typed ? "code" : "qr";
}

/// <summary>
/// A gate device without a network while it scans: it fetches an event's list, decides as docs/tickets.md specifies, and uploads its
/// decisions. It opens seals with the keys in the list, not with our code.
/// </summary>
/// <param name="skew">By how much its clock is ahead.</param>
public sealed class OfflineGate(Schedule schedule, Show show, string name, TimeSpan skew)
{
    private readonly Dictionary<string, JsonNode> _tickets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _admitted = new(StringComparer.Ordinal);
    private readonly List<(JsonObject Scan, Presentation Shown)> _scans = [];
    private JsonNode? _list;
    private string? _since;
    private int _made;

    private DateTimeOffset Now => schedule.World.Time.Now + skew;

    public string Name => name;

    /// <summary>The event that the gate belongs to.</summary>
    public Show Of => show;

    public string NewScan() => $"{name}-{++_made}";

    /// <summary>Fetches all tickets the first time, then only changes.</summary>
    /// <returns>False when the list is incomplete.</returns>
    public async Task<bool> Fetch()
    {
        for (string? cursor = null; ; )
        {
            var query = new JsonObject { ["limit"] = "2" };
            if (_since is not null)
                query["since"] = _since;
            if (cursor is not null)
                query["cursor"] = cursor;
            var page = await schedule.Call(TicketEndpoints.GetCheckInList, Schedule.Organizer, path: [show.EventId], query: query);
            if (!page.IsOk)
                return false;
            foreach (var ticket in page.Body!["items"]!.AsArray())
                _tickets[(string)ticket!["ticketId"]!] = ticket;
            cursor = (string?)page.Body["next"];
            if (cursor is not null)
                continue;
            (_list, _since) = (page.Body, page.Text("since"));
            return true;
        }
    }

    /// <summary>Decides offline, and keeps the decision for the upload.</summary>
    public void Scan(string scanId, Presentation shown)
    {
        var refusal = Decide(shown);
        schedule.World.Note(name, () => $"{scanId} offline: {refusal ?? "valid"}");
        if (refusal is null)
            _admitted.Add(shown.TicketId);
        _scans.Add(
            (
                new()
                {
                    ["scanId"] = scanId,
                    [shown.Field] = shown.Text,
                    ["gate"] = name,
                    ["scannedAt"] = Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
                    ["verdict"] = refusal is null ? "valid" : "invalid",
                },
                shown
            )
        );
    }

    /// <summary>Uploads the decisions, and discards them once they are accepted.</summary>
    /// <param name="again">Whether to keep them all the same, like a device that is closed before it can record the success.</param>
    public async Task Upload(bool again = false)
    {
        var sent = _scans.ToList();
        if (sent.Count == 0)
            return;
        var body = new JsonObject { ["scans"] = new JsonArray([.. sent.Select(each => each.Scan.DeepClone())]) };
        var synced = await schedule.Call(TicketEndpoints.SyncCheckIns, Schedule.Organizer, body, path: [show.EventId]);
        if (!synced.IsOk)
            return;
        foreach (var ((scan, shown), answer) in sent.Zip(synced.Body!["scans"]!.AsArray()))
            schedule.Oracle.Synced(scan, answer!, shown);
        if (!again)
            _scans.RemoveAll(sent.Contains);
    }

    /// <summary>The reason for refusing; null to accept.</summary>
    private string? Decide(Presentation shown)
    {
        var (known, ticketId, issue) = shown.Typed ? Typed(shown.Text) : Opened(shown.Text);
        if (known is not null)
            return known;
        if ((string)_list!["status"]! == "cancelled")
            return "void";
        var listed = _tickets.GetValueOrDefault(ticketId!);
        var (opens, closes) = ((DateTimeOffset)_list["gateOpensAt"]!, (DateTimeOffset)_list["gateClosesAt"]!);
        // Without a current entry, the ticket was sold or re-issued after the list was fetched: accept a genuine code.
        if (listed is not null && (int)listed["issue"]! >= issue)
        {
            if ((int)listed["issue"]! > issue || (string)listed["status"]! == "void")
                return "void";
            if (!(bool)listed["paid"]!)
                return "not_paid";
        }

        if (Now < opens)
            return "event_not_open";
        if (Now >= closes)
            return "expired";
        return _admitted.Contains(ticketId!) || (listed is not null && (string)listed["status"]! == "used") ? "already_used" : null;
    }

    private (string? Refusal, string? TicketId, int Issue) Typed(string code)
    {
        var verifier = Base64Url.EncodeToString(
            Rfc2898DeriveBytes.Pbkdf2(code.Replace("-", ""), Encoding.UTF8.GetBytes(show.EventId), 1000, HashAlgorithmName.SHA256, 16)
        );
        var listed = _tickets.Values.FirstOrDefault(ticket => (string)ticket["codeVerifier"]! == verifier);
        return listed is null ? ("unknown", null, 0) : (null, (string)listed["ticketId"]!, (int)listed["issue"]!);
    }

    private (string? Refusal, string? TicketId, int Issue) Opened(string qr)
    {
        if (Base45.Decode(qr) is not { Length: 118 } code || code[0] != 2)
            return ("unknown", null, 0);
        if (Key("signingKeys", code[1]) is not { } signing)
            return ("unknown", null, 0);
        var point = new ECPoint { X = Bytes(signing, "x"), Y = Bytes(signing, "y") };
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        if (!verifier.VerifyData(code[..54], code[54..], HashAlgorithmName.SHA256))
            return ("forged", null, 0);
        if (!code.AsSpan(2, 6).SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(show.EventId)).AsSpan(0, 6)))
            return ("wrong_event", null, 0);
        using var cipher = new AesGcm(Bytes(Key("sealKeys", code[1])!, "k"), 12);
        var content = new byte[18];
        cipher.Decrypt(code.AsSpan(12, 12), code.AsSpan(24, 18), code.AsSpan(42, 12), content, code.AsSpan(0, 12));
        return (null, Domain.Ids.Of("tkt", content.AsSpan(0, 16)), (content[16] << 8) | content[17]);
    }

    private JsonNode? Key(string of, byte id) => _list![of]!.AsArray().FirstOrDefault(key => (string)key!["kid"]! == $"{id}");

    private static byte[] Bytes(JsonNode key, string name) => Base64Url.DecodeFromChars((string)key[name]!);
}
