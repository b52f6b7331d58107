using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>Who calls, by the claims of a verified token.</summary>
/// <param name="Email">Null in access tokens, which do not carry it.</param>
public sealed record Caller(string UserId, string? Email, string? Name, IReadOnlyList<string> Groups)
{
    private const string Organizers = "Organizers";
    private const string Admins = "Admins";
    private const string SuperAdmins = "SuperAdmins";

    /// <summary>Whether the pool has seen that the address is the caller's. One that was only typed may be anybody's.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>The address that may be trusted to be the caller's; null when there is none.</summary>
    public string? VerifiedEmail => EmailVerified ? Email : null;

    /// <summary>The organizations that the caller acts for; looked up only for endpoints that need them.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    public bool IsSuperAdmin => Groups.Contains(SuperAdmins);

    public bool IsAdmin => IsSuperAdmin || Groups.Contains(Admins);

    public bool IsOrganizer => IsAdmin || Groups.Contains(Organizers);

    /// <summary>The organization that an organizer has by being one.</summary>
    public string PersonalOrganization => Membership.PersonalOrganizationOf(UserId);

    /// <summary>The organization that the caller's new events belong to. Only for those who may create any.</summary>
    public string HomeOrganization => IsOrganizer ? PersonalOrganization : Memberships.First(membership => membership.Role >= OrganizationRole.Manager).OrganizationId;

    public OrganizationRole? RoleIn(string organizationId) => IsOrganizer && organizationId == PersonalOrganization
        ? OrganizationRole.Owner
        : Memberships.FirstOrDefault(membership => membership.OrganizationId == organizationId)?.Role;

    /// <summary>Null when nobody has signed in.</summary>
    public static Caller? Of(APIGatewayProxyRequest request) =>
        request.RequestContext?.Authorizer?.Claims is { } claims && claims.TryGetValue("sub", out var userId)
            ? new(userId, claims.GetValueOrDefault("email"), claims.GetValueOrDefault("name"), GroupsOf(claims.GetValueOrDefault("cognito:groups")))
            {
                // Gateways pass the flag as text, in one case or another.
                EmailVerified = string.Equals(claims.GetValueOrDefault("email_verified"), "true", StringComparison.OrdinalIgnoreCase),
            }
            : null;

    /// <summary>A REST API's Cognito authorizer passes the list as text: <c>Admins,Organizers</c>; other gateways put it in brackets.</summary>
    public static IReadOnlyList<string> GroupsOf(string? claim) =>
        (claim ?? "").Split([',', ' ', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries);
}
