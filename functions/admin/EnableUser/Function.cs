namespace EventTicketing.Functions.EnableUser;

public sealed class Function(Host host) : ApiFunction<UserActRequest, UserView>(AdminEndpoints.EnableUser, host)
{
    protected override Task<Result<UserView>> Handle(UserActRequest request, Call call) => call.ActOnUser(request);
}
