namespace EventTicketing.Domain;

/// <summary>What a signed-in person told us. Sign-in itself, password and groups live with the identity provider.</summary>
public sealed record Person : IVersioned<Person>
{
    public required string UserId { get; init; }
    public string? Name { get; init; }

    /// <summary>One that the user pool has verified; null when it never had one.</summary>
    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>BCP 47 tag for mails and pages, such as <c>de</c>.</summary>
    public string? Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public Person WithVersion(int version) => this with { Version = version };
}

/// <summary>Staff may scan; managers may also run events; owners may do everything.</summary>
public enum OrganizationRole { Staff, Manager, Owner }

/// <summary>A person acts for an organization.</summary>
public sealed record Membership(string OrganizationId, string UserId, OrganizationRole Role)
{
    /// <summary>The organization that an organizer has without having founded one.</summary>
    public static string PersonalOrganizationOf(string userId) => Ids.Derived("org", userId);
}
