namespace EventTicketing.Functions.RegenerateTicketQr;

public sealed class Function(Host host) : ApiFunction<TicketRequest, TicketView>(TicketEndpoints.RegenerateTicketQr, host)
{
    protected override async Task<Result<TicketView>> Handle(TicketRequest request, Call call)
    {
        var reissued = await call.Db.Decide<(Ticket Ticket, Event Of)>(
            async () =>
            {
                if ((await call.Ticket(request.TicketId)).Refused(out var problem, out var found))
                    return problem;
                var (ticket, ev) = found;
                if (call.WhyNotMatched(ticket.Version) is { } mismatch)
                    return mismatch;
                var issue = ticket.Issue + 1;
                if (
                    ticket
                        .Reissued(call.App.Codes.Typed(ticket.TicketId, issue), call.App.Codes.Sealed(ticket.TicketId, issue, ev), call.Now)
                        .Refused(out problem, out var next)
                )
                    return problem;
                return call
                    .Db.Tickets.Save(
                        ticket,
                        next,
                        [
                            call.Record(ticket.TicketId, ev.OrganizationId, guestId: ticket.UserId),
                            .. await WebhookNotes.Of(call.App, next, ev, call.Stop),
                        ]
                    )
                    .Then(saved => (saved, ev));
            },
            call.Stop
        );
        if (reissued.Refused(out var refusal, out var saved))
            return refusal;
        return TicketView.Of(saved.Ticket, await Issuing.Link(call.App, saved.Ticket, saved.Of, call.Stop));
    }
}
