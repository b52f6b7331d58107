using Amazon.CDK.AWS.WAFv2;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>A web ACL: managed rules of AWS against known attacks, and rate limits per IP address.</summary>
internal static class Firewall
{
    /// <summary>Limit per address in five minutes. Many people may share one address, for example in a school.</summary>
    private const int MostRequests = 3000;

    /// <summary>
    /// Limit for the webhook per address in five minutes. During a big sale Stripe sends several messages per ticket from a few addresses,
    /// and retries refused ones only hours later. One address with forged messages uses at most a fifteenth of what the path accepts.
    /// </summary>
    private const int MostMessages = 20_000;

    /// <summary>
    /// Limit for orders and look-ups of guests per address in five minutes. Nobody has to sign in to hold places, so this is what keeps one
    /// address from holding them all; who is refused can sign in.
    /// </summary>
    private const int MostGuestOrders = 100;

    /// <param name="behindCdn">
    /// Whether calls may come through the CDN. Its firewall has already counted them by the address of the caller; here they would all have
    /// addresses of the CDN. They are recognized by the CDN's key. Addresses in headers are not used, because anybody can forge them.
    /// </param>
    public static CfnWebACL Create(Construct scope, StageConfig stage, string name, string waf, bool behindCdn) =>
        new(
            scope,
            name,
            new CfnWebACLProps
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
                        Content =
                            """{"type":"urn:eventticketing:problem:too_many_requests","title":"Too Many Requests","""
                            + "\"status\":429,\"detail\":\"Please slow down.\",\"code\":\"too_many_requests\"}",
                    },
                },
                Rules = new object[]
                {
                    Limit(
                        "requests-per-address",
                        0,
                        MostRequests,
                        behindCdn ? Both(PastTheCdn(stage), Not(Webhook(behindCdn))) : Not(Webhook(behindCdn))
                    ),
                    Limit(
                        "messages-per-address",
                        4,
                        MostMessages,
                        behindCdn ? Both(PastTheCdn(stage), Webhook(behindCdn)) : Webhook(behindCdn)
                    ),
                    Limit(
                        "guest-orders-per-address",
                        5,
                        MostGuestOrders,
                        behindCdn ? Both(PastTheCdn(stage), GuestOrder(behindCdn)) : GuestOrder(behindCdn)
                    ),
                    // The managed rules named below only count requests instead of blocking them. The API limits bodies to 256 kB itself,
                    // and clients need no User-Agent. Rules on the content of a body would refuse valid calls: a scanner uploads every QR
                    // code verbatim, for example the address of a router, and a description may contain any URL.
                    Kept(
                        "AWSManagedRulesCommonRuleSet",
                        1,
                        "SizeRestrictions_BODY",
                        "NoUserAgent_HEADER",
                        "CrossSiteScripting_BODY",
                        "GenericRFI_BODY",
                        "GenericLFI_BODY",
                        "EC2MetaDataSSRF_BODY"
                    ),
                    Kept("AWSManagedRulesKnownBadInputsRuleSet", 2),
                    Kept("AWSManagedRulesAmazonIpReputationList", 3),
                },
            }
        );

    private static CfnWebACL.RuleProperty Limit(string name, int priority, int most, CfnWebACL.StatementProperty of) =>
        new()
        {
            Name = name,
            Priority = priority,
            Action = new CfnWebACL.RuleActionProperty
            {
                Block = new CfnWebACL.BlockActionProperty
                {
                    CustomResponse = new CfnWebACL.CustomResponseProperty { ResponseCode = 429, CustomResponseBodyKey = "slow-down" },
                },
            },
            Statement = new CfnWebACL.StatementProperty
            {
                RateBasedStatement = new CfnWebACL.RateBasedStatementProperty
                {
                    Limit = most,
                    AggregateKeyType = "IP",
                    ScopeDownStatement = of,
                },
            },
            VisibilityConfig = Seen(name),
        };

    /// <summary>Matches calls of the webhook.</summary>
    private static CfnWebACL.StatementProperty Webhook(bool behindCdn) => Calls(PaymentEndpoints.StripeWebhook, behindCdn);

    /// <summary>Matches calls without a token that hold places or have a mail sent.</summary>
    private static CfnWebACL.StatementProperty GuestOrder(bool behindCdn) =>
        Both(
            new CfnWebACL.StatementProperty
            {
                OrStatement = new CfnWebACL.OrStatementProperty
                {
                    Statements = new[]
                    {
                        Calls(RegistrationEndpoints.CreateRegistration, behindCdn),
                        Calls(RegistrationEndpoints.LookupOrders, behindCdn),
                    },
                },
            },
            Matching(new CfnWebACL.FieldToMatchProperty { Method = new Dictionary<string, object>() }, "EXACTLY", "POST"),
            Not(
                new CfnWebACL.StatementProperty
                {
                    SizeConstraintStatement = new CfnWebACL.SizeConstraintStatementProperty
                    {
                        FieldToMatch = new CfnWebACL.FieldToMatchProperty
                        {
                            SingleHeader = new Dictionary<string, string> { ["Name"] = "authorization" },
                        },
                        ComparisonOperator = "GT",
                        Size = 0,
                        TextTransformations = new[] { Untransformed },
                    },
                }
            )
        );

    /// <summary>Matches the path of an endpoint. The URL of the gateway has the stage before the path.</summary>
    private static CfnWebACL.StatementProperty Calls(Endpoint endpoint, bool behindCdn) =>
        Matching(
            new CfnWebACL.FieldToMatchProperty { UriPath = new Dictionary<string, object>() },
            behindCdn ? "ENDS_WITH" : "STARTS_WITH",
            behindCdn ? endpoint.Path : $"/api{endpoint.Path}"
        );

    /// <summary>Matches calls without the CDN's key: those that bypass the CDN.</summary>
    private static CfnWebACL.StatementProperty PastTheCdn(StageConfig stage) =>
        Not(
            Matching(
                new CfnWebACL.FieldToMatchProperty { SingleHeader = new Dictionary<string, string> { ["Name"] = SecretsStack.CdnHeader } },
                "EXACTLY",
                SecretsStack.CdnKey(stage)
            )
        );

    private static CfnWebACL.StatementProperty Matching(CfnWebACL.FieldToMatchProperty field, string where, string text) =>
        new()
        {
            ByteMatchStatement = new CfnWebACL.ByteMatchStatementProperty
            {
                FieldToMatch = field,
                PositionalConstraint = where,
                SearchString = text,
                TextTransformations = new[] { Untransformed },
            },
        };

    private static CfnWebACL.TextTransformationProperty Untransformed => new() { Priority = 0, Type = "NONE" };

    private static CfnWebACL.StatementProperty Not(CfnWebACL.StatementProperty statement) =>
        new() { NotStatement = new CfnWebACL.NotStatementProperty { Statement = statement } };

    private static CfnWebACL.StatementProperty Both(params CfnWebACL.StatementProperty[] statements) =>
        new() { AndStatement = new CfnWebACL.AndStatementProperty { Statements = statements } };

    private static CfnWebACL.RuleProperty Kept(string group, int priority, params string[] onlyCounted) =>
        new()
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
                    RuleActionOverrides =
                        onlyCounted.Length == 0
                            ? null
                            : onlyCounted
                                .Select(rule => new CfnWebACL.RuleActionOverrideProperty
                                {
                                    Name = rule,
                                    ActionToUse = new CfnWebACL.RuleActionProperty { Count = new CfnWebACL.CountActionProperty() },
                                })
                                .ToArray<object>(),
                },
            },
            VisibilityConfig = Seen(group),
        };

    private static CfnWebACL.VisibilityConfigProperty Seen(string metric) =>
        new()
        {
            CloudWatchMetricsEnabled = true,
            MetricName = metric,
            SampledRequestsEnabled = true,
        };
}
