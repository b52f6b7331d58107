namespace EventTicketing.Functions.ListTeams;

public sealed class Function(Host host) : ApiFunction<ListTeamsRequest, ListOf<TeamView>>(BackofficeEndpoints.ListTeams, host)
{
    protected override async Task<Result<ListOf<TeamView>>> Handle(ListTeamsRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        return await call.Page(request, call.Db.Teams.OfOrganization(organizationId), show: TeamView.Of);
    }
}
