using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed class FunctionTests(Cloud cloud)
{
    private static readonly string[] Read = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
    private static readonly string[] Write =
    [
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:ConditionCheckItem",
    ];

    private static readonly (Uses Use, string[] Actions)[] AtThePool =
    [
        (Uses.ReadPeople, ["ListUsers", "ListUsersInGroup", "AdminGetUser", "AdminListGroupsForUser"]),
        (Uses.ManagePeople, ["AdminCreateUser", "AdminDisableUser", "AdminEnableUser", "AdminUserGlobalSignOut", "AdminResetUserPassword"]),
        (Uses.ChangeGroups, ["AdminAddUserToGroup", "AdminRemoveUserFromGroup"]),
        (Uses.DeletePeople, ["AdminDeleteUser"]),
        (Uses.SignInDevices, ["AdminCreateUser", "AdminSetUserPassword", "AdminAddUserToGroup", "AdminInitiateAuth", "AdminGetUser"]),
    ];

    public static TheoryData<string> Names =>
        [.. Endpoints.All.Select(endpoint => endpoint.Name), .. Workers.All.Select(worker => worker.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_function_may_do_what_its_row_grants_and_nothing_else(string name)
    {
        var may = cloud
            .Prod.StatementsOf(cloud.Prod.Function(name))
            .SelectMany(statement =>
                from action in Intrinsics.Texts(statement["Action"])
                from resource in Intrinsics.Texts(statement["Resource"])
                select $"{action} {Short(resource)}"
            );
        Assert.Equal(Expected(name).Distinct().Order(StringComparer.Ordinal), may.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void Who_writes_tickets_has_their_fonts_and_nobody_else(string name) =>
        Assert.Equal(
            Endpoints.GrantsOf(name).On(Buckets.Tickets).HasFlag(May.Put) ? 1 : 0,
            cloud.Prod.Function(name)["Layers"]?.AsArray().Count ?? 0
        );

    [Fact]
    public void All_resources_are_meant_only_where_AWS_knows_no_narrower_one()
    {
        string[] known = ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "dynamodb:ListStreams"];
        foreach (var templates in cloud.All)
        {
            var statements = templates
                .Of("AWS::IAM::Policy")
                .SelectMany(policy => policy["PolicyDocument", "Statement"]!.AsArray())
                .Select(statement => statement!.AsObject())
                .ToList();
            Assert.NotEmpty(statements);
            Assert.DoesNotContain(
                statements,
                statement =>
                    Intrinsics.Texts(statement["Action"]).Any(action => action == "*" || action.EndsWith(":*", StringComparison.Ordinal))
            );
            var everywhere = statements
                .Where(statement => Intrinsics.Texts(statement["Resource"]).Contains("*"))
                .SelectMany(statement => Intrinsics.Texts(statement["Action"]));
            Assert.Empty(everywhere.Except(known));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_function_is_bounded_traced_and_logs_where_its_stage_forgets(string name)
    {
        var function = cloud.Prod.Function(name);
        Assert.Equal((name, "provided.al2023"), ((string)function["Handler"]!, (string)function["Runtime"]!));
        Assert.InRange((int)function["Timeout"]!, 5, 300);
        Assert.InRange((int)function["MemorySize"]!, 256, 1024);
        Assert.Equal("Active", (string?)function["TracingConfig", "Mode"]);
        var log = cloud
            .Prod.Of("AWS::Logs::LogGroup")
            .Single(group => Intrinsics.Text(group["LogGroupName"]) == $"/aws/lambda/{cloud.Prod.Stage.FunctionName(name)}");
        Assert.Equal(cloud.Prod.Stage.LogDays, (int)log["RetentionInDays"]!);
        Assert.Equal(log.Id, (string?)function["LoggingConfig", "LogGroup", "Ref"]);
    }

    [Fact]
    public void Mails_are_sent_as_the_stage_s_sender_only() =>
        Assert.All(
            (string[])["SendNotification", "SendDueNotifications"],
            name =>
            {
                var sends = Assert.Single(
                    cloud.Prod.StatementsOf(cloud.Prod.Function(name)),
                    statement => Intrinsics.Texts(statement["Action"]).Contains("ses:SendEmail")
                );
                Assert.Equal(["ses:SendEmail", "ses:SendRawEmail"], Intrinsics.Texts(sends["Action"]));
                Assert.Equal(cloud.Prod.Stage.MailFrom, (string?)sends["Condition"]!["StringEquals"]!["ses:FromAddress"]);
            }
        );

    [Fact]
    public void A_secret_that_has_changed_starts_those_anew_who_read_it()
    {
        string? Version(string name) => (string?)cloud.Full.Function(name)["Environment", "Variables", "SECRETS_VERSION"];
        Assert.Equal(cloud.Full.Stage.SecretsVersion, Version(nameof(PaymentEndpoints.StripeWebhook)));
        Assert.Null(Version(nameof(EventEndpoints.GetEvent)));
    }

    /// <summary>
    /// Only Amazon's roots, listed with these fingerprints at amazontrust.com/repository. The test fails a year before one expires: renew
    /// it then.
    /// </summary>
    [Fact]
    public void The_roots_beside_the_executable_are_those_of_AWS_and_valid_for_a_year_yet()
    {
        string[] known =
        [
            "8ECDE6884F3D87B1125BA31AC3FCB13D7016DE7F57CC904FE1CB97C6AE98196E",
            "1BA5B2AA8C65401A82960118F80BEC4F62304D83CEC4713A19C39C011EA46DB4",
            "18CE6CFE7BF14E60B2E347B8DFE868CB31D02EBB3ADA271569F50343B46DB3A4",
            "E35D28419ED02025CFA69038CD623962458DA5C695FBDEA3C22B0BFB25897092",
            "568D6905A2C88708A4B3025190EDCFEDB1974A606A13C6E5290FCB2AE63EDAB5",
        ];
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(SourceTree.At("infra", Package.Roots));

        Assert.Equal(known, roots.Select(root => root.GetCertHashString(HashAlgorithmName.SHA256)));
        Assert.All(roots, root => Assert.True(root.NotAfter > DateTime.Now.AddYears(1), $"{root.Subject} expires on {root.NotAfter:d}."));
    }

    [Fact]
    public void Only_who_calls_Stripe_trusts_other_roots_than_those_of_AWS()
    {
        foreach (
            var function in cloud
                .Prod.Of("AWS::Lambda::Function")
                .Where(function => function["Environment", "Variables", "STAGE"] is not null)
        )
        {
            var callsOthers = (Endpoints.GrantsOf((string)function["Handler"]!).Uses & (Uses.Payments | Uses.Webhooks)) != 0;
            Assert.Equal(callsOthers ? null : "/var/task/roots.pem", (string?)function["Environment", "Variables", "SSL_CERT_FILE"]);
            // Without SSL_CERT_DIR, .NET would also read the system's folder.
            Assert.Equal(callsOthers, function["Environment", "Variables", "SSL_CERT_DIR"] is null);
        }
    }

    /// <summary>The timeout and memory of each kind of function, in seconds and MB.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_function_has_the_time_and_memory_of_its_kind_and_a_role_of_its_own(string name)
    {
        var function = cloud.Prod.Function(name);
        var expected = Workers.All.FirstOrDefault(worker => worker.Name == name)?.Trigger switch
        {
            null => (29, 512),
            Trigger.Stream => (60, 1024),
            Trigger.Schedule => (300, 512),
            Trigger.Queue queue => ((int)queue.Definition.Timeout.TotalSeconds, 512),
            _ => (5, 512),
        };
        Assert.Equal(expected, ((int)function["Timeout"]!, (int)function["MemorySize"]!));
        Assert.Single(
            cloud.Prod.Of("AWS::Lambda::Function"),
            other => other.Stack == function.Stack && $"{other["Role"]}" == $"{function["Role"]}"
        );
    }

    /// <summary>A function reads at its start what it is given, and is given what its grants need.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_function_s_environment_is_what_its_grants_need(string name)
    {
        var grants = Endpoints.GrantsOf(name);
        var variables = cloud.Prod.Function(name)["Environment", "Variables"]!
            .AsObject()
            .ToDictionary(variable => variable.Key, variable => Intrinsics.Text(variable.Value));
        var isEndpoint = Endpoints.All.Any(endpoint => endpoint.Name == name);
        IEnumerable<string> wanted =
        [
            "STAGE",
            "TZDIR",
            .. isEndpoint ? ["TOKEN_ISSUER", "TOKEN_CLIENT_ID", "DEVICE_CLIENT_ID"] : Array.Empty<string>(),
            .. name is nameof(Workers.FinishStarted) or nameof(Workers.FollowMembers) or nameof(Workers.ErasePeople)
                ? ["TOKEN_ISSUER"]
                : Array.Empty<string>(),
            .. grants.Files.Select(grant => $"{grant.Bucket.Name.ToUpperInvariant()}_BUCKET"),
            .. grants.Uses.HasFlag(Uses.Mail) ? ["MAIL_FROM"] : Array.Empty<string>(),
            .. (grants.Uses & (Uses.Mail | Uses.OrderKeys)) != 0 ? ["SITE_URL"] : Array.Empty<string>(),
            .. grants.Secrets.Any() ? ["SECRETS"] : Array.Empty<string>(),
            .. grants.MayWrite(Tables.Inventory) ? ["HOLD_SECONDS"] : Array.Empty<string>(),
            .. (grants.Uses & (Uses.Payments | Uses.Webhooks)) != 0 ? Array.Empty<string>() : ["SSL_CERT_FILE", "SSL_CERT_DIR"],
        ];
        Assert.Equal(wanted.Order(StringComparer.Ordinal), variables.Keys.Order(StringComparer.Ordinal));

        var read = Config.FromEnvironment(variable => variable == "AWS_REGION" ? "us-east-1" : variables.GetValueOrDefault(variable));
        Assert.Equal(grants.Secrets.Select(secret => $"event-ticketing/prod/{secret.Name}"), read.Secrets);
        // Sign-ups say which pool they are about.
        if (grants.UsePeople && name != nameof(Workers.CognitoPostConfirmation))
            Assert.Contains("people", read.UserPoolId, StringComparison.Ordinal);
        Assert.All(
            Buckets.All,
            bucket =>
                Assert.Equal(
                    grants.On(bucket) == May.Nothing ? null : $"event-ticketing-{bucket.Name}-prod-{{AWS::AccountId}}",
                    read.BucketName(bucket)
                )
        );
    }

    [Fact]
    public void No_template_has_a_secret_in_it() =>
        Assert.DoesNotContain(cloud.Prod.Of("AWS::SecretsManager::Secret"), secret => secret["SecretString"] is not null);

    [Fact]
    public void Every_worker_that_is_not_waited_for_has_a_queue_for_what_it_gives_up()
    {
        foreach (var worker in Workers.All)
        {
            var function = cloud.Prod.Function(worker.Name);
            if (worker.Trigger is Trigger.Stream stream)
            {
                var mapping = Assert.Single(
                    cloud.Prod.Of("AWS::Lambda::EventSourceMapping"),
                    mapping => (string?)mapping["FunctionName", "Ref"] == function.Id
                );
                Assert.NotNull(mapping["DestinationConfig", "OnFailure", "Destination"]);
                Assert.True(Intrinsics.Is(mapping["BisectBatchOnFunctionError"], true));
                Assert.Equal("ReportBatchItemFailures", (string?)mapping["FunctionResponseTypes", "0"]);
                Assert.InRange((int)mapping["MaximumRetryAttempts"]!, 1, 1000);
                Assert.Equal(
                    stream.Removals ? """{"eventName":["REMOVE","INSERT","MODIFY"]}""" : """{"eventName":["INSERT","MODIFY"]}""",
                    (string?)mapping["FilterCriteria", "Filters", "0", "Pattern"]
                );
                Assert.InRange((int)mapping["MaximumRecordAgeInSeconds"]!, 60, 86_400);
            }
            else if (worker.Trigger is Trigger.Schedule)
            {
                var clock = Assert.Single(
                    cloud.Prod.Of("AWS::Events::Rule"),
                    rule => (string?)rule["Targets", "0", "Arn", "Fn::GetAtt", "0"] == function.Id
                );
                Assert.NotNull(clock["Targets", "0", "DeadLetterConfig", "Arn"]);
                if (worker == Workers.ProjectAnalytics)
                    Assert.Equal("cron(10 1 * * ? *)", (string?)clock["ScheduleExpression"]);
                var invoked = Assert.Single(
                    cloud.Prod.Of("AWS::Lambda::EventInvokeConfig"),
                    config => (string?)config["FunctionName", "Ref"] == function.Id
                );
                Assert.NotNull(invoked["DestinationConfig", "OnFailure", "Destination"]);
            }
            else
            {
                Assert.Single(
                    cloud.Prod.Of("AWS::Cognito::UserPool"),
                    pool => (string?)pool["LambdaConfig", "PostConfirmation", "Fn::GetAtt", "0"] == function.Id
                );
            }
        }
    }

    /// <summary>The endpoint's grants, as IAM permissions.</summary>
    private IEnumerable<string> Expected(string name)
    {
        var stage = cloud.Prod.Stage;
        var grants = Endpoints.GrantsOf(name);
        foreach (var action in (string[])["logs:CreateLogStream", "logs:PutLogEvents"])
            yield return $"{action} log-group:/aws/lambda/{stage.FunctionName(name)}:log-stream:*";
        foreach (var action in (string[])["xray:PutTraceSegments", "xray:PutTelemetryRecords"])
            yield return $"{action} *";
        foreach (var table in Tables.All.Where(grants.MayRead))
        {
            foreach (var action in Read)
            {
                yield return $"{action} table/event-ticketing-{table.Name}-prod";
                foreach (var index in table.Indexes)
                    yield return $"{action} table/event-ticketing-{table.Name}-prod/index/{index.Name}";
            }
        }

        foreach (var table in Tables.All.Where(grants.MayWrite))
        foreach (var action in Write)
            yield return $"{action} table/event-ticketing-{table.Name}-prod";
        string[] scanned = name switch
        {
            nameof(Workers.ExpireRegistrations) or nameof(Workers.SendDueNotifications) =>
            [
                "events-prod/index/RefundIndex",
                "registrations-prod/index/DueIndex",
                "notifications-prod/index/DueIndex",
            ],
            nameof(Workers.ErasePeople) =>
            [
                "events-prod/index/RefundIndex",
                "registrations-prod/index/DueIndex",
                "activity-prod/index/DueIndex",
                "kyc-prod/index/DueIndex",
                "erasures-prod/index/DueIndex",
            ],
            nameof(Workers.DeliverDueWebhooks) =>
            [
                "webhook-deliveries-prod/index/DueIndex",
                "notifications-prod/index/DueIndex",
                "activity-prod/index/DueIndex",
            ],
            nameof(AdminEndpoints.ListBookings) => ["registrations-prod/index/DueIndex"],
            nameof(Workers.ProjectAnalytics) or nameof(AdminEndpoints.GetPlatformAnalytics) => ["events-prod"],
            nameof(Workers.FinishStarted) =>
            [
                "events-prod/index/RefundIndex",
                "activity-prod/index/DueIndex",
                "kyc-prod/index/DueIndex",
                "notifications-prod/index/DueIndex",
            ],
            _ => [],
        };
        foreach (var index in scanned)
            yield return $"dynamodb:Scan table/event-ticketing-{index}";

        foreach (var bucket in Buckets.All)
        {
            var arn = $"event-ticketing-{bucket.Name}-prod-{{account}}";
            var may = grants.On(bucket);
            if (may.HasFlag(May.Get))
                yield return $"s3:GetObject {arn}/*";
            if (may.HasFlag(May.Get))
                yield return $"s3:ListBucket {arn}";
            if (may.HasFlag(May.Put))
                yield return $"s3:PutObject {arn}/*";
            if (may.HasFlag(May.Delete))
                yield return $"s3:DeleteObject {arn}/*";
        }

        if (grants.Uses.HasFlag(Uses.Mail))
        {
            foreach (var action in (string[])["ses:SendEmail", "ses:SendRawEmail"])
            {
                yield return $"{action} identity/*";
                yield return $"{action} configuration-set/event-ticketing-mail-prod";
            }
        }

        if (grants.Uses.HasFlag(Uses.Payments))
            yield return "secretsmanager:GetSecretValue secret:event-ticketing/prod/stripe-??????";
        if (grants.Uses.HasFlag(Uses.TicketKeys))
            yield return "secretsmanager:GetSecretValue secret:event-ticketing/prod/ticket-keys-??????";
        if (grants.Uses.HasFlag(Uses.Cursors))
            yield return "secretsmanager:GetSecretValue secret:event-ticketing/prod/cursors-??????";
        if (grants.Uses.HasFlag(Uses.OrderKeys))
            yield return "secretsmanager:GetSecretValue secret:event-ticketing/prod/order-keys-??????";
        if (grants.Uses.HasFlag(Uses.WebhookKeys))
            yield return "secretsmanager:GetSecretValue secret:event-ticketing/prod/webhooks-??????";
        foreach (var action in AtThePool.Where(grant => grants.Uses.HasFlag(grant.Use)).SelectMany(grant => grant.Actions))
        {
            // A sign-up takes nobody out of a group.
            if (name != nameof(Workers.CognitoPostConfirmation) || action == "AdminAddUserToGroup")
                yield return $"cognito-idp:{action} {{pool}}";
        }

        if (Workers.All.FirstOrDefault(worker => worker.Name == name) is not { Trigger: not Trigger.SignUp } worker)
            yield break;
        yield return $"sqs:SendMessage {{{name}-failed}}";
        if (worker.Trigger is not Trigger.Stream)
            yield break;
        foreach (var action in (string[])["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"])
            yield return $"{action} {{stream}}";
        yield return "dynamodb:ListStreams *";
    }

    /// <summary>The resource that an ARN names, without region and account.</summary>
    private static string Short(string arn) =>
        arn.Contains("StreamArn", StringComparison.Ordinal) ? "{stream}"
        : arn.StartsWith('{') && arn.Contains("people", StringComparison.Ordinal) ? "{pool}"
        : arn.StartsWith('{') && arn.Contains("failed", StringComparison.Ordinal)
            ? $"{{{arn[1..arn.IndexOf("failed", StringComparison.Ordinal)]}-failed}}"
        : arn.Replace("{AWS::AccountId}", "{account}").Split(':', 6) is { Length: 6 } parts ? parts[5]
        : arn;

    /// <summary>Includes API Gateway's execution log, which the gateway would otherwise create itself and keep for ever.</summary>
    [Fact]
    public void Every_log_ends_some_day_and_goes_with_its_stage()
    {
        foreach (var templates in cloud.All)
        {
            var logs = templates.Of("AWS::Logs::LogGroup").ToList();
            Assert.All(
                logs,
                log =>
                    Assert.Equal((templates.Stage.LogDays, "Delete"), ((int)log["RetentionInDays"]!, (string?)log.Json["DeletionPolicy"]))
            );
            var api = templates.Of("AWS::ApiGateway::RestApi").Single();
            var gateway = logs.Single(log =>
                Intrinsics.Text(log["LogGroupName"]) == $"API-Gateway-Execution-Logs_{{{api.Id}}}/{templates.Stage.Name}"
            );
            var needed = templates.Of("AWS::ApiGateway::Stage").Single().Json["DependsOn"];
            Assert.Contains(gateway.Id, Intrinsics.Texts(needed));
        }
    }
}
