namespace EventTicketing.Functions.GetPlatformAnalytics;

public sealed class Function(Host host)
    : ApiFunction<PlatformAnalyticsRequest, PlatformAnalyticsView>(AdminEndpoints.GetPlatformAnalytics, host)
{
    protected override async Task<Result<PlatformAnalyticsView>> Handle(PlatformAnalyticsRequest request, Call call)
    {
        var books = call.BooksOfAll();
        if (CalendarDays.FirstAndLast(request.From, request.To, books.Zone, call.Now).Refused(out var problem, out var days))
            return problem;
        var (counting, finding) = (People(call, days.First, days.Last), Events(call));
        var analytics = await Summing.Read(call.App, books, days.First, days.Last, call.Stop);
        var (events, all) = await finding;
        return PlatformAnalyticsView.Of(analytics with { Complete = analytics.Complete && all }, await counting, events, call.Now);
    }

    private static async Task<PlatformUsersView> People(Call call, DateOnly first, DateOnly last)
    {
        var of = PeopleCounter.Total.Of;
        var total = await Summing.People(call.App, PeopleCounter.All, of, of, call.Stop);
        return PlatformUsersView.Of(
            total.Sum(part => part.Total),
            await Summing.People(call.App, PeopleCounter.Days, first, last, call.Stop),
            await Summing.People(call.App, PeopleCounter.Weeks, CalendarDays.WeekOf(first), last, call.Stop)
        );
    }

    private static async Task<(IReadOnlyList<Event> Events, bool Complete)> Events(Call call)
    {
        List<Event> events = [];
        await foreach (var ev in Summing.Events(call.App, call.Stop))
        {
            if (events.Count == Books.MaxRead)
                return (events, false);
            events.Add(ev);
        }

        return (events, true);
    }
}
