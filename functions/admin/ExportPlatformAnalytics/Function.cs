namespace EventTicketing.Functions.ExportPlatformAnalytics;

public sealed class Function(Host host)
    : ApiFunction<ExportPlatformAnalyticsRequest, ReportView>(AdminEndpoints.ExportPlatformAnalytics, host)
{
    protected override async Task<Result<ReportView>> Handle(ExportPlatformAnalyticsRequest request, Call call)
    {
        var books = call.BooksOfAll();
        if (CalendarDays.FirstAndLast(request.From, request.To, books.Zone, call.Now).Refused(out var problem, out var days))
            return problem;
        var analytics = await Summing.Read(call.App, books, days.First, days.Last, call.Stop);
        var people = await Summing.People(call.App, PeopleCounter.Days, days.First, days.Last, call.Stop);
        var (link, until, lines) = await Reporting.Report(call.App, analytics, people, request.Format, call.Stop);
        await call.Db.Write([call.Record(PlatformSettings.Key, null)], call.Stop);
        return ReportView.Of(link, until, lines, analytics.Complete);
    }
}
