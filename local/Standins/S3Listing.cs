using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace EventTicketing.Local.Standins;

/// <summary>Parameters and XML shared by the listings of objects and of versions.</summary>
internal sealed class S3Listing(S3Call call)
{
    private const int MostEntries = 1000;
    private readonly bool _encodes = call.Parameter("encoding-type") == "url";

    public string Prefix { get; } = call.Parameter("prefix");

    public string Delimiter { get; } = call.Parameter("delimiter");

    public int Limit { get; } =
        call.Parameter("max-keys") switch
        {
            "" => MostEntries,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => Math.Min(
                limit,
                MostEntries
            ),
            _ => throw S3Refusal.Invalid("Provided max-keys not an integer or within integer range"),
        };

    public string Encoded(string key) => _encodes ? Uri.EscapeDataString(key).Replace("%2F", "/") : key;

    public XElement Write(string root, S3Page page, Func<S3Version, XElement> entry, params object?[] position) =>
        new(
            S3Call.Xmlns + root,
            Xml("Name", call.Bucket),
            Xml("Prefix", Encoded(Prefix)),
            Xml("MaxKeys", Limit),
            Xml("IsTruncated", page.Last is not null),
            Delimiter == "" ? null : Xml("Delimiter", Encoded(Delimiter)),
            _encodes ? Xml("EncodingType", "url") : null,
            position,
            page.Versions.Select(entry),
            page.Prefixes.Select(prefix => Xml("CommonPrefixes", Xml("Prefix", Encoded(prefix))))
        );

    public XElement Entry(string name, S3Version version, params object?[] more) =>
        Xml(
            name,
            Xml("Key", Encoded(version.Key)),
            more,
            Xml("LastModified", S3Call.Instant(version.ModifiedAt)),
            version.IsDeleteMarker ? null : new[] { Xml("ETag", version.ETag), Xml("Size", version.Size), Xml("StorageClass", "STANDARD") }
        );

    public static string TokenOf(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    public static string KeyOf(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Refusal.Invalid("The continuation token provided is incorrect");
        }
    }

    private static XElement Xml(string name, params object?[] content) => new(S3Call.Xmlns + name, content);
}
