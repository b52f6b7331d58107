using EventTicketing.Ports;
using Stripe;

namespace EventTicketing.Cli;

/// <summary>The webhook endpoint of a stage in the Stripe account.</summary>
internal static class StripeEndpoint
{
    /// <summary>The event types that the function <c>StripeWebhook</c> handles: docs/payments.md.</summary>
    private static readonly string[] Messages =
    [
        EventTypes.PaymentIntentSucceeded,
        EventTypes.PaymentIntentProcessing,
        EventTypes.PaymentIntentPaymentFailed,
        EventTypes.PaymentIntentCanceled,
        EventTypes.ChargeRefunded,
        EventTypes.ChargeRefundUpdated,
        EventTypes.RefundCreated,
        EventTypes.RefundUpdated,
        EventTypes.RefundFailed,
        EventTypes.ChargeDisputeCreated,
        EventTypes.ChargeDisputeUpdated,
        EventTypes.ChargeDisputeClosed,
        EventTypes.ChargeDisputeFundsWithdrawn,
        EventTypes.ChargeDisputeFundsReinstated,
    ];

    /// <summary>Creates the endpoint; when its secret is already known, only subscribes the existing one to missing event types.</summary>
    /// <returns>The new endpoint's secret, which Stripe shows only on creation; null when none was created.</returns>
    public static async Task<string?> Make(IStripeClient stripe, Uri address, bool secretIsKnown, CancellationToken stop)
    {
        WebhookEndpointService endpoints = new(stripe);
        List<WebhookEndpoint> there = [];
        await foreach (var endpoint in endpoints.ListAutoPagingAsync(new() { Limit = 100 }, cancellationToken: stop))
        {
            if (endpoint.Url == address.AbsoluteUri)
                there.Add(endpoint);
        }

        if (secretIsKnown)
        {
            foreach (var endpoint in there)
            {
                if (endpoint.EnabledEvents.Contains("*") || !Messages.Except(endpoint.EnabledEvents).Any())
                    continue;
                List<string> more = [.. endpoint.EnabledEvents.Union(Messages)];
                await endpoints.UpdateAsync(endpoint.Id, new() { EnabledEvents = more }, cancellationToken: stop);
            }

            return null;
        }

        var made = await endpoints.CreateAsync(
            new()
            {
                Url = address.AbsoluteUri,
                EnabledEvents = [.. Messages],
                ApiVersion = StripePayments.ApiVersion,
                Description = "Event ticketing",
            },
            cancellationToken: stop
        );
        // Delete old endpoints: their signing secret is unknown, so their messages could not be verified.
        foreach (var endpoint in there)
            await endpoints.DeleteAsync(endpoint.Id, cancellationToken: stop);
        return made.Secret;
    }
}
