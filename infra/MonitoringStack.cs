using Amazon.CDK;
using Amazon.CDK.AWS.Budgets;
using Amazon.CDK.AWS.CE;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using EventTicketing.Api;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>What watches: an alarm for everything that breaks, told to one topic; a dashboard; a budget. docs/runbook.md has an entry for each alarm.</summary>
public sealed class MonitoringStack : StageStack
{
    private static readonly Duration Minutes = Duration.Minutes(5);
    private readonly Topic _topic;
    private readonly List<IAlarm> _alarms = [];

    public MonitoringStack(Construct scope, StageConfig stage) : base(scope, stage, "monitoring", "alarms, dashboard, budget")
    {
        _topic = AlarmTopic.Create(this, stage);
        var functions = Endpoints.All.Select(endpoint => endpoint.Name).Concat(Workers.All.Select(worker => worker.Name)).ToList();
        foreach (var name in functions) WatchFunction(name);
        foreach (var worker in Workers.All) WatchWorker(worker);
        foreach (var table in Tables.All) WatchTable(table);
        WatchApi();
        WatchMail();
        new CompositeAlarm(this, "health", new CompositeAlarmProps
        {
            CompositeAlarmName = stage.NameOf("unhealthy"),
            AlarmDescription = "Sales, payments, tickets or the gate are in trouble.",
            AlarmRule = AlarmRule.AnyOf([.. _alarms.Select(alarm => AlarmRule.FromAlarm(alarm, AlarmState.ALARM))]),
        }).AddAlarmAction(new SnsAction(_topic));
        AddDashboard(functions);
        AddBudget();
        _ = new CfnOutput(this, "AlarmTopic", new CfnOutputProps { Value = _topic.TopicArn });
    }

    /// <summary>Whether it dies, hangs or cannot start. What it answers with 500, the API's alarm sees.</summary>
    private void WatchFunction(string name)
    {
        var rate = new MathExpression(new MathExpressionProps
        {
            Expression = "IF(calls > 0, 100 * errors / calls, 0)",
            Label = name,
            Period = Minutes,
            UsingMetrics = new Dictionary<string, IMetric> { ["errors"] = Lambda("Errors", name), ["calls"] = Lambda("Invocations", name) },
        });
        Alarm($"errors-{name}", $"More than 1 % of the calls of {name} fail.", rate, 1, evaluations: 2);
    }

