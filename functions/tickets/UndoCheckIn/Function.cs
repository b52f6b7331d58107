namespace EventTicketing.Functions.UndoCheckIn;

public sealed class Function(Host host) : ApiFunction<UndoCheckInRequest, ScannedTicketView>(TicketEndpoints.UndoCheckIn, host)
{
    protected override async Task<Result<ScannedTicketView>> Handle(UndoCheckInRequest request, Call call)
    {
        if (
            await call.Db.Tickets.Find(request.TicketId, call.Stop) is not { } known
            || (await call.OwnEvent(known.EventId)).Problem is not null
        )
            return Problem.NotFound("ticket");
        var undone = await Scanning.Undo(
            call.App,
            known.TicketId,
            undoId: call.NewId("undo"),
            staffId: call.Caller.UserId,
            request.Reason,
            call.Stop
        );
        return undone.Then(ticket => new ScannedTicketView
        {
            TicketId = ticket.TicketId,
            HolderName = ticket.HolderName,
            TicketTypeName = ticket.TicketTypeName,
            Status = ticket.Status,
        });
    }
}
