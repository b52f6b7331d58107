using System.Text.Json;

namespace EventTicketing.Infra;

/// <summary>What makes one stage differ from another: a section of <c>infra/stages.json</c>.</summary>
public sealed record StageConfig
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip };

    public string Name { get; init; } = "";

    /// <summary>Where everything is but the CDN, which belongs to us-east-1.</summary>
    public required string Region { get; init; }

    /// <summary>Has a copy of every table, for when the region is lost: see docs/decisions/0020-a-second-region.md.</summary>
    public string? ReplicaRegion { get; init; }

    /// <summary>The sender of mails. Its domain becomes a verified identity of SES.</summary>
    public required string MailFrom { get; init; }

    /// <summary>Set once SES has verified the domain: then sign-in's mails come from it too. Cognito's own sender stops at 50 a day.</summary>
    public bool MailVerified { get; init; }

    /// <summary>Set where SES knows the domain of <see cref="MailFrom"/> already: of another stage, or of the company.</summary>
    public bool MailIdentityExists { get; init; }

    /// <summary>Whether tables, files, people and secrets outlive their stacks, and cannot be deleted by accident.</summary>
    public required bool KeepData { get; init; }

    /// <summary>Without alarms and firewalls, which are most of what a stage costs while nobody uses it.</summary>
    public bool Economical { get; init; }

    /// <summary>7, 14, 30, 90, 180 or 365.</summary>
    public required int LogDays { get; init; }

    /// <summary>Of each method by itself, steadily; bursts may be twice that. Methods that write or pay take a part of it.</summary>
    public required int RequestsPerSecond { get; init; }

    /// <summary>US dollars. Told when 80 % are spent, and when more than all is foreseen.</summary>
    public required int MonthlyBudget { get; init; }

    /// <summary>Whether AWS is asked to tell of unusual costs. Needs Cost Explorer, and in an organization its management account.</summary>
    public bool CostAnomalies { get; init; }

    public IReadOnlyList<string> AlarmEmails { get; init; } = [];

    /// <summary>Pages of other sites that may call the API from a browser. Our own comes from the same origin.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>A name of one's own; without it the CDN's is used.</summary>
    public DomainConfig? Domain { get; init; }

    /// <summary>Has a copy of the front end, which the CDN takes when the first bucket does not answer.</summary>
    public BucketConfig? FailoverBucket { get; init; }

    /// <summary>x86_64 or arm64; the published executable has to be for it.</summary>
    public string Architecture { get; init; } = "x86_64";

    public int HoldMinutes { get; init; } = 15;

    /// <summary>GitHub repository whose workflows may deploy this stage, as its tokens name it: owner/name, of newer ones owner@id/name@id.</summary>
    public string? Repository { get; init; }

    /// <summary>Where the shop is. Without a domain only the CDN knows: deploying asks it, and passes the answer on as <c>-c siteUrl=</c>.</summary>
    public Uri SiteUrl { get; init; } = Unknown;

    /// <summary>Changes when a secret does, so that the functions start anew and read it. Passed on as <c>-c secretsVersion=</c>.</summary>
    public string? SecretsVersion { get; init; }

    public bool IsProduction => Name == "prod";

    private static Uri Unknown { get; } = new("https://not-known-yet.invalid");

    /// <summary>What a stage has buckets for: whoever destroys it has to empty them first.</summary>
    public static IReadOnlyList<string> Buckets { get; } = ["tickets", "uploads", "exports", "logs", "frontend", "cdn-logs"];

    /// <summary>As every resource of a stage is called: <c>event-ticketing-{what}-{stage}</c>.</summary>
    public string NameOf(string what) => $"event-ticketing-{what}-{Name}";

    public string FunctionName(string function) => $"event-ticketing-{Name}-{function}";

    public string MailDomain => MailFrom[(MailFrom.IndexOf('@') + 1)..];

    /// <summary>Deployed to a stage that people use, an unknown address takes sign-in, uploads and the links in mails away from them.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said where the site is, nor that it is not there yet.</exception>
    public void MustKnowTheSite(bool first)
    {
        if (SiteUrl != Unknown || first) return;
        throw new InvalidOperationException(
            $"Where is {Name}? Without a domain only the CDN knows. `dotnet run --project cli -- deploy --stage {Name}` asks it; else say -c siteUrl=https://… "
            + "(the output SiteUrl of the stack frontend), or -c first=true for templates of a site that is not there yet.");
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
        if (config.ReplicaRegion == config.Region) throw new InvalidOperationException($"{file}: {stage} has its copy in its own region, {config.Region}.");
        return config.Domain is { } domain ? config with { SiteUrl = new($"https://{domain.Name}") }
            : siteUrl is null ? config
            : config with { SiteUrl = new(siteUrl) };
    }
}

/// <param name="Region">May be another than the stage's.</param>
public sealed record BucketConfig(string Name, string Region);

/// <param name="Name">Of the site, for example <c>tickets.example.com</c>.</param>
/// <param name="HostedZoneId">Of the Route 53 zone that holds it.</param>
/// <param name="ZoneName">For example <c>example.com</c>.</param>
public sealed record DomainConfig(string Name, string HostedZoneId, string ZoneName);
