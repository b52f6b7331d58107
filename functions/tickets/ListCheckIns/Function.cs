namespace EventTicketing.Functions.ListCheckIns;

public sealed class Function(Host host) : ApiFunction<EventPageRequest, ListOf<CheckInView>>(TicketEndpoints.ListCheckIns, host)
{
    protected override async Task<Result<ListOf<CheckInView>>> Handle(EventPageRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        return await call.Page(request, call.Db.CheckIns.OfEvent(ev.EventId).NewestFirst(), show: CheckInView.Of);
    }
}
