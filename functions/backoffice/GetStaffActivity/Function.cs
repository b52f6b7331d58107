namespace EventTicketing.Functions.GetStaffActivity;

public sealed class Function(Host host)
    : ApiFunction<StaffActivityRequest, ListOf<ActivityView>>(BackofficeEndpoints.GetStaffActivity, host)
{
    protected override async Task<Result<ListOf<ActivityView>>> Handle(StaffActivityRequest request, Call call)
    {
        if ((await call.OwnStaff(request.OrganizationId, request.UserId)).Refused(out var problem, out var staff))
            return problem;
        if (CalendarDays.Range(request.From, request.To, staff.Organization.Zone, call.Now).Refused(out problem, out var period))
            return problem;
        return await call.Page(
            request,
            call.Db.Activities.By(request.UserId)
                .From(period.From)
                .To(period.Until)
                .NewestFirst()
                .Where(act => act.OrganizationId == staff.Organization.OrganizationId && act.At < period.Until),
            show: ActivityView.Of
        );
    }
}
