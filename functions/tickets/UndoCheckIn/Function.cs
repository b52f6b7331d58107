namespace EventTicketing.Functions.UndoCheckIn;

public sealed class Function(Host host) : ApiFunction<UndoCheckInRequest, TicketView>(Endpoints.UndoCheckIn, host)
{
    protected override async Task<Result<TicketView>> Handle(UndoCheckInRequest request, Call call)
    {
        if (await call.Db.Tickets.Find(request.TicketId, null, call.Stop) is not { } known || (await call.OwnEvent(known.EventId)).Problem is not null) return Problem.NotFound("ticket");
        var undone = await Scanning.Undo(call.App, known.TicketId, call.App.Ids.New("undo"), call.Caller.UserId, request.Reason, call.Stop);
        if (undone.Refused(out var problem, out var ticket)) return problem;
        var (link, until) = Issuing.LinkTo(call.App, ticket);
        return TicketView.Of(ticket, link, until);
    }
}
