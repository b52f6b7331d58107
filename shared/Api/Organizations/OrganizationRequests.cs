using EventTicketing.Domain;

namespace EventTicketing.Api;

public record OrganizationRequest
{
    [Size(1, 64)]
    public required string OrganizationId { get; init; }
}

public record OrganizationPageRequest : PageRequest
{
    [Size(1, 64)]
    public required string OrganizationId { get; init; }
}

public sealed record OrganizationActivityRequest : OrganizationPageRequest
{
    /// <summary>Only acts of this person.</summary>
    [Size(1, 64)]
    public string? ActorId { get; init; }
}

public sealed record LogoUploadRequest : OrganizationRequest
{
    [OneOf(FileTypes.Jpeg, FileTypes.Png)]
    public required string ContentType { get; init; }
}

public sealed record LogoRequest : OrganizationRequest
{
    [Size(1, 64)]
    public required string ImageId { get; init; }
}

public record MemberRequest : OrganizationRequest
{
    [Size(1, 128)]
    public required string UserId { get; init; }
}

public sealed record ChangeMemberRoleRequest : MemberRequest
{
    public required OrganizationRole Role { get; init; }
}

public sealed record InvitationRequest : OrganizationRequest
{
    [Size(1, 64)]
    public required string InvitationId { get; init; }
}

public sealed record InviteMemberRequest : OrganizationRequest
{
    [Email, Size(3, 254)]
    public required string Email { get; init; }

    public required OrganizationRole Role { get; init; }

    /// <summary>A personal line in the mail.</summary>
    [Size(1, 500), Multiline]
    public string? Message { get; init; }
}

public sealed record GateDeviceRequest : OrganizationRequest
{
    [Size(1, 64)]
    public required string DeviceId { get; init; }
}

public sealed record CreateGateDeviceRequest : OrganizationRequest
{
    /// <summary>Name of the device in lists, such as the entrance where it is used.</summary>
    [Size(1, 60)]
    public required string Name { get; init; }

    /// <summary>Ids of the events at which the device may scan tickets.</summary>
    [Size(1, GateDevice.MaxEvents), Each(1, 64)]
    public required IReadOnlyList<string> EventIds { get; init; }

    /// <summary>When it ends to work: within 90 days.</summary>
    public required DateTimeOffset Until { get; init; }
}

public sealed record PairGateDeviceRequest
{
    /// <summary>Eight letters and digits; spaces, dashes and case do not matter.</summary>
    [Size(8, 20)]
    public required string PairingCode { get; init; }
}

public sealed record PostalAddressField
{
    [Size(1, 200)]
    public required string Line1 { get; init; }

    [Size(1, 200)]
    public string? Line2 { get; init; }

    [Size(1, 20)]
    public required string PostalCode { get; init; }

    [Size(1, 100)]
    public required string City { get; init; }

    /// <summary>ISO 3166-1 code of two capital letters.</summary>
    [Pattern("^[A-Z]{2}$"), Size(2, 2)]
    public required string Country { get; init; }

    public PostalAddress ToAddress() => new(Line1, Line2, PostalCode, City, Country);
}

public sealed record CreateOrganizationRequest
{
    [Size(1, 200)]
    public required string Name { get; init; }

    [Size(1, 200)]
    public string? LegalName { get; init; }

    public PostalAddressField? Address { get; init; }

    [Size(1, 40)]
    public string? TaxId { get; init; }

    [Email, Size(3, 254)]
    public string? ContactEmail { get; init; }

    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16)]
    public string? Phone { get; init; }

    [Pattern(@"^https://[^\s<>""]+$"), Size(9, 300)]
    public string? Website { get; init; }

    /// <summary>IANA name; UTC when it is absent.</summary>
    [Size(1, 64)]
    public string? TimeZone { get; init; }

    /// <summary>ISO 4217 code in lower case; eur when it is absent.</summary>
    [Pattern("^[a-z]{3}$"), Size(3, 3)]
    public string? Currency { get; init; }

    /// <summary>Language of its mails; en when it is absent.</summary>
    [OneOf("en", "de", "es")]
    public string? Language { get; init; }

    public WeekStart? WeekStartsOn { get; init; }

    [Size(1, 1000), Multiline]
    public string? MailFooter { get; init; }

    [Size(1, 2000), Multiline]
    public string? RefundPolicy { get; init; }

    [Size(1, 500), Multiline]
    public string? BankDetails { get; init; }

    public Organization ToOrganization(string organizationId, string foundedBy, DateTimeOffset now) =>
        new()
        {
            OrganizationId = organizationId,
            Name = Name,
            LegalName = LegalName,
            Address = Address?.ToAddress(),
            TaxId = TaxId,
            ContactEmail = ContactEmail,
            Phone = Phone,
            Website = Website,
            TimeZone = TimeZone ?? "Etc/UTC",
            Currency = Currency ?? "eur",
            Language = Language ?? "en",
            WeekStartsOn = WeekStartsOn ?? WeekStart.Monday,
            MailFooter = MailFooter,
            RefundPolicy = RefundPolicy,
            BankDetails = BankDetails,
            FoundedBy = foundedBy,
            CreatedAt = now,
            Members = 1,
            Owners = 1,
        };
}

