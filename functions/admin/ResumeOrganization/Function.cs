namespace EventTicketing.Functions.ResumeOrganization;

public sealed class Function(Host host) : ApiFunction<OrganizationActRequest, OrganizationView>(AdminEndpoints.ResumeOrganization, host)
{
    protected override Task<Result<OrganizationView>> Handle(OrganizationActRequest request, Call call) =>
        call.ChangeOrganization(request, current => current.Resume());
}
