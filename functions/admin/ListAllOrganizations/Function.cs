namespace EventTicketing.Functions.ListAllOrganizations;

public sealed class Function(Host host)
    : ApiFunction<ListAllOrganizationsRequest, ListOf<OrganizationView>>(AdminEndpoints.ListAllOrganizations, host)
{
    protected override Task<Result<ListOf<OrganizationView>>> Handle(ListAllOrganizationsRequest request, Call call)
    {
        var words = new Words(request.Text);
        return call.Page(
            request,
            call.Db.Organizations.Everywhere().NewestFirst().Where(organization => words.AreIn(organization.Name)),
            show: call.View
        );
    }
}
