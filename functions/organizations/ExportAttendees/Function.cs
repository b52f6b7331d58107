namespace EventTicketing.Functions.ExportAttendees;

public sealed class Function(Host host) : ApiFunction<ExportAttendeesRequest, ReportView>(OrganizationEndpoints.ExportAttendees, host)
{
    protected override async Task<Result<ReportView>> Handle(ExportAttendeesRequest request, Call call)
    {
        if ((await call.Attending(request)).Refused(out var problem, out var attending))
            return problem;
        var (link, until, lines, complete) = await Reporting.Report(call.App, request.OrganizationId, attending, request.Format, call.Stop);
        await call.Db.Write([call.Record(request.OrganizationId, request.OrganizationId)], call.Stop);
        return ReportView.Of(link, until, lines, complete);
    }
}
