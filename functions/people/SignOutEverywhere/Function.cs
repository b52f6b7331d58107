namespace EventTicketing.Functions.SignOutEverywhere;

public sealed class Function(Host host) : ApiFunction<NoRequest, Nothing>(PeopleEndpoints.SignOutEverywhere, host)
{
    protected override async Task<Result<Nothing>> Handle(NoRequest request, Call call)
    {
        if (await Administering.Act(call.App, call.Act(call.Caller.UserId, null), call.Stop) is { } refusal)
            return refusal;
        var ended = await call.Db.Sessions.OfUser(call.Caller.UserId).Take(Session.MaxListed).Page(call.Stop);
        foreach (var session in ended.Items)
            await call.Db.Write([call.Db.Sessions.Delete(session, new Condition.Present())], call.Stop);
        return Nothing.Instance;
    }
}
