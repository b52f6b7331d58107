using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>Where time is entered, and for whom.</summary>
/// <param name="Person">The staff record, and whether it is stored already.</param>
public readonly record struct TimePlace(Organization Of, Project Project, (StaffRecord Record, bool IsStored) Person);

/// <summary>What a call does with a time entry.</summary>
public enum TimeRight
{
    /// <summary>The person, the lead of one of their teams, managers.</summary>
    Read,

    /// <summary>The person, and managers.</summary>
    Edit,

    /// <summary>The person only.</summary>
    Own,

    /// <summary>Managers, and the lead of a team of the person.</summary>
    Review,
}

/// <summary>What the endpoints of time entries have in common.</summary>
public static class TimeCalls
{
    /// <summary>A time entry and its organization, if the caller may do this with it; otherwise 404.</summary>
    public static async Task<Result<(TimeEntry Entry, Organization Of)>> Time(this Call call, string timeEntryId, TimeRight right)
    {
        if (await call.Db.TimeEntries.Find(timeEntryId, call.Stop) is not { } entry || !call.ActsFor(entry.OrganizationId))
            return Problem.NotFound("time_entry");
        var (isOwn, manages) = (entry.UserId == call.Caller.UserId, call.MayManage(entry.OrganizationId));
        var may = right switch
        {
            TimeRight.Own => isOwn,
            TimeRight.Edit => isOwn || manages,
            _ => isOwn || manages || await call.Leads(entry),
        };
        return may && await call.Db.Organizations.Find(entry.OrganizationId, call.Stop) is { } organization
            ? (entry, organization)
            : Problem.NotFound("time_entry");
    }

    private static async Task<bool> Leads(this Call call, TimeEntry entry) =>
        (await call.Teams(entry.OrganizationId)).Any(team => team.Leads(call.Caller.UserId, personId: entry.UserId));

