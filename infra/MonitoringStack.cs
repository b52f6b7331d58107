using Amazon.CDK;
using Amazon.CDK.AWS.Budgets;
using Amazon.CDK.AWS.CE;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using EventTicketing.Api;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>
/// Alarms for everything that can fail, all sent to one topic; a dashboard; a budget. docs/runbook.md has an entry for each alarm.
/// </summary>
public sealed class MonitoringStack : StageStack
{
    private static readonly Duration Minutes = Duration.Minutes(5),
        Quarter = Duration.Minutes(15),
        Hour = Duration.Hours(1);

    /// <summary>Endpoints where a single failure raises an alarm: somebody has paid, or is waiting for money.</summary>
    private static readonly Endpoint[] Money =
    [
        PaymentEndpoints.ProcessPayment,
        PaymentEndpoints.RefundRegistration,
        PaymentEndpoints.StripeWebhook,
    ];

    private static readonly TableDefinition[] AwayFromTheSale =
    [
        Tables.LedgerEntries,
        Tables.Summaries,
        Tables.Notifications,
        Tables.Users,
        Tables.Organizations,
        Tables.Invitations,
        Tables.Activities,
        Tables.Kyc,
        Tables.Devices,
        Tables.Sessions,
        Tables.WebhookEndpoints,
        Tables.WebhookDeliveries,
    ];

    private readonly Topic _topic;
    private readonly List<(Concern Concern, IAlarm Alarm)> _alarms = [];

    /// <param name="workers">Null: all of the product.</param>
    public MonitoringStack(Construct scope, StageConfig stage, IReadOnlyList<Worker>? workers = null)
        : base(scope, stage, "monitoring", "alarms, dashboard, budget")
    {
        _topic = AlarmTopic.Create(this, stage);
        var functions = Endpoints.All.Select(endpoint => endpoint.Name).Concat(Workers.All.Select(worker => worker.Name)).ToList();
        foreach (var worker in workers ?? Workers.All)
            WatchWorker(worker);
        foreach (var table in Tables.All)
            WatchTable(table);
        WatchApi();
        WatchMoney();
        WatchMail();
        foreach (var concern in Enum.GetValues<Concern>())
            Summarize(concern);
        AddDashboard(functions);
        AddBudget();
        _ = new CfnOutput(this, "AlarmTopic", new CfnOutputProps { Value = _topic.TopicArn });
    }

    /// <summary>
    /// The part of the system that an alarm is about. Composite alarms and dashboard widgets are limited to 100 alarms, so each concern has
    /// its own.
    /// </summary>
    private enum Concern
    {
        Sale,
        Payment,
        Gate,
        Work,
    }

    private void Summarize(Concern concern)
    {
        var name = $"unhealthy-{concern.ToString().ToLowerInvariant()}";
        var summary = new CompositeAlarm(
            this,
            name,
            new CompositeAlarmProps
            {
                CompositeAlarmName = Config.NameOf(name),
                AlarmDescription = $"{Said(concern)} in trouble. See docs/runbook.md, unhealthy-….",
                AlarmRule = AlarmRule.AnyOf([.. Of(concern).Select(alarm => AlarmRule.FromAlarm(alarm, AlarmState.ALARM))]),
            }
        );
        summary.AddAlarmAction(new SnsAction(_topic));
        summary.AddOkAction(new SnsAction(_topic));
    }

    private static string Said(Concern concern) =>
        concern switch
        {
            Concern.Sale => "The sale is",
            Concern.Payment => "Payments or refunds are",
            Concern.Gate => "Tickets or the gate are",
            _ => "Mails or work behind the scenes are",
        };

    private IAlarm[] Of(Concern concern) => [.. _alarms.Where(alarm => alarm.Concern == concern).Select(alarm => alarm.Alarm)];

    private static Concern Of(Worker worker) =>
        worker == Workers.GenerateTicket ? Concern.Gate
        : worker == Workers.RefundCancelledEvent || worker == Workers.ExpireRegistrations ? Concern.Payment
        : Concern.Work;

    private static Concern Of(TableDefinition table) =>
        table == Tables.Tickets || table == Tables.CheckIns ? Concern.Gate
        : AwayFromTheSale.Contains(table) ? Concern.Work
        : Concern.Sale;

