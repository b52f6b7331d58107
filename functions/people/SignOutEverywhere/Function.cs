namespace EventTicketing.Functions.SignOutEverywhere;

public sealed class Function(Host host) : ApiFunction<NoRequest, Nothing>(PeopleEndpoints.SignOutEverywhere, host)
{
    protected override async Task<Result<Nothing>> Handle(NoRequest request, Call call) =>
        await Administering.Act(call.App, call.Act(call.Caller.UserId, null), call.Stop) is { } refusal ? refusal : Nothing.Instance;
}
