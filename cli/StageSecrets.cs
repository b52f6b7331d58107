using System.Security.Cryptography;
using EventTicketing.Api;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>Fills the places that the secrets' stack has made. What is there is never overwritten.</summary>
internal static class StageSecrets
{
    /// <summary>Makes the keys that are missing, and takes Stripe's from the environment.</summary>
    /// <param name="variable">STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET.</param>
    /// <returns>The names of those that are still missing.</returns>
    public static async Task<IReadOnlyList<string>> Fill(SecretsManager manager, string stage, Func<string, string?> variable, CancellationToken stop)
    {
        List<string> missing = [];
        foreach (var (name, use) in SecretNames.All)
        {
            var fullName = SecretNames.In(stage, name);
            if (await manager.Find(fullName, stop) is not null) continue;
            if (Made(use, variable) is { } made) await manager.Put(fullName, made, stop);
            else missing.Add(fullName);
        }

        return missing;
    }

    private static Secrets? Made(Uses use, Func<string, string?> variable) => use switch
    {
        Uses.Payments => variable("STRIPE_SECRET_KEY") is { Length: > 0 } key && variable("STRIPE_PUBLISHABLE_KEY") is { Length: > 0 } publishable
            && variable("STRIPE_WEBHOOK_SECRET") is { Length: > 0 } webhook ? new(Stripe: new(key, publishable, webhook)) : null,
        Uses.TicketKeys => new(TicketKeys: [NewTicketKey(1)], Codes: Random()),
        Uses.Cursors => new(Cursors: Random()),
        _ => null,
    };

    private static TicketKey NewTicketKey(int id)
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(id, Random(), Convert.ToBase64String(signing.ExportPkcs8PrivateKey()));
    }

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
