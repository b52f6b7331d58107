using EventTicketing.Ports;

namespace EventTicketing.Functions.RotateWebhookSecret;

public sealed class Function(Host host)
    : ApiFunction<WebhookEndpointRequest, NewWebhookSecretView>(IntegrationEndpoints.RotateWebhookSecret, host)
{
    protected override async Task<Result<NewWebhookSecretView>> Handle(WebhookEndpointRequest request, Call call)
    {
        var (requestId, secret) = (call.NewId("whs"), WebhookSecrets.New());
        var rotated = await call.ChangeWebhookEndpoint(
            request.EndpointId,
            current =>
                current.Rotated(call.App.WebhookSecrets.Seal(current.EndpointId, secret), WebhookSecrets.EndOf(secret), requestId, call.Now)
        );
        return rotated.Then(endpoint => new NewWebhookSecretView(endpoint, secret, call.Now));
    }
}
