namespace EventTicketing.Functions.WithdrawTimeEntry;

public sealed class Function(Host host) : ApiFunction<TimeEntryRequest, TimeEntryView>(BackofficeEndpoints.WithdrawTimeEntry, host)
{
    protected override Task<Result<TimeEntryView>> Handle(TimeEntryRequest request, Call call) =>
        call.ChangeTime(request.TimeEntryId, TimeRight.Own, (entry, organization) => entry.Withdraw(organization.TimeClosedThrough));
}
