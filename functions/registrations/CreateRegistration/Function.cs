namespace EventTicketing.Functions.CreateRegistration;

public sealed class Function(Host host)
    : ApiFunction<CreateRegistrationRequest, RegistrationView>(RegistrationEndpoints.CreateRegistration, host)
{
    protected override async Task<Result<RegistrationView>> Handle(CreateRegistrationRequest request, Call call)
    {
        var registrationId = call.NewId("reg");
        if (call.IdempotencyKey is not null && await call.Db.Registrations.Find(registrationId, call.Stop) is { } earlier)
            return RegistrationView.Of(earlier, call.Now);
        if (await call.Db.Events.Find(request.EventId, call.Stop) is not { } ev)
            return Problem.NotFound("event");
        if ((await call.Buyer()).Refused(out var problem, out var buyer))
            return problem;
        var requested = Registration.Hold(
            ev,
            [.. request.Items.Select(item => (item.TicketTypeId, item.Quantity))],
            [.. (request.Attendees ?? []).Select(attendee => new Attendee(attendee.Name, attendee.Email))],
            buyer,
            registrationId,
            call.App.Settings.HoldTime,
            call.Now
        );
        if (requested.Refused(out problem, out var hold))
            return problem;
        if ((await Selling.Hold(call.App, ev, hold, call.Stop)).Refused(out problem, out var held))
            return problem;
        call.Count(held.Status == RegistrationStatus.Confirmed ? "RegistrationsConfirmed" : "RegistrationsHeld");
        return RegistrationView.Of(held, call.Now);
    }
}
