namespace EventTicketing.Functions.CreateEventImageUpload;

public sealed class Function(Host host) : ApiFunction<EventImageUploadRequest, ImageUploadView>(EventEndpoints.CreateEventImageUpload, host)
{
    private const long MaxBytes = 5 * 1024 * 1024;
    private static readonly TimeSpan FormLife = TimeSpan.FromMinutes(15);

    protected override async Task<Result<ImageUploadView>> Handle(EventImageUploadRequest request, Call call)
    {
        var until = call.Now + FormLife;
        var image = new EventImage(call.NewId("img"), request.ContentType, until);
        if ((await call.ChangeEvent(request.EventId, current => current.Add(image, call.Now))).Refused(out var problem, out var ev))
            return problem;
        var form = call.App.Files(Buckets.Uploads).Form(image.UploadKeyIn(ev.EventId), image.ContentType, MaxBytes, until);
        return new ImageUploadView
        {
            ImageId = image.ImageId,
            Url = $"/{image.KeyIn(ev.EventId)}",
            UploadUrl = form.Url.AbsoluteUri,
            Fields = form.Fields,
            MaxBytes = MaxBytes,
            ExpiresAt = until,
        };
    }
}
