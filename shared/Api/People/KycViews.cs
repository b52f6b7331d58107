using System.Text.Json;
using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <param name="UploadUrl">Where the form is posted: first its fields, then the file.</param>
public sealed record KycUploadView(
    string DocumentId,
    string UploadUrl,
    IReadOnlyDictionary<string, string> Fields,
    long MaxBytes,
    DateTimeOffset ExpiresAt
);

/// <param name="Url">Link to the paper for some minutes; null when it was not submitted yet.</param>
public sealed record KycPaperView(string DocumentId, string ContentType, DocumentSide? Side, string? Url);

/// <param name="Status"><c>none</c>, or the status of the latest request.</param>
/// <param name="Documents">The papers of the open request.</param>
public sealed record MyKycView(string Status, KycView? Request, IReadOnlyList<KycPaperView> Documents)
{
    /// <summary>How answers name the status of a person's verification; <c>none</c> when there is no request.</summary>
    public static string NameOf(KycStatus? status) => status is null ? "none" : JsonNamingPolicy.CamelCase.ConvertName(status.ToString()!);
}

public record KycView
{
    public required string KycId { get; init; }
    public required KycStatus Status { get; init; }
    public required IdentityDocument? DocumentType { get; init; }

    /// <summary>The last four characters of the document's number.</summary>
    public required string? DocumentNumberEnd { get; init; }

    public required string? IssuingCountry { get; init; }

    /// <summary>A calendar day, such as <c>2030-05-31</c>.</summary>
    public required string? ExpiresOn { get; init; }

    public required IReadOnlyList<KycPaperView> Documents { get; init; }

    /// <summary>What the reviewer wrote for the person.</summary>
    public required string? Note { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When the papers and the number are erased; null when there are none.</summary>
    public required DateTimeOffset? PapersGoneAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    /// <param name="link">Makes a link to a paper; null for views without links.</param>
    public static KycView Of(KycRequest request, Func<KycPaper, string>? link = null) =>
        new()
        {
            KycId = request.KycId,
            Status = request.Status,
            DocumentType = request.DocumentType,
            DocumentNumberEnd = request.DocumentNumberEnd,
            IssuingCountry = request.IssuingCountry,
            ExpiresOn = request.ExpiresOn?.ToString("O"),
            Documents = Papers(request, link),
            Note = request.Note,
            SubmittedAt = request.SubmittedAt,
            DecidedAt = request.DecidedAt,
            PapersGoneAt = request.PapersGoneAt,
            CreatedAt = request.CreatedAt,
            Version = request.Version,
        };

    public static IReadOnlyList<KycPaperView> Papers(KycRequest request, Func<KycPaper, string>? link) =>
        [
            .. request.Papers.Select(paper => new KycPaperView(
                paper.DocumentId,
                paper.ContentType,
                paper.Side,
                request.IsSubmitted(paper) ? link?.Invoke(paper) : null
            )),
        ];
}
