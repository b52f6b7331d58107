namespace EventTicketing.Functions.SubmitTimeEntry;

public sealed class Function(Host host) : ApiFunction<TimeEntryRequest, TimeEntryView>(BackofficeEndpoints.SubmitTimeEntry, host)
{
    protected override Task<Result<TimeEntryView>> Handle(TimeEntryRequest request, Call call) =>
        call.ChangeTime(
            request.TimeEntryId,
            TimeRight.Own,
            (entry, organization) => entry.Submit(organization.TimeClosedThrough, call.Now)
        );
}
