namespace EventTicketing.Functions.CreateLogoUpload;

public sealed class Function(Host host) : ApiFunction<LogoUploadRequest, ImageUploadView>(OrganizationEndpoints.CreateLogoUpload, host)
{
    protected override Task<Result<ImageUploadView>> Handle(LogoUploadRequest request, Call call) =>
        call.AnnouncePicture(request.ContentType, call.ChangingLogo(request.OrganizationId));
}
