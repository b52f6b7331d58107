using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>The public side of an organization.</summary>
/// <param name="LogoUrl">Path on the site; null when it has no logo.</param>
public sealed record OrganizerView(
    string OrganizationId,
    string Name,
    string? LogoUrl,
    string? ContactEmail,
    string? Phone,
    string? Website
)
{
    /// <summary>A personal organization begins with its owner's own address, which is not for the public.</summary>
    public static OrganizerView Of(Organization organization) =>
        new(
            organization.OrganizationId,
            organization.Name,
            organization.Picture?.PathIn(organization.PictureFolder),
            organization.PersonalOf is null ? organization.ContactEmail : null,
            organization.PersonalOf is null ? organization.Phone : null,
            organization.Website
        );
}

public sealed record OrganizationView
{
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public required OrganizationStatus Status { get; init; }

    /// <summary>The caller's role; null for an administrator of the platform who is not a member.</summary>
    public required OrganizationRole? Role { get; init; }

    /// <summary>Whether it is the organization that an organizer has without founding one.</summary>
    public required bool Personal { get; init; }

    public required string? LegalName { get; init; }
    public required PostalAddress? Address { get; init; }

    /// <summary>Null for those who may not change the settings; so are the bank details.</summary>
    public required string? TaxId { get; init; }

    public required string? ContactEmail { get; init; }
    public required string? Phone { get; init; }
    public required string? Website { get; init; }

    /// <summary>Path of the logo on the site; null when there is none.</summary>
    public required string? LogoUrl { get; init; }

    public required string TimeZone { get; init; }
    public required string Currency { get; init; }
    public required string Language { get; init; }
    public required WeekStart WeekStartsOn { get; init; }
    public required string? MailFooter { get; init; }
    public required string? RefundPolicy { get; init; }
    public required string? BankDetails { get; init; }

    /// <summary>The last day of the periods in which no time entry changes any more; null while none is closed.</summary>
    public required string? TimeClosedThrough { get; init; }

    /// <summary>How many members it has.</summary>
    public required int Members { get; init; }

    /// <summary>Whether an owner was verified, so that it may sell what costs something wherever the platform asks for that.</summary>
    public required bool Verified { get; init; }

    public required string? SuspensionReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    public static OrganizationView Of(Organization organization, OrganizationRole? role) =>
        new()
        {
            OrganizationId = organization.OrganizationId,
            Name = organization.Name,
            Status = organization.Status,
            Role = role,
            Personal = organization.PersonalOf is not null,
            LegalName = organization.LegalName,
            Address = organization.Address,
            TaxId = role?.May(Permissions.Settings) == true ? organization.TaxId : null,
            ContactEmail = organization.ContactEmail,
            Phone = organization.Phone,
            Website = organization.Website,
            LogoUrl = organization.Picture?.PathIn(organization.PictureFolder),
            TimeZone = organization.TimeZone,
            Currency = organization.Currency,
            Language = organization.Language,
            WeekStartsOn = organization.WeekStartsOn,
            MailFooter = organization.MailFooter,
            RefundPolicy = organization.RefundPolicy,
            BankDetails = role?.May(Permissions.Settings) == true ? organization.BankDetails : null,
            TimeClosedThrough = CalendarDays.Text(organization.TimeClosedThrough),
            Members = organization.Members,
            Verified = organization.VerifiedAt is not null,
            SuspensionReason = organization.SuspensionReason,
            CreatedAt = organization.CreatedAt,
            Version = organization.Version,
        };
}

public sealed record MemberView
{
    public required string UserId { get; init; }
    public required string? Name { get; init; }

    /// <summary>Null for callers below manager, and for devices.</summary>
    public required string? Email { get; init; }

    /// <summary>Path of the person's picture on the site; null when there is none.</summary>
    public required string? ImageUrl { get; init; }

    public required OrganizationRole Role { get; init; }
    public required MemberKind Kind { get; init; }
    public required DateTimeOffset? JoinedAt { get; init; }

    /// <param name="person">The member's profile; null when there is none.</param>
    /// <param name="withAddress">Whether the caller may see addresses.</param>
    public static MemberView Of(Membership member, Person? person, bool withAddress) =>
        new()
        {
            UserId = member.UserId,
            Name = member.Name,
            Email = withAddress ? member.Email : null,
            ImageUrl = person?.Picture?.PathIn(person.PictureFolder),
            Role = member.Role,
            Kind = member.Kind,
            JoinedAt = member.JoinedAt,
        };
}

public sealed record InvitationView
{
    public required string InvitationId { get; init; }
    public required string OrganizationId { get; init; }
    public required string OrganizationName { get; init; }
    public required string Email { get; init; }
    public required OrganizationRole Role { get; init; }
    public required InvitationStatus Status { get; init; }

