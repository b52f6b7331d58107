using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(
    Converters = [
        typeof(Camel<OrganizationRole>),
        typeof(Camel<OrganizationStatus>),
        typeof(Camel<WeekStart>),
        typeof(Camel<MemberKind>),
        typeof(Camel<InvitationStatus>),
        typeof(Camel<ActorKind>),
        typeof(Camel<ActivityState>),
        typeof(Camel<ReportFormat>),
    ]
)]
[JsonSerializable(typeof(OrganizationRequest))]
[JsonSerializable(typeof(OrganizationPageRequest))]
[JsonSerializable(typeof(OrganizationActivityRequest))]
[JsonSerializable(typeof(CreateOrganizationRequest))]
[JsonSerializable(typeof(UpdateOrganizationRequest))]
[JsonSerializable(typeof(LogoUploadRequest))]
[JsonSerializable(typeof(LogoRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(ChangeMemberRoleRequest))]
[JsonSerializable(typeof(InviteMemberRequest))]
[JsonSerializable(typeof(InvitationRequest))]
[JsonSerializable(typeof(GateDeviceRequest))]
[JsonSerializable(typeof(CreateGateDeviceRequest))]
[JsonSerializable(typeof(PairGateDeviceRequest))]
[JsonSerializable(typeof(PairingCodeView))]
[JsonSerializable(typeof(ListOf<GateDeviceView>))]
[JsonSerializable(typeof(PairedDeviceView))]
[JsonSerializable(typeof(OrganizerView))]
[JsonSerializable(typeof(OrganizationView))]
[JsonSerializable(typeof(ListOf<OrganizationView>))]
[JsonSerializable(typeof(ListOf<MemberView>))]
[JsonSerializable(typeof(ListOf<InvitationView>))]
[JsonSerializable(typeof(ListOf<ActivityView>))]
[JsonSerializable(typeof(MembershipView))]
[JsonSerializable(typeof(ListAttendeesRequest))]
[JsonSerializable(typeof(ListOf<AttendeeView>))]
[JsonSerializable(typeof(ExportAttendeesRequest))]
[JsonSerializable(typeof(ListOrdersRequest))]
[JsonSerializable(typeof(ExportOrdersRequest))]
[JsonSerializable(typeof(OrganizationAnalyticsRequest))]
[JsonSerializable(typeof(OrganizationAnalyticsView))]
internal sealed partial class OrganizationJson : JsonSerializerContext;
