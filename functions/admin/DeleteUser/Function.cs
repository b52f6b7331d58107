namespace EventTicketing.Functions.DeleteUser;

public sealed class Function(Host host) : ApiFunction<DeleteUserRequest, ErasureView>(AdminEndpoints.DeleteUser, host)
{
    protected override async Task<Result<ErasureView>> Handle(DeleteUserRequest request, Call call)
    {
        // A second request: the pool does not know the person any more.
        if (await call.Db.Erasures.Find(Erasure.IdOf(request.UserId), call.Stop) is not null)
            return await call.Erase(request.UserId, null);
        if ((await call.UserToActOn(request.UserId)).Refused(out var problem, out var found))
            return problem;
        if (await Erasing.WhyNotLeaving(call.App, request.UserId, call.Stop) is { } sole)
            return sole;
        return await call.Erase(request.UserId, found.User.EmailVerified ? found.User.Email : null, request.Reason);
    }
}