    /// <summary>The name of whoever invited.</summary>
    public required string? InvitedBy { get; init; }

    public required string? Message { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required int Version { get; init; }

    public static InvitationView Of(Invitation invitation, DateTimeOffset now) =>
        new()
        {
            InvitationId = invitation.InvitationId,
            OrganizationId = invitation.OrganizationId,
            OrganizationName = invitation.OrganizationName,
            Email = invitation.Email,
            Role = invitation.Role,
            Status = invitation.StatusAt(now),
            InvitedBy = invitation.InvitedByName,
            Message = invitation.Message,
            CreatedAt = invitation.CreatedAt,
            ExpiresAt = invitation.ExpiresAt,
            Version = invitation.Version,
        };
}

/// <param name="PairingCode">To be typed into the scanner; null when the answer is repeated.</param>
/// <param name="ExpiresAt">Until when the code can be used.</param>
public sealed record PairingCodeView(string DeviceId, string? PairingCode, DateTimeOffset ExpiresAt);

public sealed record GateDeviceView
{
    public required string DeviceId { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> EventIds { get; init; }

    /// <summary>When it ends to work.</summary>
    public required DateTimeOffset Until { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it waits for its code.</summary>
    public required DateTimeOffset? PairedAt { get; init; }

    /// <summary>Until when its code can be used; null once it is paired.</summary>
    public required DateTimeOffset? CodeExpiresAt { get; init; }

    public required DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When it last fetched a check-in list: by that it decides when it is offline.</summary>
    public required DateTimeOffset? ListFetchedAt { get; init; }

    public required long Scans { get; init; }

    public static GateDeviceView Of(GateDevice device) =>
        new()
        {
            DeviceId = device.DeviceId,
            Name = device.Name,
            EventIds = device.EventIds,
            Until = device.Until,
            CreatedAt = device.CreatedAt,
            PairedAt = device.PairedAt,
            CodeExpiresAt = device.PairedAt is null ? device.CodeExpiresAt : null,
            LastSeenAt = device.LastSeenAt,
            ListFetchedAt = device.ListFetchedAt,
            Scans = device.Scans,
        };
}

public sealed record GateView(string EventId, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone)
{
    public static GateView Of(Event ev) => new(ev.EventId, ev.Title, ev.StartsAt, ev.EndsAt, ev.TimeZone);
}

/// <summary>A paired device with its tokens, which it refreshes at the user pool.</summary>
public sealed record PairedDeviceView
{
    public required string IdToken { get; init; }
    public required string AccessToken { get; init; }
    public required string RefreshToken { get; init; }

    /// <summary>Seconds until the first two tokens end.</summary>
    public required int ExpiresIn { get; init; }

    public required string TokenType { get; init; }

    /// <summary>The app client of the tokens.</summary>
    public required string ClientId { get; init; }

    public required string DeviceId { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>The events at which the device may scan tickets.</summary>
    public required IReadOnlyList<GateView> Events { get; init; }
}

public sealed record ActorView(string UserId, string? Name, ActorKind Kind);

public sealed record ActivityView
{
    public required string ActivityId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ActorView Actor { get; init; }

    /// <summary>The operation, such as <c>inviteMember</c>.</summary>
    public required string Action { get; init; }

    public required string SubjectId { get; init; }
    public required string? OrganizationId { get; init; }
    public required IReadOnlyList<FieldChange> Changed { get; init; }
    public required string? Reason { get; init; }
    public required string RequestId { get; init; }
    public required ActivityState State { get; init; }

    public static ActivityView Of(Activity activity) =>
        new()
        {
            ActivityId = activity.ActivityId,
            At = activity.At,
            Actor = new(activity.ActorId, activity.ActorName, activity.ActorKind),
            Action = activity.Action,
            SubjectId = activity.SubjectId,
            OrganizationId = activity.OrganizationId,
            Changed = activity.Changed,
            Reason = activity.Reason,
            RequestId = activity.RequestId,
            State = activity.State,
        };
}

/// <summary>A ticket with its holder.</summary>
public sealed record AttendeeView
{
    public required string TicketId { get; init; }
    public required string HolderName { get; init; }
    public required string? Email { get; init; }
    public required string EventId { get; init; }
    public required string EventTitle { get; init; }
    public required string TicketTypeName { get; init; }
    public required TicketStatus Status { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
    public required string RegistrationId { get; init; }

    public static AttendeeView Of(Ticket ticket, Event ev) =>
        new()
        {
            TicketId = ticket.TicketId,
            HolderName = ticket.HolderName,
            Email = ticket.HolderEmail,
            EventId = ev.EventId,
            EventTitle = ev.Title,
            TicketTypeName = ticket.TicketTypeName,
            Status = ticket.Status,
            UsedAt = ticket.UsedAt,
            RegistrationId = ticket.RegistrationId,
        };
}
