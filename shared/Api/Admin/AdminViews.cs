using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record UserOrganizationView(string OrganizationId, string? Name, OrganizationRole Role);

public sealed record UserView
{
    public required string UserId { get; init; }
    public required string? Email { get; init; }
    public required bool EmailVerified { get; init; }
    public required string? Name { get; init; }
    public required UserStatus Status { get; init; }
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Whether a second factor is needed to sign in; null in lists.</summary>
    public required bool? Mfa { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>none</c>, or the status of the latest request for verification; null in lists.</summary>
    public required string? KycStatus { get; init; }

    /// <summary>Null in lists.</summary>
    public required IReadOnlyList<UserOrganizationView>? Organizations { get; init; }
}

/// <summary>A request for verification as administrators see it.</summary>
public sealed record KycReviewView
{
    public required string KycId { get; init; }
    public required string UserId { get; init; }
    public required string? Name { get; init; }
    public required string? Email { get; init; }

    /// <summary>The name as printed on the document.</summary>
    public required string? LegalName { get; init; }

    public required KycStatus Status { get; init; }
    public required IdentityDocument? DocumentType { get; init; }

    /// <summary>In full for the one request that is opened; null in lists, and when it was erased.</summary>
    public required string? DocumentNumber { get; init; }

    public required string? DocumentNumberEnd { get; init; }
    public required string? IssuingCountry { get; init; }
    public required string? ExpiresOn { get; init; }
    public required IReadOnlyList<KycPaperView> Documents { get; init; }
    public required string? Note { get; init; }
    public required string? InternalNote { get; init; }
    public required DateTimeOffset? SubmittedAt { get; init; }
    public required DateTimeOffset? DecidedAt { get; init; }
    public required DateTimeOffset? PapersGoneAt { get; init; }

    /// <summary>The person's earlier requests; empty in lists.</summary>
    public required IReadOnlyList<EarlierKycView> Earlier { get; init; }

    /// <summary>Who has opened the request, newest first; empty in lists.</summary>
    public required IReadOnlyList<OpenedView> OpenedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    /// <param name="link">Makes links to the papers; null in lists, which do not show the number either.</param>
    public static KycReviewView Of(
        KycRequest request,
        Person? person,
        Func<KycPaper, string>? link = null,
        IReadOnlyList<EarlierKycView>? earlier = null,
        IReadOnlyList<OpenedView>? openedBy = null
    ) =>
        new()
        {
            KycId = request.KycId,
            UserId = request.UserId,
            Name = person?.Name,
            Email = person?.Email,
            LegalName = request.LegalName,
            Status = request.Status,
            DocumentType = request.DocumentType,
            DocumentNumber = link is null ? null : request.DocumentNumber,
            DocumentNumberEnd = request.DocumentNumberEnd,
            IssuingCountry = request.IssuingCountry,
            ExpiresOn = request.ExpiresOn?.ToString("O"),
            Documents = KycView.Papers(request, link),
            Note = request.Note,
            InternalNote = request.InternalNote,
            SubmittedAt = request.SubmittedAt,
            DecidedAt = request.DecidedAt,
            PapersGoneAt = request.PapersGoneAt,
            Earlier = earlier ?? [],
            OpenedBy = openedBy ?? [],
            CreatedAt = request.CreatedAt,
            Version = request.Version,
        };
}

public sealed record EarlierKycView(string KycId, KycStatus Status, string? Note, DateTimeOffset? SubmittedAt, DateTimeOffset? DecidedAt);

public sealed record OpenedView(string UserId, string? Name, DateTimeOffset At);

public sealed record PlatformSettingsView(KycRequirement KycRequired, int Version)
{
    public static PlatformSettingsView Of(PlatformSettings settings) => new(settings.KycRequired, settings.Version);
}
