namespace EventTicketing.Functions.ListMyEvents;

public sealed class Function(Host host) : ApiFunction<ListMyEventsRequest, ListOf<EventView>>(EventEndpoints.ListMyEvents, host)
{
    protected override async Task<Result<ListOf<EventView>>> Handle(ListMyEventsRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        return await call.Page(
            request,
            call.Db.Events.OfOrganization(organizationId)
                .NewestFirst()
                .Where(ev => request.Status is null || ev.StatusAt(call.Now) == request.Status),
            showAll: call.ViewsForSale
        );
    }
}
