using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Infra;

public sealed class SiteTests(Cloud cloud)
{
    private JsonNode Site => cloud.Prod.Of("AWS::CloudFront::Distribution").Single()["DistributionConfig"]!;

    [Theory]
    [InlineData("/api/*")]
    [InlineData("/events/*")]
    [InlineData("/payments/*")]
    public void Calls_reach_the_API_over_HTTPS_with_every_method(string path)
    {
        var behavior = Behavior(path);
        Assert.Equal("https-only", (string?)behavior["ViewerProtocolPolicy"]);
        Assert.Equal("event-ticketing-calls-cache-prod", Intrinsics.Text(PolicyOf(behavior)["CachePolicyConfig", "Name"]));
        Assert.Equal(7, behavior["AllowedMethods"]!.AsArray().Count);
        Assert.Equal(path == "/api/*", behavior["FunctionAssociations"] is not null);
    }

    /// <summary>Sold out must be visible within two seconds, and an answer to one caller's token must not be served to others.</summary>
    [Fact]
    public void Of_calls_the_CDN_keeps_what_the_API_allows_for_a_second_and_apart_by_token_origin_and_query()
    {
        var policy = PolicyOf(Behavior("/api/*"));
        Assert.Equal((0, 0, 1), (Ttl("MinTTL"), Ttl("DefaultTTL"), Ttl("MaxTTL")));
        var key = policy["CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"]!;
        Assert.Equal(["Authorization", "Origin"], key["HeadersConfig"]!["Headers"]!.AsArray().Select(header => (string)header!));
        Assert.Equal(
            ("whitelist", "all", "none"),
            (
                (string?)key["HeadersConfig"]!["HeaderBehavior"],
                (string?)key["QueryStringsConfig"]!["QueryStringBehavior"],
                (string?)key["CookiesConfig"]!["CookieBehavior"]
            )
        );

        int Ttl(string name) => (int)policy["CachePolicyConfig", name]!;
    }

    /// <summary>By default the CDN caches errors for ten seconds, whatever their headers, and serves them to everybody.</summary>
    [Fact]
    public void A_failure_is_kept_for_a_second_and_passed_on_as_it_is()
    {
        var responses = Site["CustomErrorResponses"]!.AsArray();
        Assert.Equal(
            [(500, 1), (502, 1), (503, 1), (504, 1)],
            responses.Select(response => ((int)response!["ErrorCode"]!, (int)response["ErrorCachingMinTTL"]!))
        );
        // An error page would replace the API's problems with HTML.
        Assert.All(responses, response => Assert.Null(response!["ResponsePagePath"]));
    }

    [Fact]
    public void Parts_are_kept_for_a_year_and_pages_for_an_hour()
    {
        Assert.Equal(365 * 86_400, DefaultTtl(Behavior("/static/*")));
        Assert.Equal(3600, DefaultTtl(Site["DefaultCacheBehavior"]!));
    }

