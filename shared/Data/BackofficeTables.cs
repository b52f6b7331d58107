using EventTicketing.Domain;

namespace EventTicketing.Data;

// The back office: who works for an organization, for which clients, and how long.
public static partial class Tables
{
    public static readonly IndexDefinition StaffByUser = new("UserIndex", new("userId"));

    /// <summary>Who works, or worked, for an organization.</summary>
    public static readonly TableDefinition Staff = new("staff", new("organizationId", "userId"), StaffByUser);

    public static readonly IndexDefinition TeamsByOrganization = new("OrganizationIndex", new("organizationId", "name"));
    public static readonly TableDefinition Teams = new("teams", new("teamId"), TeamsByOrganization);

    public static readonly IndexDefinition ClientsByOrganization = new("OrganizationIndex", new("organizationId", "name"));
    public static readonly TableDefinition Clients = new("clients", new("clientId"), ClientsByOrganization);

    public static readonly IndexDefinition ProjectsByOrganization = new("OrganizationIndex", new("organizationId", "name"));
    public static readonly IndexDefinition ProjectsByClient = new("ClientIndex", new("clientId", "name"));
    public static readonly IndexDefinition ProjectsByEvent = new("EventIndex", new("eventId", "name"));
    public static readonly TableDefinition Projects = new(
        "projects",
        new("projectId"),
        ProjectsByOrganization,
        ProjectsByClient,
        ProjectsByEvent
    );

    public static readonly IndexDefinition TimeByOrganization = new("OrganizationIndex", new("organizationId", "date"));
    public static readonly IndexDefinition TimeByPerson = new("PersonIndex", new("personKey", "date"));
    public static readonly IndexDefinition TimeByProject = new("ProjectIndex", new("projectId", "date"));
    public static readonly IndexDefinition WaitingTime = new("WaitingIndex", new("waitingFor", "date"));

    /// <summary>
    /// Time that people have spent on projects. <c>personKey</c> is the organization and the person; <c>waitingFor</c> is the organization,
    /// and is set only while an entry waits for approval.
    /// </summary>
    public static readonly TableDefinition TimeEntries = new(
        "time-entries",
        new("timeEntryId"),
        TimeByOrganization,
        TimeByPerson,
        TimeByProject,
        WaitingTime
    );
}

public sealed partial class Database
{
    public Versioned<StaffRecord> Staff =>
        field ??= new(store, Tables.Staff, DataJson.Stored.StaffRecord, item => (item.OrganizationId, item.UserId));

    public Versioned<Team> Teams => field ??= new(store, Tables.Teams, DataJson.Stored.Team, item => (item.TeamId, null));

    public Versioned<Client> Clients => field ??= new(store, Tables.Clients, DataJson.Stored.Client, item => (item.ClientId, null));

    public Versioned<Project> Projects => field ??= new(store, Tables.Projects, DataJson.Stored.Project, item => (item.ProjectId, null));

    public Versioned<TimeEntry> TimeEntries =>
        field ??= new(
            store,
            Tables.TimeEntries,
            DataJson.Stored.TimeEntry,
            item => (item.TimeEntryId, null),
            item =>
                [
                    ("personKey", Indexes.PersonKey(item.OrganizationId, item.UserId)),
                    ("waitingFor", item.Status == TimeEntryStatus.Submitted ? item.OrganizationId : null),
                ]
        );
}
