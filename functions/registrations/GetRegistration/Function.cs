namespace EventTicketing.Functions.GetRegistration;

public sealed class Function(Host host) : ApiFunction<RegistrationRequest, RegistrationView>(RegistrationEndpoints.GetRegistration, host)
{
    protected override async Task<Result<RegistrationView>> Handle(RegistrationRequest request, Call call)
    {
        if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var own))
            return problem;
        return call.ViewOfOwn(own, await call.Db.Tickets.FindAll(own.TicketIds, call.Stop));
    }
}
