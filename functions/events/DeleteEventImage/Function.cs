namespace EventTicketing.Functions.DeleteEventImage;

public sealed class Function(Host host) : ApiFunction<EventImageRequest, Nothing>(EventEndpoints.DeleteEventImage, host)
{
    /// <summary>Deletes the files before the entry in the event, so that a retry still finds them.</summary>
    protected override Task<Result<Nothing>> Handle(EventImageRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
                    return problem;
                if (call.WhyNotMatched(ev.Version) is { } mismatch)
                    return mismatch;
                if (ev.Image(request.ImageId) is not { } image)
                    return Problem.NotFound("image");
                await call.DeleteFiles(image, ev.EventId);
                return call.Db.Events.Save(ev, ev.Remove(image), call.Record(ev.EventId, ev.OrganizationId)).Then(_ => Nothing.Instance);
            },
            call.Stop
        );
}
