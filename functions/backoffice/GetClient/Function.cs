namespace EventTicketing.Functions.GetClient;

public sealed class Function(Host host) : ApiFunction<ClientRequest, ClientView>(BackofficeEndpoints.GetClient, host)
{
    protected override async Task<Result<ClientView>> Handle(ClientRequest request, Call call) =>
        (await call.OwnClient(request.ClientId)).Then(ClientView.Of);
}
