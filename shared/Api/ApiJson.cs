using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>How requests and answers are written: camelCase, enums as camelCase text (refusals at the gate are codes: snake_case), numbers never as text.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.Strict, Converters =
[
    typeof(Instant), typeof(Camel<EventStatus>), typeof(Camel<PriceDisplay>), typeof(Camel<TaxName>), typeof(Camel<Availability>), typeof(Camel<RegistrationStatus>), typeof(Camel<PaymentState>), typeof(Camel<RefundStatus>),
    typeof(Camel<RefundReason>), typeof(Camel<CancelledBy>),
    typeof(Camel<TicketStatus>), typeof(Camel<ScanResult>), typeof(Camel<ScanConflict>), typeof(Camel<CheckInKind>), typeof(Camel<OrganizationRole>), typeof(Snake<ScanRefusal>),
])]
[JsonSerializable(typeof(NoRequest))]
[JsonSerializable(typeof(PageRequest))]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(EventPageRequest))]
[JsonSerializable(typeof(CreateEventRequest))]
[JsonSerializable(typeof(ListEventsRequest))]
[JsonSerializable(typeof(ListMyEventsRequest))]
[JsonSerializable(typeof(UpdateEventRequest))]
[JsonSerializable(typeof(CancelEventRequest))]
[JsonSerializable(typeof(AddTicketTypeRequest))]
[JsonSerializable(typeof(UpdateTicketTypeRequest))]
[JsonSerializable(typeof(EventImageUploadRequest))]
[JsonSerializable(typeof(EventImageRequest))]
[JsonSerializable(typeof(CreateRegistrationRequest))]
[JsonSerializable(typeof(RegistrationRequest))]
[JsonSerializable(typeof(CancelRegistrationRequest))]
[JsonSerializable(typeof(ListEventRegistrationsRequest))]
[JsonSerializable(typeof(CalculateTaxRequest))]
[JsonSerializable(typeof(ProcessPaymentRequest))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(ValidateTicketRequest))]
[JsonSerializable(typeof(UndoCheckInRequest))]
[JsonSerializable(typeof(CheckInListRequest))]
[JsonSerializable(typeof(SyncCheckInsRequest))]
[JsonSerializable(typeof(UpdateProfileRequest))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(ListOf<EventView>))]
[JsonSerializable(typeof(ImageUploadView))]
[JsonSerializable(typeof(AudienceView))]
[JsonSerializable(typeof(EventAnalyticsView))]
[JsonSerializable(typeof(ReportView))]
[JsonSerializable(typeof(RegistrationView))]
[JsonSerializable(typeof(ListOf<RegistrationView>))]
[JsonSerializable(typeof(RefundView))]
[JsonSerializable(typeof(TaxView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(TicketView))]
[JsonSerializable(typeof(ListOf<TicketView>))]
[JsonSerializable(typeof(ScanView))]
[JsonSerializable(typeof(ScannedTicketView))]
[JsonSerializable(typeof(ListOf<CheckInView>))]
[JsonSerializable(typeof(CheckInListView))]
[JsonSerializable(typeof(SyncedScansView))]
[JsonSerializable(typeof(SigningKeysView))]
[JsonSerializable(typeof(ProfileView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemView))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Answers are JSON, never part of a page: no need to escape more than JSON asks for.</summary>
    public static ApiJson Wire => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>RFC 3339 in UTC, with milliseconds only where there are any.</summary>
public sealed class Instant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetDateTimeOffset().ToUnixTimeMilliseconds());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(
        value.UtcDateTime.ToString(value.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}

public sealed class Camel<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;

public sealed class Snake<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) where T : struct, Enum;
