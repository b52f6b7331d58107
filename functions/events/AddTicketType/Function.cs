namespace EventTicketing.Functions.AddTicketType;

public sealed class Function(Host host) : ApiFunction<AddTicketTypeRequest, EventView>(EventEndpoints.AddTicketType, host)
{
    protected override Task<Result<EventView>> Handle(AddTicketTypeRequest request, Call call)
    {
        var type = request.ToTicketType(call.NewId("tty"));
        return call.ChangeEvent(request.EventId, current => current.Add(type, call.Now));
    }
}