    private void WatchWorker(Worker worker)
    {
        var concern = Of(worker);
        // Crashes, timeouts and failed starts. Lambda does not count a response with 500 as an error; the alarms of the API do.
        var rate = Combined(
            worker.Name,
            "IF(calls > 0, 100 * errors / calls, 0)",
            Minutes,
            ("errors", Lambda("Errors", worker.Name)),
            ("calls", Lambda("Invocations", worker.Name))
        );
        Alarm(concern, $"errors-{worker.Name}", $"More than 1 % of the runs of {worker.Name} fail.", rate, 1, evaluations: 2);
        if (worker.Trigger is Trigger.Stream)
            Alarm(
                concern,
                $"late-{worker.Name}",
                $"{worker.Name} is more than five minutes behind.",
                Lambda("IteratorAge", worker.Name, "Maximum"),
                300_000,
                evaluations: 2
            );
        if (worker.Trigger is Trigger.Queue received)
            Alarm(
                concern,
                $"late-{worker.Name}",
                $"{worker.Name} is more than an hour behind.",
                Metric("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", ("QueueName", received.Definition.NameIn(Config.Name))),
                3600,
                evaluations: 2
            );
        if (worker.Trigger is Trigger.Schedule schedule)
            WatchClock(worker, schedule, concern);
        if (worker.Trigger is Trigger.SignUp)
            return;
        var queue = WorkersStack.FailedName(Config, worker);
        Alarm(
            concern,
            $"failed-{worker.Name}",
            $"{worker.Name} has failed messages after their last try.",
            Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", ("QueueName", queue)),
            0
        );
    }

    /// <summary>
    /// A run of a scheduled worker may fail for some items and still end normally, which Lambda does not count as an error. The first alarm
    /// therefore reads the number of failures from the log; the second one goes off when the worker does not run at all.
    /// </summary>
    private void WatchClock(Worker worker, Trigger.Schedule schedule, Concern concern)
    {
        var isNightly = schedule.At is not null;
        var failed = Logged(worker.Name, "failed", FilterPattern.NumberValue("$.Failed", ">", 0), "$.Failed")
            .With(new MetricOptions { Period = Duration.Seconds(schedule.Every.TotalSeconds) });
        Alarm(
            concern,
            $"stuck-{worker.Name}",
            isNightly ? $"Work of {worker.Name} has failed." : $"Work of {worker.Name} fails in each of three runs.",
            failed,
            0,
            evaluations: isNightly ? 1 : 3
        );
        var runs = Lambda("Invocations", worker.Name).With(new MetricOptions { Period = isNightly ? Hour : Quarter });
        _alarms.Add(
            (
                concern,
                AlarmTopic.Alarm(
                    this,
                    Config,
                    _topic,
                    $"clock-{worker.Name}",
                    $"{worker.Name} has not run for {(isNightly ? "a day and two hours" : "a quarter of an hour")}.",
                    runs,
                    1,
                    evaluations: isNightly ? 26 : 1,
                    tooLittle: true
                )
            )
        );
    }

    private void WatchTable(TableDefinition table)
    {
        var concern = Of(table);
        // Each metric of an alarm is charged: a table away from the sale has two, in place of one for each operation.
        var throttled = concern == Concern.Work ? ThrottleEvents(table) : ThrottledOperations(table);
        var sum = Combined("throttled", string.Join(" + ", throttled.Select(metric => $"FILL({metric.Id}, 0)")), Minutes, throttled);
        Alarm(concern, $"throttled-{table.Name}", $"The table {table.Name} refuses requests: too many at once.", sum, 10);
    }

    private (string Id, Metric Metric)[] ThrottleEvents(TableDefinition table)
    {
        var name = table.NameIn(Config.Name);
        return
        [
            ("reads", Metric("AWS/DynamoDB", "ReadThrottleEvents", "Sum", ("TableName", name))),
            ("writes", Metric("AWS/DynamoDB", "WriteThrottleEvents", "Sum", ("TableName", name))),
        ];
    }

