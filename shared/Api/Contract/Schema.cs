using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using EventTicketing.Domain;

namespace EventTicketing.Api;

public enum JsonType
{
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
}

/// <summary>
/// The schema of a request or response, derived from its type and its limits. Requests are validated against it before a function runs, and
/// the OpenAPI document is generated from it, so the two cannot differ.
/// </summary>
public sealed class Schema
{
    private const int MaxErrors = 20;

    /// <summary>Shown in place of a field name that is not valid Unicode.</summary>
    private const string NoText = "\ufffd";

    private static readonly ConcurrentDictionary<Type, Schema> Known = new();
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public required JsonType Type { get; init; }

    /// <summary>The .NET type of an object or an enum, or of the values of a scalar.</summary>
    public required Type ClrType { get; init; }

    public bool Nullable { get; private init; }
    public IReadOnlyDictionary<string, Schema> Properties { get; private init; } = new Dictionary<string, Schema>();
    public IReadOnlySet<string> Required { get; private init; } = new HashSet<string>();
    public Schema? Items { get; private init; }

    /// <summary>The schema of the values of a dictionary.</summary>
    public Schema? Values { get; private init; }

    public SizeAttribute? Size { get; private init; }
    public BetweenAttribute? Between { get; private init; }
    public string? Pattern { get; private init; }

    /// <summary>The allowed texts, as in JSON; null when any text is allowed.</summary>
    public IReadOnlyList<string>? OneOf { get; private init; }

    public bool IsInstant { get; private init; }
    public bool IsEmail { get; private init; }
    public bool IsMultiline { get; private init; }
    public bool IsVerbatim { get; private init; }

    /// <summary>The property that has this schema; its doc comment becomes the description.</summary>
    public MemberInfo? Member { get; private init; }

    /// <param name="type">A type that is registered in <see cref="ApiJson"/>.</param>
    public static Schema Of(Type type) => Known.GetOrAdd(type, static type => Of(ApiJson.Wire.GetTypeInfo(type), null));

    /// <summary>Whether the body of a call is required: it has required fields that are not in the path.</summary>
    public static bool NeedsBody(Endpoint endpoint) =>
        endpoint.HasBody
        && (endpoint.Request == typeof(WebhookRequest) || Of(endpoint.Request).Required.Except(endpoint.PathParameters).Any());

    /// <param name="each">The limits of the elements of a list, which have no property of their own.</param>
    private static Schema Of(JsonTypeInfo json, JsonPropertyInfo? property, EachAttribute? each = null)
    {
        var type = System.Nullable.GetUnderlyingType(json.Type) ?? json.Type;
        // That of a nullable value does not have the properties of the value.
        var shape = type == json.Type ? json : ApiJson.Wire.GetTypeInfo(type);
        var limits = property?.AttributeProvider;
        T? Limit<T>()
            where T : Attribute => limits?.GetCustomAttributes(typeof(T), false).FirstOrDefault() as T;
        var isDay = Limit<DayAttribute>() is not null;
        return new Schema
        {
            Type = shape.Kind switch
            {
                JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => JsonType.Object,
                JsonTypeInfoKind.Enumerable => JsonType.Array,
                _ when type == typeof(bool) => JsonType.Boolean,
                _ when type == typeof(int) || type == typeof(long) => JsonType.Integer,
                _ when type == typeof(decimal) => JsonType.Number,
                _ => JsonType.String,
            },
            ClrType = type,
            Nullable =
                (property?.IsGetNullable == true || type != json.Type)
                && (property?.DeclaringType.IsSubclassOf(typeof(PatchRequest)) != true || Limit<ClearableAttribute>() is not null),
            Properties = shape
                .Properties.Where(inner => !IsIgnored(inner))
                .ToDictionary(
                    inner => inner.Name,
                    inner => Of(ApiJson.Wire.GetTypeInfo(inner.PropertyType), inner),
                    StringComparer.Ordinal
                ),
            Required = shape.Properties.Where(inner => inner.IsRequired).Select(inner => inner.Name).ToHashSet(StringComparer.Ordinal),
            Items =
                shape.Kind == JsonTypeInfoKind.Enumerable
                    ? Of(ApiJson.Wire.GetTypeInfo(shape.ElementType!), null, Limit<EachAttribute>())
                    : null,
            Values = shape.Kind == JsonTypeInfoKind.Dictionary ? Of(ApiJson.Wire.GetTypeInfo(shape.ElementType!), null) : null,
            Size = each?.Size ?? Limit<SizeAttribute>() ?? (isDay ? DayAttribute.Size : null),
            Between = Limit<BetweenAttribute>(),
            Pattern = Limit<PatternAttribute>()?.Pattern ?? (isDay ? DayAttribute.Pattern : null),
            OneOf = Allowed(type, Limit<OneOfAttribute>()?.Values),
            IsEmail = each?.Email ?? Limit<EmailAttribute>() is not null,
            IsMultiline = Limit<MultilineAttribute>() is not null,
            IsVerbatim = Limit<VerbatimAttribute>() is not null,
            IsInstant = type == typeof(DateTimeOffset),
            Member = limits as MemberInfo,
        };
    }

