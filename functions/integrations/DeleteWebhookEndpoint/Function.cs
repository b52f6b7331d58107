namespace EventTicketing.Functions.DeleteWebhookEndpoint;

public sealed class Function(Host host) : ApiFunction<WebhookEndpointRequest, Nothing>(IntegrationEndpoints.DeleteWebhookEndpoint, host)
{
    /// <summary>Queued messages remain: the workers that deliver delete a message whose endpoint no longer exists.</summary>
    protected override Task<Result<Nothing>> Handle(WebhookEndpointRequest request, Call call) =>
        call.Db.Decide<Nothing>(
            async () =>
            {
                if ((await call.OwnWebhookEndpoint(request.EndpointId)).Refused(out var problem, out var endpoint))
                    return problem;
                return new Decision<Nothing>(
                    Nothing.Instance,
                    call.Db.WebhookEndpoints.Delete(endpoint),
                    call.Record(endpoint.EndpointId, endpoint.OrganizationId)
                );
            },
            call.Stop
        );
}
