using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>
/// How things are stored. A property may be added if null, false or 0 is right for what is stored already: generated deserializers do not know
/// initial values. A renamed one would lose what is stored under the old name.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(SortableInstant)])]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(CheckIn))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Quota))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(AnsweredRequest))]
[JsonSerializable(typeof(DueRegistration))]
[JsonSerializable(typeof(DueNotification))]
[JsonSerializable(typeof(LocatedTicket))]
public sealed partial class DataJson : JsonSerializerContext
{
    /// <summary>Our own text, never inside HTML: no need to escape beyond JSON.</summary>
    public static DataJson Stored => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>UTC with milliseconds, always as many characters, so that texts sort as instants do.</summary>
public sealed class SortableInstant : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
