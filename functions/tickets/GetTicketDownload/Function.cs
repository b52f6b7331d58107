namespace EventTicketing.Functions.GetTicketDownload;

public sealed class Function(Host host) : ApiFunction<TicketRequest, TicketView>(TicketEndpoints.GetTicketDownload, host)
{
    protected override async Task<Result<TicketView>> Handle(TicketRequest request, Call call)
    {
        if ((await call.Ticket(request.TicketId, byItsKey: true)).Refused(out var problem, out var found))
            return problem;
        var (ticket, ev) = found;
        return TicketView.Of(ticket, await Issuing.Link(call.App, ticket, ev, call.Stop));
    }
}
