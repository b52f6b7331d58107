namespace EventTicketing.Functions.CancelEvent;

public sealed class Function(Host host) : ApiFunction<CancelEventRequest, EventView>(Endpoints.CancelEvent, host)
{
    protected override async Task<Result<EventView>> Handle(CancelEventRequest request, Call call)
    {
        var cancelled = await call.Db.Decide<Event>(async () =>
        {
            if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var current)) return problem;
            if (current.Cancel(request.Reason, call.Now).Refused(out problem, out var next)) return problem;
            if (ReferenceEquals(next, current)) return new Decision<Event>(current);
            // Closing the counters in the same write is what stops sales: no hold can slip in after it.
            return new Decision<Event>(next.WithVersion(next.Version + 1), [call.Db.Events.Save(next), .. call.Db.Counters.Close(next)]);
        }, call.Stop);
        return cancelled.Refused(out var refusal, out var saved) ? refusal : await call.View(saved);
    }
}
