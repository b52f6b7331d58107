namespace EventTicketing.Functions.RedeliverWebhook;

public sealed class Function(Host host)
    : ApiFunction<WebhookDeliveryRequest, WebhookDeliveryView>(IntegrationEndpoints.RedeliverWebhook, host)
{
    protected override async Task<Result<WebhookDeliveryView>> Handle(WebhookDeliveryRequest request, Call call)
    {
        var queued = await call.Db.Decide<WebhookDelivery>(
            async () =>
            {
                if ((await call.OwnWebhookEndpoint(request.EndpointId)).Refused(out var problem, out var endpoint))
                    return problem;
                if (await call.Db.WebhookDeliveries.Find(endpoint.EndpointId, request.DeliveryId, call.Stop) is not { } delivery)
                    return Problem.NotFound("webhook_delivery");
                if (!endpoint.Enabled)
                    return Problem.Conflict("endpoint_disabled", "The endpoint is off: enable it first.");
                return call.Db.WebhookDeliveries.Save(
                    delivery,
                    delivery.Redelivered(call.Now),
                    call.Record(delivery.DeliveryId, endpoint.OrganizationId)
                );
            },
            call.Stop
        );
        return queued.Then(WebhookDeliveryView.Of);
    }
}
