namespace EventTicketing.Domain;

/// <summary>The profile of a signed-in person. Sign-in, password and groups are kept by the identity provider.</summary>
public sealed record Person : IPictured<Person>
{
    /// <summary>The name in place of those of erased people.</summary>
    public const string Deleted = "Deleted person";

    public required string UserId { get; init; }
    public string? Name { get; init; }

    /// <summary>An address that the user pool has verified; null when there never was one.</summary>
    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>BCP 47 tag for mails and pages, such as <c>de</c>.</summary>
    public string? Language { get; init; }

    public Picture? Picture { get; init; }
    public string PictureFolder => $"people/{UserId}";

    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public Person WithVersion(int version) => this with { Version = version };

    public Person WithPicture(Picture? picture) => this with { Picture = picture };
}
