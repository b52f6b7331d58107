using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record MembershipView(string OrganizationId, OrganizationRole Role);

public sealed record ProfileView(
    string UserId,
    string? Email,
    string? Name,
    string? Phone,
    string? Language,
    IReadOnlyList<string> Groups,
    IReadOnlyList<MembershipView> Organizations,
    int Version
);
