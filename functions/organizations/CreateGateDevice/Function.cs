namespace EventTicketing.Functions.CreateGateDevice;

public sealed class Function(Host host)
    : ApiFunction<CreateGateDeviceRequest, PairingCodeView>(OrganizationEndpoints.CreateGateDevice, host)
{
    private static readonly Problem UnknownEvent = Problem.Invalid("eventIds", "unknown_event", "The organization has no such event.");

    protected override async Task<Result<PairingCodeView>> Handle(CreateGateDeviceRequest request, Call call)
    {
        if (!call.ActsFor(request.OrganizationId))
            return Problem.NotFound("organization");
        IReadOnlyList<string> eventIds = [.. request.EventIds.Distinct()];
        var events = await call.Db.Events.FindAll(eventIds, call.Stop);
        if (events.Count < eventIds.Count || events.Any(ev => ev.OrganizationId != request.OrganizationId))
            return UnknownEvent;
        var device = new GateDevice
        {
            OrganizationId = request.OrganizationId,
            // A key that was used for another organization makes another device.
            DeviceId = Ids.Derived("dev", request.OrganizationId, call.NewId("dev")),
            SignIn = call.App.Ids.New("gate"),
            Name = request.Name,
            EventIds = eventIds,
            Until = request.Until,
            CreatedAt = call.Now,
            CreatedBy = call.Caller.UserId,
        };
        if (device.WhyNotCreatable(call.Now) is { } wrong)
            return wrong;
        var code = PairingCode.Of(call.App.Ids.New("code"));
        var created = await call.Db.Decide<GateDevice>(
            async () =>
            {
                // Its code was lost with the answer to an earlier attempt: it gets a new one.
                if (await call.Db.Devices.Find(device.OrganizationId, device.DeviceId, call.Stop) is { } earlier)
                    return earlier.PairedAt is null ? call.Db.Devices.Save(earlier, earlier.WaitingFor(code, call.Now)) : earlier;
                if ((await call.OwnOrganization(device.OrganizationId)).Refused(out var problem, out var organization))
                    return problem;
                if (organization.WhyNotChangeable is { } closed)
                    return closed;
                if ((await call.RoleNow(organization)).Refused(out problem, out _))
                    return problem;
                var others = await call
                    .Db.Devices.OfOrganization(device.OrganizationId)
                    .Where(other => other.Until > call.Now)
                    .Take(GateDevice.MaxPerOrganization)
                    .Page(call.Stop);
                if (others.Items.Count >= GateDevice.MaxPerOrganization || others.Cursor is not null)
                    return Problem.Conflict(
                        "too_many_devices",
                        $"An organization has at most {GateDevice.MaxPerOrganization} gate devices. Remove one first."
                    );
                var waiting = device.WaitingFor(code, call.Now);
                return new Decision<GateDevice>(
                    waiting,
                    call.Db.Devices.Create(waiting),
                    // Of devices that are created at once, one is counted before the other.
                    call.Db.Organizations.Save(organization),
                    call.Record(device.DeviceId, device.OrganizationId)
                );
            },
            call.Stop
        );
        return created.Then(waiting => new PairingCodeView(
            waiting.DeviceId,
            waiting.CanBePaired(code, call.Now) ? $"{code}" : null,
            waiting.CodeExpiresAt
        ));
    }
}
