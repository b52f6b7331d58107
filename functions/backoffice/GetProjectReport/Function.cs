namespace EventTicketing.Functions.GetProjectReport;

public sealed class Function(Host host) : ApiFunction<WorkReportRequest, ProjectReportView>(BackofficeEndpoints.GetProjectReport, host)
{
    /// <summary>Of how many events the sales are read.</summary>
    private const int MostEvents = 10;

    protected override async Task<Result<ProjectReportView>> Handle(WorkReportRequest request, Call call)
    {
        if ((await call.TimeReporting(request)).Refused(out var problem, out var report))
            return problem;
        var (rows, _, complete) = await report.Rows(TimeGrouping.Project);
        List<(Project Project, TimeSum Sum)> projects = [];
        foreach (var (key, sum) in rows)
        {
            if (await report.Books.Project(key!) is { } project)
                projects.Add((project, sum));
        }

        var showsEvents = projects.Count(row => row.Project.EventId is not null) <= MostEvents;
        List<ProjectReportRowView> views = [];
        foreach (var (project, sum) in projects.OrderBy(row => row.Project.Name, StringComparer.OrdinalIgnoreCase))
        {
            var client = await report.Books.ClientOf(project);
            var sales = showsEvents && project.EventId is { } eventId ? await Sales(eventId, call) : null;
            views.Add(ProjectReportRowView.Of(project, client?.Name, sum, sales, call.MayAdminister(report.OrganizationId)));
        }

        return new ProjectReportView(
            report.OrganizationId,
            CalendarDays.Text(report.First),
            CalendarDays.Text(report.Last),
            complete,
            views
        );
    }

    private static async Task<(Event Of, EventFigures Figures)?> Sales(string eventId, Call call) =>
        await call.Db.Events.Find(eventId, call.Stop) is { } ev ? (ev, (await Reporting.Figures(call.App, ev, call.Stop)).Figures) : null;
}
