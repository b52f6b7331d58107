namespace EventTicketing.Domain;

public enum OrganizationStatus
{
    Active,

    /// <summary>An administrator has stopped its sales. Tickets that are sold stay valid.</summary>
    Suspended,

    /// <summary>The owner has closed it: it can be read, not changed.</summary>
    Closed,
}

public enum WeekStart
{
    Monday,
    Sunday,
}

public sealed record PostalAddress(string Line1, string? Line2, string PostalCode, string City, string Country);

/// <summary>The tenant that owns events, members and everything else that is not one person's own.</summary>
public sealed record Organization : IPictured<Organization>
{
    public const int MaxMembers = 200;
    public const int MaxOpenInvitations = 50;

    /// <summary>How many organizations one person may own.</summary>
    public const int MaxPerPerson = 20;

    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public string? LegalName { get; init; }
    public PostalAddress? Address { get; init; }
    public string? TaxId { get; init; }
    public string? ContactEmail { get; init; }
    public string? Phone { get; init; }
    public string? Website { get; init; }

    /// <summary>IANA name; the default for new events.</summary>
    public required string TimeZone { get; init; }

    public TimeZoneInfo Zone => Event.ZoneOf(TimeZone);

    /// <summary>ISO 4217 in lower case: the default for new events.</summary>
    public required string Currency { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public required string Language { get; init; }

    public WeekStart WeekStartsOn { get; init; }
    public string? MailFooter { get; init; }
    public string? RefundPolicy { get; init; }
    public string? BankDetails { get; init; }

    /// <summary>The logo.</summary>
    public Picture? Picture { get; init; }

    public string PictureFolder => $"organizations/{OrganizationId}";

    /// <summary>The user id of the organizer whose personal organization it is; null for others.</summary>
    public string? PersonalOf { get; init; }

    public required string FoundedBy { get; init; }

    /// <summary>The id that the request would have given it: a retry finds what it has founded. Null when nobody founded it.</summary>
    public string? RequestedAs { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it may sell: an owner has been verified. Null while none has.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The owner whose verification it is.</summary>
    public string? VerifiedBy { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }
    public string? SuspensionReason { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The last day of the periods in which no time entry changes any more; null while none is closed.</summary>
    public DateOnly? TimeClosedThrough { get; init; }

    /// <summary>
    /// How many people are members, and how many of them owners. Every change of a membership saves the organization in the same
    /// transaction, so two changes at once cannot leave it without an owner.
    /// </summary>
    public int Members { get; init; }

    public int Owners { get; init; }
    public int Version { get; init; }

    /// <summary>The organization that an organizer has without founding one.</summary>
    public static Organization Personal(string userId, string? name, string? email, DateTimeOffset now) =>
        new()
        {
            OrganizationId = Membership.PersonalOrganizationOf(userId),
            Name = name ?? "My organization",
            ContactEmail = email,
            TimeZone = "Etc/UTC",
            Currency = "eur",
            Language = "en",
            PersonalOf = userId,
            FoundedBy = userId,
            CreatedAt = now,
            VerifiedAt = now,
            VerifiedBy = userId,
            Members = 1,
            Owners = 1,
        };

    /// <summary>Null when the event may be published; otherwise the refusal.</summary>
    public Problem? WhyNotPublishing(Event ev, KycRequirement required) =>
        Status switch
        {
            OrganizationStatus.Closed => WhyNotChangeable,
            OrganizationStatus.Suspended => Suspension,
            _ when VerifiedAt is not null || required == KycRequirement.None => null,
            _ when required == KycRequirement.PaidEvents && !ev.IsPaid => null,
            _ => VerificationRequired,
        };

    public static Problem Suspension { get; } =
        Problem.Conflict("organization_suspended", "The organization is suspended: its sales are stopped.");

    public static Problem VerificationRequired { get; } =
        Problem.Conflict("verification_required", "An owner has to be verified first: submit an identity document.");

    public OrganizationStatus Status =>
        ClosedAt is not null ? OrganizationStatus.Closed
        : SuspendedAt is not null ? OrganizationStatus.Suspended
        : OrganizationStatus.Active;

    public Organization WithVersion(int version) => this with { Version = version };

    public Organization WithPicture(Picture? picture) => this with { Picture = picture };

    /// <summary>The organization, or what is wrong with its settings.</summary>
    public Result<Organization> Checked()
    {
        List<FieldError> errors = [];
        if (!Event.IsKnownZone(TimeZone))
            errors.Add(new("timeZone", "unknown_time_zone", "An IANA name such as Europe/Berlin is needed."));
        if (!Currencies.IsKnown(Currency))
            errors.Add(new("currency", "unknown_currency", "An ISO 4217 code such as eur is needed."));
        return errors.Count == 0 ? this : Problem.Invalid(errors);
    }

    public Problem? WhyNotChangeable => ClosedAt is null ? null : Problem.Conflict("organization_closed", "The organization is closed.");

    /// <summary>The organization with one more member.</summary>
    public Result<Organization> Join(OrganizationRole role) =>
        WhyNotChangeable is { } closed ? closed
        : Members >= MaxMembers ? Problem.Conflict("too_many_members", $"An organization has at most {MaxMembers} members.")
        : this with { Members = Members + 1, Owners = Owners + OwnersIn(role) };

    /// <summary>The organization after a member's role has changed.</summary>
    /// <param name="by">The role of whoever changes it.</param>
    /// <param name="oneself">Whether the member changes their own role.</param>
    public Result<Organization> ChangeRole(Membership member, OrganizationRole to, OrganizationRole by, bool oneself)
    {
        if (WhyNotChangeable is { } closed)
            return closed;
        if (member.Role == to)
            return this;
        if (oneself && to > member.Role)
            return Problem.Conflict("not_yourself", "Nobody raises their own role.");
        if (member.Role > by || to > by)
            return RoleTooHigh;
        if (WhyNotLeaving(member, to) is { } last)
            return last;
        return this with { Owners = Owners - OwnersIn(member.Role) + OwnersIn(to) };
    }

    /// <summary>Makes the organization verified because this owner is. Null makes it unverified: none of its owners is verified.</summary>
    public Organization VerifiedFor(string? userId, DateTimeOffset now) =>
        userId == VerifiedBy ? this : this with { VerifiedAt = userId is null ? null : VerifiedAt ?? now, VerifiedBy = userId };

    /// <summary>The organization without a member.</summary>
    /// <param name="by">The role of whoever removes the member; ignored for those who leave by themselves.</param>
    public Result<Organization> Remove(Membership member, OrganizationRole by, bool oneself) =>
        !oneself && member.Role > by ? RoleTooHigh
        : WhyNotLeaving(member, null) is { } last ? last
        : this with { Members = Members - 1, Owners = Owners - OwnersIn(member.Role) };

    /// <summary>The organization after a member's account was deleted, which nobody can refuse. Without an owner it is closed.</summary>
    public Organization Without(Membership deleted, DateTimeOffset now)
    {
        var owners = Owners - OwnersIn(deleted.Role);
        return this with { Members = Members - 1, Owners = owners, ClosedAt = owners > 0 ? ClosedAt : ClosedAt ?? now };
    }

    /// <summary>The personal organization of somebody whose account was deleted: closed, with nothing that is about the person.</summary>
    public Organization Anonymized(DateTimeOffset now) =>
        new()
        {
            OrganizationId = OrganizationId,
            Name = Person.Deleted,
            TimeZone = TimeZone,
            Currency = Currency,
            Language = Language,
            PersonalOf = PersonalOf,
            FoundedBy = FoundedBy,
            CreatedAt = CreatedAt,
            SuspendedAt = SuspendedAt,
            ClosedAt = ClosedAt ?? now,
            TimeClosedThrough = TimeClosedThrough,
            Version = Version,
        };

    public Result<Organization> Close(bool hasUpcomingEvents, DateTimeOffset now) =>
        ClosedAt is not null ? this
        : hasUpcomingEvents ? Problem.Conflict("has_upcoming_events", "Cancel its events first, or wait until they are over.")
        : this with { ClosedAt = now };

    public Result<Organization> Suspend(string reason, DateTimeOffset now) =>
        SuspendedAt is not null
            ? Problem.Conflict("already_suspended", "The organization is suspended already.")
            : this with
            {
                SuspendedAt = now,
                SuspensionReason = reason,
            };

    public Result<Organization> Resume() =>
        SuspendedAt is null
            ? Problem.Conflict("not_suspended", "The organization is not suspended.")
            : this with
            {
                SuspendedAt = null,
                SuspensionReason = null,
            };

    /// <summary>Closes the periods up to a day; a day before the one that is closed changes nothing.</summary>
    public Organization CloseTime(DateOnly through) => through <= TimeClosedThrough ? this : this with { TimeClosedThrough = through };

    public static Problem RoleTooHigh { get; } = Problem.Conflict("role_too_high", "Nobody gives or takes a role above their own.");

    /// <summary>Of two owners who demote each other at once, the second finds that the first is the only one left.</summary>
    private Problem? WhyNotLeaving(Membership member, OrganizationRole? to) =>
        member.Role == OrganizationRole.Owner && to != OrganizationRole.Owner && (Owners <= 1 || member.UserId == PersonalOf)
            ? Problem.Conflict("last_owner", "An organization always has an owner: appoint another one first.")
            : null;

    private static int OwnersIn(OrganizationRole role) => role == OrganizationRole.Owner ? 1 : 0;
}
