namespace EventTicketing.Functions.GetEventAudience;

public sealed class Function(Host host) : ApiFunction<EventRequest, AudienceView>(EventEndpoints.GetEventAudience, host)
{
    protected override async Task<Result<AudienceView>> Handle(EventRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        var (people, complete) = await Announcing.Audience(call.App, ev.EventId, call.Stop);
        return new AudienceView(people, complete);
    }
}
