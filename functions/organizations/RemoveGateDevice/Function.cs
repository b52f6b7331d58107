namespace EventTicketing.Functions.RemoveGateDevice;

public sealed class Function(Host host) : ApiFunction<GateDeviceRequest, Nothing>(OrganizationEndpoints.RemoveGateDevice, host)
{
    /// <summary>Its sign-in is deleted by FollowMembers; without a membership it may do nothing.</summary>
    protected override Task<Result<Nothing>> Handle(GateDeviceRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if (!call.ActsFor(request.OrganizationId))
                    return Problem.NotFound("organization");
                if (await call.Db.Devices.Find(request.OrganizationId, request.DeviceId, call.Stop) is not { } device)
                    return Problem.NotFound("device");
                var member = device.UserId is { } userId ? await call.Db.Members.Find(request.OrganizationId, userId, call.Stop) : null;
                return new Decision<Nothing>(
                    Nothing.Instance,
                    [
                        call.Db.Devices.Delete(device, new Condition.VersionIs(device.Version)),
                        .. member is null ? Array.Empty<Change>() : [call.Db.Members.Delete(member, new Condition.Present())],
                        call.Record(device.DeviceId, device.OrganizationId),
                    ]
                );
            },
            call.Stop
        );
}
