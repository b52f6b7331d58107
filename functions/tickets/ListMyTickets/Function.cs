namespace EventTicketing.Functions.ListMyTickets;

public sealed class Function(Host host) : ApiFunction<PageRequest, ListOf<TicketView>>(TicketEndpoints.ListMyTickets, host)
{
    protected override Task<Result<ListOf<TicketView>>> Handle(PageRequest request, Call call) =>
        call.Page(
            request,
            call.Db.Tickets.OfUser(call.Caller.UserId).NewestFirst(),
            showAll: async tickets => tickets.Zip(await Issuing.Links(call.App, tickets, call.Stop), TicketView.Of).ToArray()
        );
}
