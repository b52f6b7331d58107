namespace EventTicketing.Functions.ApproveTimeEntry;

public sealed class Function(Host host) : ApiFunction<TimeEntryRequest, TimeEntryView>(BackofficeEndpoints.ApproveTimeEntry, host)
{
    protected override async Task<Result<TimeEntryView>> Handle(TimeEntryRequest request, Call call) =>
        (await call.Review(request.TimeEntryId, TimeDecision.Approve, reason: null, read: [])).Refused(out var problem, out var time)
            ? problem
            : await call.View(time.Entry, time.Of);
}
