namespace EventTicketing.Functions.CreateTeam;

public sealed class Function(Host host) : ApiFunction<CreateTeamRequest, TeamView>(BackofficeEndpoints.CreateTeam, host)
{
    protected override async Task<Result<TeamView>> Handle(CreateTeamRequest request, Call call)
    {
        var teamId = call.NewId("tea");
        var created = await call.CreateInOrganization(
            call.Db.Teams,
            teamId,
            request.OrganizationId,
            async organization =>
            {
                if ((await call.Teams(organization.OrganizationId)).Count >= Team.MaxPerOrganization)
                    return Problem.Conflict("too_many_teams", $"An organization has at most {Team.MaxPerOrganization} teams.");
                var team = new Team
                {
                    OrganizationId = organization.OrganizationId,
                    TeamId = teamId,
                    Name = request.Name,
                    LeadId = request.LeadId,
                    MemberIds = [.. (request.MemberIds ?? []).Distinct()],
                    CreatedAt = call.Now,
                };
                return team.WhyNotOf(await call.People(organization), before: null) is { } refusal
                    ? refusal
                    : (team, Array.Empty<Change>());
            }
        );
        return created.Then(TeamView.Of);
    }
}
