namespace EventTicketing.Functions.UpdateEvent;

public sealed class Function(Host host) : ApiFunction<UpdateEventRequest, EventView>(EventEndpoints.UpdateEvent, host)
{
    protected override async Task<Result<EventView>> Handle(UpdateEventRequest request, Call call)
    {
        var self = await call.Self();
        return await call.ChangeEvent(
            request.EventId,
            current => current.Edit(Followed(request.Applied(current)), call.Now, request.Notify),
            taxed: true
        );

        // Tickets and mails show the creator of the event, with their current name and address.
        Event Followed(Event edited) =>
            edited.OrganizerId != call.Caller.UserId
                ? edited
                : edited with
                {
                    OrganizerName = self.Name ?? edited.OrganizerName,
                    ReplyTo = self.Email ?? edited.ReplyTo,
                };
    }
}
