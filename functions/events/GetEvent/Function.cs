namespace EventTicketing.Functions.GetEvent;

public sealed class Function(Host host) : ApiFunction<EventRequest, EventView>(EventEndpoints.GetEvent, host)
{
    protected override async Task<Result<EventView>> Handle(EventRequest request, Call call)
    {
        if (await call.Db.Events.Find(request.EventId, call.Stop) is not { } found)
            return Problem.NotFound("event");
        var isDraft = found.Status == EventStatus.Draft;
        if (isDraft && !call.ActsFor(found.OrganizationId))
            return Problem.NotFound("event");
        var organization = call.Db.Organizations.Find(found.OrganizationId, call.Stop, Consistency.Eventual);
        var view = await (isDraft ? call.View(found) : call.ViewForSale(found));
        return view with { Organization = await organization is { } known ? EventOrganizationView.Of(known) : null };
    }
}
