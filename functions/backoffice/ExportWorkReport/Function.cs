namespace EventTicketing.Functions.ExportWorkReport;

public sealed class Function(Host host) : ApiFunction<ExportWorkReportRequest, ReportView>(BackofficeEndpoints.ExportWorkReport, host)
{
    protected override async Task<Result<ReportView>> Handle(ExportWorkReportRequest request, Call call)
    {
        if ((await call.TimeReporting(request)).Refused(out var problem, out var report))
            return problem;
        var (rows, complete) = request.Report switch
        {
            WorkReport.Entries => await report.EntryLines(),
            WorkReport.Project => await report.Lines(TimeGrouping.Project),
            WorkReport.Client => await report.Lines(TimeGrouping.Client),
            WorkReport.User => await report.Lines(TimeGrouping.Person),
            _ => await report.Lines(request.GroupBy),
        };
        var (link, until) = await Reporting.Store(
            call.App,
            report.OrganizationId,
            $"{request.Report}-{report.OrganizationId}".ToLowerInvariant(),
            request.Format,
            rows,
            call.Stop
        );
        await call.Db.Write([call.Record(report.OrganizationId, report.OrganizationId)], call.Stop);
        return ReportView.Of(link, until, rows.Count - 1, complete);
    }
}
