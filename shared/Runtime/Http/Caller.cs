using System.Globalization;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>The caller, from the claims of a verified token.</summary>
/// <param name="Email">Null in access tokens, which do not carry it.</param>
public sealed record Caller(string UserId, string? Email, string? Name, IReadOnlyList<string> Groups)
{
    /// <summary>Whether the user pool has verified the address. An unverified one may belong to somebody else.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>The address if it is verified, otherwise null.</summary>
    public string? VerifiedEmail => EmailVerified ? Email : null;

    /// <summary>When the token was issued, in seconds since 1970; 0 when it does not say so.</summary>
    public long IssuedAt { get; init; }

    /// <summary>When the caller has signed in, in seconds since 1970; 0 when the token does not say so.</summary>
    public long SignedInAt { get; init; }

    /// <summary>The sign-in from which the token comes; null when it does not say so.</summary>
    public string? SessionId { get; init; }

    /// <summary>The memberships of the caller; loaded only for endpoints that need them.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    public bool IsSuperAdmin => Groups.Contains(Domain.Groups.SuperAdmins);

    public bool IsAdmin => IsSuperAdmin || Groups.Contains(Domain.Groups.Admins);

    public bool IsOrganizer => IsAdmin || Groups.Contains(Domain.Groups.Organizers);

    /// <summary>Whether it is a gate device and not a person.</summary>
    public bool IsDevice => Groups.Contains(Domain.Groups.Devices);

    /// <summary>The organization that every organizer has implicitly.</summary>
    public string PersonalOrganization => Membership.PersonalOrganizationOf(UserId);

    /// <summary>The caller's role in an organization; null when they are no member of it.</summary>
    /// <param name="eventId">The event that is concerned, because gate devices are members for some events only.</param>
    public OrganizationRole? RoleIn(string organizationId, string? eventId = null) =>
        IsOrganizer && organizationId == PersonalOrganization ? OrganizationRole.Owner : MembershipIn(organizationId, eventId)?.Role;

    /// <summary>The caller's stored membership; null when there is none, or when it is a gate device's and not for the event.</summary>
    public Membership? MembershipIn(string organizationId, string? eventId) =>
        Memberships.FirstOrDefault(member => member.OrganizationId == organizationId && member.IsFor(eventId));

    /// <summary>The organizations in which the caller may do this; an organizer's personal one comes first.</summary>
    public IReadOnlyList<string> OrganizationsFor(Permissions permission) =>
        [
            .. IsOrganizer ? [PersonalOrganization] : Array.Empty<string>(),
            .. Memberships
                .Where(membership => membership.Role.May(permission))
                .Select(membership => membership.OrganizationId)
                .Where(id => !IsOrganizer || id != PersonalOrganization),
        ];

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
                IssuedAt = SecondOf(claims.GetValueOrDefault("iat")),
                SignedInAt = SecondOf(claims.GetValueOrDefault("auth_time")),
                SessionId = claims.GetValueOrDefault("origin_jti"),
                // Gateways pass the flag as text, with different capitalization.
                EmailVerified = string.Equals(claims.GetValueOrDefault("email_verified"), "true", StringComparison.OrdinalIgnoreCase),
            }
            : null;

    /// <summary>An instant in a claim: seconds since 1970, or as the Cognito authorizer of a REST API passes it, a date in words.</summary>
    private static long SecondOf(string? claim) =>
        long.TryParse(claim, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? second
        : DateTimeOffset.TryParseExact(
            claim,
            "ddd MMM dd HH:mm:ss 'UTC' yyyy",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date.ToUnixTimeSeconds()
        : 0;

    /// <summary>
    /// Parses the group claim. The Cognito authorizer of a REST API passes <c>Admins,Organizers</c>; other gateways add brackets.
    /// </summary>
    public static IReadOnlyList<string> GroupsOf(string? claim) =>
        (claim ?? "").Split([',', ' ', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries);
}
