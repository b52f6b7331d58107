namespace EventTicketing.Functions.UpdateTeam;

public sealed class Function(Host host) : ApiFunction<UpdateTeamRequest, TeamView>(BackofficeEndpoints.UpdateTeam, host)
{
    protected override async Task<Result<TeamView>> Handle(UpdateTeamRequest request, Call call)
    {
        var updated = await call.Db.Decide<Team>(
            async () =>
            {
                if ((await call.OwnTeam(request.TeamId)).Refused(out var problem, out var current))
                    return problem;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if ((await call.OwnOrganization(current.OrganizationId)).Refused(out problem, out var organization))
                    return problem;
                var next = request.Applied(current);
                return next.WhyNotOf(await call.People(organization), current) is { } refusal
                    ? refusal
                    : call.Db.Teams.Save(current, next, call.Record(current.TeamId, current.OrganizationId, request.ChangedFields));
            },
            call.Stop
        );
        return updated.Then(TeamView.Of);
    }
}
