using System.Globalization;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Reads stored items without the code under test.</summary>
internal static class Images
{
    public static string? Text(this Image image, string name) => image.TryGetValue(name, out var value) ? value.S : null;

    public static long Number(this Image image, string name) =>
        image.TryGetValue(name, out var value) && value.N is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    public static bool Flag(this Image image, string name) => image.TryGetValue(name, out var value) && value.BOOL == true;

    public static Image Map(this Image image, string name) => image[name].M;

    public static IEnumerable<Image> List(this Image image, string name) =>
        image.TryGetValue(name, out var value) && value.L is { } list ? list.Select(item => item.M) : [];

    public static IEnumerable<string> Texts(this Image image, string name) =>
        image.TryGetValue(name, out var value) && value.L is { } list ? list.Select(item => item.S) : [];

    /// <summary>Units by pool that a registration holds.</summary>
    public static Dictionary<string, long> Allocated(this Image? registration)
    {
        Dictionary<string, long> units = new(StringComparer.Ordinal);
        foreach (var part in registration?.List("allocations") ?? [])
            Add(units, part.Text("pool")!, part.Number("units"));
        return units;
    }

    /// <summary>Units by pool that a registration's items need.</summary>
    public static Dictionary<string, long> Needed(this Image registration)
    {
        Dictionary<string, long> units = new(StringComparer.Ordinal);
        foreach (var item in registration.List("items"))
        {
            Add(units, item.Text("ticketTypeId")!, item.Number("quantity"));
            Add(units, "capacity", item.Number("quantity"));
        }

        return units;
    }

    public static long Quantity(this Image registration) => registration.List("items").Sum(item => item.Number("quantity"));

    public static long Total(this Image registration) =>
        registration.Number("subtotal") + (registration.Flag("taxIncluded") ? 0 : registration.Number("tax"));

    public static void Add(Dictionary<string, long> units, string pool, long more) => units[pool] = units.GetValueOrDefault(pool) + more;
}
