namespace EventTicketing.Domain;

/// <summary>The groups of the user pool: roles on the platform. Roles in an organization are memberships.</summary>
public static class Groups
{
    public const string Attendees = "Attendees";

    /// <summary>Verified organizers.</summary>
    public const string Organizers = "Organizers";

    public const string Admins = "Admins";
    public const string SuperAdmins = "SuperAdmins";

    /// <summary>Reserved: nobody is put into these groups, and no permission depends on them.</summary>
    public const string Managers = "Managers";

    public const string Employees = "Employees";

    /// <summary>All groups, in the order of their precedence: the most powerful first.</summary>
    public static readonly IReadOnlyList<string> All = [SuperAdmins, Admins, Organizers, Attendees, Managers, Employees];

    /// <summary>Those that an administrator may give and take.</summary>
    public static readonly IReadOnlyList<string> Settable = [Attendees, Organizers, Admins, SuperAdmins];

    public static readonly IReadOnlyList<string> Derived = [Managers, Employees];

    /// <summary>Whether the organizations that people in the group found may sell without further verification.</summary>
    public static bool MaySell(string group) => group == Organizers || IsOfAdmins(group);

    /// <summary>Whether only super administrators may change who is in the group, and act on whoever is.</summary>
    public static bool IsOfAdmins(string group) => group is Admins or SuperAdmins;
}
