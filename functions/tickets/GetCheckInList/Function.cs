namespace EventTicketing.Functions.GetCheckInList;

public sealed class Function(Host host) : ApiFunction<CheckInListRequest, CheckInListView>(TicketEndpoints.GetCheckInList, host)
{
    /// <summary>Maximum delay between the timestamp of a change and its appearance in the index, including clock skew.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    protected override async Task<Result<CheckInListView>> Handle(CheckInListRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        var changed = new Query(Tables.Tickets, "EventIndex", ev.EventId)
        {
            From = request.Since is { } since ? SortableInstant.Text(since) : null,
        };
        if (call.Paged(changed, request).Refused(out problem, out var page))
            return problem;
        var list = call.List(await call.Db.Tickets.Query(page, call.Stop), CheckInListTicketView.Of);
        var codes = call.App.Codes;
        return new CheckInListView(
            ev.EventId,
            ev.Title,
            ev.StatusAt(call.Now),
            ev.StartsAt,
            ev.EndsAt,
            ev.TimeZone,
            ev.GateOpens,
            ev.GateCloses,
            SigningKeysView.Of(codes.PublicKeys).Keys,
            [.. codes.KeysOf(ev.EventId).Select(key => new SealKeyView($"{key.KeyId}", "oct", "A256GCM", key.Key))],
            list.Items,
            list.Next,
            list.Next is null ? call.Now - Overlap : null
        );
    }
}
