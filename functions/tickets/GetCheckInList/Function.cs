namespace EventTicketing.Functions.GetCheckInList;

public sealed class Function(Host host) : ApiFunction<CheckInListRequest, CheckInListView>(TicketEndpoints.GetCheckInList, host)
{
    /// <summary>Maximum delay between the timestamp of a change and its appearance in the index, including clock skew.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    protected override async Task<Result<CheckInListView>> Handle(CheckInListRequest request, Call call)
    {
        if ((await call.OwnEvent(request.EventId)).Refused(out var problem, out var ev))
            return problem;
        if (request.Cursor is null)
            await call.SeenAt(ev, fetched: true);
        var changed = call.Db.Tickets.OfEvent(ev.EventId).From(request.Since);
        if ((await call.Page(request, changed, show: CheckInListTicketView.Of)).Refused(out problem, out var list))
            return problem;
        var codes = call.App.Codes;
        return new CheckInListView
        {
            EventId = ev.EventId,
            Title = ev.Title,
            Status = ev.StatusAt(call.Now),
            StartsAt = ev.StartsAt,
            EndsAt = ev.EndsAt,
            TimeZone = ev.TimeZone,
            GateOpensAt = ev.GateOpens,
            GateClosesAt = ev.GateCloses,
            SigningKeys = SigningKeysView.Of(codes.PublicKeys).Keys,
            SealKeys =
            [
                .. codes
                    .KeysOf(ev.EventId)
                    .Select(key => new SealKeyView
                    {
                        Kid = $"{key.KeyId}",
                        Kty = "oct",
                        Alg = "A256GCM",
                        K = key.Key,
                    }),
            ],
            Items = list.Items,
            Next = list.Next,
            Since = list.Next is null ? call.Now - Overlap : null,
        };
    }
}
