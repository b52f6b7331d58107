using Amazon.CDK.AWS.WAFv2;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>A web ACL: rules kept by AWS against known attacks, and a limit of requests per address.</summary>
internal static class Firewall
{
    /// <summary>In five minutes, from one address. Behind one address there may be a whole school.</summary>
    private const int MostRequests = 3000;

    /// <param name="behindCdn">
    /// Then calls that come through the CDN have been counted there, by the caller's address; here they would all be the CDN's own. Whoever says so and lies meets
    /// the throttle of the stage. An address that a header names is not counted: anybody may name anybody's.
    /// </param>
    public static CfnWebACL Create(Construct scope, StageConfig stage, string name, string waf, bool behindCdn) => new(scope, name, new CfnWebACLProps
    {
        Name = stage.NameOf(name),
        Scope = waf,
        DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
        VisibilityConfig = Seen(stage.NameOf(name)),
        CustomResponseBodies = new Dictionary<string, object>
        {
            ["slow-down"] = new CfnWebACL.CustomResponseBodyProperty
            {
                ContentType = "APPLICATION_JSON",
                Content = """{"type":"urn:eventticketing:problem:too_many_requests","title":"Too Many Requests","status":429,"detail":"Please slow down.","code":"too_many_requests"}""",
            },
        },
        Rules = new object[]
        {
            new CfnWebACL.RuleProperty
            {
                Name = "requests-per-address",
                Priority = 0,
                Action = new CfnWebACL.RuleActionProperty
                {
                    Block = new CfnWebACL.BlockActionProperty { CustomResponse = new CfnWebACL.CustomResponseProperty { ResponseCode = 429, CustomResponseBodyKey = "slow-down" } },
                },
                Statement = new CfnWebACL.StatementProperty
                {
                    RateBasedStatement = new CfnWebACL.RateBasedStatementProperty
                    {
                        Limit = MostRequests,
                        AggregateKeyType = "IP",
                        ScopeDownStatement = behindCdn
                            ? new CfnWebACL.StatementProperty { AndStatement = new CfnWebACL.AndStatementProperty { Statements = new[] { PastTheCdn, NoWebhook("ENDS_WITH", Webhook) } } }
                            : NoWebhook("STARTS_WITH", $"/api{Webhook}"),
                    },
                },
                VisibilityConfig = Seen("requests-per-address"),
            },
            // These rules only count. The API limits bodies to 256 kB itself, and clients need no User-Agent. Rules on the content of a body would refuse
            // good calls: a scanner uploads every QR code word for word, a router's address for example, and a description may contain any URL.
            Kept("AWSManagedRulesCommonRuleSet", 1,
                "SizeRestrictions_BODY", "NoUserAgent_HEADER", "CrossSiteScripting_BODY", "GenericRFI_BODY", "GenericLFI_BODY", "EC2MetaDataSSRF_BODY"),
            Kept("AWSManagedRulesKnownBadInputsRuleSet", 2),
            Kept("AWSManagedRulesAmazonIpReputationList", 3),
        },
    });

    private static string Webhook => Endpoints.StripeWebhook.Path;

    /// <summary>
    /// Of a big sale Stripe tells from a few addresses, some messages a ticket: refused, they come hours later. They are sealed, and their path has a throttle of its own.
    /// </summary>
    private static CfnWebACL.StatementProperty NoWebhook(string where, string path) => new()
    {
        NotStatement = new CfnWebACL.NotStatementProperty
        {
            Statement = new CfnWebACL.StatementProperty
            {
                ByteMatchStatement = new CfnWebACL.ByteMatchStatementProperty
                {
                    FieldToMatch = new CfnWebACL.FieldToMatchProperty { UriPath = new Dictionary<string, object>() },
                    PositionalConstraint = where, SearchString = path,
                    TextTransformations = new[] { new CfnWebACL.TextTransformationProperty { Priority = 0, Type = "NONE" } },
                },
            },
        },
    };

    /// <summary>Without the header that the CDN gives every request.</summary>
    private static CfnWebACL.StatementProperty PastTheCdn => new()
    {
        NotStatement = new CfnWebACL.NotStatementProperty
        {
            Statement = new CfnWebACL.StatementProperty
            {
                SizeConstraintStatement = new CfnWebACL.SizeConstraintStatementProperty
                {
                    FieldToMatch = new CfnWebACL.FieldToMatchProperty { SingleHeader = new Dictionary<string, string> { ["Name"] = "x-amz-cf-id" } },
                    ComparisonOperator = "GT", Size = 0,
                    TextTransformations = new[] { new CfnWebACL.TextTransformationProperty { Priority = 0, Type = "NONE" } },
                },
            },
        },
    };

    private static CfnWebACL.RuleProperty Kept(string group, int priority, params string[] onlyCounted) => new()
    {
        Name = group,
        Priority = priority,
        OverrideAction = new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() },
        Statement = new CfnWebACL.StatementProperty
        {
            ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
            {
                VendorName = "AWS",
                Name = group,
                RuleActionOverrides = onlyCounted.Length == 0 ? null : onlyCounted.Select(rule => new CfnWebACL.RuleActionOverrideProperty
                {
                    Name = rule, ActionToUse = new CfnWebACL.RuleActionProperty { Count = new CfnWebACL.CountActionProperty() },
                }).ToArray<object>(),
            },
        },
        VisibilityConfig = Seen(group),
    };

    private static CfnWebACL.VisibilityConfigProperty Seen(string metric) => new() { CloudWatchMetricsEnabled = true, MetricName = metric, SampledRequestsEnabled = true };
}
