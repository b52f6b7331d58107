namespace EventTicketing.Functions.CreateTimeEntry;

public sealed class Function(Host host) : ApiFunction<CreateTimeEntryRequest, TimeEntryView>(BackofficeEndpoints.CreateTimeEntry, host)
{
    protected override async Task<Result<TimeEntryView>> Handle(CreateTimeEntryRequest request, Call call)
    {
        var id = call.NewId("tme");
        if (CalendarDays.Day("date", request.Date).Refused(out var problem, out var date))
            return problem;
        var created = await call.Db.Decide<(TimeEntry Entry, Organization Of)>(
            async () =>
            {
                if ((await call.TimeOn(request.ProjectId, request.UserId)).Refused(out var refusal, out var place))
                    return refusal;
                var (organization, project, person) = place;
                if (await call.Db.TimeEntries.Find(id, call.Stop) is { } earlier)
                    return (earlier, organization);
                if (request.MinutesOn(date, organization.Zone).Refused(out refusal, out var minutes))
                    return refusal;
                var entry = new TimeEntry
                {
                    OrganizationId = organization.OrganizationId,
                    TimeEntryId = id,
                    UserId = person.Record.UserId,
                    ProjectId = project.ProjectId,
                    Date = date,
                    Minutes = minutes,
                    StartedAt = request.StartedAt,
                    EndedAt = request.EndedAt,
                    Note = request.Note,
                    Billable = project.IsBillable(request.Billable),
                    CreatedAt = call.Now,
                };
                if (call.WhyNotEntered(entry, place) is { } why)
                    return why;
                return new Decision<(TimeEntry, Organization)>(
                    (entry, organization),
                    [call.Db.TimeEntries.Create(entry), call.Record(id, organization.OrganizationId), .. call.Guards(place)]
                );
            },
            call.Stop
        );
        return created.Refused(out problem, out var made) ? problem : await call.View(made.Entry, made.Of);
    }
}