    private void WatchWorker(Worker worker)
    {
        if (worker.Trigger is Trigger.Stream) Alarm($"late-{worker.Name}", $"{worker.Name} is more than five minutes behind.", Lambda("IteratorAge", worker.Name, "Maximum"), 300_000, evaluations: 2);
        if (worker.Trigger is Trigger.SignUp) return;
        var queue = WorkersStack.QueueName(Config, worker);
        Alarm($"failed-{worker.Name}", $"{worker.Name} has given something up.", Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", ("QueueName", queue)), 0);
    }

    private void WatchTable(TableDefinition table)
    {
        var name = table.NameIn(Config.Name);
        MathExpression Sum(string label, string metric, params string[] operations) => new(new MathExpressionProps
        {
            Expression = string.Join(" + ", operations.Select((_, index) => $"FILL(m{index}, 0)")),
            Label = label,
            Period = Minutes,
            UsingMetrics = operations.Index().ToDictionary(operation => $"m{operation.Index}", operation => (IMetric)Metric("AWS/DynamoDB", metric, "Sum", ("TableName", name), ("Operation", operation.Item))),
        });
        Alarm($"throttled-{table.Name}", $"The table {table.Name} refuses requests: too many at once.", Sum("throttled", "ThrottledRequests", "PutItem", "GetItem", "Query", "TransactWriteItems", "BatchGetItem"), 10);
    }

    private void WatchApi()
    {
        var api = Config.NameOf("api");
        Alarm("api-faults", "The API answers with 5xx more than ten times in five minutes.", Metric("AWS/ApiGateway", "5XXError", "Sum", ("ApiName", api), ("Stage", Config.Name)), 10);
        Alarm("api-slow", "One answer in a hundred takes more than three seconds.", Metric("AWS/ApiGateway", "Latency", "p99", ("ApiName", api), ("Stage", Config.Name)), 3000, evaluations: 3);
        Alarm("functions-throttled", "Lambda refuses calls: the account's concurrency is used up.", Metric("AWS/Lambda", "Throttles", "Sum"), 0);
    }

    private void WatchMail()
    {
        Alarm("mail-bounces", "More than 5 % of the mails bounce: at 10 % SES stops sending.", Metric("AWS/SES", "Reputation.BounceRate", "Maximum"), 0.05);
        Alarm("mail-complaints", "More than 0.1 % of the mails are called spam: at 0.5 % SES stops sending.", Metric("AWS/SES", "Reputation.ComplaintRate", "Maximum"), 0.001);
    }

    private void AddDashboard(List<string> functions)
    {
        var api = Config.NameOf("api");
        Metric OfApi(string name, string statistic) => Metric("AWS/ApiGateway", name, statistic, ("ApiName", api), ("Stage", Config.Name));
        Metric[] OfAll(string name, string statistic = "Sum") => [.. functions.Select(function => Lambda(name, function, statistic).With(new MetricOptions { Label = function }))];
        Metric[] Tabled(string name) => [.. Tables.All.Select(table => Metric("AWS/DynamoDB", name, "Sum", ("TableName", table.NameIn(Config.Name))).With(new MetricOptions { Label = table.Name }))];
        var dashboard = new Dashboard(this, "dashboard", new DashboardProps { DashboardName = Config.NameOf("overview") });
        dashboard.AddWidgets(new AlarmStatusWidget(new AlarmStatusWidgetProps { Title = "Alarms", Alarms = [.. _alarms], Width = 24, Height = 6 }));
        dashboard.AddWidgets(
            Graph("Requests", OfApi("Count", "Sum"), OfApi("4XXError", "Sum"), OfApi("5XXError", "Sum")),
            Graph("Time to answer (ms)", OfApi("Latency", "p50"), OfApi("Latency", "p99")));
        dashboard.AddWidgets(Graph("Function errors", OfAll("Errors")), Graph("Function time (ms, p99)", OfAll("Duration", "p99")));
        dashboard.AddWidgets(Graph("Tables: written units", Tabled("ConsumedWriteCapacityUnits")), Graph("Tables: read units", Tabled("ConsumedReadCapacityUnits")));
        dashboard.AddWidgets(
            Graph("Workers: behind by (ms)", [.. Workers.All.Where(worker => worker.Trigger is Trigger.Stream).Select(worker => Lambda("IteratorAge", worker.Name, "Maximum").With(new MetricOptions { Label = worker.Name }))]),
            Graph("Mail", Metric("AWS/SES", "Send", "Sum"), Metric("AWS/SES", "Bounce", "Sum"), Metric("AWS/SES", "Complaint", "Sum")));
    }

    private static GraphWidget Graph(string title, params Metric[] metrics) => new(new GraphWidgetProps { Title = title, Left = metrics, Width = 12, Height = 6 });

    /// <summary>What the stage costs, by its tag; the tag has to be activated in Billing once.</summary>
    private void AddBudget()
    {
        CfnBudget.NotificationWithSubscribersProperty Told(string type, int percent) => new()
        {
            Notification = new CfnBudget.NotificationProperty { NotificationType = type, ComparisonOperator = "GREATER_THAN", Threshold = percent, ThresholdType = "PERCENTAGE" },
            Subscribers = new[] { new CfnBudget.SubscriberProperty { SubscriptionType = "SNS", Address = _topic.TopicArn } },
        };
        _ = new CfnBudget(this, "budget", new CfnBudgetProps
        {
            Budget = new CfnBudget.BudgetDataProperty
            {
                BudgetName = Config.NameOf("monthly"),
                BudgetType = "COST",
                TimeUnit = "MONTHLY",
                BudgetLimit = new CfnBudget.SpendProperty { Amount = Config.MonthlyBudget, Unit = "USD" },
                CostFilters = new Dictionary<string, object> { ["TagKeyValue"] = new[] { $"user:stage${Config.Name}" } },
            },
            NotificationsWithSubscribers = new[] { Told("ACTUAL", 80), Told("FORECASTED", 100) },
        });
        if (!Config.CostAnomalies) return;
        var monitor = new CfnAnomalyMonitor(this, "cost-anomalies", new CfnAnomalyMonitorProps
        {
            MonitorName = Config.NameOf("costs"), MonitorType = "CUSTOM", MonitorSpecification = $$$"""{"Tags":{"Key":"stage","Values":["{{{Config.Name}}}"]}}""",
        });
        _ = new CfnAnomalySubscription(this, "cost-anomalies-told", new CfnAnomalySubscriptionProps
        {
            SubscriptionName = Config.NameOf("costs"),
            Frequency = "IMMEDIATE",
            MonitorArnList = [monitor.AttrMonitorArn],
            Subscribers = new[] { new CfnAnomalySubscription.SubscriberProperty { Type = "SNS", Address = _topic.TopicArn } },
            ThresholdExpression = """{"Dimensions":{"Key":"ANOMALY_TOTAL_IMPACT_ABSOLUTE","MatchOptions":["GREATER_THAN_OR_EQUAL"],"Values":["10"]}}""",
        });
    }

    private void Alarm(string name, string description, IMetric metric, double threshold, int evaluations = 1)
    {
        var alarm = AlarmTopic.Alarm(this, Config, _topic, name, description, metric, threshold, evaluations);
        _alarms.Add(alarm);
    }

    private Metric Lambda(string metric, string function, string statistic = "Sum") => Metric("AWS/Lambda", metric, statistic, ("FunctionName", Config.FunctionName(function)));

    private static Metric Metric(string space, string name, string statistic, params (string Name, string Value)[] dimensions) => new(new MetricProps
    {
        Namespace = space, MetricName = name, Statistic = statistic, Period = Minutes, DimensionsMap = dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Value),
    });
}

