namespace EventTicketing.Functions.GetEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventView>(EventEndpoints.GetEvent, host)
{
    protected override async Task<Result<EventView>> Handle(EventRequest request, Call call)
    {
        if (await call.Db.Events.Find(request.EventId, call.Stop) is not { } found)
            return Problem.NotFound("event");
        if (found.Status == EventStatus.Draft)
            return call.ActsFor(found.OrganizationId) ? await call.View(found) : Problem.NotFound("event");
        return await call.ViewForSale(found);
    }
}
