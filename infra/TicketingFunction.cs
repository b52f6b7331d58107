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
            Layers = grants.Uses.HasFlag(Uses.WriteFiles) ? [Fonts(scope)] : [],
        });
    }

    public Function Function { get; }

    public Role Role { get; }

    /// <summary>Tickets in every script: 18 MB of fonts, in <c>/opt</c> of the functions that write tickets; all others start without them.</summary>
    private static ILayerVersion Fonts(Construct stack) => stack.Node.TryFindChild("fonts") as LayerVersion ?? new LayerVersion(stack, "fonts", new LayerVersionProps
    {
        Description = "The fonts of tickets beside Inter.",
        Code = Code.FromAsset(Package.Fonts, new Amazon.CDK.AWS.S3.Assets.AssetOptions { Exclude = ["*", "!Noto*.ttf", "!OFL.txt"] }),
        License = "OFL-1.1",
    });

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
