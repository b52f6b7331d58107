namespace EventTicketing.Functions.UpdateProfile;

public sealed class Function(Host host) : ApiFunction<UpdateProfileRequest, ProfileView>(PeopleEndpoints.UpdateProfile, host)
{
    protected override async Task<Result<ProfileView>> Handle(UpdateProfileRequest request, Call call)
    {
        var updated = await call.ChangeProfile(current => Task.FromResult<Result<Person>>(request.Applied(current)));
        return updated.Refused(out var problem, out var person) ? problem : await call.Profile(person);
    }
}
