namespace EventTicketing.Functions.CreateProfileImageUpload;

public sealed class Function(Host host)
    : ApiFunction<ProfileImageUploadRequest, ImageUploadView>(PeopleEndpoints.CreateProfileImageUpload, host)
{
    protected override Task<Result<ImageUploadView>> Handle(ProfileImageUploadRequest request, Call call) =>
        call.AnnouncePicture<Person>(request.ContentType, call.ChangeProfile);
}
