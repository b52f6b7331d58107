namespace EventTicketing.Functions.PublishEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventView>(EventEndpoints.PublishEvent, host)
{
    protected override Task<Result<EventView>> Handle(EventRequest request, Call call) =>
        call.ChangeEvent(
            request.EventId,
            current => current.Publish(call.Now),
            published => call.Db.Counters.Create(Inventory.Opened(published)),
            taxed: true
        );
}