/// <summary>Where alarms are told, and how one is made.</summary>
internal static class AlarmTopic
{
    public static Topic Create(Construct scope, StageConfig stage, string name = "alarms")
    {
        string[] tellers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"];
        var key = new Amazon.CDK.AWS.KMS.Key(scope, $"{name}-key", new Amazon.CDK.AWS.KMS.KeyProps { EnableKeyRotation = true, Description = "Seals what alarms say.", RemovalPolicy = RemovalPolicy.DESTROY });
        var topic = new Topic(scope, name, new TopicProps { TopicName = stage.NameOf(name), MasterKey = key, EnforceSSL = true });
        foreach (var teller in tellers)
        {
            var from = new ServicePrincipal(teller);
            key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps { Principals = [from], Actions = ["kms:Decrypt", "kms:GenerateDataKey*"], Resources = ["*"] }));
            topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
            {
                Sid = $"From{teller.Split('.')[0]}", Principals = [from], Actions = ["sns:Publish"], Resources = [topic.TopicArn],
                Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, string> { ["AWS:SourceAccount"] = Aws.ACCOUNT_ID } },
            }));
        }

        foreach (var address in stage.AlarmEmails) topic.AddSubscription(new EmailSubscription(address));
        return topic;
    }

    public static Alarm Alarm(Construct scope, StageConfig stage, Topic topic, string name, string description, IMetric metric, double threshold, int evaluations)
    {
        var alarm = new Alarm(scope, name, new AlarmProps
        {
            AlarmName = stage.NameOf(name),
            AlarmDescription = $"{description} See docs/runbook.md, {name}.",
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
            EvaluationPeriods = evaluations,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        alarm.AddAlarmAction(new SnsAction(topic));
        return alarm;
    }
}
