namespace EventTicketing.Functions.CancelRegistration;

public sealed class Function(Host host)
    : ApiFunction<CancelRegistrationRequest, RegistrationView>(RegistrationEndpoints.CancelRegistration, host)
{
    protected override async Task<Result<RegistrationView>> Handle(CancelRegistrationRequest request, Call call)
    {
        if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var own))
            return problem;
        var ev = (await call.Db.Events.Find(own.EventId, call.Stop))!;
        var cancelled = await Cancelling.Cancel(
            call.App,
            own.RegistrationId,
            (current, tickets) =>
                (call.WhyNotMatched(current.Version) ?? current.WhyNotCancellable(ev, tickets, call.Now)) is { } refusal
                    ? refusal
                    : current,
            CancelledBy.Buyer,
            request.Reason,
            call.Stop
        );
        return cancelled.Then(registration => call.ViewOfOwn(registration));
    }
}
