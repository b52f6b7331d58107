namespace EventTicketing.Functions.GetCheckInList;

public sealed class Function(Host host) : ApiFunction<CheckInListRequest, CheckInListView>(TicketEndpoints.GetCheckInList, host)
{
    /// <summary>Maximum delay between the timestamp of a change and its appearance in the index, including clock skew.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    protected override async Task<Result<CheckInListView>> Handle(CheckInListRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        var changed = call.Db.Tickets.OfEvent(ev.EventId).From(request.Since);
        if ((await call.Page(request, changed, show: CheckInListTicketView.Of)).Refused(out problem, out var list))
            return problem;
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
