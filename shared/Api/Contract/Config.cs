using System.Globalization;
using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>
/// The configuration of a function, as the variables of its environment. Addresses of services are set locally only; in the cloud they
/// follow from the region.
/// </summary>
public sealed record Config
{
    public static readonly Uri Stripe = new("https://api.stripe.com");

    public required string Stage { get; init; }
    public required string Region { get; init; }

    /// <summary>The full name of a bucket; null when the function is not granted it.</summary>
    public required Func<BucketDefinition, string?> BucketName { get; init; }

    /// <summary>The URL of a queue; null when the function may not send to it.</summary>
    public required Func<QueueDefinition, string?> QueueUrl { get; init; }

    /// <summary>The sender of mails.</summary>
    public string? MailFrom { get; init; }

    /// <summary>The sender of text messages; null when the stage sends none.</summary>
    public string? SmsSender { get; init; }

    /// <summary>URL of the shop, for links in mails.</summary>
    public Uri? SiteUrl { get; init; }

    /// <summary>Issuer of the callers' tokens. Of the workers, which have no callers, only those have it that use the user pool.</summary>
    public string? Issuer { get; init; }

    /// <summary>Null in workers.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client of gate devices. Null in workers.</summary>
    public string? DeviceClientId { get; init; }

    /// <summary>Id of the user pool: the last part of the issuer's address.</summary>
    public string? UserPoolId => Issuer?[(Issuer.LastIndexOf('/') + 1)..];

    /// <summary>The full names of the secrets that the function may read.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Changes with the secrets, so that functions restart and read them.</summary>
    public string? SecretsVersion { get; init; }

    /// <summary>Whether webhooks go to addresses of this computer, with any port and without TLS. Set locally only.</summary>
    public bool WebhooksOnLoopback { get; init; }

    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMinutes(15);
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
    public Uri StripeEndpoint { get; init; } = Stripe;
    public Uri? DynamoEndpoint { get; init; }
    public Uri? S3Endpoint { get; init; }
    public Uri? MailEndpoint { get; init; }
    public Uri? SmsEndpoint { get; init; }
    public Uri? PeopleEndpoint { get; init; }
    public Uri? SecretsEndpoint { get; init; }
    public Uri? QueuesEndpoint { get; init; }

    /// <summary>Reads the environment variables; the exception lists the missing ones that every function needs.</summary>
    public static Config FromEnvironment(Func<string, string?> variable)
    {
        var config = new Config
        {
            Stage = "",
            Region = "",
            BucketName = bucket => variable(bucket.Variable),
            QueueUrl = queue => variable(queue.Variable),
        };
        foreach (var setting in Setting.All)
        {
            if (variable(setting.Name) is { Length: > 0 } value)
                config = setting.Read(config, value);
        }

        var missing = Setting.All.Where(setting => setting.Required && setting.Write(config) is not { Length: > 0 }).ToList();
        return missing.Count == 0 ? config : throw Missing([.. missing.Select(setting => setting.Name)]);
    }

    /// <summary>The variables of a function with these grants. Those without a value are left out.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFor(Grants grants)
    {
        var granted = this with { Secrets = [.. grants.Secrets.Select(secret => secret.NameIn(Stage))] };
        return Setting
            .All.Where(setting => setting.For(grants))
            .Select(setting => (setting.Name, Value: setting.Write(granted)))
            .Concat(grants.Files.Select(grant => (Name: grant.Bucket.Variable, Value: BucketName(grant.Bucket))))
            .Concat(grants.Sends.Select(queue => (Name: queue.Variable, Value: QueueUrl(queue))))
            .Where(pair => pair.Value is { Length: > 0 })
            .ToDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal);
    }

    public static InvalidOperationException Missing(params IReadOnlyList<string> variables) =>
        new($"The environment lacks {string.Join(", ", variables)}.");
}

/// <summary>A variable of the functions' environment: its name, how a value is written and read, and which functions get it.</summary>
/// <param name="Write">The text of the value; null or empty when there is none.</param>
/// <param name="Read">The configuration with the value of a text.</param>
public sealed record Setting(string Name, Func<Config, string?> Write, Func<Config, string, Config> Read)
{
    /// <summary>Whether functions with these grants get the variable.</summary>
    public Func<Grants, bool> For { get; init; } = _ => true;

