namespace EventTicketing.Functions.GetProfile;

public sealed class Function(Host host) : ApiFunction<NoRequest, ProfileView>(PeopleEndpoints.GetProfile, host)
{
    protected override async Task<Result<ProfileView>> Handle(NoRequest request, Call call)
    {
        await NoteSession(call);
        return call.Profile(await call.Person());
    }

    /// <summary>Notes where the caller is signed in: every page asks for the profile.</summary>
    private static async Task NoteSession(Call call)
    {
        if (call.Caller is not { SessionId: { } sessionId, UserId: var userId })
            return;
        var device = Session.DeviceOf(call.Header("User-Agent"));
        var known = await call.Db.Sessions.Find(userId, sessionId, call.Stop, Consistency.Eventual);
        var seen = known?.Seen(device, call.Now) ?? new Session(userId, sessionId, device, call.Now, call.Now);
        if (!ReferenceEquals(seen, known))
            await call.Db.Write([call.Db.Sessions.Put(seen)], call.Stop);
    }
}
