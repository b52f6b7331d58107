namespace EventTicketing.Functions.DeleteClient;

public sealed class Function(Host host) : ApiFunction<ClientRequest, Nothing>(BackofficeEndpoints.DeleteClient, host)
{
    protected override Task<Result<Nothing>> Handle(ClientRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
                (await call.OwnClient(request.ClientId)).Refused(out var problem, out var client) ? problem
                : client.WhyNotDeleted is { } refusal ? refusal
                : new Decision<Nothing>(
                    Nothing.Instance,
                    call.Db.Clients.Delete(client),
                    call.Record(client.ClientId, client.OrganizationId)
                ),
            call.Stop
        );
}