    /// <summary>Whether no function can do without it.</summary>
    public bool Required { get; init; }

    public static readonly IReadOnlyList<Setting> All =
    [
        new("STAGE", config => config.Stage, (config, text) => config with { Stage = text }) { Required = true },
        new("AWS_REGION", config => config.Region, (config, text) => config with { Region = text }) { Required = true },
        new("MAIL_FROM", config => config.MailFrom, (config, text) => config with { MailFrom = text }) { For = Mails },
        new("SMS_SENDER", config => config.SmsSender, (config, text) => config with { SmsSender = text }) { For = Texts },
        new("SITE_URL", config => config.SiteUrl?.AbsoluteUri, (config, text) => config with { SiteUrl = new(text) }) { For = Links },
        new("TOKEN_ISSUER", config => config.Issuer, (config, text) => config with { Issuer = text }),
        new("TOKEN_CLIENT_ID", config => config.ClientId, (config, text) => config with { ClientId = text }),
        new("DEVICE_CLIENT_ID", config => config.DeviceClientId, (config, text) => config with { DeviceClientId = text }),
        new("SECRETS", config => string.Join(',', config.Secrets), (config, text) => config with { Secrets = text.Split(',') }),
        new("SECRETS_VERSION", config => config.SecretsVersion, (config, text) => config with { SecretsVersion = text })
        {
            For = grants => grants.Secrets.Any(),
        },
        new("HOLD_SECONDS", config => Seconds(config.HoldTime), (config, text) => config with { HoldTime = Seconds(text) })
        {
            For = grants => grants.MayWrite(Tables.Inventory),
        },
        new(
            "WEBHOOKS_ON_LOOPBACK",
            config => config.WebhooksOnLoopback ? "yes" : null,
            (config, text) => config with { WebhooksOnLoopback = text == "yes" }
        )
        {
            For = grants => grants.Uses.HasFlag(Uses.Webhooks),
        },
        new(
            "ALLOWED_ORIGINS",
            config => string.Join(',', config.AllowedOrigins),
            (config, text) => config with { AllowedOrigins = text.Split(',') }
        ),
        Service("DYNAMODB_ENDPOINT", config => config.DynamoEndpoint, (config, address) => config with { DynamoEndpoint = address }),
        Service("S3_ENDPOINT", config => config.S3Endpoint, (config, address) => config with { S3Endpoint = address }),
        Service("SECRETS_ENDPOINT", config => config.SecretsEndpoint, (config, address) => config with { SecretsEndpoint = address }),
        Service(
            "STRIPE_ENDPOINT",
            config => config.StripeEndpoint == Config.Stripe ? null : config.StripeEndpoint,
            (config, address) => config with { StripeEndpoint = address }
        ),
        Service("QUEUES_ENDPOINT", config => config.QueuesEndpoint, (config, address) => config with { QueuesEndpoint = address }),
        Service("MAIL_ENDPOINT", config => config.MailEndpoint, (config, address) => config with { MailEndpoint = address }),
        Service("SMS_ENDPOINT", config => config.SmsEndpoint, (config, address) => config with { SmsEndpoint = address }),
        Service("PEOPLE_ENDPOINT", config => config.PeopleEndpoint, (config, address) => config with { PeopleEndpoint = address }),
    ];

    private static bool Mails(Grants grants) => grants.Uses.HasFlag(Uses.Mail);

    /// <summary>Functions that send text messages, and those in which people choose them.</summary>
    private static bool Texts(Grants grants) => grants.Uses.HasFlag(Uses.Sms) || grants.MayWrite(Tables.Users);

    /// <summary>Functions that send links to the shop, or answer with them.</summary>
    private static bool Links(Grants grants) => Mails(grants) || grants.Uses.HasFlag(Uses.OrderKeys);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));

    private static Setting Service(string name, Func<Config, Uri?> address, Func<Config, Uri, Config> with) =>
        new(name, config => address(config)?.AbsoluteUri, (config, text) => with(config, new(text)));
}
