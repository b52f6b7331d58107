namespace EventTicketing.Functions.UpdateClient;

public sealed class Function(Host host) : ApiFunction<UpdateClientRequest, ClientView>(BackofficeEndpoints.UpdateClient, host)
{
    protected override async Task<Result<ClientView>> Handle(UpdateClientRequest request, Call call)
    {
        var updated = await call.Db.Decide<Client>(
            async () =>
            {
                if ((await call.OwnClient(request.ClientId)).Refused(out var problem, out var current))
                    return problem;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                return current.Changed(request.Applied(current)).Refused(out problem, out var next)
                    ? problem
                    : call.Db.Clients.Save(current, next, call.Record(current.ClientId, current.OrganizationId, request.ChangedFields));
            },
            call.Stop
        );
        return updated.Then(ClientView.Of);
    }
}
