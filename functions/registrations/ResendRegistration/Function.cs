namespace EventTicketing.Functions.ResendRegistration;

public sealed class Function(Host host) : ApiFunction<RegistrationRequest, Nothing>(RegistrationEndpoints.ResendRegistration, host)
{
    protected override async Task<Result<Nothing>> Handle(RegistrationRequest request, Call call)
    {
        if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var own))
            return problem;
        if (own.Status != RegistrationStatus.Confirmed || own.TicketIds.Count == 0)
            return Problem.Conflict("no_tickets_yet", "This order has no tickets to send.");
        await Notifying.QueueHourly(call.App, now => Notification.Asked(own, now), call.Stop);
        return Nothing.Instance;
    }
}
