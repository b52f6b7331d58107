namespace EventTicketing.Functions.ListAllOrganizations;

public sealed class Function(Host host)
    : ApiFunction<ListAllOrganizationsRequest, ListOf<OrganizationView>>(AdminEndpoints.ListAllOrganizations, host)
{
    protected override Task<Result<ListOf<OrganizationView>>> Handle(ListAllOrganizationsRequest request, Call call)
    {
        var words = Letters.Folded(request.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return call.Page(
            request,
            call.Db.Organizations.Everywhere()
                .NewestFirst()
                .Where(organization => words.All(word => Letters.Folded(organization.Name).Contains(word, StringComparison.Ordinal))),
            show: call.View
        );
    }
}
