using EventTicketing.Domain;

namespace EventTicketing.Api;

public enum UserStatus
{
    Active,
    Disabled,

    /// <summary>Signed up, and has not confirmed the address.</summary>
    Unconfirmed,

    /// <summary>Invited, and has not chosen a password.</summary>
    Invited,

    /// <summary>Has to choose a new password.</summary>
    ResetRequired,
}

public sealed record ListUsersRequest : PageRequest
{
    /// <summary>The beginning of the address.</summary>
    [Pattern(@"^[^""\\]+$"), Size(1, 254)]
    public string? Email { get; init; }

    [OneOf(Groups.Attendees, Groups.Organizers, Groups.Admins, Groups.SuperAdmins, Groups.Managers, Groups.Employees)]
    public string? Group { get; init; }

    public UserStatus? Status { get; init; }
}

public record UserRequest
{
    [Size(1, 128)]
    public required string UserId { get; init; }
}

public sealed record UserActRequest : UserRequest
{
    /// <summary>For the audit log.</summary>
    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}

public sealed record DeleteUserRequest : UserRequest
{
    /// <summary>For the audit log, until the erasure is done.</summary>
    [Size(1, 500)]
    public string? Reason { get; init; }
}

public sealed record InviteUserRequest
{
    [Email, Size(3, 254)]
    public required string Email { get; init; }

    [Size(1, 200)]
    public required string Name { get; init; }

    [Size(0, 4), Each(1, 32)]
    public IReadOnlyList<string>? Groups { get; init; }
}

public sealed record SetUserGroupsRequest : UserRequest
{
    /// <summary>All groups that the person should be in, of Attendees, Organizers, Admins and SuperAdmins.</summary>
    [Size(0, 4), Each(1, 32)]
    public required IReadOnlyList<string> Groups { get; init; }

    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}

public sealed record ListKycRequestsRequest : PageRequest
{
    /// <summary>Pending when it is absent.</summary>
    public KycStatus? Status { get; init; }
}

public record KycRequestRequest
{
    [Size(1, 64)]
    public required string KycId { get; init; }
}

public sealed record ReviewKycRequestRequest : KycRequestRequest
{
    public required KycDecision Decision { get; init; }

    /// <summary>For the person, in their language; required unless the request is approved.</summary>
    [Size(1, 1000), Multiline]
    public string? Note { get; init; }

    /// <summary>For other administrators.</summary>
    [Size(1, 1000), Multiline]
    public string? InternalNote { get; init; }
}

public sealed record ListBookingsRequest : PageRequest
{
    [Size(1, 64)]
    public string? RegistrationId { get; init; }

    [Size(1, 255)]
    public string? PaymentIntentId { get; init; }

    /// <summary>The code printed on a ticket.</summary>
    [Size(1, 40)]
    public string? Code { get; init; }

    /// <summary>The buyer's address.</summary>
    [Pattern(@"^[^""\\]+$"), Size(3, 254)]
    public string? Email { get; init; }

    [Size(1, 128)]
    public string? UserId { get; init; }

    [Size(1, 64)]
    public string? EventId { get; init; }

    /// <summary>Only orders of this organization that were ever confirmed.</summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>
    /// The first day of the sales in UTC, such as <c>2026-11-01</c>; ignored with a number, payment, code, address or person.
    /// </summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first.</summary>
    [Day]
    public string? To { get; init; }

    public RegistrationStatus? Status { get; init; }
}

public sealed record ListAllOrganizationsRequest : PageRequest
{
    /// <summary>Words of the name.</summary>
    [Size(1, 100)]
    public string? Text { get; init; }
}

public sealed record OrganizationActRequest : OrganizationRequest
{
    [Size(1, 500), Multiline]
    public required string Reason { get; init; }
}

public sealed record ListAuditLogRequest : PageRequest
{
    [Size(1, 128)]
    public string? ActorId { get; init; }

    [Size(1, 128)]
    public string? SubjectId { get; init; }

    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The operation, such as <c>disableUser</c>.</summary>
    [Size(1, 64)]
    public string? Action { get; init; }
}

public sealed record UpdatePlatformSettingsRequest : PatchRequest
{
    public KycRequirement? KycRequired { get; init; }

    public PlatformSettings Applied(PlatformSettings to) => to with { KycRequired = KycRequired ?? to.KycRequired };
}

public sealed record PlatformAnalyticsRequest
{
    /// <summary>The first day in UTC, such as <c>2026-11-01</c>; absent: 29 days before the last.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first. Absent: today.</summary>
    [Day]
    public string? To { get; init; }
}

public sealed record ExportPlatformAnalyticsRequest
{
    /// <summary>The first day in UTC, such as <c>2026-11-01</c>.</summary>
    [Day]
    public required string From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first.</summary>
    [Day]
    public required string To { get; init; }

    /// <summary>CSV unless said otherwise.</summary>
    public ReportFormat Format { get; init; }
}