    private (string Id, Metric Metric)[] ThrottledOperations(TableDefinition table)
    {
        var name = table.NameIn(Config.Name);
        // Only indexes of due work are scanned.
        string[] scans = table.Indexes.Any(index => index.OfDueWork) ? ["Scan"] : [];
        string[] operations = ["PutItem", "GetItem", "Query", "TransactWriteItems", "TransactGetItems", "BatchGetItem", .. scans];
        return
        [
            .. operations.Select(
                (operation, index) =>
                    ($"m{index}", Metric("AWS/DynamoDB", "ThrottledRequests", "Sum", ("TableName", name), ("Operation", operation)))
            ),
        ];
    }

    private void WatchApi()
    {
        Metric OfApi(string name, string statistic) =>
            Metric("AWS/ApiGateway", name, statistic, ("ApiName", Config.NameOf("api")), ("Stage", Config.Name));
        // At night a single failure may be half of all calls, so at least two are required.
        var faults = Combined(
            "5xx, %",
            "IF(faults > 1, 100 * faults / calls, 0)",
            Quarter,
            ("faults", OfApi("5XXError", "Sum")),
            ("calls", OfApi("Count", "Sum"))
        );
        Alarm(Concern.Sale, "api-faults", "More than 1 % of the API's answers in a quarter of an hour are 5xx.", faults, 1);
        Alarm(
            Concern.Sale,
            "api-slow",
            "One answer in a hundred takes more than three seconds.",
            OfApi("Latency", "p99"),
            3000,
            evaluations: 3
        );
        Alarm(
            Concern.Sale,
            "functions-throttled",
            "Lambda refuses calls: the account's concurrency is used up.",
            Metric("AWS/Lambda", "Throttles", "Sum"),
            0
        );
        // The gate depends on the same API, so it has the same three alarms.
        _alarms.AddRange([.. _alarms.TakeLast(3).Select(alarm => (Concern.Gate, alarm.Alarm))]);
    }

    /// <summary>These endpoints have too few calls to affect the overall error rate, but every failure matters.</summary>
    private void WatchMoney()
    {
        foreach (var name in Money.Select(endpoint => endpoint.Name))
        {
            // Responses with 5xx, from the log, plus crashes and timeouts, which Lambda counts.
            var failing = Combined(
                name,
                "FILL(answered, 0) + FILL(died, 0)",
                Minutes,
                ("answered", Logged(name, "failing", FilterPattern.StringValue("$.level", "=", "ERROR"))),
                ("died", Lambda("Errors", name))
            );
            Alarm(Concern.Payment, $"failing-{name}", $"{name} has failed requests: responses with 5xx, crashes or timeouts.", failing, 0);
        }

        // Anybody can call the webhook, so one or two bad signatures are ignored.
        var refused = Logged(PaymentEndpoints.StripeWebhook.Name, "refused", FilterPattern.StringValue("$.problem", "=", "bad_signature"))
            .With(new MetricOptions { Period = Quarter });
        Alarm(
            Concern.Payment,
            "webhooks-refused",
            "Stripe's webhooks are refused: their signatures do not match the stored secret.",
            refused,
            2
        );
    }

    private void WatchMail()
    {
        Alarm(
            Concern.Work,
            "mail-bounces",
            "More than 5 % of the mails bounce: at 10 % SES stops sending.",
            Metric("AWS/SES", "Reputation.BounceRate", "Maximum"),
            0.05
        );
        Alarm(
            Concern.Work,
            "mail-complaints",
            "More than 0.1 % of the mails are reported as spam: at 0.5 % SES stops sending.",
            Metric("AWS/SES", "Reputation.ComplaintRate", "Maximum"),
            0.001
        );
        if (Config.Sms is { MonthlyLimit: var limit })
            Alarm(
                Concern.Work,
                "sms-spending",
                "Text messages have used up 80 % of the month's limit: at the account's own limit SNS stops sending.",
                Metric("AWS/SNS", "SMSMonthToDateSpentUSD", "Maximum"),
                0.8 * limit
            );
    }

