namespace EventTicketing.Functions.GetTimeEntry;

public sealed class Function(Host host) : ApiFunction<TimeEntryRequest, TimeEntryView>(BackofficeEndpoints.GetTimeEntry, host)
{
    protected override async Task<Result<TimeEntryView>> Handle(TimeEntryRequest request, Call call) =>
        (await call.Time(request.TimeEntryId, TimeRight.Read)).Refused(out var problem, out var time)
            ? problem
            : await call.View(time.Entry, time.Of);
}
