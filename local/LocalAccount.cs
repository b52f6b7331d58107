namespace EventTicketing.Local;

/// <summary>The accounts that the local cloud is, at AWS and Stripe: names and keys that are the same on every computer.</summary>
public static class LocalAccount
{
    public const string Stage = "local";
    public const string Region = "us-east-1";
    public const string AccessKeyId = "LOCALACCESSKEY";
    public const string SecretAccessKey = "local-secret-access-key";
    public const string StripeSecretKey = "sk_test_local";
    public const string StripePublishableKey = "pk_test_local";
}
