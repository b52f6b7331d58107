using System.Text.Json;
using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(Converters = [typeof(WebhookTypeText), typeof(Camel<WebhookStatus>), typeof(Snake<WebhookSwitchedOff>)])]
[JsonSerializable(typeof(WebhookEndpointRequest))]
[JsonSerializable(typeof(CreateWebhookEndpointRequest))]
[JsonSerializable(typeof(ListWebhookEndpointsRequest))]
[JsonSerializable(typeof(UpdateWebhookEndpointRequest))]
[JsonSerializable(typeof(ListWebhookDeliveriesRequest))]
[JsonSerializable(typeof(WebhookDeliveryRequest))]
[JsonSerializable(typeof(WebhookEndpointView))]
[JsonSerializable(typeof(NewWebhookSecretView))]
[JsonSerializable(typeof(ListOf<WebhookEndpointView>))]
[JsonSerializable(typeof(WebhookAttemptView))]
[JsonSerializable(typeof(WebhookDeliveryView))]
[JsonSerializable(typeof(ListOf<WebhookDeliveryView>))]
internal sealed partial class IntegrationJson : JsonSerializerContext;

/// <summary>Types of messages as texts such as <c>registration.confirmed</c>.</summary>
public sealed class WebhookTypeText() : JsonStringEnumConverter<WebhookType>(Naming.Instance, allowIntegerValues: false)
{
    private sealed class Naming : JsonNamingPolicy
    {
        public static readonly Naming Instance = new();

        public override string ConvertName(string name) => Enum.Parse<WebhookType>(name).Text();
    }
}
