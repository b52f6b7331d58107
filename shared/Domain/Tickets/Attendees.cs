namespace EventTicketing.Domain;

/// <summary>Which tickets a list of attendees contains; null does not restrict it.</summary>
/// <param name="checkedIn">Whether somebody has entered with the ticket. A ticket that was voided afterwards keeps its use.</param>
public sealed class AttendeeFilter(TicketStatus? status, bool? checkedIn, string? text)
{
    private readonly Words _words = new(text);

    public bool Passes(Ticket ticket) =>
        (status is null || ticket.Status == status)
        && (checkedIn is null || ticket.UsedAt is not null == checkedIn)
        && _words.AreIn(ticket.HolderName, ticket.HolderEmail, ticket.TicketId);
}

/// <summary>The rows of the report of attendees. Codes are left out: a code admits whoever has it.</summary>
public static class AttendeeReport
{
    public static IReadOnlyList<string> Titles { get; } =
    [
        "Ticket",
        "Attendee",
        "Attendee's e-mail",
        "Event",
        "Event's id",
        "Ticket type",
        "Ticket status",
        "Used at",
        "Time zone",
        "Registration",
    ];

    /// <summary>The time zone has a column: events differ in it, and spreadsheets would not parse a time with an offset.</summary>
    public static IReadOnlyList<object?> Line(Ticket ticket, Event ev) =>
        [
            ticket.TicketId,
            ticket.HolderName,
            ticket.HolderEmail,
            ev.Title,
            ev.EventId,
            ticket.TicketTypeName,
            ticket.Status.ToString().ToLowerInvariant(),
            ticket.UsedAt?.Local(ev.Zone),
            ev.TimeZone,
            ticket.RegistrationId,
        ];
}
