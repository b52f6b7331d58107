namespace EventTicketing.Functions.GetUser;

public sealed class Function(Host host) : ApiFunction<UserRequest, UserView>(AdminEndpoints.GetUser, host)
{
    protected override Task<Result<UserView>> Handle(UserRequest request, Call call) => call.User(request.UserId);
}
