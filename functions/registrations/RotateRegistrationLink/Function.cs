namespace EventTicketing.Functions.RotateRegistrationLink;

public sealed class Function(Host host)
    : ApiFunction<RegistrationRequest, RegistrationView>(RegistrationEndpoints.RotateRegistrationLink, host)
{
    protected override async Task<Result<RegistrationView>> Handle(RegistrationRequest request, Call call)
    {
        var rotated = await call.Db.Decide<Registration>(
            async () =>
            {
                if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var current))
                    return problem;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if (!current.IsGuests)
                    return Problem.Conflict("order_of_account", "This order was made signed in: it has no link of its own.");
                return call.Db.Registrations.Save(current, current with { KeyEpoch = current.KeyEpoch + 1 });
            },
            call.Stop
        );
        if (rotated.Refused(out var refusal, out var saved))
            return refusal;
        return call.ViewOfOwn(saved, await call.Db.Tickets.FindAll(saved.TicketIds, call.Stop), withKey: true);
    }
}
