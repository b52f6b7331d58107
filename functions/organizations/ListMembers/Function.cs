namespace EventTicketing.Functions.ListMembers;

public sealed class Function(Host host) : ApiFunction<OrganizationPageRequest, ListOf<MemberView>>(OrganizationEndpoints.ListMembers, host)
{
    /// <summary>The most profiles in one read.</summary>
    private const int MaxFound = 100;

    /// <summary>All members in one page, by role and name: an organization has at most 200.</summary>
    protected override async Task<Result<ListOf<MemberView>>> Handle(OrganizationPageRequest request, Call call)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        var withAddress = call.Caller.RoleIn(organization.OrganizationId)?.May(Permissions.Events) == true;
        var members = await call.Members(organization);
        var people = await People(members, call);
        return new ListOf<MemberView>(
            [
                .. members
                    .OrderByDescending(member => member.Role)
                    .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(member => member.UserId, StringComparer.Ordinal)
                    .Select(member => MemberView.Of(member, people.GetValueOrDefault(member.UserId), withAddress)),
            ],
            null
        );
    }

    /// <summary>The profiles of those members who have one, by user id.</summary>
    private static async Task<Dictionary<string, Person>> People(IReadOnlyList<Membership> members, Call call)
    {
        Dictionary<string, Person> people = new(StringComparer.Ordinal);
        foreach (var some in members.Where(member => member.Kind == MemberKind.Person).Select(member => member.UserId).Chunk(MaxFound))
        {
            foreach (var person in await call.Db.People.FindAll(some, call.Stop, Consistency.Eventual))
                people[person.UserId] = person;
        }

        return people;
    }
}
