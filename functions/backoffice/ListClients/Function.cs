namespace EventTicketing.Functions.ListClients;

public sealed class Function(Host host) : ApiFunction<ListClientsRequest, ListOf<ClientView>>(BackofficeEndpoints.ListClients, host)
{
    protected override async Task<Result<ListOf<ClientView>>> Handle(ListClientsRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        return await call.Page(
            request,
            call.Db.Clients.OfOrganization(organizationId).Where(client => request.Status is null || client.Status == request.Status),
            show: ClientView.Of
        );
    }
}
