using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EventTicketing.Data;

/// <summary>
/// Lists what a class declares, so that no second list has to be kept. Used by tools and hosts, not while a function serves.
/// </summary>
public static class Declared
{
    /// <summary>The values of a class's public static fields of this type, in declaration order.</summary>
    public static IReadOnlyList<T> In<T>([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        [
            .. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => field.MetadataToken)
                .Select(field => field.GetValue(null))
                .OfType<T>(),
        ];
}
