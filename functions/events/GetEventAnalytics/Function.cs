namespace EventTicketing.Functions.GetEventAnalytics;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventAnalyticsView>(EventEndpoints.GetEventAnalytics, host)
{
    protected override async Task<Result<EventAnalyticsView>> Handle(EventRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        var (figures, complete) = await Reporting.Figures(call.App, ev, call.Stop);
        return EventAnalyticsView.Of(ev, figures, complete, call.Now);
    }
}
