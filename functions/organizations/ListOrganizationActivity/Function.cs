namespace EventTicketing.Functions.ListOrganizationActivity;

public sealed class Function(Host host)
    : ApiFunction<OrganizationActivityRequest, ListOf<ActivityView>>(OrganizationEndpoints.ListOrganizationActivity, host)
{
    protected override async Task<Result<ListOf<ActivityView>>> Handle(OrganizationActivityRequest request, Call call) =>
        call.ActsFor(request.OrganizationId)
            ? await call.Page(
                request,
                call.Db.Activities.OfOrganization(request.OrganizationId)
                    .NewestFirst()
                    .Where(activity => request.ActorId is null || activity.ActorId == request.ActorId),
                show: ActivityView.Of
            )
            : Problem.NotFound("organization");
}
