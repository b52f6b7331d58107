namespace EventTicketing.Functions.UpdateProfile;

public sealed class Function(Host host) : ApiFunction<UpdateProfileRequest, ProfileView>(PeopleEndpoints.UpdateProfile, host)
{
    protected override async Task<Result<ProfileView>> Handle(UpdateProfileRequest request, Call call)
    {
        var updated = await call.Db.Decide<Person>(
            async () =>
            {
                var current = await call.Person();
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                var next = request.Applied(current);
                return new Decision<Person>(next.WithVersion(current.Version + 1), call.Db.People.Save(next));
            },
            call.Stop
        );
        return updated.Then(call.Profile);
    }
}
