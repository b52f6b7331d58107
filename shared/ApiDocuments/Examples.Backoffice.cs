using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private const string TeamId = "tea_01k9sb2n4dqg8d7m3e0xw4t6ks";
    private const string ClientId = "cli_01k9sb5p7fqg8d7m3e0xw4t6ks";
    private const string ProjectId = "prj_01k9sb8r1hqg8d7m3e0xw4t6ks";
    private const string TimeEntryId = "tme_01k9sbbv3kqg8d7m3e0xw4t6ks";
    private const string WorkDay = "2027-05-14";

    private static StaffView Worker =>
        StaffView.Of(
            new()
            {
                OrganizationId = OrganizationId,
                UserId = UserId,
                Name = Ada,
                Email = AdasEmail,
                Terms = new()
                {
                    Title = "Stage manager",
                    Department = "Production",
                    HourlyRate = Euros(4500),
                    CostRate = Euros(2800),
                    WeeklyMinutes = 2400,
                    EmployedFrom = new(2027, 1, 1),
                },
                CreatedAt = BookedAt,
                Version = 1,
            },
            OrganizationRole.Staff,
            [Crew],
            OrganizationRole.Admin,
            oneself: false
        );

    private static Team Crew =>
        new()
        {
            OrganizationId = OrganizationId,
            TeamId = TeamId,
            Name = "Stage crew",
            LeadId = OrganizerId,
            MemberIds = [UserId],
            CreatedAt = BookedAt,
            Version = 1,
        };

    private static Client Customer =>
        new()
        {
            OrganizationId = OrganizationId,
            ClientId = ClientId,
            Name = "Harbour Festival",
            ContactName = Jonas,
            Email = JonasEmail,
            Address = new("Große Elbstraße 84", null, "22767", "Hamburg", "DE"),
            TaxId = "DE123456789",
            Currency = "eur",
            DefaultRate = Euros(6000),
            PaymentTermsDays = 14,
            Language = "de",
            Projects = 1,
            CreatedAt = BookedAt,
            Version = 1,
        };

    private static Project Work =>
        new()
        {
            OrganizationId = OrganizationId,
            ProjectId = ProjectId,
            Name = "Stage of the jazz night",
            Code = "JAZZ-27",
            ClientId = ClientId,
            EventId = EventId,
            Billing = ProjectBilling.Hourly,
            Currency = "eur",
            Rate = Euros(5500),
            BudgetMinutes = 2400,
            Budget = Euros(220000),
            MemberIds = [],
            PersonRates = [],
            Used = true,
            CreatedAt = BookedAt,
            Version = 1,
        };

    private static TimeEntryView Spent =>
        TimeEntryView.Of(
            new()
            {
                OrganizationId = OrganizationId,
                TimeEntryId = TimeEntryId,
                UserId = UserId,
                ProjectId = ProjectId,
                Date = new(2027, 5, 14),
                Minutes = 240,
                Note = "Load-in and sound check",
                Billable = true,
                CreatedAt = ScannedAt,
                Version = 1,
            },
            Ada,
            Work,
            Customer.Name,
            closedThrough: null,
            withRates: true
        );

    private static ProjectView Shown =>
        ProjectView.Of(Work, Customer.Name, Title, new(240, 240, Euros(22000), Euros(0), Complete: true), withCost: true);

    private static InvitedStaffListView InvitedStaff =>
        new([new("crew@example.com", null, "too_many_invitations"), new(JonasEmail, null, "already_member")]);

    private static object[] Backoffice =>
        [
            new ListStaffRequest { Status = StaffStatus.Active },
            new StaffRequest { UserId = UserId },
            new StaffActivityRequest { UserId = UserId },
            new CreateStaffRequest
            {
                Email = AdasEmail,
                Name = Ada,
                Role = OrganizationRole.Staff,
                Title = "Stage manager",
                HourlyRate = Field(4500),
                WeeklyMinutes = 2400,
            },
            new InviteStaffRequest { Emails = ["crew@example.com", JonasEmail], Role = OrganizationRole.Staff },
            new UpdateStaffRequest { UserId = UserId, Title = "Head of stage" },
            Worker,
            new ListOf<StaffView>([Worker], null),
            InvitedStaff,
            new ListTeamsRequest(),
            new TeamRequest { TeamId = TeamId },
            new CreateTeamRequest { Name = Crew.Name },
            new UpdateTeamRequest { TeamId = TeamId, Name = "Sound and light" },
            TeamView.Of(Crew),
            new ListOf<TeamView>([TeamView.Of(Crew)], null),
            new ListClientsRequest { Status = ClientStatus.Active },
            new ClientRequest { ClientId = ClientId },
            new CreateClientRequest
            {
                Name = Customer.Name,
                ContactName = Jonas,
                Email = JonasEmail,
                DefaultRate = Field(6000),
                Language = "de",
            },
            new UpdateClientRequest { ClientId = ClientId, PaymentTermsDays = 30 },
            ClientView.Of(Customer),
            new ListOf<ClientView>([ClientView.Of(Customer)], null),
            new ListProjectsRequest { Status = ProjectStatus.Active },
            new ProjectRequest { ProjectId = ProjectId },
            new CreateProjectRequest
            {
                Name = Work.Name,
                Code = Work.Code,
                Billing = ProjectBilling.Hourly,
                Rate = Field(5500),
                BudgetMinutes = 2400,
            },
            new UpdateProjectRequest { ProjectId = ProjectId, BudgetMinutes = 3000 },
            Shown,
            new ListOf<ProjectView>([Shown], null),
            new ListTimeEntriesRequest { Status = TimeEntryStatus.Submitted },
            new TimeEntryRequest { TimeEntryId = TimeEntryId },
            new CreateTimeEntryRequest
            {
                ProjectId = ProjectId,
                Date = WorkDay,
                Minutes = 240,
                Note = "Load-in and sound check",
            },
            new UpdateTimeEntryRequest { TimeEntryId = TimeEntryId, Minutes = 255 },
            new ReasonedTimeEntryRequest { TimeEntryId = TimeEntryId, Reason = "The break is missing." },
            new SubmitTimeRequest { From = "2027-05-10", To = "2027-05-16" },
            new ReviewTimeRequest { TimeEntryIds = [TimeEntryId], Decision = TimeDecision.Approve },
            new StartTimerRequest { ProjectId = ProjectId, Note = "Load-out" },
            new StopTimerRequest(),
            new ClosePeriodRequest { Through = "2027-04-30" },
            Spent,
            new ListOf<TimeEntryView>([Spent], null),
            new SubmittedTimeView(5, 0),
            new ReviewedTimeListView([new(TimeEntryId, TimeEntryStatus.Approved, null)]),
            new ClosedPeriodView(OrganizationId, "2027-04-30", 0),
            new WorkReportRequest { From = "2027-05-01", To = "2027-05-31" },
            new TimeReportRequest
            {
                From = "2027-05-01",
                To = "2027-05-31",
                GroupBy = TimeGrouping.Project,
            },
            new ExportWorkReportRequest
            {
                From = "2027-05-01",
                To = "2027-05-31",
                Report = WorkReport.Entries,
            },
            new TimeReportView
            {
                OrganizationId = OrganizationId,
                From = "2027-05-01",
                To = "2027-05-31",
                GroupBy = TimeGrouping.Project,
                Complete = true,
                Rows = [new(ProjectId, Work.Name, Month, [Euros(22000)])],
                Total = new(null, null, Month, [Euros(22000)]),
            },
            new ProjectReportView(
                OrganizationId,
                "2027-05-01",
                "2027-05-31",
                true,
                [
                    new()
                    {
                        ProjectId = ProjectId,
                        Name = Work.Name,
                        ClientName = Customer.Name,
                        Minutes = Month,
                        BudgetMinutes = 2400,
                        Amount = Euros(22000),
                        Cost = Euros(11200),
                        Margin = Euros(10800),
                        Invoiced = Euros(0),
                        NotInvoiced = Euros(22000),
                        Event = new(EventId, Title, 142, [Euros(355000)], Euros(343800)),
                    },
                ]
            ),
            new ClientReportView(
                OrganizationId,
                "2027-05-01",
                "2027-05-31",
                true,
                [new(ClientId, Customer.Name, Month, [Euros(22000)], [], [Euros(22000)])]
            ),
            new UserReportView(OrganizationId, "2027-05-01", "2027-05-31", true, [new(UserId, Ada, Month, 10629, 0.0226m)]),
        ];

    private static MinutesView Month => new(240, 240, 240, 0);
}
