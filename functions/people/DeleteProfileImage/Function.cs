namespace EventTicketing.Functions.DeleteProfileImage;

public sealed class Function(Host host) : ApiFunction<NoRequest, Nothing>(PeopleEndpoints.DeleteProfileImage, host)
{
    protected override Task<Result<Nothing>> Handle(NoRequest request, Call call) => call.DeletePicture<Person>(call.ChangeProfile);
}
