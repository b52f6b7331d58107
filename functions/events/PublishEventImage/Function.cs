namespace EventTicketing.Functions.PublishEventImage;

public sealed class Function(Host host) : ApiFunction<EventImageRequest, EventView>(EventEndpoints.PublishEventImage, host)
{
    /// <summary>
    /// Copies the checked bytes to the public key. A later upload through the form, even after the image was deleted, never becomes public.
    /// </summary>
    protected override async Task<Result<EventView>> Handle(EventImageRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        if (ev.Image(request.ImageId) is not { } image)
            return Problem.NotFound("image");
        if (image.Published)
            return await call.View(ev);
        if (ev.Publish(image, call.Now).Refused(out problem, out _))
            return problem;
        if (await call.App.Files(Buckets.Uploads).Get(image.UploadKeyIn(ev.EventId), call.Stop) is not { } file)
            return Problem.Conflict("image_not_uploaded", "The file of this image has not been uploaded yet.");
        if (!image.Fits(file))
            return Problem.Conflict("not_an_image", $"The file is not {image.ContentType}.");
        await call.App.Files(Buckets.Uploads).Put(image.KeyIn(ev.EventId), file, image.ContentType, call.Stop);
        var published = await call.ChangeEvent(ev.EventId, current => current.Publish(image, call.Now));
        // If the image was deleted or the event closed during the copy, the copy must not stay public.
        if (published.Refused(out _, out _))
            await call.App.Files(Buckets.Uploads).Delete(image.KeyIn(ev.EventId), call.Stop);
        await call.App.Files(Buckets.Uploads).Delete(image.UploadKeyIn(ev.EventId), call.Stop);
        return published;
    }
}
