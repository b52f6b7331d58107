namespace EventTicketing.Functions.ListCheckIns;

public sealed class Function(Host host) : ApiFunction<EventPageRequest, ListOf<CheckInView>>(TicketEndpoints.ListCheckIns, host)
{
    protected override async Task<Result<ListOf<CheckInView>>> Handle(EventPageRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out _))
            return problem;
        var query = new Query(Tables.CheckIns, "TimeIndex", request.EventId) { Descending = true };
        if (call.Paged(query, request).Refused(out problem, out var page))
            return problem;
        return call.List(await call.Db.CheckIns.Query(page, call.Stop), CheckInView.Of);
    }
}
