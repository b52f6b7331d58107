namespace EventTicketing.Functions.GetUserReport;

public sealed class Function(Host host) : ApiFunction<WorkReportRequest, UserReportView>(BackofficeEndpoints.GetUserReport, host)
{
    protected override async Task<Result<UserReportView>> Handle(WorkReportRequest request, Call call)
    {
        if ((await call.TimeReporting(request)).Refused(out var problem, out var report))
            return problem;
        var (rows, _, complete) = await report.Rows(TimeGrouping.Person);
        List<UserReportRowView> views = [];
        foreach (var (key, sum) in rows)
        {
            var person = await report.Books.Person(key!);
            var capacity = person?.Terms.CapacityOf(report.First, report.Last);
            views.Add(
                new(
                    key!,
                    person?.Name,
                    MinutesView.Of(sum),
                    capacity,
                    capacity > 0 ? Math.Round((decimal)sum.Billable / capacity.Value, 4, MidpointRounding.AwayFromZero) : null
                )
            );
        }

        return new UserReportView(report.OrganizationId, CalendarDays.Text(report.First), CalendarDays.Text(report.Last), complete, views);
    }
}
