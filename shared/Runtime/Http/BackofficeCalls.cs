using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>What the endpoints of the back office have in common.</summary>
public static class BackofficeCalls
{
    /// <summary>A team or client, if the caller acts for its organization in the role that the call requires; otherwise 404.</summary>
    public static async Task<Result<Team>> OwnTeam(this Call call, string teamId) =>
        await call.Db.Teams.Find(teamId, call.Stop) is { } found && call.ActsFor(found.OrganizationId) ? found : Problem.NotFound("team");

    /// <inheritdoc cref="OwnTeam"/>
    public static async Task<Result<Client>> OwnClient(this Call call, string clientId) =>
        await call.Db.Clients.Find(clientId, call.Stop) is { } found && call.ActsFor(found.OrganizationId)
            ? found
            : Problem.NotFound("client");

    /// <summary>A project of the caller's organization: for staff, one on which they may enter time. Otherwise 404.</summary>
    public static async Task<Result<Project>> OwnProject(this Call call, string projectId) =>
        await call.Db.Projects.Find(projectId, call.Stop) is { } found
        && call.ActsFor(found.OrganizationId)
        && (call.MayManage(found.OrganizationId) || found.IsOpenTo(call.Caller.UserId))
            ? found
            : Problem.NotFound("project");

    /// <summary>Whether the caller manages the work of an organization: sees amounts, and everybody's time.</summary>
    public static bool MayManage(this Call call, string organizationId) =>
        call.Caller.RoleIn(organizationId)?.May(Permissions.Work) == true;

    /// <summary>Whether the caller administers the staff of an organization: sees rates and costs.</summary>
    public static bool MayAdminister(this Call call, string organizationId) =>
        call.Caller.RoleIn(organizationId)?.May(Permissions.Staff) == true;

    /// <summary>
    /// Creates a team, client or project with a record of the act, or finds what an earlier attempt has created under the same id.
    /// </summary>
    /// <param name="named">The organization that the request names.</param>
    /// <param name="make">Makes the object, and changes that are written with it.</param>
    public static async Task<Result<T>> CreateInOrganization<T>(
        this Call call,
        Versioned<T> collection,
        string id,
        string? named,
        Func<Organization, Task<Result<(T Item, Change[] With)>>> make
    )
        where T : class, IVersioned<T>
    {
        if (call.ActingOrganization(named).Refused(out var problem, out var organizationId))
            return problem;
        return await call.Db.Decide<T>(
            async () =>
            {
                if (await collection.Find(id, call.Stop) is { } earlier)
                    return earlier;
                if ((await call.OwnOrganization(organizationId)).Refused(out var refusal, out var organization))
                    return refusal;
                if (organization.WhyNotChangeable is { } closed)
                    return closed;
                if ((await make(organization)).Refused(out refusal, out var made))
                    return refusal;
                return new Decision<T>(made.Item, [collection.Create(made.Item), call.Record(id, organizationId), .. made.With]);
            },
            call.Stop
        );
    }

    /// <summary>The people who may be named in an organization, gate devices left out.</summary>
    public static async Task<IReadOnlyList<Membership>> People(this Call call, Organization organization) =>
        [.. (await call.Members(organization)).Where(member => member.Kind == MemberKind.Person)];

    /// <summary>All teams of an organization. An organization has at most 200, so one page holds them.</summary>
    public static async Task<IReadOnlyList<Team>> Teams(this Call call, string organizationId) =>
        (await call.Db.Teams.OfOrganization(organizationId).Take(Team.MaxPerOrganization).Page(call.Stop)).Items;

    /// <summary>
    /// Whoever works for an organization, or did: the stored record, or that of a member who has none yet. 404 for anybody else.
    /// </summary>
    /// <returns>The record, whether it is stored, and the membership; null for those who left.</returns>
    public static async Task<Result<(StaffRecord Record, bool IsStored, Membership? Member)>> StaffMember(
        this Call call,
        Organization organization,
        string userId
    )
    {
        var member = await call.Member(organization, userId) is { Kind: MemberKind.Person } person ? person : null;
        if (await call.Db.Staff.Find(organization.OrganizationId, userId, call.Stop) is { } stored)
            return (stored, true, member);
        return member is null ? Problem.NotFound("staff") : (StaffRecord.Of(member, null, call.Now), false, member);
    }

