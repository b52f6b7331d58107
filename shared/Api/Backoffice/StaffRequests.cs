using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

public enum StaffStatus
{
    Active,

    /// <summary>The person has an open invitation.</summary>
    Invited,

    /// <summary>The person was a member, and is none now.</summary>
    Left,
}

public sealed record ListStaffRequest : PageRequest
{
    /// <summary>
    /// The organization to list. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    public StaffStatus? Status { get; init; }

    /// <summary>Only people in this team.</summary>
    [Size(1, 64)]
    public string? TeamId { get; init; }

    /// <summary>
    /// Only people for whom each of these words occurs in the name, the address, the title or the department. Ignores case and accents.
    /// </summary>
    [Size(1, 100)]
    public string? Text { get; init; }
}

public record StaffRequest
{
    [Size(1, 128)]
    public required string UserId { get; init; }

    /// <summary>
    /// The organization for which the person works. Absent: the caller's personal organization, or else the only one where the caller
    /// may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }
}

public sealed record StaffActivityRequest : PageRequest
{
    [Size(1, 128)]
    public required string UserId { get; init; }

    /// <summary>
    /// The organization for which the person works. Absent: the caller's personal organization, or else the only one where the caller
    /// may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first. Absent: today.</summary>
    [Day]
    public string? To { get; init; }
}

public sealed record CreateStaffRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    [Email, Size(3, 254)]
    public required string Email { get; init; }

    [Size(1, 200)]
    public required string Name { get; init; }

    [OneOf(OrganizationRole.Staff, OrganizationRole.Manager, OrganizationRole.Admin)]
    public required OrganizationRole Role { get; init; }

    [Size(1, 100)]
    public string? Title { get; init; }

    [Size(1, 100)]
    public string? Department { get; init; }

    /// <summary>What clients pay for an hour, unless a project says otherwise.</summary>
    public MoneyField? HourlyRate { get; init; }

    /// <summary>What an hour costs the organization.</summary>
    public MoneyField? CostRate { get; init; }

    /// <summary>The usual working time of a week, in minutes.</summary>
    [Between(0, 10_080)]
    public int? WeeklyMinutes { get; init; }

    /// <summary>The first day of work, such as <c>2026-11-01</c>.</summary>
    [Day]
    public string? EmployedFrom { get; init; }

    public Result<StaffTerms> ToTerms()
    {
        if (CalendarDays.Optional("employedFrom", EmployedFrom).Refused(out var problem, out var from))
            return problem;
        return new StaffTerms
        {
            Title = Title,
            Department = Department,
            HourlyRate = HourlyRate?.ToMoney(),
            CostRate = CostRate?.ToMoney(),
            WeeklyMinutes = WeeklyMinutes,
            EmployedFrom = from,
        }.Checked();
    }
}

public sealed record InviteStaffRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>Addresses of the people to invite.</summary>
    [Size(1, 20), Each(3, 254, Email = true)]
    public required IReadOnlyList<string> Emails { get; init; }

    [OneOf(OrganizationRole.Staff, OrganizationRole.Manager, OrganizationRole.Admin)]
    public required OrganizationRole Role { get; init; }

    /// <summary>A personal line in the mails.</summary>
    [Size(1, 500), Multiline]
    public string? Message { get; init; }
}

public sealed record UpdateStaffRequest : PatchRequest
{
    [Size(1, 128)]
    public required string UserId { get; init; }

    /// <summary>
    /// The organization for which the person works. Absent: the caller's personal organization, or else the only one where the caller
    /// may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The name in lists and on entries.</summary>
    [Size(1, 200)]
    public string? Name { get; init; }

    public OrganizationRole? Role { get; init; }

    [Size(1, 100), Clearable]
    public string? Title { get; init; }

    [Size(1, 100), Clearable]
    public string? Department { get; init; }

    /// <summary>What clients pay for an hour, unless a project says otherwise.</summary>
    [Clearable]
    public MoneyField? HourlyRate { get; init; }

    /// <summary>What an hour costs the organization.</summary>
    [Clearable]
    public MoneyField? CostRate { get; init; }

    /// <summary>The usual working time of a week, in minutes.</summary>
    [Between(0, 10_080), Clearable]
    public int? WeeklyMinutes { get; init; }

    /// <summary>The first day of work, such as <c>2026-11-01</c>.</summary>
    [Day, Clearable]
    public string? EmployedFrom { get; init; }

    /// <summary>The last day of work.</summary>
    [Day, Clearable]
    public string? EmployedUntil { get; init; }

    /// <summary>Whether a field is given that only those who may see rates may change.</summary>
    [JsonIgnore]
    public bool ChangesTerms =>
        Role is not null || Given.Overlaps(["name", "hourlyRate", "costRate", "weeklyMinutes", "employedFrom", "employedUntil"]);

    public Result<StaffRecord> Applied(StaffRecord to)
    {
        if (CalendarDays.Optional("employedFrom", EmployedFrom).Refused(out var problem, out var from))
            return problem;
        if (CalendarDays.Optional("employedUntil", EmployedUntil).Refused(out problem, out var until))
            return problem;
        var terms = to.Terms with
        {
            Title = Or("title", Title, to.Terms.Title),
            Department = Or("department", Department, to.Terms.Department),
            HourlyRate = Or("hourlyRate", HourlyRate?.ToMoney(), to.Terms.HourlyRate),
            CostRate = Or("costRate", CostRate?.ToMoney(), to.Terms.CostRate),
            WeeklyMinutes = Or("weeklyMinutes", WeeklyMinutes, to.Terms.WeeklyMinutes),
            EmployedFrom = Or("employedFrom", from, to.Terms.EmployedFrom),
            EmployedUntil = Or("employedUntil", until, to.Terms.EmployedUntil),
        };
        return terms.Checked().Then(known => to with { Name = Name ?? to.Name, Terms = known });
    }
}

public sealed record ListTeamsRequest : PageRequest
{
    /// <summary>
    /// The organization to list. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }
}

public sealed record TeamRequest
{
    [Size(1, 64)]
    public required string TeamId { get; init; }
}

public sealed record CreateTeamRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    [Size(1, 100)]
    public required string Name { get; init; }

    /// <summary>The user id of who approves the time of the others.</summary>
    [Size(1, 128)]
    public string? LeadId { get; init; }

    /// <summary>User ids of members of the organization.</summary>
    [Size(0, Team.MaxMembers), Each(1, 128)]
    public IReadOnlyList<string>? MemberIds { get; init; }
}

public sealed record UpdateTeamRequest : PatchRequest
{
    [Size(1, 64)]
    public required string TeamId { get; init; }

    [Size(1, 100)]
    public string? Name { get; init; }

    /// <summary>The user id of who approves the time of the others.</summary>
    [Size(1, 128), Clearable]
    public string? LeadId { get; init; }

    /// <summary>User ids of members of the organization.</summary>
    [Size(0, Team.MaxMembers), Each(1, 128)]
    public IReadOnlyList<string>? MemberIds { get; init; }

    public Team Applied(Team to) =>
        to with
        {
            Name = Name ?? to.Name,
            LeadId = Or("leadId", LeadId, to.LeadId),
            MemberIds = MemberIds is null ? to.MemberIds : [.. MemberIds.Distinct()],
        };
}
