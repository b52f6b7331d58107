using EventTicketing.Domain;

namespace EventTicketing.Data;

// Webhooks: where organizations want to be told what happens, and what they are told.
public static partial class Tables
{
    public static readonly IndexDefinition WebhookEndpointsById = new("EndpointIndex", new("endpointId"), "organizationId");

    /// <summary>Webhook endpoints by organization. EndpointIndex finds the organization of one.</summary>
    public static readonly TableDefinition WebhookEndpoints = new(
        "webhook-endpoints",
        new("organizationId", "endpointId"),
        WebhookEndpointsById
    );

    public static readonly IndexDefinition WebhookDeliveriesByTime = new("TimeIndex", new("endpointId", "createdAt"));
    public static readonly IndexDefinition DueWebhooks = new("DueIndex", new("deliveryId", "dueAt", KeyType.Number), "endpointId")
    {
        OfDueWork = true,
    };

    /// <summary>
    /// Messages to webhook endpoints. <c>dueAt</c> (milliseconds since 1970) is set only while a message is queued; <c>deleteAt</c> is 30
    /// days after it was created.
    /// </summary>
    public static readonly TableDefinition WebhookDeliveries = new(
        "webhook-deliveries",
        new("endpointId", "deliveryId"),
        WebhookDeliveriesByTime,
        DueWebhooks
    )
    {
        Stream = true,
        TimeToLive = "deleteAt",
    };
}

public sealed partial class Database
{
    public Versioned<WebhookEndpoint> WebhookEndpoints =>
        field ??= new(store, Tables.WebhookEndpoints, DataJson.Stored.WebhookEndpoint, item => (item.OrganizationId, item.EndpointId));

    /// <summary>Endpoints, as projected into EndpointIndex.</summary>
    public Collection<LocatedWebhookEndpoint> LocatedWebhookEndpoints =>
        field ??= new(
            store,
            Tables.WebhookEndpoints,
            DataJson.Stored.LocatedWebhookEndpoint,
            item => (item.OrganizationId, item.EndpointId)
        );

    public Versioned<WebhookDelivery> WebhookDeliveries =>
        field ??= new(
            store,
            Tables.WebhookDeliveries,
            DataJson.Stored.WebhookDelivery,
            item => (item.EndpointId, item.DeliveryId),
            item => [("dueAt", item.DueAt?.ToUnixTimeMilliseconds()), ("deleteAt", item.KeptUntil.ToUnixTimeSeconds())]
        );

    /// <summary>Queued messages, as projected into DueIndex.</summary>
    public Collection<DueWebhook> DueWebhooks =>
        field ??= new(store, Tables.WebhookDeliveries, DataJson.Stored.DueWebhook, item => (item.EndpointId, item.DeliveryId));
}
