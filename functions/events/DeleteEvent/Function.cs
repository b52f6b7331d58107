namespace EventTicketing.Functions.DeleteEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, Nothing>(EventEndpoints.DeleteEvent, host)
{
    /// <summary>Deletes the image files before the event, so that a retry still finds them.</summary>
    protected override Task<Result<Nothing>> Handle(EventRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var draft))
                    return problem;
                if (call.WhyNotMatched(draft.Version) is { } mismatch)
                    return mismatch;
                if (draft.Status != EventStatus.Draft)
                    return Problem.Conflict("event_not_draft", "Only a draft can be deleted; cancel a published event instead.");
                foreach (var image in draft.Images)
                    await call.DeleteFiles(image, draft.EventId);
                return new(Nothing.Instance, call.Db.Events.Delete(draft), call.Record(draft.EventId, draft.OrganizationId));
            },
            call.Stop
        );
}
