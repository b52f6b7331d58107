using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record MembershipView(string OrganizationId, OrganizationRole Role);

public sealed record ProfileView
{
    public required string UserId { get; init; }
    public required string? Email { get; init; }
    public required string? Name { get; init; }
    public required string? Phone { get; init; }
    public required string? Language { get; init; }
    public required IReadOnlyList<string> Groups { get; init; }
    public required IReadOnlyList<MembershipView> Organizations { get; init; }
    public required int Version { get; init; }
}
