namespace EventTicketing.Functions.RejectTimeEntry;

public sealed class Function(Host host) : ApiFunction<ReasonedTimeEntryRequest, TimeEntryView>(BackofficeEndpoints.RejectTimeEntry, host)
{
    protected override async Task<Result<TimeEntryView>> Handle(ReasonedTimeEntryRequest request, Call call) =>
        (await call.Review(request.TimeEntryId, TimeDecision.Reject, request.Reason, read: [])).Refused(out var problem, out var time)
            ? problem
            : await call.View(time.Entry, time.Of);
}
