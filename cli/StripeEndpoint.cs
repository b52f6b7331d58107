using EventTicketing.Ports;
using Stripe;

namespace EventTicketing.Cli;

/// <summary>Where Stripe sends its messages about a stage's payments.</summary>
internal static class StripeEndpoint
{
    /// <summary>What the function <c>StripeWebhook</c> acts on: docs/payments.md.</summary>
    private static readonly string[] Messages =
    [
        EventTypes.PaymentIntentSucceeded, EventTypes.PaymentIntentProcessing, EventTypes.PaymentIntentPaymentFailed,
        EventTypes.PaymentIntentCanceled, EventTypes.ChargeRefunded, EventTypes.ChargeRefundUpdated,
        EventTypes.RefundCreated, EventTypes.RefundUpdated, EventTypes.RefundFailed,
        EventTypes.ChargeDisputeCreated, EventTypes.ChargeDisputeUpdated, EventTypes.ChargeDisputeClosed,
        EventTypes.ChargeDisputeFundsWithdrawn, EventTypes.ChargeDisputeFundsReinstated,
    ];

    /// <summary>Makes one, unless its secret is known already: then it is brought up to date where it lies at this address.</summary>
    /// <returns>The secret of a new one, which Stripe tells but once; null where none was made.</returns>
    public static async Task<string?> Make(IStripeClient stripe, Uri address, bool secretIsKnown, CancellationToken stop)
    {
        WebhookEndpointService endpoints = new(stripe);
        List<WebhookEndpoint> there = [];
        await foreach (var endpoint in endpoints.ListAutoPagingAsync(new() { Limit = 100 }, cancellationToken: stop))
        {
            if (endpoint.Url == address.AbsoluteUri) there.Add(endpoint);
        }

        if (secretIsKnown)
        {
            foreach (var endpoint in there)
            {
                if (endpoint.EnabledEvents.Contains("*") || !Messages.Except(endpoint.EnabledEvents).Any()) continue;
                List<string> more = [.. endpoint.EnabledEvents.Union(Messages)];
                await endpoints.UpdateAsync(endpoint.Id, new() { EnabledEvents = more }, cancellationToken: stop);
            }

            return null;
        }

        var made = await endpoints.CreateAsync(
            new()
            {
                Url = address.AbsoluteUri, EnabledEvents = [.. Messages], ApiVersion = StripePayments.ApiVersion, Description = "Event ticketing",
            },
            cancellationToken: stop);
        // Nobody here can read what these would send.
        foreach (var endpoint in there) await endpoints.DeleteAsync(endpoint.Id, cancellationToken: stop);
        return made.Secret;
    }
}
