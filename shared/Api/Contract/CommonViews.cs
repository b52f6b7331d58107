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
/// <param name="Code">Stable identifier of the problem; part of the API.</param>
public sealed record ProblemView(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyList<FieldError>? Errors,
    IReadOnlyDictionary<string, long>? Available
);
