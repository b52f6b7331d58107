namespace EventTicketing.Functions.ExportEventReport;

public sealed class Function(Host host) : ApiFunction<ExportEventReportRequest, ReportView>(EventEndpoints.ExportEventReport, host)
{
    protected override async Task<Result<ReportView>> Handle(ExportEventReportRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        var (link, until, lines, complete) = await Reporting.Report(call.App, ev, request.Format, call.Stop);
        return ReportView.Of(link, until, lines, complete);
    }
}
