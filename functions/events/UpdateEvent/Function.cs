namespace EventTicketing.Functions.UpdateEvent;

public sealed class Function(Host host) : ApiFunction<UpdateEventRequest, EventView>(Endpoints.UpdateEvent, host)
{
    protected override Task<Result<EventView>> Handle(UpdateEventRequest request, Call call) =>
        call.ChangeEvent(request.EventId, current => current.Edit(request.Applied(current), call.Now, request.Notify));
}
