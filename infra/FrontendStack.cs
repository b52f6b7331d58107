using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53.Targets;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SSM;
using Constructs;
using EventTicketing.Data;
using CdnFunction = Amazon.CDK.AWS.CloudFront.Function;
using CdnFunctionProps = Amazon.CDK.AWS.CloudFront.FunctionProps;

namespace EventTicketing.Infra;

/// <summary>
/// The site: front end, API and event images under one domain. It is in us-east-1, like everything that belongs to the CDN.
/// </summary>
public sealed class FrontendStack : StageStack
{
    private const string ContentSecurity = "content-security-policy";

    /// <summary>The CDN caches errors regardless of their headers, by default for ten seconds.</summary>
    private static readonly double[] Failures = [500, 502, 503, 504];

    private static readonly Duration Year = Duration.Days(365),
        Hour = Duration.Hours(1);

    public FrontendStack(Construct scope, StageConfig stage, SpecRestApi api)
        : base(scope, stage, "frontend", "site and CDN", StageRegions.Cdn)
    {
        var zone = stage.Domain is { } at
            ? HostedZone.FromHostedZoneAttributes(
                this,
                "zone",
                new HostedZoneAttributes { HostedZoneId = at.HostedZoneId, ZoneName = at.ZoneName }
            )
            : null;
        // The stage may be in another region, so the CDN has its own bucket for logs.
        var logs = StorageStack.LogsOf(this, stage, "cdn-logs");
        var bucket = StorageStack.Private(
            this,
            stage,
            "frontend",
            logs,
            new LifecycleRule { NoncurrentVersionExpiration = Duration.Days(30) }
        );
        bucket.AddToResourcePolicy(StorageStack.MissingIs404(bucket));
        var calls = Calls(stage, api);
        Distribution = new Distribution(
            this,
            "site",
            new DistributionProps
            {
                Comment = stage.NameOf("site"),
                DefaultRootObject = "index.html",
                DefaultBehavior = Pages(stage, bucket),
                AdditionalBehaviors = new Dictionary<string, IBehaviorOptions>
                {
                    ["/static/*"] = Static(bucket),
                    ["/images/*"] = Images(stage),
                    ["/api/*"] = WithoutPrefix(calls),
                    ["/events/*"] = calls,
                    ["/payments/*"] = calls,
                },
                ErrorResponses = [.. Failures.Select(status => new ErrorResponse { HttpStatus = status, Ttl = Duration.Seconds(1) })],
                DomainNames = stage.Domain is { } own ? [own.Name] : null,
                Certificate = stage.Domain is { } named
                    ? new Certificate(
                        this,
                        "certificate",
                        new CertificateProps { DomainName = named.Name, Validation = CertificateValidation.FromDns(zone) }
                    )
                    : null,
                MinimumProtocolVersion = SecurityPolicyProtocol.TLS_V1_2_2021,
                HttpVersion = HttpVersion.HTTP2_AND_3,
                EnableIpv6 = true,
                EnableLogging = true,
                LogBucket = logs,
                LogFilePrefix = "cdn/",
                WebAclId = stage.Economical ? null : Firewall.Create(this, stage, "site-firewall", "CLOUDFRONT", behindCdn: false).AttrArn,
                PriceClass = stage.IsProduction ? PriceClass.PRICE_CLASS_ALL : PriceClass.PRICE_CLASS_100,
            }
        );
        if (!stage.Economical)
            Watch();
        Annotations
            .Of(this)
            .AcknowledgeWarning(
                "@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac",
                "The bucket of uploads has the policy in its own stack."
            );
        if (zone is not null)
        {
            var target = RecordTarget.FromAlias(new CloudFrontTarget(Distribution));
            _ = new ARecord(
                this,
                "a",
                new ARecordProps
                {
                    Zone = zone,
                    RecordName = stage.Domain!.Name,
                    Target = target,
                }
            );
            _ = new AaaaRecord(
                this,
                "aaaa",
                new AaaaRecordProps
                {
                    Zone = zone,
                    RecordName = stage.Domain.Name,
                    Target = target,
                }
            );
        }

        var address = $"https://{stage.Domain?.Name ?? Distribution.DistributionDomainName}";
        // Read by the next deployment to configure functions and Cognito.
        _ = new StringParameter(
            this,
            "address",
            new StringParameterProps { ParameterName = StageRegions.SiteParameter(stage), StringValue = address }
        );
        _ = new CfnOutput(this, "SiteUrl", new CfnOutputProps { Value = address });
        _ = new CfnOutput(this, "FrontendBucket", new CfnOutputProps { Value = bucket.BucketName });
        _ = new CfnOutput(this, "DistributionId", new CfnOutputProps { Value = Distribution.DistributionId });
    }

    private Distribution Distribution { get; }

