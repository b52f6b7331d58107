namespace EventTicketing.Functions.MessageAttendees;

public sealed class Function(Host host) : ApiFunction<MessageAttendeesRequest, MessageView>(EventEndpoints.MessageAttendees, host)
{
    protected override async Task<Result<MessageView>> Handle(MessageAttendeesRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        if (await call.Db.Organizations.Find(ev.OrganizationId, call.Stop) is { Status: OrganizationStatus.Suspended })
            return Organization.Suspension;
        if (request.TicketTypeIds?.Except(ev.TicketTypes.Select(type => type.TicketTypeId)).FirstOrDefault() is { } unknown)
            return Problem.Invalid("ticketTypeIds", "unknown_ticket_type", $"The event has no ticket type {unknown}.");
        EventMessage message = new(call.NewId("msg"), request.Subject, request.Text, request.TicketTypeIds ?? [], request.CheckedIn);
        var written = await call.Db.Decide<Notification>(
            async () =>
            {
                var ids = EventMessage.IdsOf(ev, call.Now).ToList();
                var today = await call.Db.Notifications.FindAll(ids, call.Stop);
                if (today.FirstOrDefault(earlier => earlier.Message?.Cause == message.Cause) is { } made)
                    return made;
                if (ids.Except(today.Select(earlier => earlier.NotificationId)).FirstOrDefault() is not { } id)
                    return EventMessage.TooMany;
                var next = Notification.Of(message, id, ev, call.Now);
                return new(next, [call.Db.Notifications.Create(next), call.Record(ev.EventId, ev.OrganizationId, reason: message.Subject)]);
            },
            call.Stop
        );
        return written.Refused(out problem, out var queued)
            ? problem
            : new MessageView(queued.NotificationId, await Messaging.Audience(call.App, message, ev, call.Stop));
    }
}
