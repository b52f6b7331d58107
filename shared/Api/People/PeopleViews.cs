using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record MembershipView(string OrganizationId, OrganizationRole Role);

/// <param name="Device">Browser and system; null when they are not known.</param>
/// <param name="Current">Whether the call was made from this session.</param>
public sealed record SessionView(string SessionId, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, string? Device, bool Current);

public sealed record ProfileView
{
    public required string UserId { get; init; }
    public required string? Email { get; init; }
    public required string? Name { get; init; }
    public required string? Phone { get; init; }
    public required string? Language { get; init; }

    /// <summary>Path of the picture on the site; null when there is none.</summary>
    public required string? ImageUrl { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }
    public required IReadOnlyList<MembershipView> Organizations { get; init; }
    public required int Version { get; init; }
}
