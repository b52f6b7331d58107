namespace EventTicketing.Domain;

/// <summary>The groups of the user pool: roles on the platform. Roles in an organization are memberships.</summary>
public static class Groups
{
    public const string Attendees = "Attendees";

    /// <summary>Verified organizers.</summary>
    public const string Organizers = "Organizers";

    public const string Admins = "Admins";
    public const string SuperAdmins = "SuperAdmins";

    /// <summary>
    /// Members of any organization with the role of a manager or above. A hint for pages that follows from the memberships; no permission
    /// depends on it.
    /// </summary>
    public const string Managers = "Managers";

    /// <summary>Members of any organization: a hint too.</summary>
    public const string Employees = "Employees";

    /// <summary>Gate devices, which are no people: they may call the endpoints of the gate, and no others.</summary>
    public const string Devices = "Devices";

    /// <summary>All groups, in the order of their precedence: the most powerful first.</summary>
    public static readonly IReadOnlyList<string> All = [SuperAdmins, Admins, Organizers, Attendees, Managers, Employees, Devices];

    /// <summary>Those that an administrator may give and take.</summary>
    public static readonly IReadOnlyList<string> Settable = [Attendees, Organizers, Admins, SuperAdmins];

    public static readonly IReadOnlyList<string> Derived = [Managers, Employees];

    /// <summary>The derived groups of a person with these memberships.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Membership> memberships) =>
        [.. Derived.Where(group => memberships.Any(member => group == Employees || member.Role.May(Permissions.Events)))];

    /// <summary>Whether the organizations that people in the group found may sell without further verification.</summary>
    public static bool MaySell(string group) => group == Organizers || IsOfAdmins(group);

    /// <summary>Whether only super administrators may change who is in the group, and act on whoever is.</summary>
    public static bool IsOfAdmins(string group) => group is Admins or SuperAdmins;
}
