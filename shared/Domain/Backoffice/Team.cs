namespace EventTicketing.Domain;

/// <summary>People who work together. Its lead approves the time of the others.</summary>
public sealed record Team : IVersioned<Team>
{
    public const int MaxPerOrganization = 200;
    public const int MaxMembers = 200;

    public required string OrganizationId { get; init; }
    public required string TeamId { get; init; }
    public required string Name { get; init; }

    /// <summary>A member of the organization; need not be one of <see cref="MemberIds"/>.</summary>
    public string? LeadId { get; init; }

    public required IReadOnlyList<string> MemberIds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public Team WithVersion(int version) => this with { Version = version };

    /// <summary>Whether somebody leads a team that this person is in.</summary>
    public bool Leads(string userId, string personId) => LeadId == userId && MemberIds.Contains(personId);

    /// <summary>
    /// Null when all whom the team names are members of the organization, or were named before: who left stays in it.
    /// Otherwise the refusal.
    /// </summary>
    /// <param name="before">Null when the team is new.</param>
    public Problem? WhyNotOf(IEnumerable<Membership> people, Team? before)
    {
        var known = people.Select(member => member.UserId).Concat(before?.Named ?? []).ToHashSet(StringComparer.Ordinal);
        return Named.All(known.Contains) ? null : NotAMember;
    }

    private IEnumerable<string> Named => LeadId is null ? MemberIds : MemberIds.Append(LeadId);

    public static Problem NotAMember { get; } = Problem.Conflict("not_a_member", "Only members of the organization can be named.");
}
