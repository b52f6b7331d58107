namespace EventTicketing.Functions.GetProfile;

public sealed class Function(Host host) : ApiFunction<NoRequest, ProfileView>(PeopleEndpoints.GetProfile, host)
{
    protected override async Task<Result<ProfileView>> Handle(NoRequest request, Call call)
    {
        await call.NoteSession();
        return await call.Profile(await Counting.Visit(call.App, await call.Person(), call.Stop));
    }
}
