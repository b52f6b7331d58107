namespace EventTicketing.Functions.DisableUser;

public sealed class Function(Host host) : ApiFunction<UserActRequest, UserView>(AdminEndpoints.DisableUser, host)
{
    protected override Task<Result<UserView>> Handle(UserActRequest request, Call call) => call.ActOnUser(request);
}
