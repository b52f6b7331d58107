namespace EventTicketing.Functions.ListMembers;

public sealed class Function(Host host) : ApiFunction<OrganizationPageRequest, ListOf<MemberView>>(OrganizationEndpoints.ListMembers, host)
{
    /// <summary>All members in one page, by role and name: an organization has at most 200.</summary>
    protected override async Task<Result<ListOf<MemberView>>> Handle(OrganizationPageRequest request, Call call)
    {
        if ((await call.OwnOrganization(request.OrganizationId)).Refused(out var problem, out var organization))
            return problem;
        var withAddress = call.Caller.RoleIn(organization.OrganizationId)?.May(Permissions.Events) == true;
        var members = await call.Members(organization);
        return new ListOf<MemberView>(
            [
                .. members
                    .OrderByDescending(member => member.Role)
                    .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(member => member.UserId, StringComparer.Ordinal)
                    .Select(member => MemberView.Of(member, withAddress)),
            ],
            null
        );
    }
}
