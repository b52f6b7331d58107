using System.Text.Json;

namespace EventTicketing.Infra;

/// <summary>The configuration of a stage: a section of <c>infra/stages.json</c>.</summary>
public sealed record StageConfig
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public string Name { get; init; } = "";

    /// <summary>The region of everything except the CDN, which is in us-east-1.</summary>
    public required string Region { get; init; }

    /// <summary>A region with a replica of every table, for disaster recovery: see docs/decisions/0020-a-second-region.md.</summary>
    public string? ReplicaRegion { get; init; }

    /// <summary>The sender address of mails. Its domain becomes a verified identity of SES.</summary>
    public required string MailFrom { get; init; }

    /// <summary>
    /// Set once SES has verified the domain, so that Cognito sends from it too. Its default sender is limited to 50 mails a day.
    /// </summary>
    public bool MailVerified { get; init; }

    /// <summary>Set when SES already has an identity for the domain of <see cref="MailFrom"/>, from another stage or the company.</summary>
    public bool MailIdentityExists { get; init; }

    /// <summary>Text messages; null: the stage sends none.</summary>
    public SmsConfig? Sms { get; init; }

    /// <summary>
    /// Whether tables, files, people and secrets are kept when their stacks are deleted, and are protected from deletion.
    /// </summary>
    public required bool KeepData { get; init; }

    /// <summary>Omits alarms and firewalls, which are most of the cost of an idle stage.</summary>
    public bool Economical { get; init; }

    /// <summary>Retention of logs: 7, 14, 30, 90, 180 or 365 days.</summary>
    public required int LogDays { get; init; }

    /// <summary>Steady rate limit of each method; bursts may be twice as high. Methods that write or pay get a fraction of it.</summary>
    public required int RequestsPerSecond { get; init; }

    /// <summary>In US dollars. Notifications are sent at 80 % of actual and 100 % of forecast costs.</summary>
    public required int MonthlyBudget { get; init; }

    /// <summary>
    /// Whether to use AWS cost anomaly detection. It needs Cost Explorer and, in an organization, the management account.
    /// </summary>
    public bool CostAnomalies { get; init; }

    public IReadOnlyList<string> AlarmEmails { get; init; } = [];

    /// <summary>Other origins whose pages may call the API from a browser. The site itself has the same origin as the API.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The site's own domain; null: the domain of the CDN.</summary>
    public DomainConfig? Domain { get; init; }

    /// <summary>A bucket with a copy of the front end, which the CDN uses when the first one fails.</summary>
    public BucketConfig? FailoverBucket { get; init; }

    /// <summary>x86_64 or arm64; must match the published executable.</summary>
    public string Architecture { get; init; } = "x86_64";

    public int HoldMinutes { get; init; } = 15;

    /// <summary>
    /// The GitHub repository whose workflows may deploy this stage, as in its tokens: owner/name, or owner@id/name@id for newer ones.
    /// </summary>
    public string? Repository { get; init; }

    /// <summary>
    /// The URL of the site. Without a domain only the CDN knows it: the deploy command reads it and passes it as <c>-c siteUrl=</c>.
    /// </summary>
    public Uri SiteUrl { get; init; } = Unknown;

    /// <summary>Changes with the secrets, so that the functions restart and read them. Passed as <c>-c secretsVersion=</c>.</summary>
    public string? SecretsVersion { get; init; }

    public bool IsProduction => Name == "prod";

    private static Uri Unknown { get; } = new("https://not-known-yet.invalid");

    /// <summary>The buckets of a stage. They must be emptied before the stage is destroyed.</summary>
    public static IReadOnlyList<string> Buckets { get; } =
    [.. Data.Buckets.All.Select(bucket => bucket.Name), "logs", "frontend", "cdn-logs"];

    /// <summary>The name of a resource of the stage: <c>event-ticketing-{what}-{stage}</c>.</summary>
    public string NameOf(string what) => $"event-ticketing-{what}-{Name}";

    public string FunctionName(string function) => $"event-ticketing-{Name}-{function}";

    public string MailDomain => MailFrom[(MailFrom.IndexOf('@') + 1)..];

    /// <summary>
    /// Throws when the URL of the site is unknown. Deployed to a stage in use, a placeholder would break sign-in, uploads and links in
    /// mails.
    /// </summary>
    /// <exception cref="InvalidOperationException">The URL is unknown, and this is not the first deployment.</exception>
    public void MustKnowTheSite(bool first)
    {
        if (SiteUrl != Unknown || first)
            return;
        throw new InvalidOperationException(
            $"The address of {Name} is missing, and without a domain only the CDN has it. "
                + $"`dotnet run --project cli -- deploy --stage {Name}` reads it there; otherwise give "
                + "-c siteUrl=https://… (the output SiteUrl of the stack frontend), "
                + "or -c first=true for the templates of a first deployment."
        );
    }

    /// <exception cref="InvalidOperationException">There is no such stage, or its section is wrong.</exception>
    public static StageConfig Read(string file, string? stage, string? siteUrl)
    {
        Dictionary<string, StageConfig> stages;
        try
        {
            stages = JsonSerializer.Deserialize<Dictionary<string, StageConfig>>(File.ReadAllBytes(file), Json)!;
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"{file}: {error.Message}");
        }

        if (stage is null || !stages.TryGetValue(stage, out var config))
            throw new InvalidOperationException($"Which stage? {string.Join(", ", stages.Keys.Select(name => $"-c stage={name}"))}");
        config = config with { Name = stage };
        if (config.ReplicaRegion == config.Region)
            throw new InvalidOperationException($"{file}: {stage} has its copy in its own region, {config.Region}.");
        return config.Domain is { } domain ? config with { SiteUrl = new($"https://{domain.Name}") }
            : siteUrl is null ? config
            : config with { SiteUrl = new(siteUrl) };
    }
}

/// <param name="Region">May differ from the region of the stage.</param>
public sealed record BucketConfig(string Name, string Region);

/// <param name="Sender">What phones show as the sender, where a country allows a name: up to 11 letters and digits.</param>
/// <param name="MonthlyLimit">In US dollars. An alarm goes off at 80 %; the account's own limit at SNS stops the sending.</param>
public sealed record SmsConfig(string Sender, int MonthlyLimit);

/// <param name="Name">Domain of the site, for example <c>tickets.example.com</c>.</param>
/// <param name="HostedZoneId">Id of the Route 53 zone with the domain.</param>
/// <param name="ZoneName">Name of the zone, for example <c>example.com</c>.</param>
public sealed record DomainConfig(string Name, string HostedZoneId, string ZoneName);
