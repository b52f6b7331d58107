using System.Security.Cryptography;
using EventTicketing.Api;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>Fills the places that the secrets' stack has made. What is there is never overwritten.</summary>
internal static class StageSecrets
{
    private const string SecretKey = "STRIPE_SECRET_KEY", PublishableKey = "STRIPE_PUBLISHABLE_KEY", WebhookSecret = "STRIPE_WEBHOOK_SECRET";

    /// <summary>Makes the keys that are missing, and takes Stripe's from the environment.</summary>
    /// <param name="variable">STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET.</param>
    /// <returns>The names of the variables that are still missing. Without them nobody can pay; all else works.</returns>
    public static async Task<IReadOnlyList<string>> Fill(SecretsManager manager, string stage, Func<string, string?> variable, CancellationToken stop)
    {
        StripeKeys stripe = new("", "", "");
        foreach (var (name, use) in SecretNames.All)
        {
            var fullName = SecretNames.In(stage, name);
            var there = await manager.Find(fullName, stop);
            if (use == Uses.Payments) stripe = Completed(there?.Stripe ?? stripe, variable);
            var wanted = use == Uses.Payments ? new(Stripe: stripe) : there ?? Made(use);
            if (wanted != there) await manager.Put(fullName, wanted, stop);
        }

        return [.. new[] { (SecretKey, stripe.SecretKey), (PublishableKey, stripe.PublishableKey), (WebhookSecret, stripe.WebhookSecret) }
            .Where(part => part.Item2.Length == 0).Select(part => part.Item1)];
    }

    private static StripeKeys Completed(StripeKeys there, Func<string, string?> variable)
    {
        return new(Or(there.SecretKey, SecretKey), Or(there.PublishableKey, PublishableKey), Or(there.WebhookSecret, WebhookSecret));

        string Or(string value, string name) => value.Length > 0 ? value : variable(name) ?? "";
    }

    private static Secrets Made(Uses use) => use switch
    {
        Uses.TicketKeys => new(TicketKeys: [NewTicketKey(1)], Codes: Random()),
        Uses.Cursors => new(Cursors: Random()),
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    private static TicketKey NewTicketKey(int id)
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(id, Random(), Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));
    }

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
