namespace EventTicketing.Functions.ListTimeEntries;

public sealed class Function(Host host)
    : ApiFunction<ListTimeEntriesRequest, ListOf<TimeEntryView>>(BackofficeEndpoints.ListTimeEntries, host)
{
    protected override async Task<Result<ListOf<TimeEntryView>>> Handle(ListTimeEntriesRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if (CalendarDays.Between(request.From, request.To).Refused(out problem, out var days))
            return problem;
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out var organization))
            return problem;
        var teams = await call.Teams(organizationId);
        var all = call.MayManage(organizationId);
        // Who leads a team and names neither it nor a person gets their own time, as everybody below manager does.
        var userId = request.UserId ?? (all || request.TeamId is not null ? null : call.Caller.UserId);
        var team = teams.FirstOrDefault(team => team.TeamId == request.TeamId);
        var ofClient = request.ClientId is null ? null : await ProjectsOf(request.ClientId, call);
        var listed =
            userId is not null ? call.Db.TimeEntries.OfPerson(organizationId, userId)
            : request.ProjectId is { } projectId ? call.Db.TimeEntries.OfProject(projectId)
            : request.Status == TimeEntryStatus.Submitted ? call.Db.TimeEntries.Waiting(organizationId)
            : call.Db.TimeEntries.OfOrganization(organizationId);
        return await call.Page(
            request,
            listed
                .OnDays(days.First, days.Last)
                .NewestFirst()
                .Where(entry =>
                    entry.OrganizationId == organizationId
                    && (request.ProjectId is null || entry.ProjectId == request.ProjectId)
                    && (ofClient is null || ofClient.Contains(entry.ProjectId))
                    && (request.TeamId is null || team?.MemberIds.Contains(entry.UserId) == true)
                    && (request.Status is null || entry.Status == request.Status)
                    && (
                        all || entry.UserId == call.Caller.UserId || teams.Any(led => led.Leads(call.Caller.UserId, personId: entry.UserId))
                    )
                ),
            showAll: entries => call.Views(entries, organization)
        );
    }

    private static async Task<IReadOnlySet<string>> ProjectsOf(string clientId, Call call)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        await foreach (var page in call.Db.Projects.OfClient(clientId).Pages(call.Stop))
            found.UnionWith(page.Select(project => project.ProjectId));
        return found;
    }
}
