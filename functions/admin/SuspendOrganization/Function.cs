namespace EventTicketing.Functions.SuspendOrganization;

public sealed class Function(Host host) : ApiFunction<OrganizationActRequest, OrganizationView>(AdminEndpoints.SuspendOrganization, host)
{
    protected override Task<Result<OrganizationView>> Handle(OrganizationActRequest request, Call call) =>
        call.ChangeOrganization(request, current => current.Suspend(request.Reason, call.Now));
}
