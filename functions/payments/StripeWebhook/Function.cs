using EventTicketing.Ports;

namespace EventTicketing.Functions.StripeWebhook;

public sealed class Function(Host host) : ApiFunction<WebhookRequest, WebhookView>(PaymentEndpoints.StripeWebhook, host)
{
    /// <summary>Tells only what the registration says already: we have created the payment.</summary>
    private const string Created = "payment_intent.created";

    /// <summary>Types of webhooks about money after its capture: refunds and disputes.</summary>
    private static readonly string[] Aftermath = ["charge.refund", "refund.", "charge.dispute."];

    protected override async Task<Result<WebhookView>> Handle(WebhookRequest request, Call call)
    {
        if (call.App.Payments.Open(call.Body ?? "", call.Header("Stripe-Signature"), call.Now) is not { } message)
            return new Problem(
                ProblemKind.Malformed,
                "bad_signature",
                "The message is not signed by the payment provider, or its signature is too old."
            );
        var withRefundsAndDisputes = Aftermath.Any(type => message.Type.StartsWith(type, StringComparison.Ordinal));
        if (
            message.PaymentIntentId is { } intent
            && message.Live == call.App.Payments.Live
            && (withRefundsAndDisputes || message.Type.StartsWith("payment_intent.", StringComparison.Ordinal))
            && message.Type != Created
        )
        {
            var before = call.Now;
            if (
                await Follow(intent, withRefundsAndDisputes, call) is { Status: RegistrationStatus.Confirmed, ConfirmedAt: { } at }
                && at >= before
            )
                call.Count("RegistrationsConfirmed");
        }

        // Always 200 for a valid message: any other status makes Stripe retry.
        return new WebhookView(Received: true);
    }

    private static async Task<Registration?> Follow(string paymentIntentId, bool withRefundsAndDisputes, Call call)
    {
        try
        {
            return await Paying.SyncPayment(call.App, paymentIntentId, withRefundsAndDisputes, call.Stop);
        }
        catch (PaymentRefusedException refused) when (refused.Code == "resource_missing")
        {
            // Not one of our payments. Other refusals, such as a revoked key, are thrown, so that Stripe sends the webhook again.
            return null;
        }
    }
}