    /// <summary>
    /// The staff record of a person that the caller may see: their own, or for managers anybody's. Otherwise 404.
    /// </summary>
    public static async Task<Result<(Organization Organization, StaffRecord Record, Membership? Member)>> OwnStaff(
        this Call call,
        string? named,
        string userId
    )
    {
        if (call.ActingOrganization(named).Refused(out var problem, out var organizationId))
            return problem;
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out var organization))
            return problem;
        if (userId != call.Caller.UserId && !call.MayManage(organizationId))
            return Problem.NotFound("staff");
        return (await call.StaffMember(organization, userId)).Then(staff => (organization, staff.Record, staff.Member));
    }

    /// <summary>The change that stores a staff record.</summary>
    public static Change Stored(this Call call, StaffRecord record, bool isStored) =>
        isStored ? call.Db.Staff.Save(record) : call.Db.Staff.Create(record);

    public static async Task<StaffView> View(this Call call, StaffRecord record, Membership? member) =>
        StaffView.Of(
            record,
            member?.Role,
            await call.Teams(record.OrganizationId),
            call.Caller.RoleIn(record.OrganizationId) ?? OrganizationRole.Staff,
            record.UserId == call.Caller.UserId
        );

    /// <summary>The views of projects; what is spent on them only for managers.</summary>
    public static async Task<ProjectView[]> Views(this Call call, IReadOnlyList<Project> projects)
    {
        if (projects.Count == 0)
            return [];
        var organizationId = projects[0].OrganizationId;
        var books = new Timekeeping(call.App, organizationId, call.Stop);
        var manages = call.MayManage(organizationId);
        var ids = projects.Select(project => project.EventId).OfType<string>().Distinct();
        var events = (await call.Db.Events.FindAll(ids, call.Stop, Consistency.Eventual)).ToDictionary(ev => ev.EventId);
        List<ProjectView> views = [];
        foreach (var project in projects)
        {
            var client = await books.ClientOf(project);
            var title = project.EventId is { } eventId ? events.GetValueOrDefault(eventId)?.Title : null;
            var use = manages ? await books.Use(project) : null;
            views.Add(ProjectView.Of(project, client?.Name, title, use, call.MayAdminister(organizationId)));
        }

        return [.. views];
    }

    public static async Task<ProjectView> View(this Call call, Project project) => (await call.Views([project]))[0];

    /// <summary>What is wrong with a project's event and people, and the changes of the clients that it comes from and goes to.</summary>
    /// <param name="current">Null when the project is new.</param>
    public static async Task<Result<(Project Item, Change[] With)>> Placed(
        this Call call,
        Project? current,
        Project next,
        Organization organization
    )
    {
        if (next.EventId is { } eventId && eventId != current?.EventId)
        {
            if (await call.Db.Events.Find(eventId, call.Stop) is not { } ev || ev.OrganizationId != next.OrganizationId)
                return Problem.NotFound("event");
        }

        IEnumerable<string> named = [.. next.MemberIds, .. next.PersonRates.Select(person => person.UserId)],
            known = current is null ? [] : [.. current.MemberIds, .. current.PersonRates.Select(person => person.UserId)];
        if (named.Except(known).ToList() is { Count: > 0 } added)
        {
            var people = (await call.People(organization)).Select(member => member.UserId).ToHashSet(StringComparer.Ordinal);
            if (!added.All(people.Contains))
                return Team.NotAMember;
        }

        List<Change> with = [];
        if (next.ClientId != current?.ClientId)
        {
            if (next.ClientId is not null)
            {
                if ((await call.OwnClient(next.ClientId)).Refused(out var problem, out var client))
                    return problem;
                if (client.OrganizationId != next.OrganizationId)
                    return Problem.NotFound("client");
                if (client.Added().Refused(out problem, out var withProject))
                    return problem;
                if (current is not null && client.Currency != current.Currency)
                    return Problem.Conflict(
                        "currency_mismatch",
                        $"The client pays in {client.Currency}, the project is in {current.Currency}."
                    );
                next = next with { Currency = client.Currency };
                with.Add(call.Db.Clients.Save(withProject));
            }

            if (current?.ClientId is { } formerId && await call.Db.Clients.Find(formerId, call.Stop) is { } former)
                with.Add(call.Db.Clients.Save(former.Removed()));
        }

        return next.Checked().Then(item => (item, with.ToArray()));
    }
}
