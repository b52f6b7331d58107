namespace EventTicketing.Functions.ListMySessions;

public sealed class Function(Host host) : ApiFunction<PageRequest, ListOf<SessionView>>(PeopleEndpoints.ListMySessions, host)
{
    /// <summary>One page: nobody has more sessions than that at once.</summary>
    protected override async Task<Result<ListOf<SessionView>>> Handle(PageRequest request, Call call)
    {
        await call.NoteSession();
        var sessions = await call.Db.Sessions.OfUser(call.Caller.UserId).Take(Session.MaxListed).Page(call.Stop);
        return new ListOf<SessionView>(
            [
                .. sessions
                    .Items.OrderByDescending(session => session.LastSeenAt)
                    .Take(request.Limit)
                    .Select(session => new SessionView(
                        session.SessionId,
                        session.FirstSeenAt,
                        session.LastSeenAt,
                        session.Device,
                        Current: session.SessionId == call.Caller.SessionId
                    )),
            ],
            null
        );
    }
}
