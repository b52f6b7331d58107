using System.Security.Cryptography;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.Ports;

namespace EventTicketing.Local;

/// <summary>The local cloud's secrets, generated at its first start. STRIPE_SECRET_KEY in the environment selects real Stripe.</summary>
public static class LocalSecrets
{
    public static string FileIn(string directory) => Path.Combine(directory, "secrets.json");

    public static Secrets In(string directory)
    {
        Directory.CreateDirectory(directory);
        var file = FileIn(directory);
        var secrets = File.Exists(file) ? Secrets.Read(File.ReadAllBytes(file)).And(Made()) : Made();
        secrets = secrets with { Stripe = StripeKeys(secrets.Stripe!) };
        // Restrict the file's permissions before writing secrets to it.
        File.AppendAllText(file, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, JsonSerializer.Serialize(secrets, SecretsJson.Default.Secrets));
        return secrets;
    }

    private static StripeKeys StripeKeys(StripeKeys local) =>
        Environment.GetEnvironmentVariable("STRIPE_SECRET_KEY") is { Length: > 0 } real
            ? new(
                real,
                Environment.GetEnvironmentVariable("STRIPE_PUBLISHABLE_KEY") ?? "",
                Environment.GetEnvironmentVariable("STRIPE_WEBHOOK_SECRET") ?? ""
            )
            : local with
            {
                SecretKey = LocalAccount.StripeSecretKey,
                PublishableKey = LocalAccount.StripePublishableKey,
            };

    private static Secrets Made() =>
        SecretDefinitions
            .All.Select(secret => secret.Make?.Invoke())
            .OfType<Secrets>()
            .Aggregate(
                new Secrets(new("", "", $"whsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}")),
                (all, part) => all.And(part)
            );
}
