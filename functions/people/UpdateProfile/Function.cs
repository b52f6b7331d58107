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
                return call.Db.People.Save(current, request.Applied(current));
            },
            call.Stop
        );
        return updated.Then(call.Profile);
    }
}
