using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>
/// The buckets, as <see cref="Buckets"/> defines them, and one for their access logs. All are private; public files are served by the CDN.
/// </summary>
public sealed class StorageStack : StageStack
{
    public StorageStack(Construct scope, StageConfig stage)
        : base(scope, stage, "storage", "buckets", irreplaceable: true)
    {
        var logs = LogsOf(this, stage, "logs");
        foreach (var definition in Buckets.All)
            Add(definition, logs);
    }

    private void Add(BucketDefinition definition, IBucket logs)
    {
        var bucket = Private(this, Config, definition.Name, logs, [.. definition.Rules.Select(RuleOf)]);
        if (definition.Uploads)
            bucket.AddCorsRule(
                new CorsRule
                {
                    AllowedMethods = [HttpMethods.POST],
                    AllowedOrigins = [Origin(Config.SiteUrl), .. Config.AllowedOrigins],
                    AllowedHeaders = ["content-type"],
                    MaxAge = 3600,
                }
            );
        if (definition.Served is not { } prefix)
            return;
        bucket.AddToResourcePolicy(ThroughTheCdn("Images", "s3:GetObject", bucket.ArnForObjects($"{prefix}*")));
        bucket.AddToResourcePolicy(MissingIs404(bucket));
    }

    private static LifecycleRule RuleOf(FileRule rule) =>
        new()
        {
            Prefix = rule.Prefix.Length == 0 ? null : rule.Prefix,
            Expiration = rule.Days is { } days ? Duration.Days(days) : null,
            Transitions = rule.ArchiveAfterDays is { } after
                ? [new Transition { StorageClass = StorageClass.GLACIER_INSTANT_RETRIEVAL, TransitionAfter = Duration.Days(after) }]
                : null,
            NoncurrentVersionExpiration = Duration.Days(rule.OldVersionDays),
        };

    /// <summary>
    /// Without this permission S3 answers 403 instead of 404 for a missing file. Nothing can be listed, because no path of the CDN is the
    /// root of the bucket.
    /// </summary>
    internal static PolicyStatement MissingIs404(IBucket bucket) => ThroughTheCdn("Missing", "s3:ListBucket", bucket.BucketArn);

    private static PolicyStatement ThroughTheCdn(string what, string action, string resource) =>
        new(
            new PolicyStatementProps
            {
                Sid = $"{what}ThroughTheCdn",
                Principals = [new ServicePrincipal("cloudfront.amazonaws.com")],
                Actions = [action],
                Resources = [resource],
                Conditions = new Dictionary<string, object>
                {
                    ["ArnLike"] = new Dictionary<string, string>
                    {
                        ["AWS:SourceArn"] = $"arn:aws:cloudfront::{Aws.ACCOUNT_ID}:distribution/*",
                    },
                },
            }
        );

    /// <summary>The name has the account id, because bucket names are globally unique.</summary>
    public static string BucketName(StageConfig stage, string what) => $"{stage.NameOf(what)}-{Aws.ACCOUNT_ID}";

    public static string Origin(Uri site) => site.GetLeftPart(UriPartial.Authority);

    /// <summary>Creates a bucket for the access logs of other buckets or of the CDN.</summary>
    internal static Bucket LogsOf(Construct scope, StageConfig stage, string what)
    {
        var props = Closed(stage, what);
        // CloudFront needs an access control list to write logs.
        props.ObjectOwnership = ObjectOwnership.OBJECT_WRITER;
        props.LifecycleRules =
        [
            new LifecycleRule { Expiration = Duration.Days(stage.LogDays), AbortIncompleteMultipartUploadAfter = Duration.Days(7) },
        ];
        return new(scope, what, props);
    }

    internal static Bucket Private(Construct scope, StageConfig stage, string what, IBucket logs, params LifecycleRule[] rules)
    {
        var props = Closed(stage, what);
        props.ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED;
        props.Versioned = true;
        props.ServerAccessLogsBucket = logs;
        props.ServerAccessLogsPrefix = $"{what}/";
        props.LifecycleRules =
        [
            .. rules,
            new LifecycleRule { AbortIncompleteMultipartUploadAfter = Duration.Days(7), ExpiredObjectDeleteMarker = true },
        ];
        return new(scope, what, props);
    }

    /// <summary>The properties of all buckets: encrypted, TLS only, no public access.</summary>
    private static BucketProps Closed(StageConfig stage, string what) =>
        new()
        {
            BucketName = BucketName(stage, what),
            Encryption = BucketEncryption.S3_MANAGED,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            RemovalPolicy = RemovalOf(stage),
        };
}
