namespace EventTicketing.Functions.SendTestWebhook;

public sealed class Function(Host host)
    : ApiFunction<WebhookEndpointRequest, WebhookAttemptView>(IntegrationEndpoints.SendTestWebhook, host)
{
    protected override async Task<Result<WebhookAttemptView>> Handle(WebhookEndpointRequest request, Call call)
    {
        if ((await call.OwnWebhookEndpoint(request.EndpointId)).Refused(out var problem, out var endpoint))
            return problem;
        var test = Delivering.New(
            endpoint,
            WebhookType.WebhookTest,
            call.App.Ids.New("whd"),
            WebhookNotes.Test(endpoint, call.Now),
            call.Now
        );
        // The activity is recorded before the test is sent: a function that dies in between must not leave a test without a record.
        await call.Db.Write([call.Record(endpoint.EndpointId, endpoint.OrganizationId)], call.Stop);
        return WebhookAttemptView.Of(await Delivering.Send(call.App, endpoint, test.DeliveryId, test.Body, call.Stop));
    }
}
