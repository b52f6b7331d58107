using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using EventTicketing.Api;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>One Lambda function with its own role and log. All functions share one executable; the handler selects the function.</summary>
internal sealed class TicketingFunction : Construct
{
    /// <param name="auth">The user pool of the function's callers, or that it works on; null when it needs none.</param>
    /// <param name="hasCallers">Whether people call the function, with tokens of the pool.</param>
    public TicketingFunction(
        Construct scope,
        StageConfig stage,
        string name,
        string summary,
        Grants grants,
        Duration timeout,
        int memory,
        AuthStack? auth = null,
        bool hasCallers = false
    )
        : base(scope, name)
    {
        var fullName = stage.FunctionName(name);
        var config = new Config
        {
            Stage = stage.Name,
            Region = stage.Region,
            BucketName = bucket => StorageStack.BucketName(stage, bucket.Name),
            QueueUrl = queue => $"https://sqs.{stage.Region}.amazonaws.com/{Aws.ACCOUNT_ID}/{queue.NameIn(stage.Name)}",
            MailFrom = stage.MailFrom,
            SmsSender = stage.Sms?.Sender,
            SiteUrl = stage.SiteUrl,
            Issuer = auth?.Issuer,
            ClientId = hasCallers ? auth!.Client.UserPoolClientId : null,
            DeviceClientId = hasCallers ? auth!.DeviceClient.UserPoolClientId : null,
            SecretsVersion = stage.SecretsVersion,
            HoldTime = TimeSpan.FromMinutes(stage.HoldMinutes),
            AllowedOrigins = hasCallers ? stage.AllowedOrigins : [],
        };
        // Lambda sets the region itself, and refuses a function that does.
        var variables = new Dictionary<string, string>(config.EnvironmentFor(grants).Where(variable => variable.Key != "AWS_REGION"))
        {
            // Amazon Linux has no time zone data.
            ["TZDIR"] = "/var/task/zoneinfo",
        };
        // Loading all root certificates of the system is most of the cost of the first TLS connection. Functions that call only AWS load
        // only the roots of AWS. The certificates of Stripe and of webhook receivers may come from any root.
        if (!grants.CallOthers)
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
            new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com"), Description = $"Permissions of {name}." }
        );
        foreach (var statement in Permissions.ToRun(fullName, stage).Concat(Permissions.Of(grants, stage)))
            Role.AddToPolicy(statement);
        if (auth is not null)
        {
            foreach (var statement in Permissions.OnPeople(grants, auth.Pool.UserPoolArn))
                Role.AddToPolicy(statement);
        }

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
                Layers = grants.On(Buckets.Tickets).HasFlag(May.Put) ? [Fonts(scope)] : [],
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
                Description = "Fonts of tickets in addition to Inter.",
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
