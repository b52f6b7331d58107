namespace EventTicketing.Functions.CreateGateDevice;

public sealed class Function(Host host)
    : ApiFunction<CreateGateDeviceRequest, PairingCodeView>(OrganizationEndpoints.CreateGateDevice, host)
{
    protected override async Task<Result<PairingCodeView>> Handle(CreateGateDeviceRequest request, Call call)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        if (organization.WhyNotChangeable is { } closed)
            return closed;
        IReadOnlyList<string> eventIds = [.. request.EventIds.Distinct()];
        var events = await call.Db.Events.FindAll(eventIds, call.Stop);
        if (events.Count < eventIds.Count || events.Any(ev => ev.OrganizationId != organization.OrganizationId))
            return Problem.Invalid("eventIds", "unknown_event", "The organization has no such event.");
        var device = new GateDevice
        {
            OrganizationId = organization.OrganizationId,
            DeviceId = call.NewId("dev"),
            Name = request.Name,
            EventIds = eventIds,
            Until = request.Until,
            CreatedAt = call.Now,
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
                var others = await call
                    .Db.Devices.OfOrganization(device.OrganizationId)
                    .Where(other => other.Until > call.Now)
                    .Take(GateDevice.MaxPerOrganization)
                    .Page(call.Stop);
                if (others.Items.Count >= GateDevice.MaxPerOrganization)
                    return Problem.Conflict(
                        "too_many_devices",
                        $"An organization has at most {GateDevice.MaxPerOrganization} gate devices. Remove one first."
                    );
                var waiting = device.WaitingFor(code, call.Now);
                return new Decision<GateDevice>(
                    waiting,
                    call.Db.Devices.Create(waiting),
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
