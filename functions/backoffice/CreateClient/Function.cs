namespace EventTicketing.Functions.CreateClient;

public sealed class Function(Host host) : ApiFunction<CreateClientRequest, ClientView>(BackofficeEndpoints.CreateClient, host)
{
    protected override async Task<Result<ClientView>> Handle(CreateClientRequest request, Call call)
    {
        var clientId = call.NewId("cli");
        var created = await call.CreateInOrganization(
            call.Db.Clients,
            clientId,
            request.OrganizationId,
            organization =>
                Task.FromResult(
                    request.ToClient(clientId, organization, call.Now).Checked().Then(client => (client, Array.Empty<Change>()))
                )
        );
        return created.Then(ClientView.Of);
    }
}
