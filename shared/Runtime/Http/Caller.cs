using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>The caller, from the claims of a verified token.</summary>
/// <param name="Email">Null in access tokens, which do not carry it.</param>
public sealed record Caller(string UserId, string? Email, string? Name, IReadOnlyList<string> Groups)
{
    private const string Organizers = "Organizers";
    private const string Admins = "Admins";
    private const string SuperAdmins = "SuperAdmins";

    /// <summary>Whether the user pool has verified the address. An unverified one may belong to somebody else.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>The address if it is verified, otherwise null.</summary>
    public string? VerifiedEmail => EmailVerified ? Email : null;

    /// <summary>The memberships of the caller; loaded only for endpoints that need them.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    public bool IsSuperAdmin => Groups.Contains(SuperAdmins);

    public bool IsAdmin => IsSuperAdmin || Groups.Contains(Admins);

    public bool IsOrganizer => IsAdmin || Groups.Contains(Organizers);

    /// <summary>The organization that every organizer has implicitly.</summary>
    public string PersonalOrganization => Membership.PersonalOrganizationOf(UserId);

    /// <summary>The organization that owns the caller's new events. Throws for callers who may not create any.</summary>
    public string HomeOrganization =>
        IsOrganizer ? PersonalOrganization : Memberships.First(membership => membership.Role >= OrganizationRole.Manager).OrganizationId;

    public OrganizationRole? RoleIn(string organizationId) =>
        IsOrganizer && organizationId == PersonalOrganization
            ? OrganizationRole.Owner
            : Memberships.FirstOrDefault(membership => membership.OrganizationId == organizationId)?.Role;

    /// <summary>The caller of a request; null for a visitor.</summary>
    public static Caller? Of(APIGatewayProxyRequest request) =>
        request.RequestContext?.Authorizer?.Claims is { } claims && claims.TryGetValue("sub", out var userId)
            ? new(
                userId,
                claims.GetValueOrDefault("email"),
                claims.GetValueOrDefault("name"),
                GroupsOf(claims.GetValueOrDefault("cognito:groups"))
            )
            {
                // Gateways pass the flag as text, with different capitalization.
                EmailVerified = string.Equals(claims.GetValueOrDefault("email_verified"), "true", StringComparison.OrdinalIgnoreCase),
            }
            : null;

    /// <summary>
    /// Parses the group claim. The Cognito authorizer of a REST API passes <c>Admins,Organizers</c>; other gateways add brackets.
    /// </summary>
    public static IReadOnlyList<string> GroupsOf(string? claim) =>
        (claim ?? "").Split([',', ' ', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries);
}