    [Fact]
    public void Pages_allow_no_inline_script_and_no_frame()
    {
        var policy = cloud
            .Prod.Of("AWS::CloudFront::ResponseHeadersPolicy")
            .Single(policy => Intrinsics.Text(policy["ResponseHeadersPolicyConfig", "Name"]) == "event-ticketing-page-headers-prod");
        var content = Intrinsics.Text(
            policy["ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy"]
        );
        Assert.DoesNotContain("unsafe-inline", content, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", content, StringComparison.Ordinal);
        Assert.All(
            (string[])["default-src 'self'", "frame-ancestors 'none'", "https://js.stripe.com", "object-src 'none'"],
            part => Assert.Contains(part, content, StringComparison.Ordinal)
        );
        Assert.NotNull(policy["ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "StrictTransportSecurity"]);
    }

    [Fact]
    public void It_speaks_HTTP_2_and_3_and_IPv6_and_keeps_logs()
    {
        Assert.Equal("http2and3", (string?)Site["HttpVersion"]);
        Assert.True(Intrinsics.Is(Site["IPV6Enabled"], true));
        Assert.NotNull(Site["Logging"]!["Bucket"]);
        Assert.All(
            (JsonNode[])[Site["DefaultCacheBehavior"]!, Behavior("/static/*")],
            behavior => Assert.True(Intrinsics.Is(behavior["Compress"], true))
        );
    }

    /// <summary>
    /// Without permission to list, S3 answers 403 for a missing file. No path of the site leads to the bucket's root, which lists it.
    /// </summary>
    [Fact]
    public void A_file_that_is_not_there_is_not_found()
    {
        var listed = cloud
            .Prod.Of("AWS::S3::BucketPolicy")
            .Where(policy =>
                policy["PolicyDocument", "Statement"]!
                    .AsArray()
                    .Any(statement =>
                        (string?)statement!["Action"] == "s3:ListBucket"
                        && (string?)statement["Principal"]?["Service"] == "cloudfront.amazonaws.com"
                        && statement["Condition"]!.ToJsonString().Contains("AWS:SourceArn", StringComparison.Ordinal)
                    )
            );
        Assert.Equal(2, listed.Count());
        Assert.Equal("index.html", (string?)Site["DefaultRootObject"]);
        Assert.All((string[])["/static/*", "/images/*"], path => Assert.NotNull(Behavior(path)));
    }

    [Fact]
    public void With_a_domain_it_has_its_certificate_its_records_and_a_second_origin()
    {
        var site = cloud.Full.Of("AWS::CloudFront::Distribution").Single()["DistributionConfig"]!;
        Assert.Equal("tickets.example.com", (string?)site["Aliases"]![0]);
        Assert.Equal("TLSv1.2_2021", (string?)site["ViewerCertificate"]!["MinimumProtocolVersion"]);
        Assert.Equal(
            ["A", "AAAA"],
            cloud
                .Full.Of("AWS::Route53::RecordSet")
                .Where(record => Intrinsics.Text(record["Name"]) == "tickets.example.com.")
                .Select(record => (string)record["Type"]!)
                .Order()
        );
        Assert.Single(cloud.Full.Of("AWS::CertificateManager::Certificate"));
        Assert.Contains(
            site["Origins"]!.AsArray(),
            origin => Intrinsics.Text(origin!["DomainName"]).StartsWith("copy-of-the-front-end.s3.eu-west-1.", StringComparison.Ordinal)
        );
        Assert.Equal(500, (int)site["OriginGroups"]!["Items"]![0]!["FailoverCriteria"]!["StatusCodes"]!["Items"]![0]!);
    }

    /// <summary>Also when mail is sent from the site's own name instead of the zone's.</summary>
    [Fact]
    public void A_sender_in_the_zone_or_below_it_has_its_signing_keys_there()
    {
        Assert.All(
            (Templates[])[cloud.Full, cloud.Below],
            templates =>
            {
                var keys = templates.Of("AWS::Route53::RecordSet").Where(record => (string?)record["Type"] == "CNAME").ToList();
                Assert.Equal(["1", "2", "3"], keys.Select(record => Intrinsics.Text(record["Name"])[^2..^1]).Order(StringComparer.Ordinal));
                Assert.All(
                    keys,
                    record =>
                        Assert.Equal(
                            (
                                templates.Stage.Domain!.HostedZoneId,
                                Intrinsics.Text(record["Name"]).Replace("Name", "Value", StringComparison.Ordinal)
                            ),
                            ((string?)record["HostedZoneId"], Intrinsics.Text(record["ResourceRecords", "0"]))
                        )
                );
            }
        );
    }

    [Fact]
    public void The_envelope_of_a_sender_is_of_its_domain_and_receivers_are_told_what_to_think_of_others()
    {
        string[] Records(Templates templates) =>
            [
                .. templates
                    .Of("AWS::Route53::RecordSet")
                    .Where(record => (string?)record["Type"] is "MX" or "TXT")
                    .Select(record =>
                        $"{record["Type"]} {Intrinsics.Text(record["Name"])} {Intrinsics.Text(record["ResourceRecords", "0"])}"
                    )
                    .Order(StringComparer.Ordinal),
            ];
        string[] Envelope(string of) =>
            [$"MX bounces.{of} 10 feedback-smtp.eu-central-1.amazonses.com", $"TXT bounces.{of} \"v=spf1 include:amazonses.com ~all\""];
        Assert.Equal(Envelope("example.com"), Records(cloud.Full));
        Assert.Equal(
            [
                Envelope("tickets.example.com")[0],
                "TXT _dmarc.tickets.example.com \"v=DMARC1; p=quarantine\"",
                Envelope("tickets.example.com")[1],
            ],
            Records(cloud.Below)
        );
        Assert.All(
            (Templates[])[cloud.Full, cloud.Below],
            templates =>
                Assert.Equal(
                    $"bounces.{templates.Stage.MailDomain}",
                    (string?)templates.Of("AWS::SES::EmailIdentity").Single()["MailFromAttributes", "MailFromDomain"]
                )
        );
    }

    [Fact]
    public void A_sender_that_SES_knows_is_not_made_again() => Assert.Empty(cloud.Second.Of("AWS::SES::EmailIdentity"));

    [Fact]
    public void Without_one_nothing_of_it_is_there()
    {
        Assert.Empty(cloud.Prod.Of("AWS::Route53::RecordSet"));
        Assert.Empty(cloud.Prod.Of("AWS::CertificateManager::Certificate"));
        Assert.Null(Site["OriginGroups"]);
    }

    [Fact]
    public void The_CDN_says_by_a_key_that_a_call_comes_from_it()
    {
        var calls = Site["Origins"]!.AsArray().Single(origin => origin!["CustomOriginConfig"] is not null)!;
        var header = Assert.Single(calls["OriginCustomHeaders"]!.AsArray())!;
        Assert.Equal(
            ("x-cdn-key", "{{resolve:secretsmanager:event-ticketing/prod/cdn:SecretString:::}}"),
            ((string?)header["HeaderName"], (string?)header["HeaderValue"])
        );
        Assert.Equal(
            "event-ticketing/prod/cdn",
            (string?)
                Assert.Single(cloud.Prod.Of("AWS::SecretsManager::Secret"), secret => secret["GenerateSecretString"] is not null)["Name"]
        );
    }

    /// <summary>
    /// Gates upload foreign codes verbatim, and descriptions may contain any URL. A blocked upload would be retried forever and hold up
    /// those behind it.
    /// </summary>
    [Fact]
    public void No_firewall_refuses_a_call_for_what_its_body_says()
    {
        foreach (var firewall in cloud.Prod.Of("AWS::WAFv2::WebACL"))
        {
            var group = firewall["Rules"]!
                .AsArray()
                .Select(rule => rule!["Statement"]!["ManagedRuleGroupStatement"])
                .Single(group => (string?)group?["Name"] == "AWSManagedRulesCommonRuleSet")!;
            var counted = group["RuleActionOverrides"]!
                .AsArray()
                .Where(rule => rule!["ActionToUse"]!["Count"] is not null)
                .Select(rule => (string)rule!["Name"]!);
            Assert.Superset(
                new HashSet<string>([
                    "SizeRestrictions_BODY",
                    "CrossSiteScripting_BODY",
                    "GenericRFI_BODY",
                    "GenericLFI_BODY",
                    "EC2MetaDataSSRF_BODY",
                ]),
                counted.ToHashSet()
            );
        }
    }

    [Fact]
    public void Both_firewalls_know_AWS_s_rules_and_count_requests_by_an_address_that_nobody_can_invent()
    {
        var firewalls = cloud.Prod.Of("AWS::WAFv2::WebACL").ToList();
        Assert.Equal(["CLOUDFRONT", "REGIONAL"], firewalls.Select(firewall => (string)firewall["Scope"]!).Order(StringComparer.Ordinal));
        Assert.All(
            firewalls,
            firewall =>
            {
                var rules = firewall["Rules"]!.AsArray();
                Assert.Equal(
                    ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"],
                    rules
                        .Select(rule => (string?)rule!["Statement"]!["ManagedRuleGroupStatement"]?["Name"])
                        .OfType<string>()
                        .Order(StringComparer.Ordinal)
                );
                var atGateway = (string?)firewall["Scope"] == "REGIONAL";
                var limits = rules
                    .Select(rule => (Rule: rule!, Rate: rule!["Statement"]!["RateBasedStatement"]))
                    .Where(limit => limit.Rate is not null)
                    .ToList();
                Assert.Equal([3000, 20_000, 100], limits.Select(limit => (int)limit.Rate!["Limit"]!));
                foreach (var (rule, rate) in limits)
                {
                    Assert.Equal(
                        ("IP", 429),
                        ((string?)rate!["AggregateKeyType"], (int)rule["Action"]!["Block"]!["CustomResponse"]!["ResponseCode"]!)
                    );
                    var scope = rate["ScopeDownStatement"]!;
                    JsonNode?[] parts = atGateway ? [.. scope["AndStatement"]!["Statements"]!.AsArray()] : [scope];
                    // The gateway must not count calls through the CDN, which come from the CDN's addresses. Only the CDN has the key.
                    var key = parts
                        .Select(part => part!["NotStatement"]?["Statement"]!["ByteMatchStatement"])
                        .Where(match => (string?)match?["FieldToMatch"]!["SingleHeader"]?["Name"] == "x-cdn-key");
                    Assert.Equal(
                        atGateway ? ["EXACTLY {{resolve:secretsmanager:event-ticketing/prod/cdn:SecretString:::}}"] : [],
                        key.Select(match => $"{match!["PositionalConstraint"]} {match["SearchString"]}")
                    );
                    if (rule == limits[2].Rule)
                    {
                        AreOrdersOfGuests(atGateway ? parts[1]! : parts[0]!, atGateway);
                        continue;
                    }

                    // Webhooks have a limit of their own: Stripe has few addresses and retries hours later. Gateway paths start with the
                    // stage.
                    var own = rule != limits[0].Rule;
                    var webhook = Assert.Single(
                        parts
                            .Select(part => (own ? part! : part!["NotStatement"]?["Statement"])?["ByteMatchStatement"])
                            .OfType<JsonObject>(),
                        match => match["FieldToMatch"]!["UriPath"] is not null
                    );
                    Assert.Equal(
                        atGateway ? ("ENDS_WITH", "/webhooks/stripe") : ("STARTS_WITH", "/api/webhooks/stripe"),
                        ((string?)webhook["PositionalConstraint"], (string?)webhook["SearchString"])
                    );
                }
            }
        );
    }

    /// <summary>Calls that hold places or have a mail sent, by POST and without a token.</summary>
    private static void AreOrdersOfGuests(JsonNode scope, bool atGateway)
    {
        var parts = scope["AndStatement"]!["Statements"]!.AsArray();
        Assert.Equal(
            new[] { "/registrations", "/orders/lookup" }.Select(path => atGateway ? $"ENDS_WITH {path}" : $"STARTS_WITH /api{path}"),
            parts[0]!["OrStatement"]!["Statements"]!
                .AsArray()
                .Select(path => path!["ByteMatchStatement"]!)
                .Select(match => $"{match["PositionalConstraint"]} {match["SearchString"]}")
        );
        var method = parts[1]!["ByteMatchStatement"]!;
        Assert.Equal(("EXACTLY", "POST"), ((string?)method["PositionalConstraint"], (string?)method["SearchString"]));
        Assert.NotNull(method["FieldToMatch"]!["Method"]);
        var token = parts[2]!["NotStatement"]!["Statement"]!["SizeConstraintStatement"]!;
        Assert.Equal(
            ("authorization", "GT", 0),
            ((string?)token["FieldToMatch"]!["SingleHeader"]!["Name"], (string?)token["ComparisonOperator"], (int)token["Size"]!)
        );
    }

    private JsonNode Behavior(string path) =>
        Site["CacheBehaviors"]!.AsArray().Single(behavior => (string?)behavior!["PathPattern"] == path)!;

    private int DefaultTtl(JsonNode behavior) => (int)PolicyOf(behavior)["CachePolicyConfig", "DefaultTTL"]!;

    private Resource PolicyOf(JsonNode behavior) =>
        cloud.Prod.Of("AWS::CloudFront::CachePolicy").Single(policy => policy.Id == (string?)behavior["CachePolicyId"]!["Ref"]);
}
