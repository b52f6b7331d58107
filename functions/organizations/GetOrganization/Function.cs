namespace EventTicketing.Functions.GetOrganization;

public sealed class Function(Host host) : ApiFunction<OrganizationRequest, OrganizationView>(OrganizationEndpoints.GetOrganization, host)
{
    protected override async Task<Result<OrganizationView>> Handle(OrganizationRequest request, Call call) =>
        (await call.OwnOrganization(request.OrganizationId)).Then(call.View);
}
