namespace EventTicketing.Domain;

/// <summary>A message from an organizer to the people with tickets for an event.</summary>
/// <param name="Cause">The id that its request has made: a repeated request finds its message.</param>
/// <param name="TicketTypeIds">Only to people with tickets of these types; empty: of all types.</param>
/// <param name="CheckedIn">Only to people of whose tickets one was checked in, or one was not; null: to all.</param>
public sealed record EventMessage(string Cause, string Subject, string Text, IReadOnlyList<string> TicketTypeIds, bool? CheckedIn)
{
    /// <summary>The most messages about one event in one day, in the time zone of the event.</summary>
    public const int MostInADay = 5;

    /// <summary>Around an event, everybody gets its messages; at other times only those who have asked for news.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(7);

    public static bool IsForEverybody(Event ev, DateTimeOffset now) => now >= ev.StartsAt - Around && now <= ev.EndsAt + Around;

    /// <summary>Whether the tickets decide who gets it.</summary>
    public bool IsForSome => TicketTypeIds.Count > 0 || CheckedIn is not null;

    /// <summary>The addresses of an order that get it: the buyer's, and those of attendees with an address of their own.</summary>
    /// <param name="tickets">The order's tickets; not needed unless <see cref="IsForSome"/>.</param>
    public IEnumerable<string> Recipients(Registration order, IReadOnlyList<Ticket> tickets)
    {
        if (order.Status != RegistrationStatus.Confirmed)
            return [];
        if (!IsForSome)
            return order.Recipients;
        var concerned = tickets.Where(IsAbout).ToList();
        return concerned.Count == 0
            ? []
            : order.Recipients.Intersect(
                [order.BuyerEmail, .. concerned.Select(ticket => ticket.HolderEmail ?? "")],
                StringComparer.OrdinalIgnoreCase
            );
    }

    private bool IsAbout(Ticket ticket) =>
        ticket.Status != TicketStatus.Void
        && (TicketTypeIds.Count == 0 || TicketTypeIds.Contains(ticket.TicketTypeId))
        && (CheckedIn is not { } inside || inside == (ticket.Status == TicketStatus.Used));

    /// <summary>The ids that the messages of a day can have: whoever finds none free has sent the most.</summary>
    public static IEnumerable<string> IdsOf(Event ev, DateTimeOffset now) =>
        Enumerable
            .Range(1, MostInADay)
            .Select(number => Ids.Derived("msg", ev.EventId, CalendarDays.Text(CalendarDays.DayOf(now, ev.Zone)), $"{number}"));

    public static Problem TooMany { get; } =
        new(ProblemKind.TooMany, "too_many_messages", $"{MostInADay} messages were sent today. Write again tomorrow.");
}
