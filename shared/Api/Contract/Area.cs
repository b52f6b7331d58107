using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EventTicketing.Api;

/// <summary>
/// A part of the API. Its name is the folder of its functions, the stack that they are deployed with and, with a capital, the tag in the OpenAPI document.
/// </summary>
/// <param name="name">Lower case, for example <c>events</c>.</param>
/// <param name="rows">The class whose public fields are its endpoints.</param>
public sealed class Area(string name, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type rows)
{
    public string Name => name;

    /// <summary>The class of its endpoints.</summary>
    public Type Rows => rows;

    public string Title => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    /// <summary>In the order in which they are declared.</summary>
    public IReadOnlyList<Endpoint> Endpoints => field ??= Declared<Endpoint>(rows);

    /// <summary>The values of a class's public fields, in the order of their declaration.</summary>
    internal static IReadOnlyList<T> Declared<T>([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => field.MetadataToken).Select(field => field.GetValue(null)).OfType<T>()];
}
