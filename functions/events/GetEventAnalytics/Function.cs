namespace EventTicketing.Functions.GetEventAnalytics;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventAnalyticsView>(Endpoints.GetEventAnalytics, host)
{
    protected override async Task<Result<EventAnalyticsView>> Handle(EventRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var of)) return problem;
        var (figures, complete) = await Reporting.Figures(call.App, of, call.Stop);
        return EventAnalyticsView.Of(of, figures, complete, call.Now);
    }
}
