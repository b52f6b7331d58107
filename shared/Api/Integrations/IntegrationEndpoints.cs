using EventTicketing.Domain;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Webhooks: other systems are told what happens in an organization.</summary>
public static class IntegrationEndpoints
{
    public static readonly Endpoint<CreateWebhookEndpointRequest, NewWebhookSecretView> CreateWebhookEndpoint = new(
        "POST",
        "/webhook-endpoints",
        Access.Organizer,
        "Creates a webhook endpoint. The secret that signs its messages is shown once.",
        Grants.Write(WebhookEndpoints, Organizations, Users).And(Uses.WebhookKeys | Uses.Webhooks)
    )
    {
        Permission = Permissions.Settings,
        FieldCodes = ["unreachable_address"],
        Recorded = true,
        Status = 201,
        Idempotent = true,
        SecretInAnswer = "secret",
        Problems = ["organization_closed", "too_many_endpoints"],
    };

    public static readonly Endpoint<ListWebhookEndpointsRequest, ListOf<WebhookEndpointView>> ListWebhookEndpoints = new(
        "GET",
        "/webhook-endpoints",
        Access.Organizer,
        "Lists the webhook endpoints of an organization with how deliveries to them go.",
        Grants.Read(WebhookEndpoints)
    )
    {
        Permission = Permissions.Settings,
    };

    public static readonly Endpoint<WebhookEndpointRequest, WebhookEndpointView> GetWebhookEndpoint = new(
        "GET",
        "/webhook-endpoints/{endpointId}",
        Access.Organizer,
        "Returns a webhook endpoint, without its secret.",
        Grants.Read(WebhookEndpoints)
    )
    {
        Permission = Permissions.Settings,
    };

    public static readonly Endpoint<UpdateWebhookEndpointRequest, WebhookEndpointView> UpdateWebhookEndpoint = new(
        "PATCH",
        "/webhook-endpoints/{endpointId}",
        Access.Organizer,
        "Changes a webhook endpoint, switches it off or on. What happens while it is off is not sent later.",
        Grants.Write(WebhookEndpoints).And(Uses.Webhooks)
    )
    {
        Permission = Permissions.Settings,
        FieldCodes = ["unreachable_address"],
        Recorded = true,
        Conditional = true,
    };

    public static readonly Endpoint<WebhookEndpointRequest, Nothing> DeleteWebhookEndpoint = new(
        "DELETE",
        "/webhook-endpoints/{endpointId}",
        Access.Organizer,
        "Deletes a webhook endpoint. What is queued for it is dropped.",
        Grants.Write(WebhookEndpoints)
    )
    {
        Permission = Permissions.Settings,
        Recorded = true,
        Status = 204,
    };

    public static readonly Endpoint<WebhookEndpointRequest, NewWebhookSecretView> RotateWebhookSecret = new(
        "POST",
        "/webhook-endpoints/{endpointId}/rotate-secret",
        Access.Organizer,
        "Gives a webhook endpoint a new secret, which is shown once. For 24 hours the former one signs, too.",
        Grants.Write(WebhookEndpoints).And(Uses.WebhookKeys)
    )
    {
        Permission = Permissions.Settings,
        Recorded = true,
        Idempotent = true,
        SecretInAnswer = "secret",
    };

    public static readonly Endpoint<WebhookEndpointRequest, WebhookAttemptView> SendTestWebhook = new(
        "POST",
        "/webhook-endpoints/{endpointId}/test",
        Access.Organizer,
        "Sends a message of the type webhook.test at once, also to an endpoint that is off, and returns what came of it.",
        Grants.Read(WebhookEndpoints).And(Uses.WebhookKeys | Uses.Webhooks)
    )
    {
        Permission = Permissions.Settings,
        Recorded = true,
    };

    public static readonly Endpoint<ListWebhookDeliveriesRequest, ListOf<WebhookDeliveryView>> ListWebhookDeliveries = new(
        "GET",
        "/webhook-endpoints/{endpointId}/deliveries",
        Access.Organizer,
        "Lists the messages to a webhook endpoint of the last 30 days with their attempts, newest first.",
        Grants.Read(WebhookEndpoints, WebhookDeliveries)
    )
    {
        Permission = Permissions.Settings,
        AdminsActForAll = true,
    };

    public static readonly Endpoint<WebhookDeliveryRequest, WebhookDeliveryView> RedeliverWebhook = new(
        "POST",
        "/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redeliver",
        Access.Organizer,
        "Queues a message again, under the same id and with all of its attempts.",
        Grants.Write(WebhookDeliveries).AndRead(WebhookEndpoints)
    )
    {
        Permission = Permissions.Settings,
        Recorded = true,
        Problems = ["endpoint_disabled"],
    };
}
