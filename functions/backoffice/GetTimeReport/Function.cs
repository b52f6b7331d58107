namespace EventTicketing.Functions.GetTimeReport;

public sealed class Function(Host host) : ApiFunction<TimeReportRequest, TimeReportView>(BackofficeEndpoints.GetTimeReport, host)
{
    protected override async Task<Result<TimeReportView>> Handle(TimeReportRequest request, Call call)
    {
        if ((await call.TimeReporting(request)).Refused(out var problem, out var report))
            return problem;
        var (rows, total, complete) = await report.Rows(request.GroupBy);
        List<TimeReportRowView> views = [];
        foreach (var (key, sum) in rows)
            views.Add(new(key, await report.NameOf(request.GroupBy, key), MinutesView.Of(sum), sum.Amounts));
        return new TimeReportView
        {
            OrganizationId = report.OrganizationId,
            From = CalendarDays.Text(report.First),
            To = CalendarDays.Text(report.Last),
            GroupBy = request.GroupBy,
            Complete = complete,
            Rows = views,
            Total = new(null, null, MinutesView.Of(total), total.Amounts),
        };
    }
}
