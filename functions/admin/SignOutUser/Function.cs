namespace EventTicketing.Functions.SignOutUser;

public sealed class Function(Host host) : ApiFunction<UserActRequest, Nothing>(AdminEndpoints.SignOutUser, host)
{
    protected override async Task<Result<Nothing>> Handle(UserActRequest request, Call call)
    {
        if (request.UserId != call.Caller.UserId && (await call.UserToActOn(request.UserId)).Refused(out var problem, out _))
            return problem;
        return await Administering.Act(call.App, call.Act(request.UserId, null, reason: request.Reason), call.Stop) is { } refusal
            ? refusal
            : Nothing.Instance;
    }
}
