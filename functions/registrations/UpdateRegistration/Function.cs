namespace EventTicketing.Functions.UpdateRegistration;

public sealed class Function(Host host)
    : ApiFunction<UpdateRegistrationRequest, RegistrationView>(RegistrationEndpoints.UpdateRegistration, host)
{
    protected override async Task<Result<RegistrationView>> Handle(UpdateRegistrationRequest request, Call call)
    {
        var epoch = 0;
        var corrected = await Correcting.Correct(
            call.App,
            () => call.OwnRegistration(request.RegistrationId),
            (current, ev) =>
            {
                epoch = current.KeyEpoch;
                return call.WhyNotMatched(current.Version) is { } mismatch
                    ? mismatch
                    : current.Corrected(
                        request.Buyer?.Name,
                        request.Buyer?.Email,
                        request.Attendees?.Select(attendee => new Attendee(attendee.Name, attendee.Email)).ToList(),
                        ev,
                        call.Now
                    );
            },
            call.Stop
        );
        if (corrected.Refused(out var problem, out var saved))
            return problem;
        return call.ViewOfOwn(saved, await call.Db.Tickets.FindAll(saved.TicketIds, call.Stop), withKey: saved.KeyEpoch != epoch);
    }
}
