using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(
    Converters = [
        typeof(Camel<EventStatus>),
        typeof(Camel<PriceDisplay>),
        typeof(Camel<TaxName>),
        typeof(Camel<Availability>),
        typeof(Camel<ReportFormat>),
    ]
)]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(ExportEventReportRequest))]
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
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(ListOf<EventView>))]
[JsonSerializable(typeof(ImageUploadView))]
[JsonSerializable(typeof(AudienceView))]
[JsonSerializable(typeof(MessageAttendeesRequest))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(EventAnalyticsView))]
[JsonSerializable(typeof(ReportView))]
internal sealed partial class EventJson : JsonSerializerContext;
