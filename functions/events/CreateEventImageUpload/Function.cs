namespace EventTicketing.Functions.CreateEventImageUpload;

public sealed class Function(Host host) : ApiFunction<EventImageUploadRequest, ImageUploadView>(EventEndpoints.CreateEventImageUpload, host)
{
    private const long MaxBytes = 5 * 1024 * 1024;

    protected override async Task<Result<ImageUploadView>> Handle(EventImageUploadRequest request, Call call)
    {
        var image = call.NewImage(request.ContentType);
        var changed = await call.ChangeEvent(request.EventId, current => current.Add(image, call.Now));
        return changed.Then(ev => call.Form(image, ev.EventId, MaxBytes));
    }
}
