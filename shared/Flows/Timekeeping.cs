using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>What belongs to the time entries of one organization: people, projects and clients, each read once.</summary>
public sealed class Timekeeping(App app, string organizationId, CancellationToken stop)
{
    /// <summary>The most entries that one call reads.</summary>
    public const int MostEntries = 20_000;

    private readonly Dictionary<string, Project?> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Client?> _clients = new(StringComparer.Ordinal);
    private Dictionary<string, StaffRecord>? _staff;

    /// <summary>The staff record of a person; null when there is none.</summary>
    public async Task<StaffRecord?> Person(string userId) => (await Staff()).GetValueOrDefault(userId);

    /// <summary>All staff records by user id, those of people who left included.</summary>
    public async Task<IReadOnlyDictionary<string, StaffRecord>> Staff()
    {
        if (_staff is not null)
            return _staff;
        _staff = new(StringComparer.Ordinal);
        await foreach (var page in app.Db.Staff.OfOrganization(organizationId).Pages(stop))
        {
            foreach (var record in page)
                _staff[record.UserId] = record;
        }

        return _staff;
    }

    /// <summary>A project of the organization; null when it is gone.</summary>
    public async Task<Project?> Project(string projectId) =>
        _projects.TryGetValue(projectId, out var known)
            ? known
            : _projects[projectId] =
                await app.Db.Projects.Find(projectId, stop) is { } found && found.OrganizationId == organizationId ? found : null;

    /// <summary>The client of a project; null when it has none.</summary>
    public async Task<Client?> ClientOf(Project? project) =>
        project?.ClientId is not { } clientId ? null
        : _clients.TryGetValue(clientId, out var known) ? known
        : _clients[clientId] = await app.Db.Clients.Find(clientId, stop);

    /// <summary>What an hour of the entry is paid with now, and what it costs, if that is known.</summary>
    public async Task<(Money Rate, Money? Cost)> Rates(TimeEntry entry, Project project)
    {
        var terms = (await Person(entry.UserId))?.Terms;
        return (project.RateOf(entry.UserId, terms, await ClientOf(project)), project.CostOf(terms));
    }

    /// <summary>The time that was spent on a project.</summary>
    public async Task<ProjectUse> Use(Project project)
    {
        var entries = await app.Db.TimeEntries.OfProject(project.ProjectId).Take(MostEntries).Page(stop);
        var use = ProjectUse.None(project.Currency);
        foreach (var entry in entries.Items)
            use = use.With(entry, (await Rates(entry, project)).Rate);
        return use with { Complete = entries.Cursor is null };
    }

    /// <summary>How many entries of the days after one, up to another, are not approved.</summary>
    /// <param name="after">Null: from the beginning.</param>
    public async Task<int> Unapproved(DateOnly? after, DateOnly through)
    {
        var entries = app.Db.TimeEntries.OfOrganization(organizationId).OnDays(after?.AddDays(1), through);
        return (await entries.Take(MostEntries).Page(stop)).Items.Count(entry => entry.Status != TimeEntryStatus.Approved);
    }
}
