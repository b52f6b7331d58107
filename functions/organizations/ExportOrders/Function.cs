namespace EventTicketing.Functions.ExportOrders;

public sealed class Function(Host host) : ApiFunction<ExportOrdersRequest, ReportView>(OrganizationEndpoints.ExportOrders, host)
{
    protected override async Task<Result<ReportView>> Handle(ExportOrdersRequest request, Call call)
    {
        if ((await call.Ordering(request)).Refused(out var problem, out var of))
            return problem;
        var (link, until, lines, complete) = await Reporting.Report(call.App, of.Organization, of.Ordering, request.Format, call.Stop);
        await call.Db.Write([call.Record(request.OrganizationId, request.OrganizationId)], call.Stop);
        return ReportView.Of(link, until, lines, complete);
    }
}