    /// <summary>
    /// Adds an alarm with its own topic, because CloudFront metrics are in us-east-1 only. It is in this stack because an import from
    /// another one would lock the distribution after the stage gives up its alarms.
    /// </summary>
    private void Watch()
    {
        var topic = AlarmTopic.Create(this, Config, "cdn-alarms");
        AlarmTopic.Alarm(
            this,
            Config,
            topic,
            "cdn-origin-faults",
            "More than 5 % of the requests to the site fail with 5xx.",
            new Metric(
                new MetricProps
                {
                    Namespace = "AWS/CloudFront",
                    MetricName = "5xxErrorRate",
                    Statistic = "Average",
                    Period = Duration.Minutes(5),
                    DimensionsMap = new Dictionary<string, string>
                    {
                        ["DistributionId"] = Distribution.DistributionId,
                        ["Region"] = "Global",
                    },
                }
            ),
            5,
            evaluations: 2
        );
    }

    private BehaviorOptions Pages(StageConfig stage, Bucket bucket) =>
        new()
        {
            Origin = stage.FailoverBucket is { } other
                ? new OriginGroup(
                    new OriginGroupProps
                    {
                        PrimaryOrigin = S3BucketOrigin.WithOriginAccessControl(bucket),
                        FallbackOrigin = S3BucketOrigin.WithOriginAccessControl(
                            Bucket.FromBucketAttributes(
                                this,
                                "failover",
                                new BucketAttributes { BucketName = other.Name, Region = other.Region }
                            )
                        ),
                        FallbackStatusCodes = [500, 502, 503, 504],
                    }
                )
                : S3BucketOrigin.WithOriginAccessControl(bucket),
            CachePolicy = Cached("pages", Hour, Hour),
            ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            Compress = true,
            ResponseHeadersPolicy = Headers("page-headers", PageHeaders(stage)),
            FunctionAssociations =
            [
                BeforeLookup(
                    "pages",
                    "A path without a dot is a page: the application routes it.",
                    """
                    function handler(event) {
                        var request = event.request, uri = request.uri;
                        if (uri.split('/').pop().includes('.')) return request;
                        request.uri = uri === '/console' || uri.startsWith('/console/') ? '/console.html'
                            : uri === '/scan' || uri.startsWith('/scan/') ? '/scan.html' : '/index.html';
                        return request;
                    }
                    """
                ),
            ],
        };

    private BehaviorOptions Static(Bucket bucket) =>
        new()
        {
            Origin = S3BucketOrigin.WithOriginAccessControl(bucket),
            CachePolicy = Cached("static", Year, Year),
            ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            Compress = true,
            ResponseHeadersPolicy = Headers("static-headers", []),
        };

    /// <summary>
    /// Serves event pictures from the uploads bucket; the bucket's own stack grants the CDN access. The CDN may show a deleted picture for
    /// up to five more minutes.
    /// </summary>
    private BehaviorOptions Images(StageConfig stage) =>
        new()
        {
            Origin = S3BucketOrigin.WithOriginAccessControl(
                Bucket.FromBucketAttributes(
                    this,
                    "uploads",
                    new BucketAttributes { BucketName = StorageStack.BucketName(stage, Buckets.Uploads.Name), Region = stage.Region }
                )
            ),
            CachePolicy = Cached("images", Duration.Minutes(5), Duration.Minutes(5)),
            ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            ResponseHeadersPolicy = Headers("image-headers", new() { [ContentSecurity] = "default-src 'none'; sandbox" }),
        };

    private BehaviorOptions Calls(StageConfig stage, SpecRestApi api) =>
        new()
        {
            Origin = new HttpOrigin(
                ApiStack.HostOf(stage, api),
                new HttpOriginProps
                {
                    OriginPath = $"/{stage.Name}",
                    ProtocolPolicy = OriginProtocolPolicy.HTTPS_ONLY,
                    OriginSslProtocols = [OriginSslPolicy.TLS_V1_2],
                    ReadTimeout = Duration.Seconds(30),
                    CustomHeaders = stage.Economical
                        ? null
                        : new Dictionary<string, string> { [SecretsStack.CdnHeader] = SecretsStack.CdnKey(stage) },
                }
            ),
            AllowedMethods = AllowedMethods.ALLOW_ALL,
            CachePolicy = Moments(),
            OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            ViewerProtocolPolicy = ViewerProtocolPolicy.HTTPS_ONLY,
            ResponseHeadersPolicy = Headers("call-headers", new() { [ContentSecurity] = "default-src 'none'; frame-ancestors 'none'" }),
        };

