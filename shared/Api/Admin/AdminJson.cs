using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(Converters = [typeof(Camel<UserStatus>), typeof(Camel<KycRequirement>), typeof(Camel<ReportFormat>)])]
[JsonSerializable(typeof(ListUsersRequest))]
[JsonSerializable(typeof(UserRequest))]
[JsonSerializable(typeof(UserActRequest))]
[JsonSerializable(typeof(DeleteUserRequest))]
[JsonSerializable(typeof(InviteUserRequest))]
[JsonSerializable(typeof(SetUserGroupsRequest))]
[JsonSerializable(typeof(ListKycRequestsRequest))]
[JsonSerializable(typeof(KycRequestRequest))]
[JsonSerializable(typeof(ReviewKycRequestRequest))]
[JsonSerializable(typeof(ListBookingsRequest))]
[JsonSerializable(typeof(ListAllOrganizationsRequest))]
[JsonSerializable(typeof(OrganizationActRequest))]
[JsonSerializable(typeof(ListAuditLogRequest))]
[JsonSerializable(typeof(UpdatePlatformSettingsRequest))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(ListOf<UserView>))]
[JsonSerializable(typeof(KycReviewView))]
[JsonSerializable(typeof(ListOf<KycReviewView>))]
[JsonSerializable(typeof(PlatformSettingsView))]
[JsonSerializable(typeof(PlatformAnalyticsRequest))]
[JsonSerializable(typeof(ExportPlatformAnalyticsRequest))]
[JsonSerializable(typeof(PlatformAnalyticsView))]
internal sealed partial class AdminJson : JsonSerializerContext;
