namespace EventTicketing.Functions.CreateRegistration;

public sealed class Function(Host host)
    : ApiFunction<CreateRegistrationRequest, RegistrationView>(RegistrationEndpoints.CreateRegistration, host)
{
    /// <summary>The shortest key with which a guest repeats a request. It must not be guessed: the answer has the order's key.</summary>
    private const int ShortestGuestKey = 22;

    protected override async Task<Result<RegistrationView>> Handle(CreateRegistrationRequest request, Call call)
    {
        if ((await call.Buyer(request.Buyer)).Refused(out var problem, out var buyer))
            return problem;
        if (call.WhyNotIdempotent(shortest: OrderKeys.IsGuest(buyer.UserId) ? ShortestGuestKey : 1) is { } unusable)
            return unusable;
        var fingerprint = call.Fingerprint();
        var registrationId = call.NewId("reg", buyer.UserId);
        if (call.IdempotencyKey is not null && await call.Db.Registrations.Find(registrationId, call.Stop) is { } earlier)
            return Repeated(earlier, fingerprint, call);
        if (await call.Db.Events.Find(request.EventId, call.Stop) is not { } ev)
            return Problem.NotFound("event");
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
        hold = hold with { Request = call.IdempotencyKey is null ? null : fingerprint };
        if ((await Selling.Hold(call.App, ev, hold, call.Stop)).Refused(out problem, out var held))
            return problem;
        if (held.Version != hold.Version || held.CreatedAt != hold.CreatedAt)
            return Repeated(held, fingerprint, call);
        call.Count(held.Status == RegistrationStatus.Confirmed ? "RegistrationsConfirmed" : "RegistrationsHeld");
        return call.ViewOfOwn(held, withKey: true);
    }

    /// <summary>
    /// The answer to a repeated request: the order that the first request made, in its current state. A free order is shown without its
    /// tickets, as in the first answer: they are issued just after that.
    /// </summary>
    private static Result<RegistrationView> Repeated(Registration earlier, string fingerprint, Call call)
    {
        if (earlier.Request is { } first && first != fingerprint)
            return Problems.IdempotencyMismatch;
        var isAsMade = earlier is { Status: RegistrationStatus.Confirmed, Total: 0 };
        return call.ViewOfOwn(isAsMade ? earlier with { TicketIds = [], Version = 0 } : earlier, withKey: true);
    }
}
