namespace EventTicketing.Functions.PublishEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventView>(Endpoints.PublishEvent, host)
{
    protected override async Task<Result<EventView>> Handle(EventRequest request, Call call)
    {
        var published = await call.Db.Decide<Event>(async () =>
        {
            if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var current)) return problem;
            if (current.Publish(call.Now).Refused(out problem, out var next)) return problem;
            if (ReferenceEquals(next, current)) return new Decision<Event>(current);
            return new Decision<Event>(next.WithVersion(next.Version + 1), [call.Db.Events.Save(next), .. call.Db.Counters.Create(Inventory.Opened(next))]);
        }, call.Stop);
        return published.Refused(out var refusal, out var saved) ? refusal : await call.View(saved);
    }
}
