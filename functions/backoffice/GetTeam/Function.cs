namespace EventTicketing.Functions.GetTeam;

public sealed class Function(Host host) : ApiFunction<TeamRequest, TeamView>(BackofficeEndpoints.GetTeam, host)
{
    protected override async Task<Result<TeamView>> Handle(TeamRequest request, Call call) =>
        (await call.OwnTeam(request.TeamId)).Then(TeamView.Of);
}
