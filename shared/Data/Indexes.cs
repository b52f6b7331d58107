using System.Globalization;
using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>The lists that the indexes in <see cref="Tables"/> give. A new list is a line here.</summary>
public static class Indexes
{
    /// <summary>The only partition of an index of public events.</summary>
    internal const string Public = "public";

    /// <summary>The only partition of the index of all organizations.</summary>
    internal const string AllListed = "all";

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

    /// <summary>By the member's id, as last written.</summary>
    public static QueryOf<Membership> OfOrganization(this Collection<Membership> members, string organizationId) =>
        members.In(organizationId);

    /// <summary>By creation.</summary>
    public static QueryOf<Organization> Everywhere(this Collection<Organization> organizations) =>
        organizations.By(Tables.AllOrganizations, AllListed);

    /// <summary>As last written.</summary>
    public static QueryOf<Invitation> OfOrganization(this Collection<Invitation> invitations, string organizationId) =>
        invitations.In(organizationId);

    /// <summary>By creation.</summary>
    /// <param name="email">As <see cref="Invitation.Normalized"/> writes it.</param>
    public static QueryOf<Invitation> To(this Collection<Invitation> invitations, string email) =>
        invitations.By(Tables.InvitationsByAddress, email);

    /// <summary>By the device's id, as last written.</summary>
    public static QueryOf<GateDevice> OfOrganization(this Collection<GateDevice> devices, string organizationId) =>
        devices.In(organizationId);

    /// <summary>The devices that wait for this code: one at most, as good as surely.</summary>
    public static QueryOf<WaitingDevice> WaitingFor(this Collection<WaitingDevice> devices, PairingCode code) =>
        devices.By(Tables.DevicesByCode, code.Hash);

    /// <summary>By time.</summary>
    public static QueryOf<Activity> OfOrganization(this Collection<Activity> activities, string organizationId) =>
        activities.By(Tables.ActsByOrganization, organizationId);

    /// <summary>What a person did, by time.</summary>
    public static QueryOf<Activity> By(this Collection<Activity> activities, string actorId) => activities.By(Tables.ActsByActor, actorId);

    /// <summary>What was done to a person or a thing, by time.</summary>
    public static QueryOf<Activity> To(this Collection<Activity> activities, string subjectId) =>
        activities.By(Tables.ActsBySubject, subjectId);

    /// <summary>What administrators did in a month, by time.</summary>
    public static QueryOf<Activity> OfAdministrators(this Collection<Activity> activities, DateTimeOffset month) =>
        activities.By(Tables.ActsOfAdministrators, MonthOf(month));

    internal static string MonthOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>All revocations.</summary>
    public static QueryOf<Revocation> All(this Collection<Revocation> revocations)
    {
        var all = revocations.In(Revocation.Scope);
        return all with { Query = all.Query with { Consistency = Consistency.Eventual } };
    }

    /// <summary>By creation.</summary>
    public static QueryOf<KycRequest> OfUser(this Collection<KycRequest> requests, string userId) =>
        requests.By(Tables.KycRequestsByUser, userId);

    /// <summary>Submitted requests with this status, the longest waiting first.</summary>
    public static QueryOf<KycRequest> With(this Collection<KycRequest> requests, KycStatus status) =>
        requests.By(Tables.KycRequestsByStatus, status.ToString());

    /// <summary>At most one registration, as the index projects it.</summary>
    public static QueryOf<DueRegistration> OfPayment(this Collection<DueRegistration> registrations, string paymentIntentId) =>
        registrations.By(Tables.RegistrationsByPayment, paymentIntentId);

    /// <summary>The entries of one part of an organization's books, by time.</summary>
    public static QueryOf<LedgerEntry> OfOrganization(this Collection<LedgerEntry> entries, string organizationId, int shard) =>
        entries.By(Tables.LedgerByOrganization, $"{organizationId}#{shard}");

    /// <summary>The entries of one part of a day, by time.</summary>
    /// <param name="day">In UTC.</param>
    public static QueryOf<LedgerEntry> OfDay(this Collection<LedgerEntry> entries, DateOnly day, int shard) =>
        entries.By(Tables.LedgerOfPlatform, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}#{shard}"));

    /// <summary>The days of a scope, with the attendance of events, as last written.</summary>
    public static QueryOf<DaySummary> Of(this Collection<DaySummary> summaries, string scope, DateOnly first, DateOnly last) =>
        Between(summaries.In(scope), first, last);

