using System.Reflection;
using System.Xml.Linq;

namespace EventTicketing.ApiDocuments;

/// <summary>The doc comments of types, properties and enum values as plain text, read from the .xml files beside the assemblies.</summary>
public sealed class XmlComments
{
    private readonly Dictionary<string, Dictionary<string, string>> _assemblies = new(StringComparer.Ordinal);

    /// <summary>The summary of a member; null when it has none.</summary>
    /// <exception cref="FileNotFoundException">The .xml file of the assembly is missing.</exception>
    public string? Of(MemberInfo member)
    {
        var assembly = member.Module.Assembly.GetName().Name!;
        if (!_assemblies.TryGetValue(assembly, out var comments))
            _assemblies[assembly] = comments = Read(assembly);
        return comments.GetValueOrDefault(IdOf(member));
    }

    private static Dictionary<string, string> Read(string assembly) =>
        XDocument
            .Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => TextOf(member.Element("summary")!), StringComparer.Ordinal);

    private static string IdOf(MemberInfo member) =>
        member switch
        {
            Type type => $"T:{NameOf(type)}",
            PropertyInfo => $"P:{NameOf(member.DeclaringType!)}.{member.Name}",
            _ => $"F:{NameOf(member.DeclaringType!)}.{member.Name}",
        };

    private static string NameOf(Type type) =>
        (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    /// <summary>The text without the line breaks and indentation of the source file.</summary>
    private static string TextOf(XElement comment) =>
        string.Join(' ', string.Concat(comment.Nodes().Select(Said)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Said(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element when NamedBy(element) is { } named => named.Value.Split('.', ':')[^1],
            XElement element => TextOf(element),
            _ => "",
        };

    /// <summary>The attribute that names the target of a see, seealso, paramref or typeparamref.</summary>
    private static XAttribute? NamedBy(XElement element) =>
        element.Attribute("cref") ?? element.Attribute("name") ?? element.Attribute("langword");
}
