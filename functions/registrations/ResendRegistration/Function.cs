namespace EventTicketing.Functions.ResendRegistration;

public sealed class Function(Host host) : ApiFunction<RegistrationRequest, Nothing>(RegistrationEndpoints.ResendRegistration, host)
{
    protected override async Task<Result<Nothing>> Handle(RegistrationRequest request, Call call)
    {
        if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var own))
            return problem;
        return (await Correcting.Resend(call.App, own, call.Stop)).Then(_ => Nothing.Instance);
    }
}
