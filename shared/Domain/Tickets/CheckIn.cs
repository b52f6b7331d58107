namespace EventTicketing.Domain;

public enum ScanResult { Valid, Invalid }

/// <summary>Why nobody is let in, in the order in which it is checked. A broken seal names no ticket: it is forged, not unknown.</summary>
public enum ScanRefusal { Unknown, Forged, WrongEvent, Void, NotPaid, EventNotOpen, Expired, AlreadyUsed }

public enum CheckInKind { Scan, Undo }

/// <summary>
/// Where a device that decided offline does not agree with the server: it let in with a ticket that had let somebody in before, it let in what
/// is refused for another reason, or it turned away what is good.
/// </summary>
public enum ScanConflict { LetInTwice, LetInRefused, TurnedAwayValid }

/// <summary>One scan at a gate and its verdict, kept whatever the verdict was; or the undoing of one.</summary>
/// <param name="ScanId">Chosen by the device: the same scan again is the same answer.</param>
/// <param name="Presented">Hash of the code that was shown, to tell a repeated scan from another one under the same id.</param>
public sealed record CheckIn(
    string EventId, string ScanId, CheckInKind Kind, ScanResult Result, ScanRefusal? Reason, string Presented, DateTimeOffset ReceivedAt, string StaffId)
{
    public string? TicketId { get; init; }
    public string? HolderName { get; init; }
    public string? TicketTypeName { get; init; }
    public string? Gate { get; init; }

    /// <summary>What the device had decided, offline; null when it asked first.</summary>
    public ScanResult? Device { get; init; }

    /// <summary>Null when the two agree.</summary>
    public ScanConflict? Conflict => (Device, Result, Reason) switch
    {
        (ScanResult.Valid, ScanResult.Invalid, ScanRefusal.AlreadyUsed) => ScanConflict.LetInTwice,
        (ScanResult.Valid, ScanResult.Invalid, _) => ScanConflict.LetInRefused,
        (ScanResult.Invalid, ScanResult.Valid, _) => ScanConflict.TurnedAwayValid,
        _ => null,
    };

    /// <summary>When the device says it was; null when it does not say.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    public DateTimeOffset? FirstUsedAt { get; init; }
    public string? FirstUsedGate { get; init; }
    public string? Note { get; init; }
}

/// <summary>What was shown at the gate, after its seal was opened.</summary>
/// <param name="TicketId">Null when it is no code of ours at all.</param>
/// <param name="Genuine">False when the seal is broken.</param>
/// <param name="OfThisEvent">Whether the seal was made for the event at whose gate it is shown.</param>
/// <param name="Current">Whether it is of the ticket's latest issue.</param>
public sealed record Presented(string? TicketId, bool Genuine, bool OfThisEvent, Func<Ticket, bool> Current);

public static class Gate
{
    /// <summary>Null lets the person in, or says that it was right to when the scan was made.</summary>
    /// <param name="now">When the code was shown.</param>
    /// <param name="past">It was shown to a device that was offline: what was cancelled since was good then.</param>
    public static ScanRefusal? Decide(Presented presented, Ticket? ticket, Event at, DateTimeOffset now, bool past = false)
    {
        if (!presented.Genuine) return ScanRefusal.Forged;
        if (ticket is null) return ScanRefusal.Unknown;
        if (!presented.OfThisEvent || ticket.EventId != at.EventId) return ScanRefusal.WrongEvent;
        // A cancelled event's tickets are void from that moment; the worker that writes it into each may still be under way.
        // Without the past the hour does not matter: clocks differ, and what is cancelled lets in nobody.
        if (at.CancelledAt is { } ended && (!past || ended <= now)) return ScanRefusal.Void;
        if ((ticket.VoidedAt is { } voided && (!past || voided <= now)) || !presented.Current(ticket)) return ScanRefusal.Void;
        if (!ticket.Paid) return ScanRefusal.NotPaid;
        if (now < at.GateOpens) return ScanRefusal.EventNotOpen;
        if (now >= at.GateCloses) return ScanRefusal.Expired;
        return ticket.UsedAt is not null ? ScanRefusal.AlreadyUsed : null;
    }

    /// <summary>
    /// The ticket after somebody went in with it at <paramref name="at"/>; null when it stays as it is. Scans that devices made offline arrive in
    /// any order: the earliest is the first use. Whoever is inside although the server would have refused has used up a ticket that is still good,
    /// else a new code of it would let in somebody else too. A code that had been replaced before it was shown uses up nothing: the new one has
    /// another holder. A ticket that was good when it was shown and is void now stays void, and keeps its use.
    /// </summary>
    public static Ticket? Admit(Ticket? ticket, ScanRefusal? refusal, DateTimeOffset at, string? gate, DateTimeOffset now)
    {
        var counts = refusal switch
        {
            null or ScanRefusal.AlreadyUsed or ScanRefusal.NotPaid or ScanRefusal.EventNotOpen or ScanRefusal.Expired => true,
            ScanRefusal.Void => at < ticket!.IssuedAt,
            _ => false,
        };
        if (!counts || (ticket!.VoidedAt is not null && !(at < ticket.VoidedAt && refusal is null or ScanRefusal.AlreadyUsed))) return null;
        return ticket switch
        {
            { UsedAt: null } => ticket.Used(at, gate, now),
            _ when refusal == ScanRefusal.AlreadyUsed && at < ticket.UsedAt => ticket.Used(at, gate, now),
            { UsedAgain: false } => ticket with { UsedAgain = true },
            _ => null,
        };
    }

    /// <summary>
    /// The ticket after the device that had asked turned its holder away, since our answer was lost; null when it stays as it is. Only the use by
    /// that very scan is taken back, and only when nobody else is in by the ticket.
    /// </summary>
    public static Ticket? TurnedAway(Ticket? ticket, CheckIn asked, DateTimeOffset now) =>
        ticket is { UsedAt: not null, UsedAgain: false } && ticket.UsedAt == asked.FirstUsedAt && ticket.UsedGate == asked.FirstUsedGate
            ? ticket.CheckInUndone(now).Value
            : null;
}
