using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventTicketing.Api;

/// <summary>
/// The JSON of requests and responses: names in camelCase, numbers never as text, enums as camelCase text except scan refusals, which are
/// snake_case codes.
/// </summary>
public static class ApiJson
{
    private static readonly JsonSerializerContext[] Contexts = [CommonJson.Default, .. Endpoints.Areas.Select(area => area.Json)];

    public static JsonSerializerOptions Wire { get; } = Combined();

    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Wire.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Combined()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = JsonNumberHandling.Strict,
            // Responses are never embedded in HTML, so only the escapes that JSON itself requires are needed.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(Contexts),
        };
        foreach (var converter in Contexts.SelectMany(context => context.Options.Converters))
            options.Converters.Add(converter);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(Converters = [typeof(Instant)])]
[JsonSerializable(typeof(NoRequest))]
[JsonSerializable(typeof(PageRequest))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(ProblemView))]
internal sealed partial class CommonJson : JsonSerializerContext;

/// <summary>An instant as RFC 3339 in UTC; milliseconds are written only when they are not zero.</summary>
public sealed class Instant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetDateTimeOffset().ToUnixTimeMilliseconds());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.UtcDateTime.ToString(
                value.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture
            )
        );
}
