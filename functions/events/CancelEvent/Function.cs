namespace EventTicketing.Functions.CancelEvent;

public sealed class Function(Host host) : ApiFunction<CancelEventRequest, EventView>(EventEndpoints.CancelEvent, host)
{
    /// <summary>Closing the counters in the same write is what stops sales: no hold can slip in after it.</summary>
    protected override Task<Result<EventView>> Handle(CancelEventRequest request, Call call) =>
        call.ChangeEvent(request.EventId, current => current.Cancel(request.Reason, call.Now), call.Db.Counters.Close);
}