    private void AddDashboard(List<string> functions)
    {
        var api = Config.NameOf("api");
        Metric OfApi(string name, string statistic) => Metric("AWS/ApiGateway", name, statistic, ("ApiName", api), ("Stage", Config.Name));
        Metric[] OfAll(string name, string statistic = "Sum") =>
            [.. functions.Select(function => Lambda(name, function, statistic).With(new MetricOptions { Label = function }))];
        Metric[] Tabled(string name) =>
            [
                .. Tables.All.Select(table =>
                    Metric("AWS/DynamoDB", name, "Sum", ("TableName", table.NameIn(Config.Name)))
                        .With(new MetricOptions { Label = table.Name })
                ),
            ];
        var dashboard = new Dashboard(this, "dashboard", new DashboardProps { DashboardName = Config.NameOf("overview") });
        dashboard.AddWidgets([
            .. Enum.GetValues<Concern>()
                .Select(concern => new AlarmStatusWidget(
                    new AlarmStatusWidgetProps
                    {
                        Title = $"Alarms: {concern}",
                        Alarms = Of(concern),
                        Width = 6,
                        Height = 8,
                    }
                )),
        ]);
        dashboard.AddWidgets(
            Graph("Requests", OfApi("Count", "Sum"), OfApi("4XXError", "Sum"), OfApi("5XXError", "Sum")),
            Graph("Time to answer (ms)", OfApi("Latency", "p50"), OfApi("Latency", "p99"))
        );
        dashboard.AddWidgets(Graph("Function errors", OfAll("Errors")), Graph("Function time (ms, p99)", OfAll("Duration", "p99")));
        dashboard.AddWidgets(
            Graph("Tables: written units", Tabled("ConsumedWriteCapacityUnits")),
            Graph("Tables: read units", Tabled("ConsumedReadCapacityUnits"))
        );
        dashboard.AddWidgets(
            Graph(
                "Workers: behind by (ms)",
                [
                    .. Workers
                        .All.Where(worker => worker.Trigger is Trigger.Stream)
                        .Select(worker => Lambda("IteratorAge", worker.Name, "Maximum").With(new MetricOptions { Label = worker.Name })),
                ]
            ),
            Graph("Mail", Metric("AWS/SES", "Send", "Sum"), Metric("AWS/SES", "Bounce", "Sum"), Metric("AWS/SES", "Complaint", "Sum"))
        );
    }

    private static GraphWidget Graph(string title, params Metric[] metrics) =>
        new(
            new GraphWidgetProps
            {
                Title = title,
                Left = metrics,
                Width = 12,
                Height = 6,
            }
        );

    /// <summary>A budget for the costs with the tag of the stage; the tag must be activated in Billing once.</summary>
    private void AddBudget()
    {
        CfnBudget.NotificationWithSubscribersProperty Told(string type, int percent) =>
            new()
            {
                Notification = new CfnBudget.NotificationProperty
                {
                    NotificationType = type,
                    ComparisonOperator = "GREATER_THAN",
                    Threshold = percent,
                    ThresholdType = "PERCENTAGE",
                },
                Subscribers = new[]
                {
                    new CfnBudget.SubscriberProperty { SubscriptionType = "SNS", Address = _topic.TopicArn },
                },
            };
        _ = new CfnBudget(
            this,
            "budget",
            new CfnBudgetProps
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
            }
        );
        if (!Config.CostAnomalies)
            return;
        var monitor = new CfnAnomalyMonitor(
            this,
            "cost-anomalies",
            new CfnAnomalyMonitorProps
            {
                MonitorName = Config.NameOf("costs"),
                MonitorType = "CUSTOM",
                MonitorSpecification = $$$"""{"Tags":{"Key":"stage","Values":["{{{Config.Name}}}"]}}""",
            }
        );
        _ = new CfnAnomalySubscription(
            this,
            "cost-anomalies-told",
            new CfnAnomalySubscriptionProps
            {
                SubscriptionName = Config.NameOf("costs"),
                Frequency = "IMMEDIATE",
                MonitorArnList = [monitor.AttrMonitorArn],
                Subscribers = new[]
                {
                    new CfnAnomalySubscription.SubscriberProperty { Type = "SNS", Address = _topic.TopicArn },
                },
                ThresholdExpression =
                    """{"Dimensions":{"Key":"ANOMALY_TOTAL_IMPACT_ABSOLUTE","MatchOptions":["GREATER_THAN_OR_EQUAL"],"Values":["10"]}}""",
            }
        );
    }

    private void Alarm(Concern concern, string name, string description, IMetric metric, double threshold, int evaluations = 1) =>
        _alarms.Add((concern, AlarmTopic.Alarm(this, Config, _topic, name, description, metric, threshold, evaluations)));

    /// <summary>
    /// A metric from a function's log: the number of matching lines, or the sum of a field. It costs nothing while nothing matches.
    /// </summary>
    private Metric Logged(string function, string what, IFilterPattern like, string value = "1")
    {
        var (space, name) = ($"EventTicketing/{Config.Name}", $"{function} {what}");
        _ = new MetricFilter(
            this,
            $"{what}-{function}-lines",
            new MetricFilterProps
            {
                LogGroup = LogGroup.FromLogGroupName(this, $"{what}-{function}-log", $"/aws/lambda/{Config.FunctionName(function)}"),
                FilterPattern = like,
                MetricNamespace = space,
                MetricName = name,
                MetricValue = value,
            }
        );
        return Metric(space, name, "Sum");
    }

    private static MathExpression Combined(string label, string expression, Duration period, params (string Name, Metric Metric)[] of) =>
        new(
            new MathExpressionProps
            {
                Expression = expression,
                Label = label,
                Period = period,
                UsingMetrics = of.ToDictionary(part => part.Name, part => (IMetric)part.Metric),
            }
        );

    private Metric Lambda(string metric, string function, string statistic = "Sum") =>
        Metric("AWS/Lambda", metric, statistic, ("FunctionName", Config.FunctionName(function)));

    private static Metric Metric(string space, string name, string statistic, params (string Name, string Value)[] dimensions) =>
        new(
            new MetricProps
            {
                Namespace = space,
                MetricName = name,
                Statistic = statistic,
                Period = Minutes,
                DimensionsMap = dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Value),
            }
        );
}

