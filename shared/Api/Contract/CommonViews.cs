using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>An answer without a body.</summary>
public sealed record Nothing
{
    public static readonly Nothing Instance = new();
}

/// <param name="Next">The <c>cursor</c> of the next page; null at the end.</param>
public sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>RFC 9457.</summary>
/// <param name="Code">Stable; part of the API.</param>
public sealed record ProblemView(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<FieldError>? Errors, IReadOnlyDictionary<string, long>? Available);
