using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace EventTicketing.Local.Standins;

/// <summary>
/// The parameters of a call. Nested ones keep their path as their name: <c>line_items[0][amount]</c>. Parameters that the handler has not
/// read by the end of the call are unknown, and are rejected as in Stripe.
/// </summary>
internal sealed partial class StripeForm(IEnumerable<KeyValuePair<string, StringValues>> fields)
{
    private const int BodyLimit = 256 * 1024,
        FieldLimit = 1000,
        TextLimit = 5000;
    private const int MetadataKeys = 50,
        MetadataKeyLength = 40,
        MetadataValueLength = 500;

    private readonly SortedDictionary<string, StringValues> _fields = new(fields.ToDictionary(), StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads the query of a GET and the body of a POST.</summary>
    /// <exception cref="StripeRefusal">The body is too large or not form-encoded.</exception>
    public static async Task<StripeForm> Read(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.ContentLength is 0 || request.ContentType is null)
            return new(request.Query);
        if (!request.ContentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            throw StripeRefusal.Invalid("Invalid request (check that your POST content type is application/x-www-form-urlencoded).");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BodyLimit;
        try
        {
            var limits = new FormOptions
            {
                ValueCountLimit = FieldLimit,
                KeyLengthLimit = 512,
                ValueLengthLimit = 4 * TextLimit,
            };
            return new((await request.ReadFormAsync(limits)).Concat(request.Query).DistinctBy(field => field.Key));
        }
        catch (Exception tooLarge) when (tooLarge is InvalidDataException or BadHttpRequestException)
        {
            throw StripeRefusal.Invalid("The request is too large.", status: StatusCodes.Status413PayloadTooLarge);
        }
    }

    /// <summary>A hash of the parameters that does not depend on their order.</summary>
    public string Fingerprint()
    {
        var pairs = _fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.ToString())}");
        var text = string.Join('&', pairs);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>The parameter's value; null when it is missing or empty.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        if (!_fields.TryGetValue(name, out var values) || values is not [.., { Length: > 0 } text])
            return null;
        return text.Length <= TextLimit ? text : throw StripeRefusal.Invalid($"Must be at most {TextLimit} characters.", name);
    }

    public string Required(string name) => Text(name) ?? throw StripeRefusal.Without(name);

    public long? Integer(string name) =>
        Text(name) switch
        {
            null => null,
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            var text => throw StripeRefusal.Invalid($"Invalid integer: {text}", name, "parameter_invalid_integer"),
        };

    public bool Flag(string name) =>
        Text(name) switch
        {
            null or "false" => false,
            "true" => true,
            var text => throw StripeRefusal.Invalid($"Invalid boolean: {text}", name),
        };

    public string? OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        var text = Text(name);
        if (text is null || allowed.Contains(text))
            return text;
        throw StripeRefusal.Invalid($"Invalid {name}: must be one of {string.Join(", ", allowed)}", name);
    }

    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
            return null;
        var isWeb = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        return isWeb ? url : throw StripeRefusal.Invalid("Not a valid URL", name, "url_invalid");
    }

    /// <summary>The values of <c>name[]</c> or <c>name[0]</c>, <c>name[1]</c> …</summary>
    public IReadOnlyList<string> List(string name) =>
        [
            .. Under(name)
                .Where(field => field.Path is "" || int.TryParse(field.Path, out _))
                .SelectMany(field => field.Values)
                .OfType<string>(),
        ];

    /// <summary>The name prefixes of a list's members, in order: <c>line_items[0]</c>, <c>line_items[1]</c> …</summary>
    public IReadOnlyList<string> Items(string name) =>
        [
            .. _fields
                .Keys.Select(key => ItemPattern().Match(key))
                .Where(match => match.Success && match.Groups[1].Value == name)
                .Select(match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
                .Distinct()
                .Order()
                .Select(index => $"{name}[{index}]"),
        ];

    /// <summary>Merges the given metadata into the earlier values. An empty value removes its key, <c>metadata=</c> removes all.</summary>
    public IReadOnlyDictionary<string, string> Metadata(IReadOnlyDictionary<string, string>? earlier = null)
    {
        const string name = "metadata";
        _known.Add(name);
        var kept = Has(name) || earlier is null ? [] : earlier.ToDictionary();
        var metadata = new SortedDictionary<string, string>(kept, StringComparer.Ordinal);
        foreach (var (key, values) in Under(name))
        {
            if (key.Length is 0 or > MetadataKeyLength)
                throw StripeRefusal.Invalid("Metadata keys have 1 to 40 characters.", name);
            var value = values.LastOrDefault() ?? "";
            if (value.Length > MetadataValueLength)
                throw StripeRefusal.Invalid("Metadata values have at most 500 characters.", $"{name}[{key}]");
            if (value is "")
                metadata.Remove(key);
            else
                metadata[key] = value;
        }
        return metadata.Count <= MetadataKeys ? metadata : throw StripeRefusal.Invalid("Metadata has at most 50 keys.", name);
    }

    /// <summary>Accepts parameters that have no effect here, and everything nested in them.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
            foreach (var key in _fields.Keys.Where(key => key.StartsWith(name + "[", StringComparison.Ordinal)))
                _known.Add(key);
        }
    }

    public void RefuseUnknown()
    {
        var unknown = _fields.Keys.FirstOrDefault(key => !_known.Contains(key));
        if (unknown is not null)
            throw StripeRefusal.Invalid($"Received unknown parameter: {unknown}", unknown, "parameter_unknown");
    }

    private List<(string Path, StringValues Values)> Under(string name)
    {
        var fields = _fields.Where(field => field.Key.StartsWith(name + "[", StringComparison.Ordinal) && field.Key[^1] == ']').ToList();
        foreach (var field in fields)
            _known.Add(field.Key);
        return [.. fields.Select(field => (field.Key[(name.Length + 1)..^1], field.Value))];
    }

    [GeneratedRegex(@"^([^\[]+)\[(\d{1,4})\]")]
    private static partial Regex ItemPattern();
}