    /// <summary>
    /// A project and a person whose time may be entered on it. 404 for a project of another organization, and for a person whose time the
    /// caller does not keep.
    /// </summary>
    /// <param name="userId">Null for the caller.</param>
    /// <param name="asIs">Whether the time is on the project already: then it may have ended, and the person may have left it.</param>
    public static async Task<Result<TimePlace>> TimeOn(this Call call, string projectId, string? userId, bool asIs = false)
    {
        if (await call.Db.Projects.Find(projectId, call.Stop) is not { } project || !call.ActsFor(project.OrganizationId))
            return Problem.NotFound("project");
        if ((await call.OwnOrganization(project.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        if (organization.WhyNotChangeable is { } closed)
            return closed;
        var personId = userId ?? call.Caller.UserId;
        if (personId != call.Caller.UserId && !call.MayManage(organization.OrganizationId))
            return Problem.NotFound("staff");
        if ((await call.StaffMember(organization, personId)).Refused(out problem, out var person))
            return problem;
        if (asIs)
            return new TimePlace(organization, project, (person.Record, person.IsStored));
        return person.Member is null ? Problem.NotFound("staff")
            : !project.IsOpenTo(personId) ? Problem.Conflict("not_on_project", "Only members of the project enter time on it.")
            : project.Status == ProjectStatus.Archived ? Problem.Conflict("project_closed", "The project is archived.")
            : new TimePlace(organization, project, (person.Record, person.IsStored));
    }

    /// <summary>Null when an entry may have its day; otherwise the refusal.</summary>
    public static Problem? WhyNotEntered(this Call call, TimeEntry entry, TimePlace place) =>
        entry.IsClosed(place.Of.TimeClosedThrough)
            ? TimeEntry.PeriodClosed
            : entry.WhyNotDated(place.Project, place.Person.Record.Terms, CalendarDays.DayOf(call.Now, place.Of.Zone));

    /// <summary>
    /// What is written with an entry: a period that is closed meanwhile, or a project that ends or is deleted, refuses it, and the person's
    /// record is stored.
    /// </summary>
    public static Change[] Guards(this Call call, TimePlace place, bool withOrganization = true, bool withPerson = true)
    {
        var (organization, project, (record, isStored)) = place;
        return
        [
            project.Used
                ? new Change.Check(call.Db.Projects.KeyOf(project), new Condition.VersionIs(project.Version))
                : call.Db.Projects.Save(project with { Used = true }),
            .. withOrganization ? [call.Unchanged(organization)] : Array.Empty<Change>(),
            .. withPerson && !isStored ? [call.Db.Staff.Create(record)] : Array.Empty<Change>(),
        ];
    }

    /// <summary>Refuses a write when the organization, and with it the closed period, has changed.</summary>
    public static Change Unchanged(this Call call, Organization organization) =>
        new Change.Check(call.Db.Organizations.KeyOf(organization), new Condition.VersionIs(organization.Version));

    /// <summary>Loads a time entry, decides, and saves it with a record of the act, unless its period was closed meanwhile.</summary>
    public static async Task<Result<TimeEntryView>> ChangeTime(
        this Call call,
        string timeEntryId,
        TimeRight right,
        Func<TimeEntry, Organization, Task<Result<(TimeEntry Next, Change[] With)>>> decide
    ) =>
        (await call.SavedTime(timeEntryId, right, decide)).Refused(out var problem, out var time)
            ? problem
            : await call.View(time.Entry, time.Of);

    /// <summary>The same for a change that nothing else is written with.</summary>
    public static Task<Result<TimeEntryView>> ChangeTime(
        this Call call,
        string timeEntryId,
        TimeRight right,
        Func<TimeEntry, Organization, Result<TimeEntry>> decide
    ) => call.ChangeTime(timeEntryId, right, (entry, of) => Task.FromResult(decide(entry, of).Then(next => (next, Array.Empty<Change>()))));

    private static Task<Result<(TimeEntry Entry, Organization Of)>> SavedTime(
        this Call call,
        string timeEntryId,
        TimeRight right,
        Func<TimeEntry, Organization, Task<Result<(TimeEntry Next, Change[] With)>>> decide
    ) =>
        call.Db.Decide<(TimeEntry, Organization)>(
            async () =>
            {
                if ((await call.Time(timeEntryId, right)).Refused(out var problem, out var time))
                    return problem;
                var (current, organization) = time;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if ((await decide(current, organization)).Refused(out problem, out var decided))
                    return problem;
                return call
                    .Db.TimeEntries.Save(
                        current,
                        decided.Next,
                        [call.Unchanged(organization), call.Record(timeEntryId, current.OrganizationId), .. decided.With]
                    )
                    .Then(saved => (saved, organization));
            },
            call.Stop
        );

    /// <summary>Approves or rejects an entry. Managers and leads decide on the time of others only.</summary>
    /// <param name="reason">Why it is rejected; the person gets it by mail.</param>
    /// <param name="read">What was read for earlier reviews of this call, by organization; empty for the first one.</param>
    public static Task<Result<(TimeEntry Entry, Organization Of)>> Review(
        this Call call,
        string timeEntryId,
        TimeDecision decision,
        string? reason,
        Dictionary<string, Timekeeping> read
    ) =>
        call.SavedTime(
            timeEntryId,
            TimeRight.Review,
            async (entry, organization) =>
            {
                var isOwn = entry.UserId == call.Caller.UserId;
                if (isOwn && !call.MayManage(organization.OrganizationId) && !await call.Leads(entry))
                    return Problem.NotFound("time_entry");
                if (isOwn && !call.MayAdminister(organization.OrganizationId))
                    return Problem.Conflict("not_your_own", "Somebody else has to decide on your time.");
                if (!read.TryGetValue(organization.OrganizationId, out var books))
                    read[organization.OrganizationId] = books = new(call.App, organization.OrganizationId, call.Stop);
                return decision == TimeDecision.Approve
                    ? await call.Approved(entry, organization, books)
                    : await call.Rejected(entry, organization, books, reason!);
            }
        );

    private static async Task<Result<(TimeEntry Next, Change[] With)>> Approved(
        this Call call,
        TimeEntry entry,
        Organization organization,
        Timekeeping books
    )
    {
        if (await books.Project(entry.ProjectId) is not { } project)
            return Problem.NotFound("project");
        var (rate, cost) = await books.Rates(entry, project);
        return entry
            .Approve(call.Caller.UserId, rate, cost, organization.TimeClosedThrough, call.Now)
            .Then(next => (next, Array.Empty<Change>()));
    }

    private static async Task<Result<(TimeEntry Next, Change[] With)>> Rejected(
        this Call call,
        TimeEntry entry,
        Organization organization,
        Timekeeping books,
        string reason
    )
    {
        if (entry.Reject(call.Caller.UserId, reason, organization.TimeClosedThrough, call.Now).Refused(out var problem, out var next))
            return problem;
        var person = await books.Person(entry.UserId);
        Change[] mail =
            ReferenceEquals(next, entry) || person?.Email is not { } address
                ? []
                : [call.Db.Notifications.Create(next.RejectionMail(person.Name, address, call.Now))];
        return (next, mail);
    }

    /// <summary>The entry that a timer will be.</summary>
    public static TimeEntry Running(RunningTimer timer, TimePlace place) =>
        new()
        {
            OrganizationId = place.Of.OrganizationId,
            TimeEntryId = timer.TimeEntryId,
            UserId = place.Person.Record.UserId,
            ProjectId = timer.ProjectId,
            Date = CalendarDays.DayOf(timer.StartedAt, place.Of.Zone),
            Minutes = 0,
            StartedAt = timer.StartedAt,
            Note = timer.Note,
            Billable = place.Project.IsBillable(null),
            CreatedAt = timer.StartedAt,
        };

    /// <summary>The entries that a stopped timer becomes: one for each day over which it has run.</summary>
    public static IReadOnlyList<TimeEntry> Stopped(RunningTimer timer, TimePlace place, DateTimeOffset now) =>
        [
            .. TimeEntry
                .Days(timer.StartedAt, now, place.Of.Zone)
                .Select(
                    (day, number) =>
                        Running(timer, place) with
                        {
                            TimeEntryId = number == 0 ? timer.TimeEntryId : Ids.Derived("tme", timer.TimeEntryId, $"{number}"),
                            Date = day.Date,
                            Minutes = TimeEntry.MinutesBetween(day.StartedAt, day.EndedAt),
                            StartedAt = day.StartedAt,
                            EndedAt = day.EndedAt,
                        }
                ),
        ];

    /// <summary>A report on the time of the organization that the request is about.</summary>
    public static async Task<Result<TimeReporting>> TimeReporting(this Call call, WorkReportRequest request)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out var organization))
            return problem;
        return CalendarDays
            .FirstAndLast(request.From, request.To, organization.Zone, call.Now)
            .Then(days => new TimeReporting(
                call.App,
                organization,
                days.First,
                days.Last,
                new(request.ProjectId, request.ClientId, request.UserId),
                call.Stop
            ));
    }

    public static async Task<TimeEntryView[]> Views(this Call call, IReadOnlyList<TimeEntry> entries, Organization organization)
    {
        var books = new Timekeeping(call.App, organization.OrganizationId, call.Stop);
        var withRates = call.MayManage(organization.OrganizationId);
        List<TimeEntryView> views = [];
        foreach (var entry in entries)
        {
            var project = await books.Project(entry.ProjectId);
            views.Add(
                TimeEntryView.Of(
                    entry,
                    (await books.Person(entry.UserId))?.Name,
                    project,
                    (await books.ClientOf(project))?.Name,
                    organization.TimeClosedThrough,
                    withRates
                )
            );
        }

        return [.. views];
    }

    public static async Task<TimeEntryView> View(this Call call, TimeEntry entry, Organization organization) =>
        (await call.Views([entry], organization))[0];
}
