namespace EventTicketing.Functions.PublishEventImage;

public sealed class Function(Host host) : ApiFunction<EventImageRequest, EventView>(EventEndpoints.PublishEventImage, host)
{
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
        return await call.Publish(image, ev.EventId, () => call.ChangeEvent(ev.EventId, current => current.Publish(image, call.Now)));
    }
}
