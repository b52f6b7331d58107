namespace EventTicketing.Functions.ListOrganizations;

public sealed class Function(Host host) : ApiFunction<NoRequest, ListOf<OrganizationView>>(OrganizationEndpoints.ListOrganizations, host)
{
    protected override async Task<Result<ListOf<OrganizationView>>> Handle(NoRequest request, Call call)
    {
        if (call.Caller.IsOrganizer)
            await call.OwnOrganization(call.Caller.PersonalOrganization);
        var own = await call.Db.Organizations.FindAll(call.Caller.OrganizationsFor(Permissions.Gate), call.Stop);
        return new ListOf<OrganizationView>([.. own.Select(call.View)], null);
    }
}
