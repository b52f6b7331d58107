namespace EventTicketing.Functions.ListGateDevices;

public sealed class Function(Host host)
    : ApiFunction<OrganizationPageRequest, ListOf<GateDeviceView>>(OrganizationEndpoints.ListGateDevices, host)
{
    protected override async Task<Result<ListOf<GateDeviceView>>> Handle(OrganizationPageRequest request, Call call)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        return await call.Page(request, call.Db.Devices.OfOrganization(organization.OrganizationId).NewestFirst(), show: GateDeviceView.Of);
    }
}
