namespace EventTicketing.Functions.PublishProfileImage;

public sealed class Function(Host host) : ApiFunction<ProfileImageRequest, ProfileView>(PeopleEndpoints.PublishProfileImage, host)
{
    protected override async Task<Result<ProfileView>> Handle(ProfileImageRequest request, Call call)
    {
        var published = await call.PublishPicture<Person>(request.ImageId, await call.Person(), call.ChangeProfile);
        return published.Refused(out var problem, out var person) ? problem : await call.Profile(person);
    }
}
