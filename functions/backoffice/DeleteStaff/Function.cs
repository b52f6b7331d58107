namespace EventTicketing.Functions.DeleteStaff;

public sealed class Function(Host host) : ApiFunction<StaffRequest, Nothing>(BackofficeEndpoints.DeleteStaff, host)
{
    protected override async Task<Result<Nothing>> Handle(StaffRequest request, Call call) =>
        call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId)
            ? problem
            : await call.EndMembership(organizationId, request.UserId, byOneself: false);
}
