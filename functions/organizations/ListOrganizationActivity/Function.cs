namespace EventTicketing.Functions.ListOrganizationActivity;

public sealed class Function(Host host)
    : ApiFunction<OrganizationActivityRequest, ListOf<ActivityView>>(OrganizationEndpoints.ListOrganizationActivity, host)
{
    protected override async Task<Result<ListOf<ActivityView>>> Handle(OrganizationActivityRequest request, Call call)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out _))
            return problem;
        return await call.Page(
            request,
            call.Db.Activities.OfOrganization(request.OrganizationId)
                .NewestFirst()
                .Where(activity => request.ActorId is null || activity.ActorId == request.ActorId),
            show: ActivityView.Of
        );
    }
}