/// <summary>Creates the topics for alarms, and the alarms.</summary>
internal static class AlarmTopic
{
    public static Topic Create(Construct scope, StageConfig stage, string name = "alarms")
    {
        string[] publishers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"];
        var key = new Amazon.CDK.AWS.KMS.Key(
            scope,
            $"{name}-key",
            new Amazon.CDK.AWS.KMS.KeyProps
            {
                EnableKeyRotation = true,
                Description = "Encrypts the notifications of alarms.",
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );
        var topic = new Topic(
            scope,
            name,
            new TopicProps
            {
                TopicName = stage.NameOf(name),
                MasterKey = key,
                EnforceSSL = true,
            }
        );
        foreach (var publisher in publishers)
        {
            var from = new ServicePrincipal(publisher);
            key.AddToResourcePolicy(
                new PolicyStatement(
                    new PolicyStatementProps
                    {
                        Principals = [from],
                        Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
                        Resources = ["*"],
                    }
                )
            );
            topic.AddToResourcePolicy(
                new PolicyStatement(
                    new PolicyStatementProps
                    {
                        Sid = $"From{publisher.Split('.')[0]}",
                        Principals = [from],
                        Actions = ["sns:Publish"],
                        Resources = [topic.TopicArn],
                        Conditions = new Dictionary<string, object>
                        {
                            ["StringEquals"] = new Dictionary<string, string> { ["AWS:SourceAccount"] = Aws.ACCOUNT_ID },
                        },
                    }
                )
            );
        }

        foreach (var address in stage.AlarmEmails)
            topic.AddSubscription(new EmailSubscription(address));
        return topic;
    }

    /// <param name="tooLittle">The alarm goes off below the threshold and when there is no data; otherwise above the threshold.</param>
    public static Alarm Alarm(
        Construct scope,
        StageConfig stage,
        Topic topic,
        string name,
        string description,
        IMetric metric,
        double threshold,
        int evaluations,
        bool tooLittle = false
    )
    {
        var alarm = new Alarm(
            scope,
            name,
            new AlarmProps
            {
                AlarmName = stage.NameOf(name),
                AlarmDescription = $"{description} See docs/runbook.md, {name}.",
                Metric = metric,
                Threshold = threshold,
                ComparisonOperator = tooLittle ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
                EvaluationPeriods = evaluations,
                TreatMissingData = tooLittle ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
            }
        );
        alarm.AddAlarmAction(new SnsAction(topic));
        alarm.AddOkAction(new SnsAction(topic));
        return alarm;
    }
}
