namespace EventTicketing.Domain;

public enum ScanResult
{
    Valid,
    Invalid,
}

/// <summary>Why a ticket is refused: the first reason that applies. A code with a broken seal is forged, not unknown.</summary>
public enum ScanRefusal
{
    Unknown,
    Forged,
    WrongEvent,
    Void,
    NotPaid,
    EventNotOpen,
    Expired,
    AlreadyUsed,
}

public enum CheckInKind
{
    Scan,
    Undo,
}

/// <summary>
/// How the decision of an offline device differs from the server's: it accepted a ticket that was used already, it accepted a ticket that
/// is refused for another reason, or it refused a valid ticket.
/// </summary>
public enum ScanConflict
{
    LetInTwice,
    LetInRefused,
    TurnedAwayValid,
}

/// <summary>A scan at a gate with its verdict, stored whatever the verdict is; or the undoing of a check-in.</summary>
/// <param name="ScanId">Chosen by the device: a repeated scan gets the same answer.</param>
/// <param name="Presented">Hash of the code, to detect that a scan id is reused for another code.</param>
public sealed record CheckIn(
    string EventId,
    string ScanId,
    CheckInKind Kind,
    ScanResult Result,
    ScanRefusal? Reason,
    string Presented,
    DateTimeOffset ReceivedAt,
    string StaffId
)
{
    public string? TicketId { get; init; }
    public string? HolderName { get; init; }
    public string? TicketTypeName { get; init; }
    public string? Gate { get; init; }

    /// <summary>The decision of an offline device; null when it asked the server.</summary>
    public ScanResult? Device { get; init; }

    /// <summary>Null when device and server agree, or the device did not decide.</summary>
    public ScanConflict? Conflict =>
        (Device, Result, Reason) switch
        {
            (ScanResult.Valid, ScanResult.Invalid, ScanRefusal.AlreadyUsed) => ScanConflict.LetInTwice,
            (ScanResult.Valid, ScanResult.Invalid, _) => ScanConflict.LetInRefused,
            (ScanResult.Invalid, ScanResult.Valid, _) => ScanConflict.TurnedAwayValid,
            _ => null,
        };

    /// <summary>The time of the scan by the device's clock; null when the device did not send it.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    public DateTimeOffset? FirstUsedAt { get; init; }
    public string? FirstUsedGate { get; init; }
    public string? Note { get; init; }
}

/// <summary>The code shown at the gate, after its seal was opened or its characters were read.</summary>
/// <param name="TicketId">Null when the code leads to no ticket.</param>
/// <param name="Genuine">False when the seal is broken.</param>
/// <param name="OfThisEvent">Whether the code is of the event at whose gate it is shown.</param>
/// <param name="Current">Whether the code is of the ticket's latest issue.</param>
public sealed record Presented(string? TicketId, bool Genuine, bool OfThisEvent, Func<Ticket, bool> Current);

public static class Gate
{
    /// <summary>Null when the ticket is valid, or was valid at the time of an offline scan; otherwise the refusal.</summary>
    /// <param name="now">The time of the scan.</param>
    /// <param name="past">The scan was made earlier, by an offline device: later cancellations do not affect it.</param>
    public static ScanRefusal? Decide(Presented presented, Ticket? ticket, Event at, DateTimeOffset now, bool past = false)
    {
        if (!presented.Genuine)
            return ScanRefusal.Forged;
        if (ticket is null)
            return ScanRefusal.Unknown;
        if (!presented.OfThisEvent || ticket.EventId != at.EventId)
            return ScanRefusal.WrongEvent;
        // Tickets of a cancelled event are void at once, even while the worker has yet to mark each of them. For an online scan the times
        // do not matter: clocks differ, and nobody enters with a cancelled ticket.
        if (at.CancelledAt is { } ended && (!past || ended <= now))
            return ScanRefusal.Void;
        if ((ticket.VoidedAt is { } voided && (!past || voided <= now)) || !presented.Current(ticket))
            return ScanRefusal.Void;
        if (!ticket.Paid)
            return ScanRefusal.NotPaid;
        if (now < at.GateOpens)
            return ScanRefusal.EventNotOpen;
        if (now >= at.GateCloses)
            return ScanRefusal.Expired;
        return ticket.UsedAt is not null ? ScanRefusal.AlreadyUsed : null;
    }

    /// <summary>
    /// The ticket after somebody entered with it at <paramref name="at"/>; null when it does not change. Offline scans arrive in any order:
    /// the earliest is the first use. Whoever entered although the server would have refused has used the ticket up if it is still good;
    /// otherwise a re-issued code would admit a second person. A code that was replaced before the scan uses up nothing: the new code has
    /// another holder. A ticket that was good at the scan and is void now stays void, and keeps its use.
    /// </summary>
    public static Ticket? Admit(Ticket? ticket, ScanRefusal? refusal, DateTimeOffset at, string? gate, DateTimeOffset now)
    {
        var counts = refusal switch
        {
            null or ScanRefusal.AlreadyUsed or ScanRefusal.NotPaid or ScanRefusal.EventNotOpen or ScanRefusal.Expired => true,
            ScanRefusal.Void => at < ticket!.IssuedAt,
            _ => false,
        };
        if (!counts || (ticket!.VoidedAt is not null && !(at < ticket.VoidedAt && refusal is null or ScanRefusal.AlreadyUsed)))
            return null;
        return ticket switch
        {
            { UsedAt: null } => ticket.Used(at, gate, now),
            _ when refusal == ScanRefusal.AlreadyUsed && at < ticket.UsedAt => ticket.Used(at, gate, now),
            { UsedAgain: false } => ticket with { UsedAgain = true },
            _ => null,
        };
    }

    /// <summary>
    /// Undoes the use by an online scan whose answer did not reach the device, which then turned the holder away. Null when the ticket does
    /// not change: the use is by another scan, or somebody else has entered with the ticket, too.
    /// </summary>
    public static Ticket? TurnedAway(Ticket? ticket, CheckIn asked, DateTimeOffset now) =>
        ticket is { UsedAt: not null, UsedAgain: false } && ticket.UsedAt == asked.FirstUsedAt && ticket.UsedGate == asked.FirstUsedGate
            ? ticket.CheckInUndone(now).Value
            : null;
}
