namespace EventTicketing.Functions.GetEventAudience;

public sealed class Function(Host host) : ApiFunction<EventRequest, AudienceView>(Endpoints.GetEventAudience, host)
{
    protected override async Task<Result<AudienceView>> Handle(EventRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var of)) return problem;
        var (people, complete) = await Announcing.Audience(call.App, of.EventId, call.Stop);
        return new AudienceView(people, complete);
    }
}
