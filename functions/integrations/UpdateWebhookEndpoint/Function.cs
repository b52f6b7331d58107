namespace EventTicketing.Functions.UpdateWebhookEndpoint;

public sealed class Function(Host host)
    : ApiFunction<UpdateWebhookEndpointRequest, WebhookEndpointView>(IntegrationEndpoints.UpdateWebhookEndpoint, host)
{
    protected override async Task<Result<WebhookEndpointView>> Handle(UpdateWebhookEndpointRequest request, Call call)
    {
        // Not for others: a look-up tells who may see the endpoint nothing, but costs time.
        if ((await call.OwnWebhookEndpoint(request.EndpointId)).Refused(out var problem, out var found))
            return problem;
        if (request.Url is { } url && url != found.Url && await call.WhyNotReachable(url) is { } unreachable)
            return unreachable;
        var changed = await call.ChangeWebhookEndpoint(
            request.EndpointId,
            current => request.Applied(current, call.Now),
            [.. request.Given.Except(["endpointId"]).Order().Select(field => new FieldChange(field))]
        );
        return changed.Then(endpoint => WebhookEndpointView.Of(endpoint, call.Now));
    }
}