    /// <summary>The allowed texts; null when any text is allowed.</summary>
    private static IReadOnlyList<string>? Allowed(Type type, IReadOnlyList<object>? limit)
    {
        if (!type.IsEnum)
            return limit is null ? null : [.. limit.Cast<string>()];
        var json = ApiJson.Wire.GetTypeInfo(type);
        var all = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Enum.ToObject(type, value));
        return [.. (limit ?? [.. all]).Select(value => JsonSerializer.SerializeToElement(value, json).GetString()!)];
    }

    /// <summary>A property with JsonIgnore is listed too, but has neither getter nor setter.</summary>
    private static bool IsIgnored(JsonPropertyInfo property) => property is { Get: null, Set: null };

    /// <summary>Validates a value. Returns at most 20 errors, each with the path of its field; empty when the value is valid.</summary>
    public IReadOnlyList<FieldError> Check(JsonElement value)
    {
        List<FieldError> errors = [];
        Check(value, "", errors);
        return errors;
    }

    private void Check(JsonElement value, string path, List<FieldError> errors)
    {
        if (errors.Count >= MaxErrors)
            return;
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!Nullable)
                errors.Add(new(path, "required", "This may not be null."));
            return;
        }

        var error = Type switch
        {
            JsonType.Object => CheckObject(value, path, errors),
            JsonType.Array => CheckArray(value, path, errors),
            JsonType.String => CheckText(value),
            JsonType.Integer => CheckInteger(value),
            JsonType.Number => value.ValueKind == JsonValueKind.Number ? null : ("invalid_type", "This must be a number."),
            _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : ("invalid_type", "This must be true or false."),
        };
        if (error is var (code, message))
            errors.Add(new(path, code, message));
    }

    private (string, string)? CheckObject(JsonElement value, string path, List<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return ("invalid_type", "This must be an object.");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            if (errors.Count >= MaxErrors)
                break;
            var name = field.ValidName();
            var inner = path.Length == 0 ? name ?? NoText : $"{path}.{name ?? NoText}";
            if (name is null)
                errors.Add(new(Shortened(inner), "invalid_characters", "This name is not valid Unicode."));
            else if (!Properties.TryGetValue(name, out var schema))
                errors.Add(new(Shortened(inner), "unknown_field", "There is no such field."));
            else if (!seen.Add(name))
                errors.Add(new(inner, "duplicate_field", "This field is given twice."));
            else
                schema.Check(field.Value, inner, errors);
        }

        foreach (var missing in Required.Where(name => !seen.Contains(name)))
            errors.Add(new(path.Length == 0 ? missing : $"{path}.{missing}", "required", "This field is required."));
        return null;
    }

    private (string, string)? CheckArray(JsonElement value, string path, List<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return ("invalid_type", "This must be a list.");
        var count = value.GetArrayLength();
        if (count < Size?.Minimum)
            return ("too_few", $"At least {Size.Minimum}.");
        if (count > Size?.Maximum)
            return ("too_many", $"At most {Size.Maximum}.");
        var index = 0;
        foreach (var element in value.EnumerateArray())
            Items!.Check(element, $"{path}[{index++}]", errors);
        return null;
    }

    private (string, string)? CheckInteger(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return ("invalid_type", "This must be a whole number.");
        if (!value.TryGetInt64(out var number))
            return ("invalid_type", "This whole number is too large.");
        return number < Between?.Minimum || number > Between?.Maximum
            ? ("out_of_range", $"From {Between.Minimum} to {Between.Maximum}.")
            : null;
    }

    private (string, string)? CheckText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return ("invalid_type", "This must be a text.");
        if (value.ValidText() is not { } text)
            return ("invalid_characters", "This is not valid Unicode.");
        if (IsInstant)
            return CheckInstant(value, text);
        if (OneOf is not null)
            return OneOf.Contains(text) ? null : ("unknown_value", $"One of {string.Join(", ", OneOf)}.");
        if (!IsVerbatim && text.Any(character => char.IsControl(character) && !(IsMultiline && (character is '\n' or '\r' or '\t'))))
            return ("invalid_characters", "Control characters are not allowed.");
        var length = text.EnumerateRunes().Count();
        if (length < Size?.Minimum || (Size?.Minimum > 0 && string.IsNullOrWhiteSpace(text)))
            return ("too_short", $"At least {Size.Minimum} characters.");
        if (length > Size?.Maximum)
            return ("too_long", $"At most {Size.Maximum} characters.");
        if (Pattern is not null && !MatchesWhole(text, Pattern))
            return ("invalid_format", $"This matches {Pattern}.");
        return IsEmail && !LooksLikeEmail(text) ? ("invalid_email", "This must be an e-mail address.") : null;
    }

    /// <summary>
    /// In .NET, unlike in JavaScript and JSON Schema, <c>$</c> also matches before a final line feed. No match timeout: the length has been
    /// checked before, and a process paused at the wrong moment would refuse a valid text.
    /// </summary>
    private static bool MatchesWhole(string text, string pattern) =>
        !text.EndsWith('\n') && Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript);

    private static (string, string)? CheckInstant(JsonElement value, string text)
    {
        var zoned = text.Length > 19 && (text[^1] == 'Z' || (text[^3] == ':' && text[^6] is '+' or '-'));
        if (!zoned || !value.TryGetDateTimeOffset(out var instant))
            return ("invalid_instant", "This must be an instant as in RFC 3339, such as 2026-12-31T20:00:00Z.");
        return instant < Earliest || instant > Latest ? ("out_of_range", "From 1970 to 2100.") : null;
    }

    /// <summary>The local part must be ASCII, because SES takes no other. An international domain can be encoded as ASCII.</summary>
    private static bool LooksLikeEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at is > 0 and <= 64
            && text.IndexOf('.', at) > at + 1
            && text[^1] != '.'
            && Ascii.IsValid(text.AsSpan(0, at))
            && !text.Any(character => char.IsWhiteSpace(character) || character is '<' or '>' or ',' or ';' or '"');
    }

    private static string Shortened(string path) => path.Length <= 100 ? path : string.Concat(path.AsSpan(0, 100), "…");
}
