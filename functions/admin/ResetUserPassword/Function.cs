namespace EventTicketing.Functions.ResetUserPassword;

public sealed class Function(Host host) : ApiFunction<UserActRequest, UserView>(AdminEndpoints.ResetUserPassword, host)
{
    protected override async Task<Result<UserView>> Handle(UserActRequest request, Call call)
    {
        if ((await call.UserToActOn(request.UserId)).Refused(out var problem, out var person))
            return problem;
        if (!person.User.Enabled)
            return Problem.Conflict("disabled", "Enable the account first.");
        if (!await call.App.People.ResetPassword(request.UserId, call.Stop))
            return Problem.Conflict("not_confirmed", "The account is not confirmed, so it has no password to reset.");
        await call.Db.Write([call.Record(request.UserId, null, reason: request.Reason)], call.Stop);
        return await call.User(request.UserId);
    }
}
