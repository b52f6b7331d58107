using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private const string EndpointId = "whe_01k9rc3v7hqg8d7m3e0xw4t6ks";
    private const string DeliveryId = "whd_01k9rc8m2jqg8d7m3e0xw4t6ks";
    private const string HookUrl = "https://hooks.example.com/tickets";

    private static WebhookEndpoint Hook =>
        new()
        {
            OrganizationId = OrganizationId,
            EndpointId = EndpointId,
            Url = HookUrl,
            Types = [WebhookType.RegistrationConfirmed, WebhookType.TicketCheckedIn],
            Description = "The crew's channel",
            CreatedAt = BookedAt,
            Since = BookedAt,
            Secret = "",
            SecretEnd = "Q9wA",
            SecretRequest = EndpointId,
            LastSuccessAt = ConfirmedAt,
            Version = 1,
        };

    private static WebhookAttemptView Attempted => WebhookAttemptView.Of(new(ConfirmedAt, 200, 84, null, "ok"));

    private static WebhookDeliveryView Told =>
        new()
        {
            DeliveryId = DeliveryId,
            EndpointId = EndpointId,
            Type = WebhookType.RegistrationConfirmed,
            CreatedAt = ConfirmedAt,
            Status = WebhookStatus.Delivered,
            NextAttemptAt = null,
            Attempts = [Attempted],
            Body =
                $$$"""
                    {"id":"{{{DeliveryId}}}","type":"registration.confirmed","createdAt":"2026-11-02T09:34:00.000Z",
                    """
                + $$$"""
                    "organizationId":"{{{OrganizationId}}}","data":{"registrationId":"{{{RegistrationId}}}"}}
                    """,
        };

    private static object[] Integrations =>
        [
            new WebhookEndpointRequest { EndpointId = EndpointId },
            new CreateWebhookEndpointRequest
            {
                Url = HookUrl,
                Events = Hook.Types,
                Description = Hook.Description,
            },
            new ListWebhookEndpointsRequest(),
            new UpdateWebhookEndpointRequest { EndpointId = EndpointId, Events = [WebhookType.All] },
            new ListWebhookDeliveriesRequest { EndpointId = EndpointId, Status = WebhookStatus.Delivered },
            new WebhookDeliveryRequest { EndpointId = EndpointId, DeliveryId = DeliveryId },
            WebhookEndpointView.Of(Hook, BookedAt),
            new NewWebhookSecretView(Hook, "whsec_c2VjcmV0IG9mIGFuIGV4YW1wbGUsIHVzZWQgbm93aGVyZSE=", BookedAt),
            new ListOf<WebhookEndpointView>([WebhookEndpointView.Of(Hook, BookedAt)], null),
            Attempted,
            Told,
            new ListOf<WebhookDeliveryView>([Told], null),
        ];
}
