namespace EventTicketing.Functions.GetClientReport;

public sealed class Function(Host host) : ApiFunction<WorkReportRequest, ClientReportView>(BackofficeEndpoints.GetClientReport, host)
{
    protected override async Task<Result<ClientReportView>> Handle(WorkReportRequest request, Call call)
    {
        if ((await call.TimeReporting(request)).Refused(out var problem, out var report))
            return problem;
        var (rows, _, complete) = await report.Rows(TimeGrouping.Client);
        List<ClientReportRowView> views = [];
        foreach (var (key, sum) in rows)
            views.Add(
                new(key, await report.NameOf(TimeGrouping.Client, key), MinutesView.Of(sum), sum.Amounts, sum.Invoiced, sum.NotInvoiced)
            );
        return new ClientReportView(
            report.OrganizationId,
            CalendarDays.Text(report.First),
            CalendarDays.Text(report.Last),
            complete,
            views
        );
    }
}
