using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

public static class SessionCalls
{
    /// <summary>Notes where the caller is signed in.</summary>
    public static async Task NoteSession(this Call call)
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
