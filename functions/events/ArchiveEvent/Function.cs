namespace EventTicketing.Functions.ArchiveEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventView>(EventEndpoints.ArchiveEvent, host)
{
    protected override Task<Result<EventView>> Handle(EventRequest request, Call call) =>
        call.ChangeEvent(request.EventId, current => current.Archive(call.Now));
}
