namespace EventTicketing.Functions.DeleteTimeEntry;

public sealed class Function(Host host) : ApiFunction<TimeEntryRequest, Nothing>(BackofficeEndpoints.DeleteTimeEntry, host)
{
    protected override Task<Result<Nothing>> Handle(TimeEntryRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.Time(request.TimeEntryId, TimeRight.Edit)).Refused(out var problem, out var time))
                    return problem;
                return time.Entry.WhyNotEditable(time.Of.TimeClosedThrough) is { } locked
                    ? locked
                    : new Decision<Nothing>(
                        Nothing.Instance,
                        call.Db.TimeEntries.Delete(time.Entry),
                        call.Record(time.Entry.TimeEntryId, time.Entry.OrganizationId),
                        call.Unchanged(time.Of)
                    );
            },
            call.Stop
        );
}
