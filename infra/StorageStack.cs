using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>Files: tickets, uploads, exports, and the logs of who fetched them. All private; what the public sees, the CDN shows.</summary>
public sealed class StorageStack : StageStack
{
    public StorageStack(Construct scope, StageConfig stage) : base(scope, stage, "storage", "buckets", irreplaceable: true)
    {
        var logs = LogsOf(this, stage, "logs");
        Files("tickets", logs, new LifecycleRule { Expiration = Duration.Days(365), NoncurrentVersionExpiration = Duration.Days(90) });
        var uploads = Files("uploads", logs,
            new LifecycleRule { Prefix = "kyc/", Expiration = Duration.Days(365), NoncurrentVersionExpiration = Duration.Days(30) },
            // Uploaded and not published: nobody is shown it.
            new LifecycleRule { Prefix = "incoming/", Expiration = Duration.Days(1), NoncurrentVersionExpiration = Duration.Days(1) },
            new LifecycleRule
            {
                Prefix = "images/",
                // Of an archive that answers at once: old events keep their pictures.
                Transitions = [new Transition { StorageClass = StorageClass.GLACIER_INSTANT_RETRIEVAL, TransitionAfter = Duration.Days(180) }],
                NoncurrentVersionExpiration = Duration.Days(30),
            });
        uploads.AddCorsRule(new CorsRule { AllowedMethods = [HttpMethods.POST], AllowedOrigins = [Origin(stage.SiteUrl), .. stage.AllowedOrigins], AllowedHeaders = ["content-type"], MaxAge = 3600 });
        uploads.AddToResourcePolicy(ThroughTheCdn("Images", "s3:GetObject", uploads.ArnForObjects("images/*")));
        uploads.AddToResourcePolicy(MissingIs404(uploads));
        Files("exports", logs, new LifecycleRule { Expiration = Duration.Days(7), NoncurrentVersionExpiration = Duration.Days(1) });
    }

    /// <summary>
    /// Without it S3 answers 403 for a file that is not there, as for one that nobody may have. Nothing is listed: no path of the CDN is the bucket's root.
    /// </summary>
    internal static PolicyStatement MissingIs404(IBucket bucket) => ThroughTheCdn("Missing", "s3:ListBucket", bucket.BucketArn);

    private static PolicyStatement ThroughTheCdn(string what, string action, string resource) => new(new PolicyStatementProps
    {
        Sid = $"{what}ThroughTheCdn",
        Principals = [new ServicePrincipal("cloudfront.amazonaws.com")],
        Actions = [action],
        Resources = [resource],
        Conditions = new Dictionary<string, object> { ["ArnLike"] = new Dictionary<string, string> { ["AWS:SourceArn"] = $"arn:aws:cloudfront::{Aws.ACCOUNT_ID}:distribution/*" } },
    });

    /// <summary>The name says whose it is: bucket names are shared with the whole world.</summary>
    public static string BucketName(StageConfig stage, string what) => $"{stage.NameOf(what)}-{Aws.ACCOUNT_ID}";

    public static string Origin(Uri site) => site.GetLeftPart(UriPartial.Authority);

    /// <summary>Takes the access logs of the other buckets, and for the CDN those of the site.</summary>
    internal static Bucket LogsOf(Construct scope, StageConfig stage, string what)
    {
        var props = Closed(stage, what);
        // The CDN writes its logs by an access control list.
        props.ObjectOwnership = ObjectOwnership.OBJECT_WRITER;
        props.LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(stage.LogDays), AbortIncompleteMultipartUploadAfter = Duration.Days(7) }];
        return new(scope, what, props);
    }

    internal static Bucket Private(Construct scope, StageConfig stage, string what, IBucket logs, params LifecycleRule[] rules)
    {
        var props = Closed(stage, what);
        props.ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED;
        props.Versioned = true;
        props.ServerAccessLogsBucket = logs;
        props.ServerAccessLogsPrefix = $"{what}/";
        props.LifecycleRules = [.. rules, new LifecycleRule { AbortIncompleteMultipartUploadAfter = Duration.Days(7), ExpiredObjectDeleteMarker = true }];
        return new(scope, what, props);
    }

    /// <summary>What every bucket has: nobody gets in but by a policy, and nothing goes in or out in the clear.</summary>
    private static BucketProps Closed(StageConfig stage, string what) => new()
    {
        BucketName = BucketName(stage, what),
        Encryption = BucketEncryption.S3_MANAGED,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        RemovalPolicy = RemovalOf(stage),
    };

    private Bucket Files(string what, IBucket logs, params LifecycleRule[] rules) => Private(this, Config, what, logs, rules);
}
