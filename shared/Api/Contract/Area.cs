using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>
/// A part of the API. Its name is also the folder of its functions, part of the name of their stack and, capitalized, the tag in the
/// OpenAPI document.
/// </summary>
/// <param name="name">Lower case, for example <c>events</c>.</param>
/// <param name="rows">The class whose public fields are its endpoints.</param>
/// <param name="json">The types of its requests and answers.</param>
public sealed class Area(
    string name,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type rows,
    JsonSerializerContext json
)
{
    public string Name => name;

    /// <summary>The class whose public fields are the endpoints.</summary>
    public Type Rows => rows;

    public JsonSerializerContext Json => json;

    public string Title => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    /// <summary>The endpoints in declaration order.</summary>
    public IReadOnlyList<Endpoint> Endpoints => field ??= Declared.In<Endpoint>(rows);
}
