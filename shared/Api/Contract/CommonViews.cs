using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>A response without a body.</summary>
public sealed record Nothing
{
    public static readonly Nothing Instance = new();
}

/// <param name="Next">The <c>cursor</c> of the next page; null on the last one.</param>
public sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Problem details as in RFC 9457.</summary>
public sealed record ProblemView
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Detail { get; init; }

    /// <summary>Stable identifier of the problem; part of the API.</summary>
    public required string Code { get; init; }

    public required IReadOnlyList<FieldError>? Errors { get; init; }
    public required IReadOnlyDictionary<string, long>? Available { get; init; }
}

public sealed record ImageUploadView
{
    public required string ImageId { get; init; }

    /// <summary>Path on the site. It answers 404 until the image is published.</summary>
    public required string Url { get; init; }

    /// <summary>Accepts a POST of <c>multipart/form-data</c>: the fields, then the file as <c>file</c>.</summary>
    public required string UploadUrl { get; init; }

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Maximum size of the file. A larger file or another content type is refused.</summary>
    public required long MaxBytes { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
