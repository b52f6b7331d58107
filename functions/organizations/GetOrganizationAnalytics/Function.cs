namespace EventTicketing.Functions.GetOrganizationAnalytics;

public sealed class Function(Host host)
    : ApiFunction<OrganizationAnalyticsRequest, OrganizationAnalyticsView>(OrganizationEndpoints.GetOrganizationAnalytics, host)
{
    protected override async Task<Result<OrganizationAnalyticsView>> Handle(OrganizationAnalyticsRequest request, Call call)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        var books = call.BooksOf(organization);
        if (CalendarDays.FirstAndLast(request.From, request.To, books.Zone, call.Now).Refused(out problem, out var days))
            return problem;
        var analytics = await Summing.Read(call.App, books, days.First, days.Last, call.Stop);
        return OrganizationAnalyticsView.Of(analytics, books.TimeZone, call.Now);
    }
}
