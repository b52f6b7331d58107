using System.Security.Cryptography;
using System.Text;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <param name="Qr">The scanned text; null when <paramref name="Code"/> was typed instead.</param>
public sealed record Scan(string ScanId, string? Qr, string? Code, string? Gate, DateTimeOffset? ScannedAt, string StaffId)
{
    /// <summary>The decision of an offline device; null when it asks the server.</summary>
    public ScanResult? Device { get; init; }

    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Qr ?? Code!)))[..32];
}

/// <summary>Scans at the gate.</summary>
public static class Scanning
{
    /// <summary>
    /// Decides a scan, and writes the ticket and the check-in in one conditional write. Idempotent by scan id: a repeated scan gets its
    /// earlier verdict, whatever has become of the ticket since. A decision that a device made offline cannot be taken back: it is judged
    /// as of the time of the scan; whoever the device admitted counts as inside, whoever it turned away does not.
    /// </summary>
    public static Task<Result<CheckIn>> Scan(App app, Event at, Scan scan, CancellationToken stop) =>
        app.Db.Decide<CheckIn>(
            async () =>
            {
                var now = app.Now;
                var when = scan.Device is not null && scan.ScannedAt < now ? scan.ScannedAt.Value : now;
                return await app.Db.CheckIns.Find(at.EventId, scan.ScanId, stop) is { } earlier
                    ? await Repeated(app, earlier, scan, when, now, stop)
                    : await First(app, at, scan, when, now, stop);
            },
            stop
        );

    /// <summary>
    /// A scan whose id is known: its verdict stays. When the scan was made online, but the device did not get the answer and decided by
    /// itself, the device's decision is added.
    /// </summary>
    private static async Task<Decision<CheckIn>> Repeated(
        App app,
        CheckIn earlier,
        Scan scan,
        DateTimeOffset when,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (earlier.Presented != scan.Fingerprint)
            return Problem.Conflict("scan_id_reused", "This scanId was used for another code.");
        if (earlier.Device is not null || scan.Device is null)
            return earlier;
        var decided = earlier with { Device = scan.Device };
        var ticket = decided.Conflict is not null && earlier.TicketId is { } id ? await app.Db.Tickets.Find(id, stop) : null;
        var changed =
            ticket is null ? null
            : decided.Conflict == ScanConflict.TurnedAwayValid ? Gate.TurnedAway(ticket, earlier, now)
            : Gate.Admit(ticket, earlier.Reason, when, scan.Gate, now);
        var replaced = app.Db.CheckIns.Replace(decided, new Condition.Present());
        return new Decision<CheckIn>(
            decided,
            changed is null ? [replaced] : [replaced, app.Db.Tickets.Save(changed), .. await FollowUse(app, ticket!, changed, stop)]
        );
    }

    private static async Task<Decision<CheckIn>> First(
        App app,
        Event at,
        Scan scan,
        DateTimeOffset when,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var (presented, ticket) = await Read(app, at, scan, stop);
        var refusal = Gate.Decide(presented, ticket, at, when, past: when < now);
        var verdict = refusal is null ? ScanResult.Valid : ScanResult.Invalid;
        var used = (scan.Device ?? verdict) == ScanResult.Valid ? Gate.Admit(ticket, refusal, when, scan.Gate, now) : null;
        // Do not reveal tickets of other events.
        var known = refusal is not (ScanRefusal.Forged or ScanRefusal.Unknown or ScanRefusal.WrongEvent) ? ticket : null;
        var checkIn = new CheckIn(at.EventId, scan.ScanId, CheckInKind.Scan, verdict, refusal, scan.Fingerprint, now, scan.StaffId)
        {
            TicketId = known?.TicketId,
            HolderName = known?.HolderName,
            TicketTypeName = known?.TicketTypeName,
            Gate = scan.Gate,
            ScannedAt = scan.ScannedAt,
            Device = scan.Device,
            FirstUsedAt = (used ?? known)?.UsedAt,
            FirstUsedGate = (used ?? known)?.UsedGate,
        };
        return new Decision<CheckIn>(
            checkIn,
            used is null
                ? [app.Db.CheckIns.Create(checkIn)]
                : [app.Db.CheckIns.Create(checkIn), app.Db.Tickets.Save(used), .. await FollowUse(app, ticket!, used, stop)]
        );
    }

