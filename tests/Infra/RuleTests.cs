using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Infra;

/// <summary>
/// Applies the rules of the AwsSolutions pack that concern us to all templates except those of economical stages. <see cref="Exceptions"/>
/// names the resources that a rule does not fit, with the reason; an exception that is not needed fails too.
/// </summary>
public sealed class RuleTests(Cloud cloud)
{
    private static readonly (string Rule, string Resource, string Reason)[] Exceptions =
    [
        ("COG2", "people", "A second factor is offered, not forced: buyers of one ticket would go elsewhere."),
        ("CFR1", "site", "Tickets are sold to the whole world."),
        ("CFR4", "site", "The CDN's own certificate allows no choice; with a domain it is TLS 1.2 at least."),
        ("S1", "logs", "It takes the logs: its own would never end."),
        ("S1", "cdnlogs", "It takes the logs: its own would never end."),
        ("SMG4", "stripe", "Stripe's keys are changed at Stripe: docs/runbook.md says how."),
        ("SMG4", "ticketkeys", "A new generation of keys is added by a person, for old tickets stay valid: docs/runbook.md says how."),
        ("SMG4", "cursors", "It only signs places in lists, for minutes; it is changed with the others."),
        ("SMG4", "webhooks", "The stored secrets of webhook endpoints could not be read any more: it is changed when it has leaked."),
        ("SMG4", "orderkeys", "Links in mails would open no order any more: it is changed when it has leaked."),
        ("SMG4", "cdn", "It opens nothing: without it a call is counted by its address at the gateway too."),
        ("SQS3", "failed", "It is the queue for what failed."),
        ("IAM4", "CustomCrossRegion", "The CDK's own."),
        ("IAM4", "apiCloudWatchRole", "Of the whole account, so that gateways may write logs: AWS documents this policy for it."),
        (
            "IAM5",
            "role",
            "Files are named by tickets, log streams by Lambda, secrets get six signs; X-Ray, ListStreams and phones know no resources."
        ),
        ("IAM5", "deploy", "The roles of the CDK's bootstrap and what a deployment touches are named when they are made."),
    ];

    public static TheoryData<string> Rules => [.. Checks.Keys];

