using System.Net;
using EventTicketing.Api;
using EventTicketing.Ports;
using Stripe;

namespace EventTicketing.Cli;

/// <summary>Fills the empty secrets that the secrets stack has created. Never overwrites existing values.</summary>
internal static class StageSecrets
{
    private const string SecretKey = "STRIPE_SECRET_KEY",
        PublishableKey = "STRIPE_PUBLISHABLE_KEY",
        WebhookSecret = "STRIPE_WEBHOOK_SECRET";

    /// <summary>Generates missing keys, and takes Stripe's from the environment.</summary>
    /// <param name="variable">Reads an environment variable: STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET.</param>
    /// <returns>The names of the variables that are still missing. Without them only payments fail.</returns>
    public static async Task<IReadOnlyList<string>> Fill(
        SecretsManager manager,
        string stage,
        Func<string, string?> variable,
        CancellationToken stop
    )
    {
        StripeKeys stripe = new("", "", "");
        foreach (var secret in SecretDefinitions.All)
        {
            var name = secret.NameIn(stage);
            var there = await manager.Find(name, stop);
            if (secret == SecretDefinitions.Stripe)
                stripe = Completed(there?.Stripe ?? stripe, variable);
            var wanted = secret == SecretDefinitions.Stripe ? new(Stripe: stripe) : there ?? secret.Make?.Invoke();
            if (wanted is not null && wanted != there)
                await manager.Put(name, wanted, stop);
        }

        return
        [
            .. new[] { (SecretKey, stripe.SecretKey), (PublishableKey, stripe.PublishableKey), (WebhookSecret, stripe.WebhookSecret) }
                .Where(part => part.Item2.Length == 0)
                .Select(part => part.Item1),
        ];
    }

    /// <summary>A version that changes whenever any of the stage's secrets does.</summary>
    public static Task<string> Version(SecretsManager manager, string stage, CancellationToken stop) =>
        manager.Version([.. SecretDefinitions.All.Select(secret => secret.NameIn(stage))], stop);

    /// <summary>Registers the site's webhook endpoint at Stripe. Does nothing without a Stripe key.</summary>
    /// <returns>Whether a new webhook secret was stored. Functions read it at cold start, so they must be redeployed.</returns>
    public static async Task<bool> AddWebhook(
        SecretsManager manager,
        string stage,
        Func<string, IStripeClient> stripe,
        Uri site,
        CancellationToken stop
    )
    {
        var name = SecretDefinitions.Stripe.NameIn(stage);
        if ((await manager.Find(name, stop))?.Stripe is not { SecretKey.Length: > 0 } keys)
            return false;
        var address = new Uri(site, "/api/webhooks/stripe");
        try
        {
            var secret = await StripeEndpoint.Make(stripe(keys.SecretKey), address, secretIsKnown: keys.WebhookSecret.Length > 0, stop);
            if (secret is null)
                return false;
            keys = keys with { WebhookSecret = secret };
        }
        catch (StripeException refused) when (refused.HttpStatusCode == HttpStatusCode.Forbidden)
        {
            Console.WriteLine(
                $"  The key has no permission. Create the webhook endpoint {address} by hand, and store its secret as {WebhookSecret}."
            );
            return false;
        }

        await manager.Put(name, new(Stripe: keys), stop);
        return true;
    }

    private static StripeKeys Completed(StripeKeys there, Func<string, string?> variable)
    {
        return new(Or(there.SecretKey, SecretKey), Or(there.PublishableKey, PublishableKey), Or(there.WebhookSecret, WebhookSecret));

        string Or(string value, string name) => value.Length > 0 ? value : variable(name) ?? "";
    }
}
