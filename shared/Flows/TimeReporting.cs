using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Which time a report is about; null does not restrict it.</summary>
public sealed record TimeFilter(string? ProjectId, string? ClientId, string? UserId);

/// <summary>Reports on the time of an organization.</summary>
public sealed class TimeReporting(
    App app,
    Organization organization,
    DateOnly first,
    DateOnly last,
    TimeFilter filter,
    CancellationToken stop
)
{
    public string OrganizationId => organization.OrganizationId;
    public DateOnly First => first;
    public DateOnly Last => last;
    public Timekeeping Books { get; } = new(app, organization.OrganizationId, stop);

    /// <summary>The entries of the report with what they are worth, and whether these are all.</summary>
    public async Task<(IReadOnlyList<ValuedTime> Time, bool Complete)> Read()
    {
        var entries = await Listed().OnDays(first, last).Take(Timekeeping.MostEntries).Page(stop);
        List<ValuedTime> time = [];
        foreach (var entry in entries.Items)
        {
            if (await Books.Project(entry.ProjectId) is { } project && Passes(entry, project))
                time.Add(new(entry, entry.Rate ?? (await Books.Rates(entry, project)).Rate));
        }

        return (time, entries.Cursor is null);
    }

    private QueryOf<TimeEntry> Listed() =>
        filter.UserId is { } userId ? app.Db.TimeEntries.OfPerson(organization.OrganizationId, userId)
        : filter.ProjectId is { } projectId ? app.Db.TimeEntries.OfProject(projectId)
        : app.Db.TimeEntries.OfOrganization(organization.OrganizationId);

    private bool Passes(TimeEntry entry, Project project) =>
        entry.OrganizationId == organization.OrganizationId
        && (filter.ProjectId is null || entry.ProjectId == filter.ProjectId)
        && (filter.ClientId is null || project.ClientId == filter.ClientId);

    /// <summary>The rows of the report.</summary>
    public async Task<(IReadOnlyList<TimeReportRow> Rows, TimeSum Total, bool Complete)> Rows(TimeGrouping by)
    {
        var (time, complete) = await Read();
        var teams =
            by == TimeGrouping.Team
                ? (await app.Db.Teams.OfOrganization(organization.OrganizationId).Take(Team.MaxPerOrganization).Page(stop)).Items
                : [];
        Dictionary<string, string?> clients = new(StringComparer.Ordinal);
        foreach (var projectId in time.Select(each => each.Entry.ProjectId).Distinct())
            clients[projectId] = (await Books.Project(projectId))?.ClientId;
        return (TimeReportRow.Of(time, KeysOf), TimeSum.Of(time), complete);

        IEnumerable<string?> KeysOf(TimeEntry entry) =>
            by switch
            {
                TimeGrouping.Day => [CalendarDays.Text(entry.Date)],
                TimeGrouping.Week => [CalendarDays.Text(TimeReportRow.WeekOf(entry.Date, organization.WeekStartsOn))],
                TimeGrouping.Project => [entry.ProjectId],
                TimeGrouping.Client => [clients[entry.ProjectId]],
                TimeGrouping.Person => [entry.UserId],
                TimeGrouping.Team => teams
                    .Where(team => team.MemberIds.Contains(entry.UserId))
                    .Select(team => (string?)team.TeamId)
                    .DefaultIfEmpty(null),
                _ => throw new ArgumentOutOfRangeException(nameof(by), by, "There are no such rows."),
            };
    }

    /// <summary>What a row is called; null for a day or a week, and for what is gone.</summary>
    public async Task<string?> NameOf(TimeGrouping by, string? key) =>
        key is null
            ? null
            : by switch
            {
                TimeGrouping.Project => (await Books.Project(key))?.Name,
                TimeGrouping.Client => (await app.Db.Clients.Find(key, stop))?.Name,
                TimeGrouping.Person => (await Books.Person(key))?.Name,
                TimeGrouping.Team => (await app.Db.Teams.Find(key, stop))?.Name,
                _ => null,
            };

    /// <summary>The titles and the lines of the report as a file, and whether everything is in it.</summary>
    public async Task<(IReadOnlyList<IReadOnlyList<object?>> Rows, bool Complete)> Lines(TimeGrouping by)
    {
        var (rows, _, complete) = await Rows(by);
        List<IReadOnlyList<object?>> lines =
        [
            [$"{by}", "Name", "Minutes", "Billable", "Approved", "Waiting", "Amount", "Invoiced", "Not invoiced"],
        ];
        foreach (var (key, sum) in rows)
        {
            lines.Add([
                key,
                await NameOf(by, key),
                sum.Minutes,
                sum.Billable,
                sum.Approved,
                sum.Waiting,
                Text(sum.Amounts),
                Text(sum.Invoiced),
                Text(sum.NotInvoiced),
            ]);
        }

        return (lines, complete);
    }

    /// <summary>The titles, and a line for each entry.</summary>
    public async Task<(IReadOnlyList<IReadOnlyList<object?>> Rows, bool Complete)> EntryLines()
    {
        var (time, complete) = await Read();
        List<IReadOnlyList<object?>> lines =
        [
            [
                "Entry",
                "Date",
                "Person",
                "Person's id",
                "Project",
                "Client",
                "Minutes",
                "Billable",
                "Status",
                "Rate",
                "Amount",
                "Currency",
                "Note",
            ],
        ];
        foreach (var each in time)
        {
            var project = await Books.Project(each.Entry.ProjectId);
            lines.Add([
                each.Entry.TimeEntryId,
                CalendarDays.Text(each.Entry.Date),
                (await Books.Person(each.Entry.UserId))?.Name,
                each.Entry.UserId,
                project?.Name,
                (await Books.ClientOf(project))?.Name,
                each.Entry.Minutes,
                each.Entry.Billable ? "yes" : "no",
                $"{each.Entry.Status}".ToLowerInvariant(),
                Currencies.Major(each.Rate.Amount, each.Rate.Currency),
                Currencies.Major(each.Amount.Amount, each.Amount.Currency),
                each.Amount.Currency,
                each.Entry.Note,
            ]);
        }

        return (lines, complete);
    }

    private static string Text(IReadOnlyList<Money> amounts) => string.Join("; ", amounts.Select(amount => amount.ToString()));
}
