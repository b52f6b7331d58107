namespace EventTicketing.Functions.ListMyEvents;

public sealed class Function(Host host) : ApiFunction<ListMyEventsRequest, ListOf<EventView>>(EventEndpoints.ListMyEvents, host)
{
    protected override async Task<Result<ListOf<EventView>>> Handle(ListMyEventsRequest request, Call call)
    {
        var query = new Query(Tables.Events, "OrganizerIndex", call.Caller.HomeOrganization) { Descending = true };
        if (call.Paged(query, request).Refused(out var problem, out var page))
            return problem;
        return await call.View(
            await call.Db.Events.Query(
                page,
                call.Stop,
                request.Status is null
                    ? null
                    : item => string.Equals(item.StatusAt(call.Now).ToString(), request.Status, StringComparison.OrdinalIgnoreCase)
            )
        );
    }
}
