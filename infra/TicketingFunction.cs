using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>One function with its own role and log: the executable that all share, told by its handler which one it is.</summary>
internal sealed class TicketingFunction : Construct
{
    /// <param name="environment">What only some functions are told, besides what all are.</param>
    public TicketingFunction(
        Construct scope, StageConfig stage, string name, string summary, Grants grants, Duration timeout, int memory, IReadOnlyDictionary<string, string>? environment = null)
        : base(scope, name)
    {
        var fullName = stage.FunctionName(name);
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["STAGE"] = stage.Name,
            ["TICKETS_BUCKET"] = StorageStack.BucketName(stage, "tickets"),
            ["UPLOADS_BUCKET"] = StorageStack.BucketName(stage, "uploads"),
            ["EXPORTS_BUCKET"] = StorageStack.BucketName(stage, "exports"),
            ["MAIL_FROM"] = stage.MailFrom,
            ["SITE_URL"] = stage.SiteUrl.AbsoluteUri,
            ["SECRETS"] = string.Join(',', grants.Secrets.Select(secret => SecretNames.In(stage.Name, secret))),
            ["ALLOWED_ORIGINS"] = string.Join(',', stage.AllowedOrigins),
            ["HOLD_SECONDS"] = $"{stage.HoldMinutes * 60}",
            // Amazon Linux brings no time zones along.
            ["TZDIR"] = "/var/task/zoneinfo",
        };
        if (stage.SecretsVersion is { } version && grants.Secrets.Any()) variables["SECRETS_VERSION"] = version;
        // Reading all of the system's roots is most of what a first TLS connection costs. Who calls Stripe needs them: it may change its own at a week's notice.
        if (!grants.Uses.HasFlag(Uses.Payments))
        {
            variables["SSL_CERT_FILE"] = $"/var/task/{Package.Roots}";
            variables["SSL_CERT_DIR"] = "/var/task/no-other-roots";
        }

        var log = new LogGroup(this, "log", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{fullName}",
            Retention = RetentionOf(stage.LogDays),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Role = new Role(this, "role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com"), Description = $"What {name} may touch." });
        foreach (var statement in Permissions.ToRun(fullName, stage).Concat(Permissions.Of(grants, stage))) Role.AddToPolicy(statement);
        Function = new Function(this, "function", new FunctionProps
        {
            FunctionName = fullName,
            Description = summary,
            Runtime = Runtime.PROVIDED_AL2023,
            Architecture = stage.Architecture == "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
            Handler = name,
            Code = Code.FromAsset(Package.Functions),
            Role = Role.WithoutPolicyUpdates(),
            LogGroup = log,
            MemorySize = memory,
            Timeout = timeout,
            Tracing = Tracing.ACTIVE,
            Environment = variables,
        });
    }

    public Function Function { get; }

    public Role Role { get; }

    public static RetentionDays RetentionOf(int days) => days switch
    {
        7 => RetentionDays.ONE_WEEK,
        14 => RetentionDays.TWO_WEEKS,
        30 => RetentionDays.ONE_MONTH,
        90 => RetentionDays.THREE_MONTHS,
        180 => RetentionDays.SIX_MONTHS,
        365 => RetentionDays.ONE_YEAR,
        _ => throw new InvalidOperationException("Logs are kept for 7, 14, 30, 90, 180 or 365 days."),
    };
}
