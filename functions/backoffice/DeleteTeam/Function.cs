namespace EventTicketing.Functions.DeleteTeam;

public sealed class Function(Host host) : ApiFunction<TeamRequest, Nothing>(BackofficeEndpoints.DeleteTeam, host)
{
    protected override Task<Result<Nothing>> Handle(TeamRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
                (await call.OwnTeam(request.TeamId)).Refused(out var problem, out var team)
                    ? problem
                    : new Decision<Nothing>(Nothing.Instance, call.Db.Teams.Delete(team), call.Record(team.TeamId, team.OrganizationId)),
            call.Stop
        );
}
