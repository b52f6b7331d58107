namespace EventTicketing.Functions.CancelEvent;

public sealed class Function(Host host) : ApiFunction<CancelEventRequest, EventView>(EventEndpoints.CancelEvent, host)
{
    /// <summary>Closes the counters in the same transaction, so that no later hold can succeed.</summary>
    protected override Task<Result<EventView>> Handle(CancelEventRequest request, Call call) =>
        call.ChangeEvent(request.EventId, current => current.Cancel(request.Reason, call.Now), call.Db.Counters.Close);
}
