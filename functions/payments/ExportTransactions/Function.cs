namespace EventTicketing.Functions.ExportTransactions;

public sealed class Function(Host host) : ApiFunction<ExportTransactionsRequest, ReportView>(PaymentEndpoints.ExportTransactions, host)
{
    protected override async Task<Result<ReportView>> Handle(ExportTransactionsRequest request, Call call)
    {
        if ((await call.Books(request.OrganizationId)).Refused(out var problem, out var books))
            return problem;
        if (books.Range(request.From, request.To).Refused(out problem, out var period))
            return problem;
        var (link, until, lines, complete) = await Reporting.Report(call.App, books, period, request.Kind, request.Format, call.Stop);
        await call.Db.Write([call.Record(books.OrganizationId ?? PlatformSettings.Key, books.OrganizationId)], call.Stop);
        return ReportView.Of(link, until, lines, complete);
    }
}
