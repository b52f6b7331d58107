namespace EventTicketing.Functions.ListStaff;

public sealed class Function(Host host) : ApiFunction<ListStaffRequest, ListOf<StaffView>>(BackofficeEndpoints.ListStaff, host)
{
    protected override async Task<Result<ListOf<StaffView>>> Handle(ListStaffRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out var organization))
            return problem;
        var teams = await call.Teams(organizationId);
        var search = new Words(request.Text);
        var rows = (await Everybody(organization, teams, call))
            .Where(person =>
                (request.Status is null || person.Status == request.Status)
                && (request.TeamId is null || person.Teams.Any(team => team.TeamId == request.TeamId))
                && search.AreIn(person.Name, person.Email, person.Title, person.Department)
            )
            .Select(person =>
                (Person: person, Place: $"{Letters.Folded(person.Name ?? person.Email ?? "")}\n{person.UserId ?? person.Email}")
            )
            .OrderBy(row => row.Place, StringComparer.Ordinal)
            .ToList();
        return await call.Page(request, cursor => Task.FromResult(PageAfter(cursor)), show: row => row.Person);

        PageOf<(StaffView Person, string Place)> PageAfter(string? cursor)
        {
            var rest = rows.Where(row => cursor is null || string.CompareOrdinal(row.Place, cursor) > 0).ToList();
            return new([.. rest.Take(request.Limit)], rest.Count > request.Limit ? rest[request.Limit - 1].Place : null);
        }
    }

    private static async Task<IReadOnlyList<StaffView>> Everybody(Organization organization, IReadOnlyList<Team> teams, Call call)
    {
        var by = call.Caller.RoleIn(organization.OrganizationId) ?? OrganizationRole.Staff;
        var records = await new Timekeeping(call.App, organization.OrganizationId, call.Stop).Staff();
        var members = (await call.People(organization)).ToDictionary(member => member.UserId, StringComparer.Ordinal);
        var invited = await call
            .Db.Invitations.OfOrganization(organization.OrganizationId)
            .Where(invitation => invitation.StatusAt(call.Now) == InvitationStatus.Open)
            .Take(Organization.MaxOpenInvitations)
            .Page(call.Stop);
        return
        [
            .. members
                .Values.Select(member => records.GetValueOrDefault(member.UserId) ?? StaffRecord.Of(member, null, call.Now))
                .Select(Shown),
            .. records.Values.Where(record => !members.ContainsKey(record.UserId)).Select(Shown),
            .. invited.Items.Select(invitation => StaffView.Of(invitation, by)),
        ];

        StaffView Shown(StaffRecord record) =>
            StaffView.Of(record, members.GetValueOrDefault(record.UserId)?.Role, teams, by, record.UserId == call.Caller.UserId);
    }
}
