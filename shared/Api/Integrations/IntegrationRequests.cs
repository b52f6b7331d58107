using EventTicketing.Domain;

namespace EventTicketing.Api;

public record WebhookEndpointRequest
{
    [Size(1, 64)]
    public required string EndpointId { get; init; }
}

public sealed record CreateWebhookEndpointRequest
{
    /// <summary>
    /// The organization that the messages are about. Absent: the caller's personal organization, or else the only one where the caller
    /// may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>An https address on the public internet, with port 443.</summary>
    [Size(1, 500)]
    public required string Url { get; init; }

    /// <summary>The types of messages that are sent; <c>*</c> stands for all.</summary>
    [Size(1, 20)]
    public required IReadOnlyList<WebhookType> Events { get; init; }

    [Size(1, 200)]
    public string? Description { get; init; }
}

public sealed record ListWebhookEndpointsRequest : PageRequest
{
    /// <summary>
    /// The organization to list. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }
}

public sealed record UpdateWebhookEndpointRequest : PatchRequest
{
    [Size(1, 64)]
    public required string EndpointId { get; init; }

    /// <summary>An https address on the public internet, with port 443.</summary>
    [Size(1, 500)]
    public string? Url { get; init; }

    /// <summary>The types of messages that are sent; <c>*</c> stands for all.</summary>
    [Size(1, 20)]
    public IReadOnlyList<WebhookType>? Events { get; init; }

    /// <summary>What happens while it is disabled is not sent later.</summary>
    public bool? Enabled { get; init; }

    [Size(1, 200), Clearable]
    public string? Description { get; init; }

    public WebhookEndpoint Applied(WebhookEndpoint to, DateTimeOffset now) =>
        to.Edited(
            Url ?? to.Url,
            Events is null ? to.Types : [.. Events.Distinct()],
            Or("description", Description, to.Description),
            Enabled ?? to.Enabled,
            now
        );
}

public sealed record ListWebhookDeliveriesRequest : PageRequest
{
    [Size(1, 64)]
    public required string EndpointId { get; init; }

    public WebhookStatus? Status { get; init; }
}

public sealed record WebhookDeliveryRequest : WebhookEndpointRequest
{
    [Size(1, 64)]
    public required string DeliveryId { get; init; }
}
