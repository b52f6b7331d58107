namespace EventTicketing.Domain;

/// <summary>The roles in an organization; each may do all that the one before may. Stored by name.</summary>
public enum OrganizationRole
{
    Staff,
    Manager,
    Admin,
    Owner,
}

/// <summary>What a member may do. Each endpoint that acts for an organization requires one of them.</summary>
[Flags]
public enum Permissions
{
    None = 0,

    /// <summary>Scan tickets; read check-in lists, the organization and its members.</summary>
    Gate = 1,

    /// <summary>Events, registrations, attendees, refunds, reports and gate devices.</summary>
    Events = 2,

    /// <summary>Members and invitations, up to one's own role.</summary>
    Members = 4,

    /// <summary>Settings of the organization, tax id and bank details included.</summary>
    Settings = 8,

    /// <summary>Read who did what.</summary>
    Activity = 16,

    /// <summary>Close the organization.</summary>
    Closing = 32,

    /// <summary>Keep one's own time; read one's own projects and teams.</summary>
    Time = 64,

    /// <summary>Clients, projects, teams, and everybody's time.</summary>
    Work = 128,

    /// <summary>Change staff records, see rates and costs, and close periods of time entries.</summary>
    Staff = 256,
}

public static class Roles
{
    public static Permissions Permissions(this OrganizationRole role) =>
        role switch
        {
            OrganizationRole.Staff => Domain.Permissions.Gate | Domain.Permissions.Time,
            OrganizationRole.Manager => OrganizationRole.Staff.Permissions() | Domain.Permissions.Events | Domain.Permissions.Work,
            OrganizationRole.Admin => OrganizationRole.Manager.Permissions()
                | Domain.Permissions.Members
                | Domain.Permissions.Settings
                | Domain.Permissions.Activity
                | Domain.Permissions.Staff,
            OrganizationRole.Owner => OrganizationRole.Admin.Permissions() | Domain.Permissions.Closing,
            _ => Domain.Permissions.None,
        };

    /// <summary>The least role that has the permission.</summary>
    public static OrganizationRole Least(this Permissions permission) =>
        Enum.GetValues<OrganizationRole>().First(role => role.May(permission));

    public static bool May(this OrganizationRole role, Permissions permission) => role.Permissions().HasFlag(permission);
}

public enum MemberKind
{
    Person,

    /// <summary>A paired scanner that belongs to nobody.</summary>
    Device,
}

/// <summary>What a gate device may do: scan tickets of these events, until <paramref name="Until"/>.</summary>
public sealed record DeviceAccess(string DeviceId, IReadOnlyList<string> EventIds, DateTimeOffset Until);

/// <summary>The role of a person or a gate device in an organization.</summary>
public sealed record Membership(string OrganizationId, string UserId, OrganizationRole Role)
{
    /// <summary>Null for people.</summary>
    public DeviceAccess? Device { get; init; }

    public MemberKind Kind => Device is null ? MemberKind.Person : MemberKind.Device;

    /// <summary>
    /// Whether the membership counts for an event, or for the organization itself when <paramref name="eventId"/> is null.
    /// </summary>
    public bool IsFor(string? eventId) => Device is null || (eventId is not null && Device.EventIds.Contains(eventId));

    public bool HasEnded(DateTimeOffset now) => Device?.Until <= now;

    /// <summary>The name when the member joined; null for memberships from before names were stored.</summary>
    public string? Name { get; init; }

    /// <summary>A verified address; null for devices.</summary>
    public string? Email { get; init; }

    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>The organization that every organizer has by default, without creating one.</summary>
    public static string PersonalOrganizationOf(string userId) => Ids.Derived("org", userId);
}
