using EventTicketing.Tests;

namespace EventTicketing.Local.Tests;

public sealed class StripeClientTests
{
    [Fact]
    public async Task Stripes_own_client_takes_the_stand_in_for_Stripe()
    {
        await using var stripe = await StripeAccount.Open(clock: TimeProvider.System, listening: false);
        var output = await NodeTools.Run(
            "../Local/stripe-client.mjs", [$"{stripe.Address.Port}", StripeAccount.SecretKey, StripeAccount.WebhookSecret]);
        Assert.Contains("all as Stripe's client wants them", output);
    }
}