    private static readonly Dictionary<string, Func<Templates, IEnumerable<Resource>>> Checks = new()
    {
        ["APIG1"] = all => all.Of("AWS::ApiGateway::Stage").Where(stage => stage["AccessLogSetting", "DestinationArn"] is null),
        ["APIG2"] = all =>
            all.Of("AWS::ApiGateway::RestApi")
                .Where(api =>
                    Shape(api) is not { } shape
                    || !Intrinsics.Is(shape["validateRequestBody"], true)
                    || !Intrinsics.Is(shape["validateRequestParameters"], true)
                ),
        ["APIG3"] = all =>
            all.Of("AWS::ApiGateway::Stage")
                .Where(stage =>
                    !all.Of("AWS::WAFv2::WebACLAssociation")
                        .Any(guard => $"{guard["ResourceArn"]}".Contains(stage.Id, StringComparison.Ordinal))
                ),
        ["APIG4"] = all =>
            all.Of("AWS::ApiGateway::RestApi")
                .Where(api => api["Body", "components", "securitySchemes", "signIn", "x-amazon-apigateway-authorizer"] is null),
        ["APIG6"] = all =>
            all.Of("AWS::ApiGateway::Stage")
                .Where(stage => stage["MethodSettings"]!.AsArray().Any(method => (string?)method!["LoggingLevel"] is null or "OFF")),
        ["COG1"] = all =>
            all.Of("AWS::Cognito::UserPool")
                .Where(pool =>
                    pool["Policies", "PasswordPolicy"] is not { } policy
                    || (int?)policy["MinimumLength"] < 8
                    || !Intrinsics.Is(policy["RequireUppercase"], true)
                    || !Intrinsics.Is(policy["RequireNumbers"], true)
                    || !Intrinsics.Is(policy["RequireSymbols"], true)
                ),
        ["COG2"] = all => all.Of("AWS::Cognito::UserPool").Where(pool => (string?)pool["MfaConfiguration"] != "ON"),
        ["COG4"] = all =>
            all.Of("AWS::ApiGateway::RestApi")
                .Where(api =>
                    (string?)api["Body", "components", "securitySchemes", "signIn", "x-amazon-apigateway-authtype"] != "cognito_user_pools"
                ),
        ["COG7"] = all => all.Of("AWS::Cognito::IdentityPool").Where(pool => !Intrinsics.Is(pool["AllowUnauthenticatedIdentities"], false)),
        ["DDB3"] = all =>
            all.Of("AWS::DynamoDB::GlobalTable")
                .Where(table =>
                    table["Replicas"]!
                        .AsArray()
                        .Any(copy => !Intrinsics.Is(copy!["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"], true))
                ),
        ["S1"] = all => all.Of("AWS::S3::Bucket").Where(bucket => bucket["LoggingConfiguration", "DestinationBucketName"] is null),
        ["S2"] = all =>
            all.Of("AWS::S3::Bucket")
                .Where(bucket =>
                    bucket["PublicAccessBlockConfiguration"] is not JsonObject block
                    || block.Count != 4
                    || block.Any(way => !Intrinsics.Is(way.Value, true))
                ),
        ["S5"] = all =>
            all.Of("AWS::CloudFront::Distribution")
                .Where(site =>
                    site["DistributionConfig", "Origins"]!
                        .AsArray()
                        .Any(origin => origin!["S3OriginConfig"] is not null && origin["OriginAccessControlId"] is null)
                ),
        ["S10"] = all =>
            all.Of("AWS::S3::Bucket")
                .Where(bucket =>
                    !all.Of("AWS::S3::BucketPolicy")
                        .Any(policy =>
                            policy.Stack == bucket.Stack
                            && (string?)policy["Bucket", "Ref"] == bucket.Id
                            && policy["PolicyDocument", "Statement"]!
                                .AsArray()
                                .Any(statement =>
                                    (string?)statement!["Effect"] == "Deny"
                                    && (string?)statement["Condition"]?["Bool"]?["aws:SecureTransport"] == "false"
                                )
                        )
                ),
        ["CFR1"] = all =>
            all.Of("AWS::CloudFront::Distribution").Where(site => site["DistributionConfig", "Restrictions", "GeoRestriction"] is null),
        ["CFR2"] = all => all.Of("AWS::CloudFront::Distribution").Where(site => site["DistributionConfig", "WebACLId"] is null),
        ["CFR3"] = all => all.Of("AWS::CloudFront::Distribution").Where(site => site["DistributionConfig", "Logging"] is null),
        ["CFR4"] = all =>
            all.Of("AWS::CloudFront::Distribution")
                .Where(site => (string?)site["DistributionConfig", "ViewerCertificate", "MinimumProtocolVersion"] != "TLSv1.2_2021"),
        ["CFR5"] = all =>
            all.Of("AWS::CloudFront::Distribution")
                .Where(site =>
                    site["DistributionConfig", "Origins"]!
                        .AsArray()
                        .Any(origin =>
                            origin!["CustomOriginConfig"] is { } custom
                            && (
                                (string?)custom["OriginProtocolPolicy"] != "https-only"
                                || $"{custom["OriginSSLProtocols"]}".Contains("SSLv3", StringComparison.Ordinal)
                            )
                        )
                ),
        ["CFR7"] = all =>
            all.Of("AWS::CloudFront::Distribution")
                .Where(site =>
                    site["DistributionConfig", "Origins"]!
                        .AsArray()
                        .Any(origin => origin!["S3OriginConfig"] is not null && origin["OriginAccessControlId"] is null)
                ),
        ["L1"] = all =>
            all.Of("AWS::Lambda::Function").Where(function => (string?)function["Runtime"] is not ("provided.al2023" or "nodejs22.x")),
        ["IAM4"] = all =>
            all.Of("AWS::IAM::Role")
                .Where(role =>
                    role["ManagedPolicyArns"] is JsonArray policies
                    && policies.Any(policy => Intrinsics.Text(policy).Contains(":iam::aws:policy/", StringComparison.Ordinal))
                ),
        ["IAM5"] = all =>
            all.Of("AWS::IAM::Policy")
                .Where(policy =>
                    policy["PolicyDocument", "Statement"]!
                        .AsArray()
                        .Any(statement =>
                            Intrinsics
                                .Texts(statement!["Resource"])
                                .Concat(Intrinsics.Texts(statement["Action"]))
                                .Any(text => text.Contains('*') || text.Contains('?'))
                        )
                ),
        ["SQS2"] = all =>
            all.Of("AWS::SQS::Queue")
                .Where(queue => !Intrinsics.Is(queue["SqsManagedSseEnabled"], true) && queue["KmsMasterKeyId"] is null),
        ["SQS3"] = all => all.Of("AWS::SQS::Queue").Where(queue => queue["RedrivePolicy"] is null),
        ["SQS4"] = all =>
            all.Of("AWS::SQS::Queue")
                .Where(queue =>
                    !all.Of("AWS::SQS::QueuePolicy")
                        .Any(policy =>
                            policy.Stack == queue.Stack
                            && $"{policy["Queues"]}".Contains(queue.Id, StringComparison.Ordinal)
                            && $"{policy["PolicyDocument"]}".Contains("aws:SecureTransport", StringComparison.Ordinal)
                        )
                ),
        ["SNS3"] = all =>
            all.Of("AWS::SNS::Topic")
                .Where(topic =>
                    !all.Of("AWS::SNS::TopicPolicy")
                        .Any(policy =>
                            policy.Stack == topic.Stack
                            && $"{policy["Topics"]}".Contains(topic.Id, StringComparison.Ordinal)
                            && $"{policy["PolicyDocument"]}".Contains("aws:SecureTransport", StringComparison.Ordinal)
                        )
                ),
        ["KMS5"] = all => all.Of("AWS::KMS::Key").Where(key => !Intrinsics.Is(key["EnableKeyRotation"], true)),
        ["SMG4"] = all =>
            all.Of("AWS::SecretsManager::Secret")
                .Where(secret =>
                    !all.Of("AWS::SecretsManager::RotationSchedule")
                        .Any(rotation => $"{rotation["SecretId"]}".Contains(secret.Id, StringComparison.Ordinal))
                ),
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_is_kept_or_its_exception_says_why_not(string rule)
    {
        var broken = cloud.Guarded.SelectMany(templates => Checks[rule](templates)).ToList();
        var excepted = Exceptions.Where(exception => exception.Rule == rule).ToList();
        Assert.DoesNotContain(broken, resource => !excepted.Any(exception => Means(exception.Resource, resource)));
        Assert.All(
            excepted,
            exception =>
                Assert.True(
                    broken.Any(resource => Means(exception.Resource, resource)),
                    $"{rule}: the exception for {exception.Resource} is not needed."
                )
        );
    }

    /// <summary>A rule without any resource to check would always pass.</summary>
    [Fact]
    public void There_is_something_to_look_at_for_every_rule()
    {
        string[] types =
        [
            "AWS::ApiGateway::Stage",
            "AWS::ApiGateway::RestApi",
            "AWS::Cognito::UserPool",
            "AWS::Cognito::IdentityPool",
            "AWS::DynamoDB::GlobalTable",
            "AWS::S3::Bucket",
            "AWS::CloudFront::Distribution",
            "AWS::Lambda::Function",
            "AWS::IAM::Role",
            "AWS::IAM::Policy",
            "AWS::SQS::Queue",
            "AWS::SNS::Topic",
            "AWS::KMS::Key",
            "AWS::SecretsManager::Secret",
        ];
        Assert.All(types, type => Assert.All(cloud.Guarded, templates => Assert.NotEmpty(templates.Of(type))));
    }

    [Fact]
    public void Templates_stay_well_below_CloudFormation_s_limits()
    {
        foreach (var (name, template) in cloud.All.SelectMany(templates => templates.Stacks))
        {
            Assert.True(template.ToJsonString().Length < 900_000, $"{name} has {template.ToJsonString().Length} characters of 1,000,000.");
            Assert.True(
                template["Resources"]!.AsObject().Count < 450,
                $"{name} has {template["Resources"]!.AsObject().Count} resources of 500."
            );
            Assert.True((template["Outputs"]?.AsObject().Count ?? 0) < 180, $"{name} has too many outputs.");
        }
    }

    /// <summary>API Gateway limits the segments of paths; IAM the inline policies of a role and the roles of an account.</summary>
    [Fact]
    public void Paths_and_roles_stay_below_their_quotas() =>
        Assert.All(
            cloud.All,
            templates =>
            {
                var segments = templates.Of("AWS::ApiGateway::RestApi").Single()["Body", "paths"]!
                    .AsObject()
                    .SelectMany(path =>
                        path.Key.Trim('/').Split('/').Aggregate(new List<string> { "" }, (all, part) => [.. all, $"{all[^1]}/{part}"])
                    );
                Assert.InRange(segments.Distinct(StringComparer.Ordinal).Count(), 1, 270);
                Assert.InRange(templates.Of("AWS::IAM::Role").Count(), 1, 300);
                foreach (
                    var role in templates
                        .Of("AWS::IAM::Policy")
                        .SelectMany(policy => policy["Roles"]!.AsArray().Select(role => (Role: $"{policy.Stack} {role}", Policy: policy)))
                        .GroupBy(of => of.Role, of => of.Policy["PolicyDocument"]!)
                )
                    Assert.True(role.Sum(SizeOf) < 9_000, $"{role.Key} has policies of {role.Sum(SizeOf)} characters of 10,240.");
            }
        );

    /// <summary>The characters that IAM counts, with the account's number where the template has a placeholder.</summary>
    private static int SizeOf(JsonNode policy) =>
        policy["Statement"]!
            .AsArray()
            .Sum(statement =>
                Intrinsics
                    .Texts(statement!["Resource"])
                    .Concat(Intrinsics.Texts(statement["Action"]))
                    .Sum(text => text.Replace("{AWS::AccountId}", "123456789012", StringComparison.Ordinal).Length + 3) + 50
            );

    /// <summary>CloudWatch limits the alarms and the characters in a rule.</summary>
    [Fact]
    public void Alarms_of_alarms_stay_below_CloudWatch_s_limits() =>
        Assert.All(
            cloud.Guarded,
            templates =>
            {
                // Assume full ARNs: the template has shorter placeholders for them.
                var longest = templates
                    .Of("AWS::CloudWatch::Alarm")
                    .Max(alarm =>
                        $"ALARM(\"arn:aws:cloudwatch:{templates.Stage.Region}:123456789012:alarm:{alarm["AlarmName"]}\") OR ".Length
                    );
                Assert.All(
                    templates.Of("AWS::CloudWatch::CompositeAlarm"),
                    summary =>
                    {
                        var alarms = Intrinsics.Text(summary["AlarmRule"]).Split("ALARM(").Length - 1;
                        Assert.InRange(alarms, 1, 90);
                        Assert.InRange(alarms * longest, 1, 10_240);
                    }
                );
            }
        );

    private static bool Means(string exception, Resource resource) => resource.Id.Contains(exception, StringComparison.Ordinal);

    private static JsonNode? Shape(Resource api) =>
        api["Body", "x-amazon-apigateway-request-validator"] is { } used
            ? api["Body", "x-amazon-apigateway-request-validators", $"{used}"]
            : null;
}
