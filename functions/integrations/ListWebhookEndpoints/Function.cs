namespace EventTicketing.Functions.ListWebhookEndpoints;

public sealed class Function(Host host)
    : ApiFunction<ListWebhookEndpointsRequest, ListOf<WebhookEndpointView>>(IntegrationEndpoints.ListWebhookEndpoints, host)
{
    protected override async Task<Result<ListOf<WebhookEndpointView>>> Handle(ListWebhookEndpointsRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        return await call.Page(
            request,
            call.Db.WebhookEndpoints.OfOrganization(organizationId),
            show: endpoint => WebhookEndpointView.Of(endpoint, call.Now)
        );
    }
}
