namespace EventTicketing.Functions.ListMyTickets;

public sealed class Function(Host host) : ApiFunction<PageRequest, ListOf<TicketView>>(TicketEndpoints.ListMyTickets, host)
{
    protected override Task<Result<ListOf<TicketView>>> Handle(PageRequest request, Call call) =>
        call.Page(
            request,
            cursor =>
                call.BuyerIds.Select(id => call.Db.Tickets.OfUser(id).Where(ticket => ticket.ErasedAt is null))
                    .ToList()
                    .Newest(ticket => ticket.IssuedAt, request.Limit, cursor, call.Stop),
            showAll: async tickets => tickets.Zip(await Issuing.Links(call.App, tickets, call.Stop), TicketView.Of).ToArray()
        );
}