public sealed record UpdateOrganizationRequest : PatchRequest
{
    [Size(1, 64)]
    public required string OrganizationId { get; init; }

    [Size(1, 200)]
    public string? Name { get; init; }

    [Size(1, 200), Clearable]
    public string? LegalName { get; init; }

    [Clearable]
    public PostalAddressField? Address { get; init; }

    [Size(1, 40), Clearable]
    public string? TaxId { get; init; }

    [Email, Size(3, 254), Clearable]
    public string? ContactEmail { get; init; }

    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16), Clearable]
    public string? Phone { get; init; }

    [Pattern(@"^https://[^\s<>""]+$"), Size(9, 300), Clearable]
    public string? Website { get; init; }

    [Size(1, 64)]
    public string? TimeZone { get; init; }

    [Pattern("^[a-z]{3}$"), Size(3, 3)]
    public string? Currency { get; init; }

    [OneOf("en", "de", "es")]
    public string? Language { get; init; }

    public WeekStart? WeekStartsOn { get; init; }

    [Size(1, 1000), Multiline, Clearable]
    public string? MailFooter { get; init; }

    [Size(1, 2000), Multiline, Clearable]
    public string? RefundPolicy { get; init; }

    [Size(1, 500), Multiline, Clearable]
    public string? BankDetails { get; init; }

    public Organization Applied(Organization to) =>
        to with
        {
            Name = Name ?? to.Name,
            LegalName = Or("legalName", LegalName, to.LegalName),
            Address = Or("address", Address?.ToAddress(), to.Address),
            TaxId = Or("taxId", TaxId, to.TaxId),
            ContactEmail = Or("contactEmail", ContactEmail, to.ContactEmail),
            Phone = Or("phone", Phone, to.Phone),
            Website = Or("website", Website, to.Website),
            TimeZone = TimeZone ?? to.TimeZone,
            Currency = Currency ?? to.Currency,
            Language = Language ?? to.Language,
            WeekStartsOn = WeekStartsOn ?? to.WeekStartsOn,
            MailFooter = Or("mailFooter", MailFooter, to.MailFooter),
            RefundPolicy = Or("refundPolicy", RefundPolicy, to.RefundPolicy),
            BankDetails = Or("bankDetails", BankDetails, to.BankDetails),
        };
}

/// <summary>Which of an organization's tickets are listed or exported.</summary>
public abstract record AttendeesRequest : OrganizationRequest
{
    /// <summary>Only tickets of this event.</summary>
    [Size(1, 64)]
    public string? EventId { get; init; }

    public TicketStatus? Status { get; init; }

    /// <summary>Whether somebody has entered with the ticket.</summary>
    public bool? CheckedIn { get; init; }

    /// <summary>
    /// Only tickets in which each of these words occurs: in the holder's name or address, or in the ticket's id. Ignores case and accents.
    /// </summary>
    [Size(1, 100)]
    public string? Text { get; init; }

    public AttendeeFilter ToFilter() => new(Status, CheckedIn, Text);
}

public sealed record ListAttendeesRequest : AttendeesRequest, IPaged
{
    /// <summary>Maximum number of items per page.</summary>
    [Between(1, 100)]
    public int Limit { get; set; } = 25;

    /// <summary>The <c>next</c> value of the previous page.</summary>
    [Size(1, 2048)]
    public string? Cursor { get; init; }
}

public sealed record ExportAttendeesRequest : AttendeesRequest
{
    /// <summary>CSV unless said otherwise.</summary>
    public ReportFormat Format { get; init; }
}

public sealed record OrganizationAnalyticsRequest : OrganizationRequest
{
    /// <summary>The first day, such as <c>2026-11-01</c>; absent: 29 days before the last.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first. Absent: today.</summary>
    [Day]
    public string? To { get; init; }
}

/// <summary>Which orders are meant.</summary>
public abstract record OrdersRequest : OrganizationRequest
{
    /// <summary>
    /// Absent: only orders that were ever confirmed. With an event, those of every status; <c>pending</c> and <c>expired</c> need one.
    /// </summary>
    public RegistrationStatus? Status { get; init; }

    /// <summary>Only orders of this event.</summary>
    [Size(1, 64)]
    public string? EventId { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>, of the sales; with an event, of the beginnings of the orders.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first.</summary>
    [Day]
    public string? To { get; init; }

    /// <summary>
    /// Only orders in which each of these words occurs: in the buyer's name or address, or in the order's id. Ignores case and accents.
    /// </summary>
    [Size(1, 100)]
    public string? Text { get; init; }

    public OrderFilter ToFilter() => new(Status, Text);
}

public sealed record ListOrdersRequest : OrdersRequest, IPaged
{
    /// <summary>Maximum number of items per page.</summary>
    [Between(1, 100)]
    public int Limit { get; set; } = 25;

    /// <summary>The <c>next</c> value of the previous page.</summary>
    [Size(1, 2048)]
    public string? Cursor { get; init; }
}

public sealed record ExportOrdersRequest : OrdersRequest
{
    /// <summary>CSV unless said otherwise.</summary>
    public ReportFormat Format { get; init; }
}
