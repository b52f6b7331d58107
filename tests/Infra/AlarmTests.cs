using EventTicketing.Api;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed class AlarmTests(Cloud cloud)
{
    [Fact]
    public void Every_function_table_worker_and_queue_is_watched()
    {
        var names = cloud.Prod.Of("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm["AlarmName"]!).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> wanted =
        [
            .. Workers.All.Select(worker => $"errors-{worker.Name}"),
            .. Workers.All.Where(worker => worker.Trigger is Trigger.Stream).Select(worker => $"late-{worker.Name}"),
            .. Workers.All.Where(worker => worker.Trigger is not Trigger.SignUp).Select(worker => $"failed-{worker.Name}"),
            .. Workers
                .All.Where(worker => worker.Trigger is Trigger.Schedule)
                .SelectMany(worker => new[] { $"stuck-{worker.Name}", $"clock-{worker.Name}" }),
            .. EventTicketing.Data.Tables.All.Select(table => $"throttled-{table.Name}"),
            "failing-ProcessPayment",
            "failing-RefundRegistration",
            "failing-StripeWebhook",
            "webhooks-refused",
            "api-faults",
            "api-slow",
            "functions-throttled",
            "mail-bounces",
            "mail-complaints",
            "cdn-origin-faults",
        ];
        Assert.Equal(wanted.Select(cloud.Prod.Stage.NameOf).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alarm_is_told_and_the_runbook_has_an_entry_for_it()
    {
        var runbook = File.ReadAllText(SourceTree.At("docs", "runbook.md"));
        foreach (var alarm in cloud.Prod.Of("AWS::CloudWatch::Alarm").Concat(cloud.Prod.Of("AWS::CloudWatch::CompositeAlarm")))
        {
            Assert.NotNull(alarm["AlarmActions", "0"]);
            var name = ((string)alarm["AlarmName"]!)["event-ticketing-".Length..^"-prod".Length];
            // Alarms of one kind for many functions or tables share one entry.
            var entry = name.Split('-')
                is [("errors" or "late" or "failed" or "throttled" or "stuck" or "clock" or "failing" or "unhealthy") and var kind, _, ..]
                ? $"{kind}-…"
                : name;
            Assert.Contains($"\n### {entry}\n", runbook, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_watched_metric_is_of_something_that_is_there()
    {
        var functions = cloud
            .Prod.Of("AWS::Lambda::Function")
            .Select(function => (string)function["FunctionName"]!)
            .ToHashSet(StringComparer.Ordinal);
        var queues = cloud.Prod.Of("AWS::SQS::Queue").Select(queue => (string)queue["QueueName"]!).ToHashSet(StringComparer.Ordinal);
        var tables = cloud
            .Prod.Of("AWS::DynamoDB::GlobalTable")
            .Select(table => (string)table["TableName"]!)
            .ToHashSet(StringComparer.Ordinal);
        var dimensions = cloud
            .Prod.Of("AWS::CloudWatch::Alarm")
            .SelectMany(alarm =>
                (alarm["Metrics"]?.AsArray() ?? [])
                    .Select(metric => metric!["MetricStat"]?["Metric"]?["Dimensions"])
                    .Append(alarm["Dimensions"])
            )
            .OfType<System.Text.Json.Nodes.JsonArray>()
            .SelectMany(list => list)
            .Select(dimension => ((string)dimension!["Name"]!, Intrinsics.Text(dimension["Value"])))
            .ToList();
        Assert.NotEmpty(dimensions);
        Assert.All(
            dimensions,
            dimension =>
                Assert.True(
                    dimension.Item1 switch
                    {
                        "FunctionName" => functions.Contains(dimension.Item2),
                        "QueueName" => queues.Contains(dimension.Item2),
                        "TableName" => tables.Contains(dimension.Item2),
                        "ApiName" => dimension.Item2 == "event-ticketing-api-prod",
                        _ => true,
                    },
                    $"{dimension} is nowhere."
                )
        );
    }

    [Fact]
    public void What_an_alarm_told_is_told_when_it_is_over()
    {
        var alarms = (string[])["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"];
        Assert.All(
            alarms.SelectMany(cloud.Prod.Of),
            alarm => Assert.Equal(alarm["AlarmActions"]!.ToJsonString(), alarm["OKActions"]?.ToJsonString())
        );
    }

    [Fact]
    public void A_table_that_refuses_any_operation_that_is_used_is_seen() =>
        Assert.Equal(
            ["BatchGetItem", "GetItem", "PutItem", "Query", "Scan", "TransactGetItems", "TransactWriteItems"],
            Alarm("throttled-registrations")["Metrics"]!
                .AsArray()
                .Select(metric => metric!["MetricStat"])
                .OfType<System.Text.Json.Nodes.JsonNode>()
                .Select(metric =>
                    (string)
                        metric["Metric"]!["Dimensions"]!.AsArray().Single(dimension => (string?)dimension!["Name"] == "Operation")![
                            "Value"
                        ]!
                )
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("errors-GenerateTicket", 1)]
    [InlineData("api-faults", 1)]
    [InlineData("failing-StripeWebhook", 0)]
    [InlineData("webhooks-refused", 2)]
    [InlineData("stuck-ExpireRegistrations", 0)]
    [InlineData("functions-throttled", 0)]
    [InlineData("failed-GenerateTicket", 0)]
    [InlineData("late-GenerateTicket", 300_000)]
    [InlineData("cdn-origin-faults", 5)]
    [InlineData("mail-bounces", 0.05)]
    public void An_alarm_goes_off_above(string name, double threshold)
    {
        var alarm = Alarm(name);
        Assert.Equal(("GreaterThanThreshold", threshold), ((string?)alarm["ComparisonOperator"], (double)alarm["Threshold"]!));
    }

    /// <summary>
    /// Functions answer 500 themselves, which Lambda does not count as errors: watch the API, and logs where money is handled.
    /// </summary>
    [Fact]
    public void Calls_that_are_answered_with_an_error_are_seen()
    {
        var api = Alarm("api-faults")["Metrics"]!.AsArray();
        Assert.Equal("IF(faults > 1, 100 * faults / calls, 0)", Expression(api));
        Assert.All(
            api.Where(metric => metric!["MetricStat"] is not null),
            metric => Assert.Equal(900, (int)metric!["MetricStat"]!["Period"]!)
        );
        foreach (var name in (string[])["ProcessPayment", "RefundRegistration", "StripeWebhook"])
        {
            AssertReads(Alarm($"failing-{name}"), $"{name} failing", name, "{ $.level = \"ERROR\" }", "1");
            Assert.Equal("FILL(answered, 0) + FILL(died, 0)", Expression(Alarm($"failing-{name}")["Metrics"]!.AsArray()));
        }

        AssertReads(Alarm("webhooks-refused"), "StripeWebhook refused", "StripeWebhook", "{ $.problem = \"bad_signature\" }", "1");
        Assert.Equal(900, (int)Alarm("webhooks-refused")["Period"]!);
    }

    [Fact]
    public void A_scheduled_worker_whose_work_fails_or_that_does_not_run_is_seen()
    {
        foreach (
            var (name, every) in ((string, int)[])
                [("ExpireRegistrations", 60), ("SendDueNotifications", 60), ("FinishStarted", 300), ("ErasePeople", 300)]
        )
        {
            AssertReads(Alarm($"stuck-{name}"), $"{name} failed", name, "{ $.Failed > 0 }", "$.Failed");
            Assert.Equal((every, 3), ((int)Alarm($"stuck-{name}")["Period"]!, (int)Alarm($"stuck-{name}")["EvaluationPeriods"]!));
            var clock = Alarm($"clock-{name}");
            Assert.Equal(
                ("LessThanThreshold", 1, "breaching", "Invocations", 900),
                (
                    (string?)clock["ComparisonOperator"],
                    (int)clock["Threshold"]!,
                    (string?)clock["TreatMissingData"],
                    (string?)clock["MetricName"],
                    (int)clock["Period"]!
                )
            );
        }
    }

    [Fact]
    public void A_nightly_worker_that_fails_once_or_misses_a_night_is_seen()
    {
        AssertReads(Alarm("stuck-ProjectAnalytics"), "ProjectAnalytics failed", "ProjectAnalytics", "{ $.Failed > 0 }", "$.Failed");
        var (stuck, clock) = (Alarm("stuck-ProjectAnalytics"), Alarm("clock-ProjectAnalytics"));
        Assert.Equal((86_400, 1), ((int)stuck["Period"]!, (int)stuck["EvaluationPeriods"]!));
        Assert.Equal(
            ("LessThanThreshold", 1, "breaching", "Invocations", 3600, 26),
            (
                (string?)clock["ComparisonOperator"],
                (int)clock["Threshold"]!,
                (string?)clock["TreatMissingData"],
                (string?)clock["MetricName"],
                (int)clock["Period"]!,
                (int)clock["EvaluationPeriods"]!
            )
        );
    }

    /// <summary>AWS rejects a composite alarm of more than 100 alarms.</summary>
    [Fact]
    public void No_summary_has_more_alarms_than_it_may()
    {
        var summaries = cloud.Prod.Of("AWS::CloudWatch::CompositeAlarm").ToList();
        Assert.Equal(
            ["gate", "payment", "sale", "work"],
            summaries.Select(alarm => ((string)alarm["AlarmName"]!).Split('-')[^2]).Order(StringComparer.Ordinal)
        );
        var rules = summaries.ConvertAll(alarm => Intrinsics.Text(alarm["AlarmRule"]));
        Assert.All(rules, rule => Assert.InRange(rule.Split("ALARM(").Length - 1, 1, 90));
        Assert.All(
            cloud.Prod.Of("AWS::CloudWatch::Alarm").Where(alarm => alarm.Stack == summaries[0].Stack),
            alarm => Assert.Contains(rules, rule => rule.Contains($"{alarm.Id}.Arn", StringComparison.Ordinal))
        );
        var page = System.Text.Json.Nodes.JsonNode.Parse(
            Intrinsics.Text(cloud.Prod.Of("AWS::CloudWatch::Dashboard").Single()["DashboardBody"])
        )!;
        var shown = page["widgets"]!.AsArray().Where(widget => (string?)widget!["type"] == "alarm").ToList();
        Assert.Equal(4, shown.Count);
        Assert.All(shown, widget => Assert.InRange(widget!["properties"]!["alarms"]!.AsArray().Count, 1, 90));
    }

    private Resource Alarm(string name) =>
        cloud.Prod.Of("AWS::CloudWatch::Alarm").Single(alarm => (string?)alarm["AlarmName"] == cloud.Prod.Stage.NameOf(name));

    private static string? Expression(System.Text.Json.Nodes.JsonArray metrics) =>
        (string?)metrics.Single(metric => metric!["Expression"] is not null)!["Expression"];

    /// <summary>Finds the metric filter on the function's log that feeds the alarm.</summary>
    private void AssertReads(Resource alarm, string metric, string function, string pattern, string value)
    {
        var filter = cloud
            .Prod.Of("AWS::Logs::MetricFilter")
            .Single(filter => (string?)filter["MetricTransformations", "0", "MetricName"] == metric);
        Assert.Equal(
            ($"/aws/lambda/{cloud.Prod.Stage.FunctionName(function)}", pattern, value, "EventTicketing/prod"),
            (
                (string?)filter["LogGroupName"],
                (string?)filter["FilterPattern"],
                (string?)filter["MetricTransformations", "0", "MetricValue"],
                (string?)filter["MetricTransformations", "0", "MetricNamespace"]
            )
        );
        Assert.Contains($"\"Namespace\":\"EventTicketing/prod\"", alarm.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains($"\"MetricName\":\"{metric}\"", alarm.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_page_shows_all_alarms_and_what_comes_in()
    {
        var page = Intrinsics.Text(cloud.Prod.Of("AWS::CloudWatch::Dashboard").Single()["DashboardBody"]);
        Assert.All(
            (string[])["Alarms", "Requests", "Time to answer", "Function errors", "Workers: behind by", "Mail"],
            title => Assert.Contains(title, page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Bounces_and_complaints_are_counted_and_not_written_to_again()
    {
        var rules = cloud.Prod.Of("AWS::SES::ConfigurationSet").Single();
        Assert.Equal(
            ["BOUNCE", "COMPLAINT"],
            rules["SuppressionOptions", "SuppressedReasons"]!.AsArray().Select(reason => (string)reason!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            rules.Id,
            (string?)cloud.Prod.Of("AWS::SES::EmailIdentity").Single()["ConfigurationSetAttributes", "ConfigurationSetName", "Ref"]
        );
        var counted = cloud.Prod.Of("AWS::SES::ConfigurationSetEventDestination").Single()["EventDestination", "MatchingEventTypes"]!
            .AsArray()
            .Select(kind => (string)kind!);
        Assert.Superset(new HashSet<string>(["bounce", "complaint"]), counted.ToHashSet());
    }

    [Fact]
    public void Spending_is_watched_by_a_budget_and_for_what_is_unusual()
    {
        var budget = cloud.Prod.Of("AWS::Budgets::Budget").Single();
        Assert.Equal(cloud.Prod.Stage.MonthlyBudget, (int)budget["Budget", "BudgetLimit", "Amount"]!);
        Assert.Single(cloud.Prod.Of("AWS::CE::AnomalySubscription"));
        // Some accounts may not have an anomaly monitor.
        Assert.Empty(cloud.Staging.Of("AWS::CE::AnomalyMonitor"));
    }
}
