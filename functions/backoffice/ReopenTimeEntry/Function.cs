namespace EventTicketing.Functions.ReopenTimeEntry;

public sealed class Function(Host host) : ApiFunction<ReasonedTimeEntryRequest, TimeEntryView>(BackofficeEndpoints.ReopenTimeEntry, host)
{
    protected override Task<Result<TimeEntryView>> Handle(ReasonedTimeEntryRequest request, Call call) =>
        call.ChangeTime(
            request.TimeEntryId,
            TimeRight.Edit,
            (entry, organization) => entry.Reopen(request.Reason, organization.TimeClosedThrough)
        );
}
