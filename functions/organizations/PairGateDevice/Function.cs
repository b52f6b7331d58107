using EventTicketing.Ports;

namespace EventTicketing.Functions.PairGateDevice;

public sealed class Function(Host host) : ApiFunction<PairGateDeviceRequest, PairedDeviceView>(OrganizationEndpoints.PairGateDevice, host)
{
    private static readonly Problem NotFound = Problem.NotFound("pairing_code");

    /// <summary>
    /// The sign-in comes before the code is used up, so that a user pool that does not answer costs nobody their code. A sign-in without a
    /// membership may do nothing.
    /// </summary>
    protected override async Task<Result<PairedDeviceView>> Handle(PairGateDeviceRequest request, Call call)
    {
        if (PairingCode.Parse(request.PairingCode) is not { } code || await Waiting(code, call) is not { } found)
            return NotFound;
        DeviceTokens tokens;
        try
        {
            tokens = await call.App.People.SignInDevice(found.SignIn, call.Stop);
        }
        catch (PeopleUnavailableException)
        {
            // Perhaps because somebody else used the code in the meantime.
            if (await Waiting(code, call) is null)
                return NotFound;
            throw;
        }

        var paired = await call.Db.Decide<GateDevice>(
            async () =>
            {
                if (await Waiting(code, call) is not { } waiting)
                    return NotFound;
                var (device, membership) = waiting.Paired(tokens.UserId, call.Now);
                return call.Db.Devices.Save(waiting, device, call.Db.Members.Put(membership));
            },
            call.Stop
        );
        if (paired.Refused(out var problem, out var ready))
            return problem;
        var events = await call.Db.Events.FindAll(ready.EventIds, call.Stop);
        return new PairedDeviceView
        {
            IdToken = tokens.Id,
            AccessToken = tokens.Access,
            RefreshToken = tokens.Refresh,
            ExpiresIn = tokens.ExpiresIn,
            TokenType = "Bearer",
            ClientId = tokens.ClientId,
            DeviceId = ready.DeviceId,
            Name = ready.Name,
            Until = ready.Until,
            Events = [.. events.OrderBy(ev => ev.StartsAt).Select(GateView.Of)],
        };
    }

    /// <summary>
    /// Finds the device that the code pairs. Null when no device waits for the code, when the code has expired, when the organization is
    /// closed, or when whoever created the device may not manage gate devices any more.
    /// </summary>
    private static async Task<GateDevice?> Waiting(PairingCode code, Call call) =>
        (await call.Db.WaitingDevices.WaitingFor(code).Take(1).Page(call.Stop)).Items is [var waiting]
        && await call.Db.Devices.Find(waiting.OrganizationId, waiting.DeviceId, call.Stop) is { } device
        && device.CanBePaired(code, call.Now)
        && await call.Db.Organizations.Find(device.OrganizationId, call.Stop) is { WhyNotChangeable: null } organization
        && (await call.Member(organization, device.CreatedBy))?.Role.May(Permissions.Events) == true
            ? device
            : null;
}
