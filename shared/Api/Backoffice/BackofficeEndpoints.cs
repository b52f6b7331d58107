using EventTicketing.Data;
using EventTicketing.Domain;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>The back office of an organization: the people who work for it, clients and projects, and time.</summary>
public static class BackofficeEndpoints
{
    public static readonly Endpoint<ListStaffRequest, ListOf<StaffView>> ListStaff = new(
        "GET",
        "/staff",
        Access.Staff,
        "Lists who works for an organization, who is invited, and who left, by name.",
        Grants.Write(Organizations, Users).AndRead(Staff, Invitations, Teams)
    )
    {
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<StaffRequest, StaffView> GetStaff = new(
        "GET",
        "/staff/{userId}",
        Access.Staff,
        "Returns the staff record of a person: one's own, or for managers anybody's. Only administrators of the organization see rates.",
        Grants.Write(Organizations, Users).AndRead(Staff, Teams)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<CreateStaffRequest, StaffView> CreateStaff = new(
        "POST",
        "/staff",
        Access.Staff,
        "Gives a member a staff record; anybody else is invited, and gets it by joining.",
        Grants.Write(Organizations, Invitations, Users, Notifications, Staff, Members).AndRead(Teams)
    )
    {
        FieldCodes = ["unknown_currency"],
        Recorded = true,
        Permission = Permissions.Staff,
        Status = 201,
        Idempotent = true,
        Problems = ["already_member", "organization_closed", "role_too_high", "too_many_invitations", "too_many_members"],
    };

    public static readonly Endpoint<InviteStaffRequest, InvitedStaffListView> InviteStaff = new(
        "POST",
        "/staff/invitations",
        Access.Staff,
        "Invites up to twenty people by address, and says for each of them whether it was possible.",
        Grants.Write(Organizations, Invitations, Users, Notifications).AndRead(Members)
    )
    {
        Recorded = true,
        Permission = Permissions.Staff,
        Status = 201,
        Idempotent = true,
    };

    public static readonly Endpoint<UpdateStaffRequest, StaffView> UpdateStaff = new(
        "PATCH",
        "/staff/{userId}",
        Access.Staff,
        "Changes a staff record. Managers change title and department; all else needs an administrator of the organization.",
        Grants.Write(Organizations, Members, Users, Staff).AndRead(Kyc, Teams)
    )
    {
        FieldCodes = ["ends_before_start", "unknown_currency"],
        Recorded = true,
        Permission = Permissions.Work,
        Conditional = true,
        Problems = ["last_owner", "not_a_member", "not_yourself", "organization_closed", "role_too_high"],
    };

    public static readonly Endpoint<StaffRequest, Nothing> DeleteStaff = new(
        "DELETE",
        "/staff/{userId}",
        Access.Staff,
        "Ends the membership of a person. The record stays, so that old time has a name.",
        Grants.Write(Organizations, Members, Users, Staff).AndRead(Kyc)
    )
    {
        Recorded = true,
        Permission = Permissions.Staff,
        Status = 204,
        Problems = ["last_owner", "role_too_high"],
    };

    public static readonly Endpoint<StaffActivityRequest, ListOf<ActivityView>> GetStaffActivity = new(
        "GET",
        "/staff/{userId}/activity",
        Access.Staff,
        "Lists what a person did in an organization, newest first: oneself, or for managers anybody.",
        Grants.Write(Organizations, Users).AndRead(Staff, Activities)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<ListTeamsRequest, ListOf<TeamView>> ListTeams = new(
        "GET",
        "/teams",
        Access.Staff,
        "Lists the teams of an organization by name.",
        Grants.Read(Teams)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<TeamRequest, TeamView> GetTeam = new(
        "GET",
        "/teams/{teamId}",
        Access.Staff,
        "Returns a team.",
        Grants.Read(Teams)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<CreateTeamRequest, TeamView> CreateTeam = new(
        "POST",
        "/teams",
        Access.Staff,
        "Creates a team. Its lead approves the time of its members.",
        Grants.Write(Organizations, Users, Teams).AndRead(Members)
    )
    {
        Recorded = true,
        Permission = Permissions.Work,
        Status = 201,
        Idempotent = true,
        Problems = ["not_a_member", "organization_closed", "too_many_teams"],
    };

    public static readonly Endpoint<UpdateTeamRequest, TeamView> UpdateTeam = new(
        "PATCH",
        "/teams/{teamId}",
        Access.Staff,
        "Changes a team.",
        Grants.Write(Organizations, Users, Teams).AndRead(Members)
    )
    {
        Recorded = true,
        Permission = Permissions.Work,
        Conditional = true,
        Problems = ["not_a_member"],
    };

    public static readonly Endpoint<TeamRequest, Nothing> DeleteTeam = new(
        "DELETE",
        "/teams/{teamId}",
        Access.Staff,
        "Deletes a team. Its members and their time stay.",
        Grants.Write(Teams)
    )
    {
        Recorded = true,
        Permission = Permissions.Work,
        Status = 204,
    };

    public static readonly Endpoint<ListClientsRequest, ListOf<ClientView>> ListClients = new(
        "GET",
        "/clients",
        Access.Organizer,
        "Lists the clients of an organization by name.",
        Grants.Read(Clients)
    )
    {
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<ClientRequest, ClientView> GetClient = new(
        "GET",
        "/clients/{clientId}",
        Access.Organizer,
        "Returns a client.",
        Grants.Read(Clients)
    )
    {
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<CreateClientRequest, ClientView> CreateClient = new(
        "POST",
        "/clients",
        Access.Organizer,
        "Creates a client.",
        Grants.Write(Organizations, Users, Clients)
    )
    {
        FieldCodes = ["currency_mismatch", "unknown_currency"],
        Recorded = true,
        Permission = Permissions.Work,
        Status = 201,
        Idempotent = true,
        Problems = ["organization_closed"],
    };

    public static readonly Endpoint<UpdateClientRequest, ClientView> UpdateClient = new(
        "PATCH",
        "/clients/{clientId}",
        Access.Organizer,
        "Changes a client.",
        Grants.Write(Clients)
    )
    {
        FieldCodes = ["currency_mismatch", "unknown_currency"],
        Recorded = true,
        Permission = Permissions.Work,
        Conditional = true,
        Problems = ["has_projects"],
    };

    public static readonly Endpoint<ClientRequest, Nothing> DeleteClient = new(
        "DELETE",
        "/clients/{clientId}",
        Access.Organizer,
        "Deletes a client that has no projects.",
        Grants.Write(Clients)
    )
    {
        Recorded = true,
        Permission = Permissions.Work,
        Status = 204,
        Problems = ["has_projects"],
    };

    public static readonly Endpoint<ListProjectsRequest, ListOf<ProjectView>> ListProjects = new(
        "GET",
        "/projects",
        Access.Staff,
        "Lists the projects of an organization by name: for staff, those on which they may enter time.",
        Grants.Write(Organizations, Users).AndRead(Projects, Clients, Events, TimeEntries, Staff)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<ProjectRequest, ProjectView> GetProject = new(
        "GET",
        "/projects/{projectId}",
        Access.Staff,
        "Returns a project. Amounts and the time that was spent on it are shown to managers.",
        Grants.Read(Projects, Clients, Events, TimeEntries, Staff)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<CreateProjectRequest, ProjectView> CreateProject = new(
        "POST",
        "/projects",
        Access.Organizer,
        "Creates a project, perhaps for a client, perhaps for an event.",
        Grants.Write(Organizations, Users, Projects, Clients).AndRead(Events, Members, TimeEntries, Staff)
    )
    {
        FieldCodes = ["duplicate_person", "ends_before_start"],
        Recorded = true,
        Permission = Permissions.Work,
        Status = 201,
        Idempotent = true,
        Problems = ["client_archived", "currency_mismatch", "not_a_member", "organization_closed"],
    };

    public static readonly Endpoint<UpdateProjectRequest, ProjectView> UpdateProject = new(
        "PATCH",
        "/projects/{projectId}",
        Access.Organizer,
        "Changes a project. A client in another currency is refused.",
        Grants.Write(Organizations, Users, Projects, Clients).AndRead(Events, Members, TimeEntries, Staff)
    )
    {
        FieldCodes = ["duplicate_person", "ends_before_start"],
        Recorded = true,
        Permission = Permissions.Work,
        Conditional = true,
        Problems = ["client_archived", "currency_mismatch", "not_a_member"],
    };

    public static readonly Endpoint<ProjectRequest, Nothing> DeleteProject = new(
        "DELETE",
        "/projects/{projectId}",
        Access.Organizer,
        "Deletes a project on which no time was ever entered.",
        Grants.Write(Projects, Clients)
    )
    {
        Recorded = true,
        Permission = Permissions.Work,
        Status = 204,
        Problems = ["has_time_entries"],
    };

    public static readonly Endpoint<ListTimeEntriesRequest, ListOf<TimeEntryView>> ListTimeEntries = new(
        "GET",
        "/time-entries",
        Access.Staff,
        "Lists time, latest day first: one's own, for the lead of a team that of its members, for managers everybody's.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries, Projects, Clients, Staff, Teams)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<CreateTimeEntryRequest, TimeEntryView> CreateTimeEntry = new(
        "POST",
        "/time-entries",
        Access.Staff,
        "Enters time on a project. Managers enter it for others, too.",
        Grants.Write(Organizations, Users, TimeEntries, Projects, Staff).AndRead(Clients, Members)
    )
    {
        FieldCodes = ["duration_required", "ends_before_start", "out_of_range", "outside_employment", "outside_project", "over_midnight"],
        Recorded = true,
        Permission = Permissions.Time,
        Status = 201,
        Idempotent = true,
        Problems = ["not_on_project", "organization_closed", "period_closed", "project_closed"],
    };

    public static readonly Endpoint<TimeEntryRequest, TimeEntryView> GetTimeEntry = new(
        "GET",
        "/time-entries/{timeEntryId}",
        Access.Staff,
        "Returns a time entry.",
        Grants.Read(Organizations, TimeEntries, Projects, Clients, Staff, Teams)
    )
    {
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<UpdateTimeEntryRequest, TimeEntryView> UpdateTimeEntry = new(
        "PATCH",
        "/time-entries/{timeEntryId}",
        Access.Staff,
        "Changes a draft or a rejected time entry; the latter becomes a draft.",
        Grants.Write(Organizations, Users, TimeEntries, Projects).AndRead(Clients, Staff, Members)
    )
    {
        FieldCodes = ["duration_required", "ends_before_start", "out_of_range", "outside_employment", "outside_project", "over_midnight"],
        Recorded = true,
        Permission = Permissions.Time,
        Conditional = true,
        Problems = ["entry_locked", "not_on_project", "period_closed", "project_closed"],
    };

    public static readonly Endpoint<TimeEntryRequest, Nothing> DeleteTimeEntry = new(
        "DELETE",
        "/time-entries/{timeEntryId}",
        Access.Staff,
        "Deletes a draft or a rejected time entry.",
        Grants.Write(Organizations, TimeEntries)
    )
    {
        Recorded = true,
        Permission = Permissions.Time,
        Status = 204,
        Problems = ["entry_locked", "period_closed"],
    };

    public static readonly Endpoint<TimeEntryRequest, TimeEntryView> SubmitTimeEntry = new(
        "POST",
        "/time-entries/{timeEntryId}/submit",
        Access.Staff,
        "Submits one's own time for approval.",
        Grants.Write(Organizations, TimeEntries).AndRead(Projects, Clients, Staff)
    )
    {
        Recorded = true,
        Permission = Permissions.Time,
        Conditional = true,
        Problems = ["entry_locked", "period_closed"],
    };

    public static readonly Endpoint<SubmitTimeRequest, SubmittedTimeView> SubmitTime = new(
        "POST",
        "/time-entries/submit",
        Access.Staff,
        "Submits one's own time of up to 31 days for approval.",
        Grants.Write(Organizations, Users, TimeEntries)
    )
    {
        FieldCodes = ["ends_before_start", "range_too_long"],
        Recorded = true,
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<TimeEntryRequest, TimeEntryView> WithdrawTimeEntry = new(
        "POST",
        "/time-entries/{timeEntryId}/withdraw",
        Access.Staff,
        "Takes one's own submitted time back: it is a draft again.",
        Grants.Write(Organizations, TimeEntries).AndRead(Projects, Clients, Staff)
    )
    {
        Recorded = true,
        Permission = Permissions.Time,
        Conditional = true,
        Problems = ["not_submitted", "period_closed"],
    };

    public static readonly Endpoint<TimeEntryRequest, TimeEntryView> ApproveTimeEntry = new(
        "POST",
        "/time-entries/{timeEntryId}/approve",
        Access.Staff,
        "Approves submitted time and freezes its rates. For managers, and for the lead of a team of the person.",
        Grants.Write(Organizations, TimeEntries).AndRead(Projects, Clients, Staff, Teams)
    )
    {
        Recorded = true,
        Permission = Permissions.Time,
        Conditional = true,
        Problems = ["not_submitted", "not_your_own", "period_closed"],
    };

    public static readonly Endpoint<ReasonedTimeEntryRequest, TimeEntryView> RejectTimeEntry = new(
        "POST",
        "/time-entries/{timeEntryId}/reject",
        Access.Staff,
        "Rejects submitted time. The person gets a mail with the reason.",
        Grants.Write(Organizations, TimeEntries, Notifications).AndRead(Projects, Clients, Staff, Teams)
    )
    {
        Recorded = true,
        Permission = Permissions.Time,
        Conditional = true,
        Problems = ["not_submitted", "not_your_own", "period_closed"],
    };

    public static readonly Endpoint<ReviewTimeRequest, ReviewedTimeListView> ReviewTime = new(
        "POST",
        "/time-entries/review",
        Access.Staff,
        "Approves or rejects up to a hundred time entries, and says for each of them whether it was possible.",
        Grants.Write(Organizations, TimeEntries, Notifications).AndRead(Projects, Clients, Staff, Teams)
    )
    {
        FieldCodes = ["reason_required"],
        Recorded = true,
        Permission = Permissions.Time,
    };

    public static readonly Endpoint<ReasonedTimeEntryRequest, TimeEntryView> ReopenTimeEntry = new(
        "POST",
        "/time-entries/{timeEntryId}/reopen",
        Access.Organizer,
        "Makes approved time a draft again.",
        Grants.Write(Organizations, TimeEntries).AndRead(Projects, Clients, Staff)
    )
    {
        Recorded = true,
        Permission = Permissions.Work,
        Conditional = true,
        Problems = ["entry_invoiced", "not_approved", "period_closed"],
    };

    public static readonly Endpoint<StartTimerRequest, TimeEntryView> StartTimer = new(
        "POST",
        "/timer",
        Access.Staff,
        "Starts to time one's work on a project. The answer is the entry that it will be.",
        Grants.Write(Organizations, Users, Staff, Projects).AndRead(Clients, Members)
    )
    {
        FieldCodes = ["out_of_range", "outside_employment", "outside_project"],
        Recorded = true,
        Permission = Permissions.Time,
        Status = 201,
        Problems = ["not_on_project", "organization_closed", "period_closed", "project_closed", "timer_running"],
    };

    public static readonly Endpoint<StopTimerRequest, TimeEntryView> StopTimer = new(
        "POST",
        "/timer/stop",
        Access.Staff,
        "Stops the timer and returns its time entry: over midnight, the first of several. Or throws the time away.",
        Grants.Write(Organizations, Users, Staff, TimeEntries, Projects).AndRead(Clients)
    )
    {
        Recorded = true,
        Permission = Permissions.Time,
        Problems = ["no_timer", "period_closed"],
    };

    public static readonly Endpoint<ClosePeriodRequest, ClosedPeriodView> ClosePeriod = new(
        "POST",
        "/time-entries/close",
        Access.Staff,
        "Closes all days up to one: no time entry of them changes any more.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries)
    )
    {
        FieldCodes = ["in_the_future"],
        Recorded = true,
        Permission = Permissions.Staff,
        Problems = ["unapproved_time"],
    };

    public static readonly Endpoint<TimeReportRequest, TimeReportView> GetTimeReport = new(
        "GET",
        "/reports/time",
        Access.Organizer,
        "Sums up time by day, week, project, person or team.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries, Projects, Clients, Staff, Teams)
    )
    {
        FieldCodes = ["ends_before_start", "range_too_long"],
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<WorkReportRequest, ProjectReportView> GetProjectReport = new(
        "GET",
        "/reports/project",
        Access.Organizer,
        "Sums up time by project: against its budget, what it is worth and costs, and what its event has sold.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries, Projects, Clients, Staff, Events, Registrations, Tickets, Tables.Inventory)
    )
    {
        FieldCodes = ["ends_before_start", "range_too_long"],
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<WorkReportRequest, ClientReportView> GetClientReport = new(
        "GET",
        "/reports/client",
        Access.Organizer,
        "Sums up time by client: what it is worth, and what is invoiced.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries, Projects, Clients, Staff)
    )
    {
        FieldCodes = ["ends_before_start", "range_too_long"],
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<WorkReportRequest, UserReportView> GetUserReport = new(
        "GET",
        "/reports/user",
        Access.Organizer,
        "Sums up time by person, against the agreed working time.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries, Projects, Clients, Staff)
    )
    {
        FieldCodes = ["ends_before_start", "range_too_long"],
        Permission = Permissions.Work,
    };

    public static readonly Endpoint<ExportWorkReportRequest, ReportView> ExportWorkReport = new(
        "GET",
        "/reports/export",
        Access.Organizer,
        "Writes a report on time, or the entries themselves, as CSV or XLSX, and returns a link to it, valid for 15 minutes.",
        Grants.Write(Organizations, Users).AndRead(TimeEntries, Projects, Clients, Staff, Teams).And(Buckets.Exports, May.Get | May.Put)
    )
    {
        FieldCodes = ["ends_before_start", "range_too_long"],
        Recorded = true,
        Permission = Permissions.Work,
    };
}
