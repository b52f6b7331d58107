namespace EventTicketing.Functions.UpdateTicketType;

public sealed class Function(Host host) : ApiFunction<UpdateTicketTypeRequest, EventView>(EventEndpoints.UpdateTicketType, host)
{
    protected override Task<Result<EventView>> Handle(UpdateTicketTypeRequest request, Call call) =>
        call.ChangeEvent(request.EventId, current => current.Change(request.TicketTypeId, request.Applied, call.Now));
}
