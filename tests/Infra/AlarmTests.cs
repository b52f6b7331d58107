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
            .. Endpoints.All.Select(endpoint => $"errors-{endpoint.Name}"),
            .. Workers.All.Select(worker => $"errors-{worker.Name}"),
            .. Workers.All.Where(worker => worker.Trigger is Trigger.Stream).Select(worker => $"late-{worker.Name}"),
            .. Workers.All.Where(worker => worker.Trigger is not Trigger.SignUp).Select(worker => $"failed-{worker.Name}"),
            .. EventTicketing.Data.Tables.All.Select(table => $"throttled-{table.Name}"),
            "api-faults", "api-slow", "functions-throttled", "mail-bounces", "mail-complaints", "cdn-origin-faults",
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
            // What is alarmed on for each function or table has one entry for all of them.
            var entry = name.Split('-') is [("errors" or "late" or "failed" or "throttled") and var kind, _, ..] ? $"{kind}-…" : name;
            Assert.Contains($"\n### {entry}\n", runbook, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_watched_metric_is_of_something_that_is_there()
    {
        var functions = cloud.Prod.Of("AWS::Lambda::Function").Select(function => (string)function["FunctionName"]!).ToHashSet(StringComparer.Ordinal);
        var queues = cloud.Prod.Of("AWS::SQS::Queue").Select(queue => (string)queue["QueueName"]!).ToHashSet(StringComparer.Ordinal);
        var tables = cloud.Prod.Of("AWS::DynamoDB::GlobalTable").Select(table => (string)table["TableName"]!).ToHashSet(StringComparer.Ordinal);
        var dimensions = cloud.Prod.Of("AWS::CloudWatch::Alarm").SelectMany(alarm => (alarm["Metrics"]?.AsArray() ?? []).Select(metric => metric!["MetricStat"]?["Metric"]?["Dimensions"]).Append(alarm["Dimensions"]))
            .OfType<System.Text.Json.Nodes.JsonArray>().SelectMany(list => list).Select(dimension => ((string)dimension!["Name"]!, Intrinsics.Text(dimension["Value"]))).ToList();
        Assert.NotEmpty(dimensions);
        Assert.All(dimensions, dimension => Assert.True(dimension.Item1 switch
        {
            "FunctionName" => functions.Contains(dimension.Item2),
            "QueueName" => queues.Contains(dimension.Item2),
            "TableName" => tables.Contains(dimension.Item2),
            "ApiName" => dimension.Item2 == "event-ticketing-api-prod",
            _ => true,
        }, $"{dimension} is nowhere."));
    }

    [Theory]
    [InlineData("errors-CreateRegistration", 1)]
    [InlineData("api-faults", 10)]
    [InlineData("functions-throttled", 0)]
    [InlineData("failed-GenerateTicket", 0)]
    [InlineData("late-GenerateTicket", 300_000)]
    [InlineData("cdn-origin-faults", 5)]
    [InlineData("mail-bounces", 0.05)]
    public void An_alarm_goes_off_above(string name, double threshold)
    {
        var alarm = cloud.Prod.Of("AWS::CloudWatch::Alarm").Single(alarm => (string?)alarm["AlarmName"] == cloud.Prod.Stage.NameOf(name));
        Assert.Equal(("GreaterThanThreshold", threshold), ((string?)alarm["ComparisonOperator"], (double)alarm["Threshold"]!));
    }

    [Fact]
    public void One_page_shows_all_alarms_and_what_comes_in()
    {
        var page = Intrinsics.Text(cloud.Prod.Of("AWS::CloudWatch::Dashboard").Single()["DashboardBody"]);
        Assert.All((string[])["Alarms", "Requests", "Time to answer", "Function errors", "Workers: behind by", "Mail"], title => Assert.Contains(title, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Bounces_and_complaints_are_counted_and_not_written_to_again()
    {
        var rules = cloud.Prod.Of("AWS::SES::ConfigurationSet").Single();
        Assert.Equal(["BOUNCE", "COMPLAINT"], rules["SuppressionOptions", "SuppressedReasons"]!.AsArray().Select(reason => (string)reason!).Order(StringComparer.Ordinal));
        Assert.Equal(rules.Id, (string?)cloud.Prod.Of("AWS::SES::EmailIdentity").Single()["ConfigurationSetAttributes", "ConfigurationSetName", "Ref"]);
        var counted = cloud.Prod.Of("AWS::SES::ConfigurationSetEventDestination").Single()["EventDestination", "MatchingEventTypes"]!.AsArray().Select(kind => (string)kind!);
        Assert.Superset(new HashSet<string>(["bounce", "complaint"]), counted.ToHashSet());
    }

    [Fact]
    public void Spending_is_watched_by_a_budget_and_for_what_is_unusual()
    {
        var budget = cloud.Prod.Of("AWS::Budgets::Budget").Single();
        Assert.Equal(cloud.Prod.Stage.MonthlyBudget, (int)budget["Budget", "BudgetLimit", "Amount"]!);
        Assert.Single(cloud.Prod.Of("AWS::CE::AnomalySubscription"));
        // Not every account may have one.
        Assert.Empty(cloud.Staging.Of("AWS::CE::AnomalyMonitor"));
    }
}
