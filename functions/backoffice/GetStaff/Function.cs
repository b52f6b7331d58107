namespace EventTicketing.Functions.GetStaff;

public sealed class Function(Host host) : ApiFunction<StaffRequest, StaffView>(BackofficeEndpoints.GetStaff, host)
{
    protected override async Task<Result<StaffView>> Handle(StaffRequest request, Call call)
    {
        if ((await call.OwnStaff(request.OrganizationId, request.UserId)).Refused(out var problem, out var staff))
            return problem;
        return await call.View(staff.Record, staff.Member);
    }
}
