using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record KycDocumentUploadRequest
{
    [OneOf(FileTypes.Jpeg, FileTypes.Png, FileTypes.Pdf)]
    public required string ContentType { get; init; }

    /// <summary>Which side of the document it shows.</summary>
    public DocumentSide? Side { get; init; }
}

public sealed record KycDocumentRequest
{
    [Size(1, 64)]
    public required string DocumentId { get; init; }
}

public sealed record SubmitKycRequest
{
    public required IdentityDocument DocumentType { get; init; }

    /// <summary>As printed on the document.</summary>
    [Pattern("^[A-Za-z0-9 /-]+$"), Size(4, 40)]
    public required string DocumentNumber { get; init; }

    /// <summary>Ids of the uploaded papers that belong to the request.</summary>
    [Size(1, KycRequest.MaxPapers), Each(1, 64)]
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>The name as printed on the document; the profile's when it is absent.</summary>
    [Size(1, 200)]
    public string? LegalName { get; init; }

    /// <summary>ISO 3166-1 code of two capital letters.</summary>
    [Pattern("^[A-Z]{2}$"), Size(2, 2)]
    public string? IssuingCountry { get; init; }

    /// <summary>Last day on which the document is valid, such as <c>2030-05-31</c>.</summary>
    [Day]
    public string? ExpiresOn { get; init; }
}
