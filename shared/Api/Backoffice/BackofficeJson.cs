using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(
    Converters = [
        typeof(Camel<OrganizationRole>),
        typeof(Camel<InvitationStatus>),
        typeof(Camel<StaffStatus>),
        typeof(Camel<ClientStatus>),
        typeof(Camel<ProjectBilling>),
        typeof(Camel<ProjectStatus>),
        typeof(Camel<TimeEntryStatus>),
        typeof(Camel<TimeDecision>),
        typeof(Camel<TimeGrouping>),
        typeof(Camel<WorkReport>),
        typeof(Camel<ReportFormat>),
        typeof(Camel<ActorKind>),
        typeof(Camel<ActivityState>),
    ]
)]
[JsonSerializable(typeof(ListStaffRequest))]
[JsonSerializable(typeof(StaffRequest))]
[JsonSerializable(typeof(StaffActivityRequest))]
[JsonSerializable(typeof(CreateStaffRequest))]
[JsonSerializable(typeof(InviteStaffRequest))]
[JsonSerializable(typeof(UpdateStaffRequest))]
[JsonSerializable(typeof(StaffView))]
[JsonSerializable(typeof(ListOf<StaffView>))]
[JsonSerializable(typeof(InvitedStaffListView))]
[JsonSerializable(typeof(ListOf<ActivityView>))]
[JsonSerializable(typeof(ListTeamsRequest))]
[JsonSerializable(typeof(TeamRequest))]
[JsonSerializable(typeof(CreateTeamRequest))]
[JsonSerializable(typeof(UpdateTeamRequest))]
[JsonSerializable(typeof(TeamView))]
[JsonSerializable(typeof(ListOf<TeamView>))]
[JsonSerializable(typeof(ListClientsRequest))]
[JsonSerializable(typeof(ClientRequest))]
[JsonSerializable(typeof(CreateClientRequest))]
[JsonSerializable(typeof(UpdateClientRequest))]
[JsonSerializable(typeof(ClientView))]
[JsonSerializable(typeof(ListOf<ClientView>))]
[JsonSerializable(typeof(ListProjectsRequest))]
[JsonSerializable(typeof(ProjectRequest))]
[JsonSerializable(typeof(CreateProjectRequest))]
[JsonSerializable(typeof(UpdateProjectRequest))]
[JsonSerializable(typeof(ProjectView))]
[JsonSerializable(typeof(ListOf<ProjectView>))]
[JsonSerializable(typeof(ListTimeEntriesRequest))]
[JsonSerializable(typeof(TimeEntryRequest))]
[JsonSerializable(typeof(CreateTimeEntryRequest))]
[JsonSerializable(typeof(UpdateTimeEntryRequest))]
[JsonSerializable(typeof(ReasonedTimeEntryRequest))]
[JsonSerializable(typeof(SubmitTimeRequest))]
[JsonSerializable(typeof(ReviewTimeRequest))]
[JsonSerializable(typeof(StartTimerRequest))]
[JsonSerializable(typeof(StopTimerRequest))]
[JsonSerializable(typeof(ClosePeriodRequest))]
[JsonSerializable(typeof(TimeEntryView))]
[JsonSerializable(typeof(ListOf<TimeEntryView>))]
[JsonSerializable(typeof(SubmittedTimeView))]
[JsonSerializable(typeof(ReviewedTimeListView))]
[JsonSerializable(typeof(ClosedPeriodView))]
[JsonSerializable(typeof(WorkReportRequest))]
[JsonSerializable(typeof(TimeReportRequest))]
[JsonSerializable(typeof(ExportWorkReportRequest))]
[JsonSerializable(typeof(TimeReportView))]
[JsonSerializable(typeof(ProjectReportView))]
[JsonSerializable(typeof(ClientReportView))]
[JsonSerializable(typeof(UserReportView))]
[JsonSerializable(typeof(ReportView))]
internal sealed partial class BackofficeJson : JsonSerializerContext;
