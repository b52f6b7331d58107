using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>One Lambda function with its own role and log. All functions share one executable; the handler selects the function.</summary>
internal sealed class TicketingFunction : Construct
{
    /// <param name="environment">Variables of this function, besides those that all functions have.</param>
    public TicketingFunction(
        Construct scope,
        StageConfig stage,
        string name,
        string summary,
        Grants grants,
        Duration timeout,
        int memory,
        IReadOnlyDictionary<string, string>? environment = null
    )
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
            // Amazon Linux has no time zone data.
            ["TZDIR"] = "/var/task/zoneinfo",
        };
        if (stage.SecretsVersion is { } version && grants.Secrets.Any())
            variables["SECRETS_VERSION"] = version;
        // Loading all root certificates of the system is most of the cost of the first TLS connection. Functions that call Stripe need
        // them, because Stripe may change its root at a week's notice; the others load only those of AWS.
        if (!grants.Uses.HasFlag(Uses.Payments))
        {
            variables["SSL_CERT_FILE"] = $"/var/task/{Package.Roots}";
            variables["SSL_CERT_DIR"] = "/var/task/no-other-roots";
        }

        var log = new LogGroup(
            this,
            "log",
            new LogGroupProps
            {
                LogGroupName = $"/aws/lambda/{fullName}",
                Retention = RetentionOf(stage.LogDays),
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );
        Role = new Role(
            this,
            "role",
            new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com"), Description = $"What {name} may touch." }
        );
        foreach (var statement in Permissions.ToRun(fullName, stage).Concat(Permissions.Of(grants, stage)))
            Role.AddToPolicy(statement);
        Function = new Function(
            this,
            "function",
            new FunctionProps
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
            }
        );
    }

    public Function Function { get; }

    public Role Role { get; }

    /// <summary>The layer with 18 MB of fonts for all scripts, in <c>/opt</c>. Only functions that render tickets have it.</summary>
    private static ILayerVersion Fonts(Construct stack) =>
        stack.Node.TryFindChild("fonts") as LayerVersion
        ?? new LayerVersion(
            stack,
            "fonts",
            new LayerVersionProps
            {
                Description = "The fonts of tickets beside Inter.",
                Code = Code.FromAsset(
                    Package.Fonts,
                    new Amazon.CDK.AWS.S3.Assets.AssetOptions { Exclude = ["*", "!Noto*.ttf", "!OFL.txt"] }
                ),
                License = "OFL-1.1",
            }
        );

    public static RetentionDays RetentionOf(int days) =>
        days switch
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
