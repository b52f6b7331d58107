namespace EventTicketing.Functions.ListMyTickets;

public sealed class Function(Host host) : ApiFunction<PageRequest, ListOf<TicketView>>(TicketEndpoints.ListMyTickets, host)
{
    protected override async Task<Result<ListOf<TicketView>>> Handle(PageRequest request, Call call)
    {
        var query = new Query(Tables.Tickets, "UserIndex", call.Caller.UserId) { Descending = true };
        if (call.Paged(query, request).Refused(out var problem, out var page))
            return problem;
        var tickets = await call.Db.Tickets.Query(page, call.Stop);
        var links = await Issuing.Links(call.App, tickets.Items, call.Stop);
        return call.List(new PageOf<TicketView>([.. tickets.Items.Zip(links, TicketView.Of)], tickets.Cursor), view => view);
    }
}
