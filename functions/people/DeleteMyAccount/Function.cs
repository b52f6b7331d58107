namespace EventTicketing.Functions.DeleteMyAccount;

public sealed class Function(Host host) : ApiFunction<DeleteMyAccountRequest, ErasureView>(PeopleEndpoints.DeleteMyAccount, host)
{
    protected override async Task<Result<ErasureView>> Handle(DeleteMyAccountRequest request, Call call)
    {
        var userId = call.Caller.UserId;
        // Functions accept the token for some seconds after the first request. Nothing refuses a second one: the erasure has begun.
        if (await call.Db.Erasures.Find(Erasure.IdOf(userId), call.Stop) is null && await WhyNot(request, call) is { } refusal)
            return refusal;
        var (_, address, _) = await call.Self();
        return await call.Erase(userId, address);
    }

    private static async Task<Problem?> WhyNot(DeleteMyAccountRequest request, Call call) =>
        call.Caller.SignedInAt + Erasure.RecentSignIn.TotalSeconds < call.Now.ToUnixTimeSeconds() ? Erasure.SignInAgain
        : await Erasing.WhyNotLeaving(call.App, call.Caller.UserId, call.Stop) is { } sole ? sole
        : await Erasing.WhyNot(call.App, call.BuyerIds, request.KeepTickets ?? false, call.Stop);
}
