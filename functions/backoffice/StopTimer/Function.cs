namespace EventTicketing.Functions.StopTimer;

public sealed class Function(Host host) : ApiFunction<StopTimerRequest, TimeEntryView>(BackofficeEndpoints.StopTimer, host)
{
    protected override async Task<Result<TimeEntryView>> Handle(StopTimerRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        var stopped = await call.Db.Decide<(TimeEntry Entry, Organization Of)>(
            async () =>
            {
                if ((await call.OwnOrganization(organizationId)).Refused(out var refusal, out var organization))
                    return refusal;
                if (
                    await call.Db.Staff.Find(organizationId, call.Caller.UserId, call.Stop) is not { Timer: { } timer } record
                    || await call.Db.Projects.Find(timer.ProjectId, call.Stop) is not { } project
                )
                    return Problem.Conflict("no_timer", "No timer is running.");
                // Time that has run is kept, even if its project has ended meanwhile.
                var place = new TimePlace(organization, project, (record with { Timer = null }, true));
                var entries = TimeCalls.Stopped(timer, place, call.Now);
                Change[] stop = [call.Db.Staff.Save(place.Person.Record), call.Record(timer.TimeEntryId, organizationId)];
                if (request.Discard == true)
                    return new Decision<(TimeEntry, Organization)>((entries[0], organization), stop);
                if (entries.Any(entry => entry.IsClosed(organization.TimeClosedThrough)))
                    return TimeEntry.PeriodClosed;
                return new Decision<(TimeEntry, Organization)>(
                    (entries[0], organization),
                    [.. entries.Select(call.Db.TimeEntries.Create), .. stop, .. call.Guards(place, withPerson: false)]
                );
            },
            call.Stop
        );
        return stopped.Refused(out problem, out var made) ? problem : await call.View(made.Entry, made.Of);
    }
}
