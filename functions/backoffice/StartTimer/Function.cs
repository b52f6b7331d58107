namespace EventTicketing.Functions.StartTimer;

public sealed class Function(Host host) : ApiFunction<StartTimerRequest, TimeEntryView>(BackofficeEndpoints.StartTimer, host)
{
    protected override async Task<Result<TimeEntryView>> Handle(StartTimerRequest request, Call call)
    {
        var id = call.NewId("tme");
        var started = await call.Db.Decide<(TimeEntry Entry, Organization Of)>(
            async () =>
            {
                if ((await call.TimeOn(request.ProjectId, call.Caller.UserId)).Refused(out var refusal, out var place))
                    return refusal;
                var timer = new RunningTimer(TimeEntryId: id, request.ProjectId, request.Note, call.Now);
                if (place.Person.Record.Start(timer).Refused(out refusal, out var record))
                    return refusal;
                var entry = TimeCalls.Running(timer, place);
                if (call.WhyNotEntered(entry, place) is { } why)
                    return why;
                return new Decision<(TimeEntry, Organization)>(
                    (entry, place.Of),
                    [
                        call.Stored(record, place.Person.IsStored),
                        call.Record(id, place.Of.OrganizationId),
                        .. call.Guards(place, withPerson: false),
                    ]
                );
            },
            call.Stop
        );
        return started.Refused(out var problem, out var running) ? problem : await call.View(running.Entry, running.Of);
    }
}