    /// <summary>The parts of the counters of people, as last written.</summary>
    public static QueryOf<PeopleCount> Of(this Collection<PeopleCount> counts, string scope, DateOnly first, DateOnly last) =>
        Between(counts.In(scope), first, last);

    private static QueryOf<T> Between<T>(QueryOf<T> days, DateOnly first, DateOnly last)
        where T : class =>
        days with
        {
            // What is of a day begins with it.
            Query = days.Query with
            {
                From = CalendarDays.Text(first),
                To = $"{CalendarDays.Text(last)}~",
                Limit = 1_000,
            },
        };

    /// <summary>By id, as last written.</summary>
    public static QueryOf<Session> OfUser(this Collection<Session> sessions, string userId) => sessions.In(userId);

    /// <summary>The endpoints of an organization, sorted by id, as last written. One page holds all of them.</summary>
    public static QueryOf<WebhookEndpoint> OfOrganization(this Collection<WebhookEndpoint> endpoints, string organizationId) =>
        endpoints.In(organizationId);

    /// <summary>The organization of an endpoint: one at most.</summary>
    public static QueryOf<LocatedWebhookEndpoint> At(this Collection<LocatedWebhookEndpoint> endpoints, string endpointId) =>
        endpoints.By(Tables.WebhookEndpointsById, endpointId);

    /// <summary>The messages to an endpoint, sorted by the time of their creation.</summary>
    public static QueryOf<WebhookDelivery> To(this Collection<WebhookDelivery> deliveries, string endpointId) =>
        deliveries.By(Tables.WebhookDeliveriesByTime, endpointId);

    /// <summary>By the person's id, as last written.</summary>
    public static QueryOf<StaffRecord> OfOrganization(this Collection<StaffRecord> staff, string organizationId) =>
        staff.In(organizationId);

    /// <summary>The records of a person in all organizations.</summary>
    public static QueryOf<StaffRecord> OfUser(this Collection<StaffRecord> staff, string userId) => staff.By(Tables.StaffByUser, userId);

    /// <summary>By name.</summary>
    public static QueryOf<Team> OfOrganization(this Collection<Team> teams, string organizationId) =>
        teams.By(Tables.TeamsByOrganization, organizationId);

    /// <summary>By name.</summary>
    public static QueryOf<Client> OfOrganization(this Collection<Client> clients, string organizationId) =>
        clients.By(Tables.ClientsByOrganization, organizationId);

    /// <summary>By name.</summary>
    public static QueryOf<Project> OfOrganization(this Collection<Project> projects, string organizationId) =>
        projects.By(Tables.ProjectsByOrganization, organizationId);

    /// <summary>By name.</summary>
    public static QueryOf<Project> OfClient(this Collection<Project> projects, string clientId) =>
        projects.By(Tables.ProjectsByClient, clientId);

    /// <summary>By name.</summary>
    public static QueryOf<Project> OfEvent(this Collection<Project> projects, string eventId) =>
        projects.By(Tables.ProjectsByEvent, eventId);

    /// <summary>By day.</summary>
    public static QueryOf<TimeEntry> OfOrganization(this Collection<TimeEntry> entries, string organizationId) =>
        entries.By(Tables.TimeByOrganization, organizationId);

    /// <summary>The time of a person in an organization, by day.</summary>
    public static QueryOf<TimeEntry> OfPerson(this Collection<TimeEntry> entries, string organizationId, string userId) =>
        entries.By(Tables.TimeByPerson, PersonKey(organizationId, userId));

    /// <summary>By day.</summary>
    public static QueryOf<TimeEntry> OfProject(this Collection<TimeEntry> entries, string projectId) =>
        entries.By(Tables.TimeByProject, projectId);

    /// <summary>What waits for approval in an organization, by day.</summary>
    public static QueryOf<TimeEntry> Waiting(this Collection<TimeEntry> entries, string organizationId) =>
        entries.By(Tables.WaitingTime, organizationId);

    internal static string PersonKey(string organizationId, string userId) => $"{organizationId}#{userId}";

    /// <summary>Only entries of these days; null is open.</summary>
    public static QueryOf<TimeEntry> OnDays(this QueryOf<TimeEntry> entries, DateOnly? first, DateOnly? last) =>
        entries with
        {
            Query = entries.Query with { From = CalendarDays.Text(first), To = CalendarDays.Text(last) },
        };

    public static QueryOf<Membership> OfUser(this Collection<Membership> members, string userId) =>
        members.By(Tables.MembersByUser, userId);
}
