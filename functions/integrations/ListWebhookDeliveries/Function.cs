namespace EventTicketing.Functions.ListWebhookDeliveries;

public sealed class Function(Host host)
    : ApiFunction<ListWebhookDeliveriesRequest, ListOf<WebhookDeliveryView>>(IntegrationEndpoints.ListWebhookDeliveries, host)
{
    protected override async Task<Result<ListOf<WebhookDeliveryView>>> Handle(ListWebhookDeliveriesRequest request, Call call)
    {
        if ((await call.OwnWebhookEndpoint(request.EndpointId)).Refused(out var problem, out var endpoint))
            return problem;
        return await call.Page(
            request,
            call.Db.WebhookDeliveries.To(endpoint.EndpointId)
                .NewestFirst()
                .Where(delivery => delivery.KeptUntil > call.Now && (request.Status is null || delivery.Status == request.Status)),
            show: WebhookDeliveryView.Of
        );
    }
}
