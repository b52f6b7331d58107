using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EventTicketing.Api;

/// <summary>
/// A part of the API. Its name is also the folder of its functions, part of the name of their stack and, capitalized, the tag in the
/// OpenAPI document.
/// </summary>
/// <param name="name">Lower case, for example <c>events</c>.</param>
/// <param name="rows">The class whose public fields are its endpoints.</param>
public sealed class Area(string name, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type rows)
{
    public string Name => name;

    /// <summary>The class whose public fields are the endpoints.</summary>
    public Type Rows => rows;

    public string Title => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    /// <summary>The endpoints in declaration order.</summary>
    public IReadOnlyList<Endpoint> Endpoints => field ??= Declared<Endpoint>(rows);

    /// <summary>The values of a class's public static fields, in declaration order.</summary>
    internal static IReadOnlyList<T> Declared<T>([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        [
            .. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => field.MetadataToken)
                .Select(field => field.GetValue(null))
                .OfType<T>(),
        ];
}