    private BehaviorOptions WithoutPrefix(BehaviorOptions calls) =>
        new()
        {
            Origin = calls.Origin,
            AllowedMethods = calls.AllowedMethods,
            CachePolicy = calls.CachePolicy,
            OriginRequestPolicy = calls.OriginRequestPolicy,
            ViewerProtocolPolicy = calls.ViewerProtocolPolicy,
            ResponseHeadersPolicy = calls.ResponseHeadersPolicy,
            FunctionAssociations =
            [
                BeforeLookup(
                    "calls",
                    "Removes the prefix that the API has on the site only.",
                    """
                    function handler(event) {
                        event.request.uri = event.request.uri.replace(/^\/api/, '');
                        return event.request;
                    }
                    """
                ),
            ],
        };

    /// <summary>
    /// Caches only responses whose <c>Cache-Control</c> allows it, for at most a second. The token is part of the cache key, so a caller
    /// with a token never gets the response of somebody else.
    /// </summary>
    private CachePolicy Moments() =>
        new(
            this,
            "calls-cache",
            new CachePolicyProps
            {
                CachePolicyName = Config.NameOf("calls-cache"),
                MinTtl = Duration.Seconds(0),
                DefaultTtl = Duration.Seconds(0),
                MaxTtl = Duration.Seconds(1),
                HeaderBehavior = CacheHeaderBehavior.AllowList("Authorization", "Origin"),
                QueryStringBehavior = CacheQueryStringBehavior.All(),
            }
        );

    private CachePolicy Cached(string name, Duration usual, Duration most) =>
        new(
            this,
            $"{name}-cache",
            new CachePolicyProps
            {
                CachePolicyName = Config.NameOf($"{name}-cache"),
                MinTtl = Duration.Seconds(0),
                DefaultTtl = usual,
                MaxTtl = most,
                EnableAcceptEncodingBrotli = true,
                EnableAcceptEncodingGzip = true,
            }
        );

    private FunctionAssociation BeforeLookup(string name, string comment, string code) =>
        new()
        {
            EventType = FunctionEventType.VIEWER_REQUEST,
            Function = new CdnFunction(
                this,
                $"{name}-paths",
                new CdnFunctionProps
                {
                    FunctionName = Config.NameOf($"{name}-paths"),
                    Comment = comment,
                    Runtime = FunctionRuntime.JS_2_0,
                    Code = FunctionCode.FromInline(code.ReplaceLineEndings("\n")),
                }
            ),
        };

    /// <param name="headers">
    /// Headers without a setting in CloudFront are sent as they are. Those with one have the same values in every stage, except the content
    /// security policy.
    /// </param>
    private ResponseHeadersPolicy Headers(string name, Dictionary<string, string> headers)
    {
        string[] builtIn = [ContentSecurity, "referrer-policy", "strict-transport-security", "x-content-type-options"];
        var own = headers
            .Where(header => !builtIn.Contains(header.Key))
            .Select(header => new ResponseCustomHeader
            {
                Header = header.Key,
                Value = header.Value,
                Override = true,
            })
            .ToArray();
        return new(
            this,
            name,
            new ResponseHeadersPolicyProps
            {
                ResponseHeadersPolicyName = Config.NameOf(name),
                CustomHeadersBehavior = own.Length == 0 ? null : new ResponseCustomHeadersBehavior { CustomHeaders = own },
                SecurityHeadersBehavior = new ResponseSecurityHeadersBehavior
                {
                    ContentSecurityPolicy = headers.TryGetValue(ContentSecurity, out var policy)
                        ? new ResponseHeadersContentSecurityPolicy { ContentSecurityPolicy = policy, Override = true }
                        : null,
                    ContentTypeOptions = new ResponseHeadersContentTypeOptions { Override = true },
                    FrameOptions = new ResponseHeadersFrameOptions { FrameOption = HeadersFrameOption.DENY, Override = true },
                    ReferrerPolicy = new ResponseHeadersReferrerPolicy
                    {
                        ReferrerPolicy = HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
                        Override = true,
                    },
                    StrictTransportSecurity = new ResponseHeadersStrictTransportSecurity
                    {
                        AccessControlMaxAge = Duration.Days(730),
                        IncludeSubdomains = true,
                        Preload = true,
                        Override = true,
                    },
                },
            }
        );
    }

    /// <summary>
    /// The headers of pages, the same as on the local host, plus the services of this stage that pages may call: sign-in, and uploads
    /// directly to their bucket.
    /// </summary>
    private static Dictionary<string, string> PageHeaders(StageConfig stage)
    {
        var uploads = StorageStack.BucketName(stage, Buckets.Uploads.Name);
        string[] services =
        [
            $"https://{AuthStack.SignInDomain(stage)}",
            $"https://cognito-idp.{stage.Region}.amazonaws.com",
            $"https://{uploads}.s3.{stage.Region}.amazonaws.com",
            $"https://{uploads}.s3.amazonaws.com",
        ];
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(SourceTree.At("frontend", "headers.json")))!;
        headers["content-security-policy"] = headers["content-security-policy"]
            .Replace("{services}", string.Concat(services.Select(service => $" {service}")), StringComparison.Ordinal);
        return headers;
    }
}
