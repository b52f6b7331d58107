namespace EventTicketing.Functions.GetWebhookEndpoint;

public sealed class Function(Host host)
    : ApiFunction<WebhookEndpointRequest, WebhookEndpointView>(IntegrationEndpoints.GetWebhookEndpoint, host)
{
    protected override async Task<Result<WebhookEndpointView>> Handle(WebhookEndpointRequest request, Call call) =>
        (await call.OwnWebhookEndpoint(request.EndpointId)).Then(endpoint => WebhookEndpointView.Of(endpoint, call.Now));
}
