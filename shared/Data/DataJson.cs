using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>
/// The JSON in which objects are stored. A new property must be right as null, false or 0 for objects that are stored already: generated
/// deserializers ignore initial values. Renaming a property would lose what is stored under the old name.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(SortableInstant)]
)]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(CheckIn))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(GateDevice))]
[JsonSerializable(typeof(WaitingDevice))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(Revocation))]
[JsonSerializable(typeof(KycRequest))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(DaySummary))]
[JsonSerializable(typeof(PeopleCount))]
[JsonSerializable(typeof(Erasure))]
[JsonSerializable(typeof(PlatformSettings))]
[JsonSerializable(typeof(WebhookEndpoint))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(StaffRecord))]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(Client))]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(TimeEntry))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(Quota))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(AnsweredRequest))]
[JsonSerializable(typeof(DueRegistration))]
[JsonSerializable(typeof(DueNotification))]
[JsonSerializable(typeof(DueKyc))]
[JsonSerializable(typeof(DueActivity))]
[JsonSerializable(typeof(DueErasure))]
[JsonSerializable(typeof(DueWebhook))]
[JsonSerializable(typeof(LocatedWebhookEndpoint))]
[JsonSerializable(typeof(LocatedTicket))]
public sealed partial class DataJson : JsonSerializerContext
{
    /// <summary>The JSON is never embedded in HTML, so nothing beyond JSON's own escaping is needed.</summary>
    public static DataJson Stored =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>UTC with milliseconds, in a fixed length, so that the order of texts is the order of instants.</summary>
public sealed class SortableInstant : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));
}
