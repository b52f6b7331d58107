namespace EventTicketing.Functions.ListMyEvents;

public sealed class Function(Host host) : ApiFunction<ListMyEventsRequest, ListOf<EventView>>(EventEndpoints.ListMyEvents, host)
{
    protected override Task<Result<ListOf<EventView>>> Handle(ListMyEventsRequest request, Call call) =>
        call.Page(
            request,
            call.Db.Events.OfOrganization(call.Caller.HomeOrganization)
                .NewestFirst()
                .Where(ev => request.Status is null || ev.StatusAt(call.Now) == request.Status),
            showAll: call.ViewsForSale
        );
}
