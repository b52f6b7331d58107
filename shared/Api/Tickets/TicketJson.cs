using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(
    Converters = [
        typeof(Camel<TicketStatus>),
        typeof(Camel<ScanResult>),
        typeof(Camel<ScanConflict>),
        typeof(Camel<CheckInKind>),
        typeof(Snake<ScanRefusal>),
    ]
)]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(ValidateTicketRequest))]
[JsonSerializable(typeof(UndoCheckInRequest))]
[JsonSerializable(typeof(CheckInListRequest))]
[JsonSerializable(typeof(SyncCheckInsRequest))]
[JsonSerializable(typeof(TicketView))]
[JsonSerializable(typeof(ListOf<TicketView>))]
[JsonSerializable(typeof(ScanView))]
[JsonSerializable(typeof(ScannedTicketView))]
[JsonSerializable(typeof(ListOf<CheckInView>))]
[JsonSerializable(typeof(CheckInListView))]
[JsonSerializable(typeof(SyncedScansView))]
[JsonSerializable(typeof(SigningKeysView))]
internal sealed partial class TicketJson : JsonSerializerContext;
