using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>The lists that the indexes in <see cref="Tables"/> give. A new list is a line here.</summary>
public static class Indexes
{
    /// <summary>The only partition of an index of public events.</summary>
    internal const string Public = "public";

    /// <summary>Partitions of the index of unfinished events.</summary>
    internal const string RefundsDue = "due",
        ChangeDue = "change";

    /// <summary>By start.</summary>
    public static QueryOf<Event> OfOrganization(this Collection<Event> events, string organizationId) =>
        events.By(Tables.EventsByOrganization, organizationId);

    /// <summary>Public events, by start.</summary>
    public static QueryOf<Event> Listed(this Collection<Event> events) => events.By(Tables.ListedEvents, Public);

    /// <summary>Public events of a category, by start.</summary>
    /// <param name="category">As <see cref="Letters.Folded"/> writes it.</param>
    public static QueryOf<Event> Listed(this Collection<Event> events, string category) =>
        events.By(Tables.ListedEventsByCategory, category);

    /// <summary>Public events that last longer than <see cref="Event.UsualDuration"/>, by start.</summary>
    public static QueryOf<Event> LongListed(this Collection<Event> events) => events.By(Tables.LongListedEvents, Public);

    /// <summary>Cancelled events that still have registrations.</summary>
    public static QueryOf<Event> WithRefundsDue(this Collection<Event> events) => events.By(Tables.UnfinishedEvents, RefundsDue);

    /// <summary>Events with a change that is to be announced.</summary>
    public static QueryOf<Event> WithChangeDue(this Collection<Event> events) => events.By(Tables.UnfinishedEvents, ChangeDue);

    /// <summary>By creation.</summary>
    public static QueryOf<Registration> OfUser(this Collection<Registration> registrations, string userId) =>
        registrations.By(Tables.RegistrationsByUser, userId);

    /// <summary>By creation.</summary>
    public static QueryOf<Registration> OfEvent(this Collection<Registration> registrations, string eventId) =>
        registrations.By(Tables.RegistrationsByEvent, eventId);

    /// <summary>Unfinished work on registrations of an event that is due, the earliest first.</summary>
    public static QueryOf<DueRegistration> OfEvent(this Collection<DueRegistration> due, string eventId, DateTimeOffset now)
    {
        var unfinished = due.By(Tables.DueRegistrations, eventId);
        return unfinished with { Query = unfinished.Query with { To = now.ToUnixTimeMilliseconds() } };
    }

    /// <summary>By issue.</summary>
    public static QueryOf<Ticket> OfUser(this Collection<Ticket> tickets, string userId) => tickets.By(Tables.TicketsByUser, userId);

    /// <summary>By the last change.</summary>
    public static QueryOf<Ticket> OfEvent(this Collection<Ticket> tickets, string eventId) => tickets.By(Tables.TicketsByEvent, eventId);

    /// <summary>The tickets whose codes begin with this locator: seldom more than one.</summary>
    public static QueryOf<LocatedTicket> At(this Collection<LocatedTicket> tickets, string locator) =>
        tickets.By(Tables.TicketsByLocator, locator);

    /// <summary>By the time that they were received.</summary>
    public static QueryOf<CheckIn> OfEvent(this Collection<CheckIn> checkIns, string eventId) =>
        checkIns.By(Tables.CheckInsByTime, eventId);

    public static QueryOf<Membership> OfUser(this Collection<Membership> members, string userId) =>
        members.By(Tables.MembersByUser, userId);
}