    /// <summary>When the use of a void ticket changes, the changes of the places of its cancelled registration.</summary>
    private static async Task<IReadOnlyList<Change>> FollowUse(App app, Ticket before, Ticket after, CancellationToken stop) =>
        after.Status == TicketStatus.Void && before.UsedAt is null != after.UsedAt is null
            ? await Allocating.FollowInside(app, after, stop)
            : [];

    /// <summary>Undoes a check-in. The history keeps the check-in and its undoing.</summary>
    /// <param name="with">Changes to write along with it.</param>
    public static Task<Result<Ticket>> Undo(
        App app,
        string ticketId,
        string undoId,
        string staffId,
        string? reason,
        CancellationToken stop,
        params IReadOnlyList<Change> with
    ) =>
        app.Db.Decide<Ticket>(
            async () =>
            {
                var ticket = (await app.Db.Tickets.Find(ticketId, stop))!;
                // Idempotent: this undo was already applied; do not undo a later check-in.
                if (await app.Db.CheckIns.Find(ticket.EventId, undoId, stop) is not null)
                    return ticket;
                if (ticket.CheckInUndone(app.Now).Refused(out var problem, out var next))
                    return problem;
                var undo = new CheckIn(ticket.EventId, ScanId: undoId, CheckInKind.Undo, ScanResult.Valid, null, "", app.Now, staffId)
                {
                    TicketId = ticketId,
                    HolderName = ticket.HolderName,
                    TicketTypeName = ticket.TicketTypeName,
                    Note = reason,
                    FirstUsedAt = ticket.UsedAt,
                };
                return app.Db.Tickets.Save(
                    ticket,
                    next,
                    [.. await FollowUse(app, ticket, next, stop), app.Db.CheckIns.Create(undo), .. with]
                );
            },
            stop
        );

    private static async Task<(Presented Presented, Ticket? Ticket)> Read(App app, Event at, Scan scan, CancellationToken stop)
    {
        if (scan.Qr is null)
            return await ReadCode(app, at, scan.Code!, stop);
        var opened = app.Codes.Open(scan.Qr.Trim('\r', '\n', '\t'), at.EventId);
        var ticket = opened.TicketId is { } id ? await app.Db.Tickets.Find(id, stop) : null;
        return (
            new(opened.TicketId, opened.State != SealState.Broken, opened.OfThisEvent, current => current.Issue == opened.Issue),
            ticket
        );
    }

    /// <summary>
    /// Finds a ticket by the locator of its code. If tickets share it, those of this event come first, then the one whose secret matches.
    /// </summary>
    private static async Task<(Presented Presented, Ticket? Ticket)> ReadCode(App app, Event at, string typed, CancellationToken stop)
    {
        if (TicketCode.Parse(typed) is not { } code)
            return (new(null, true, false, _ => false), null);
        var sharing = (await app.Db.Locators.At(code.Locator).Take(10).Page(stop)).Items;
        var ticket = (await app.Db.Tickets.FindAll(sharing.Select(item => item.TicketId), stop))
            .OrderByDescending(item => item.EventId == at.EventId)
            .ThenByDescending(item => item.Code == code)
            .FirstOrDefault();
        // The locator alone proves nothing: a secret that was never issued is a guess.
        var issued = ticket is not null && Enumerable.Range(1, ticket.Issue).Any(issue => app.Codes.Typed(ticket.TicketId, issue) == code);
        return (new(ticket?.TicketId, true, ticket?.EventId == at.EventId, current => current.Code == code), issued ? ticket : null);
    }
}
