using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.Lambda.EventSources;
using Amazon.CDK.AWS.SQS;
using Constructs;
using EventTicketing.Api;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>The endpoint functions of one area. Each role has the permissions that the function's row grants.</summary>
public sealed class FunctionsStack : StageStack
{
    /// <summary>API Gateway waits at most 29 seconds.</summary>
    private static readonly Duration AnswerTime = Duration.Seconds(29);

    public FunctionsStack(Construct scope, StageConfig stage, Area area, AuthStack auth)
        : base(scope, stage, $"functions-{area.Name}", $"functions of {area.Name}")
    {
        foreach (var endpoint in area.Endpoints)
        {
            var function = new TicketingFunction(
                this,
                stage,
                endpoint.Name,
                endpoint.Summary,
                endpoint.Grants,
                AnswerTime,
                memory: 512,
                auth,
                hasCallers: true
            );
            foreach (var path in endpoint.Paths)
            {
                var name = path == endpoint.Path ? "api" : "api-alias";
                foreach (var method in endpoint.Methods)
                    AllowInvoke(function, method, path, method == endpoint.Method ? name : $"{name}-head");
            }
        }
    }

    /// <summary>
    /// Permits the API to invoke the function for one path. The permission is bound to the function, because it is lost when the function
    /// is replaced, and in another stack it would not be created again. The id of the API is not known yet, so the permission is for all
    /// APIs of the account in a stage of this name.
    /// </summary>
    private void AllowInvoke(TicketingFunction function, string method, string path, string name)
    {
        var anyObject = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "*" : part));
        _ = new CfnPermission(
            function,
            name,
            new CfnPermissionProps
            {
                Action = "lambda:InvokeFunction",
                Principal = "apigateway.amazonaws.com",
                FunctionName = function.Function.FunctionName,
                SourceArn = $"arn:aws:execute-api:{Config.Region}:{Aws.ACCOUNT_ID}:*/{Config.Name}/{method}{anyObject}",
            }
        );
    }
}

/// <summary>The workers with streams, schedules and queues, each with a dead-letter queue.</summary>
public sealed class WorkersStack : StageStack
{
    private static readonly Duration Day = Duration.Days(1);
    private readonly AuthStack _auth;

    /// <param name="workers">Null: all of the product.</param>
    public WorkersStack(Construct scope, StageConfig stage, DataStack data, AuthStack auth, IReadOnlyList<Worker>? workers = null)
        : base(scope, stage, "functions-workers", "workers")
    {
        _auth = auth;
        foreach (var worker in workers ?? Workers.All)
        {
            if (worker.Trigger is Trigger.Stream stream)
                Follow(worker, data.StreamOf(stream.Table), stream.Removals);
            else if (worker.Trigger is Trigger.Schedule schedule)
                Repeat(worker, schedule);
            else if (worker.Trigger is Trigger.Queue queue)
                Receive(worker, queue.Definition);
        }
    }

    /// <summary>The name of the dead-letter queue.</summary>
    public static string FailedName(StageConfig stage, Worker worker) => $"{stage.FunctionName(worker.Name)}-failed";

    /// <summary>
    /// Failed records are retried for a day without holding back the rest: a failing batch is split until only the failing record is left,
    /// which then goes to the queue. The sweeper still processes its registration.
    /// </summary>
    private void Follow(Worker worker, string stream, bool removals)
    {
        var function = Create(worker, Duration.Seconds(60), memory: 1024);
        foreach (var statement in Permissions.ToFollow(stream))
            function.Role.AddToPolicy(statement);
        var failed = FailedOf(worker);
        function.Role.AddToPolicy(Permissions.Allow([failed.QueueArn], "sqs:SendMessage"));
        var mapping = new EventSourceMapping(
            this,
            $"{worker.Name}-mapping",
            new EventSourceMappingProps
            {
                Target = function.Function,
                EventSourceArn = stream,
                StartingPosition = StartingPosition.TRIM_HORIZON,
                BatchSize = 25,
                ParallelizationFactor = 10,
                BisectBatchOnError = true,
                ReportBatchItemFailures = true,
                RetryAttempts = 100,
                MaxRecordAge = Day,
                OnFailure = new SqsDlq(failed),
                Filters =
                [
                    FilterCriteria.Filter(
                        new Dictionary<string, object>
                        {
                            ["eventName"] = FilterRule.Or([.. removals ? ["REMOVE"] : Array.Empty<string>(), "INSERT", "MODIFY"]),
                        }
                    ),
                ],
            }
        );
        mapping.Node.AddDependency(function.Role);
    }

    private void Repeat(Worker worker, Trigger.Schedule schedule)
    {
        var function = Create(worker, Duration.Minutes(5), memory: 512);
        var failed = FailedOf(worker);
        function.Role.AddToPolicy(Permissions.Allow([failed.QueueArn], "sqs:SendMessage"));
        function.Function.ConfigureAsyncInvoke(
            new EventInvokeConfigOptions
            {
                OnFailure = new SqsDestination(failed),
                RetryAttempts = 0,
                MaxEventAge = Duration.Minutes(5),
            }
        );
        _ = new Rule(
            this,
            $"{worker.Name}-clock",
            new RuleProps
            {
                Description = worker.Summary,
                Schedule = schedule.At is { } at
                    ? Schedule.Cron(new CronOptions { Hour = $"{at.Hour}", Minute = $"{at.Minute}" })
                    : Schedule.Rate(Duration.Seconds(schedule.Every.TotalSeconds)),
                // No retry: the next run does what this one could not.
                Targets =
                [
                    new LambdaFunction(
                        function.Function,
                        new LambdaFunctionProps
                        {
                            DeadLetterQueue = failed,
                            RetryAttempts = 0,
                            MaxEventAge = Duration.Minutes(5),
                        }
                    ),
                ],
            }
        );
    }

    /// <summary>
    /// A message that fails is delivered again, alone, until its tries are used up; SQS then moves it to the dead-letter queue.
    /// </summary>
    private void Receive(Worker worker, QueueDefinition definition)
    {
        var function = Create(worker, Duration.Seconds(definition.Timeout.TotalSeconds), memory: 512);
        var queue = CreateQueue(
            definition.Name,
            definition.NameIn(Config.Name),
            Duration.Seconds(definition.Visibility.TotalSeconds),
            new DeadLetterQueue { Queue = FailedOf(worker), MaxReceiveCount = definition.Tries }
        );
        function.Role.AddToPolicy(Permissions.ToReceive(queue.QueueArn));
        var mapping = new EventSourceMapping(
            this,
            $"{worker.Name}-mapping",
            new EventSourceMappingProps
            {
                Target = function.Function,
                EventSourceArn = queue.QueueArn,
                BatchSize = definition.BatchSize,
                ReportBatchItemFailures = true,
            }
        );
        mapping.Node.AddDependency(function.Role);
    }

    private TicketingFunction Create(Worker worker, Duration timeout, int memory) =>
        new(this, Config, worker.Name, worker.Summary, worker.Grants, timeout, memory, worker.Grants.UsePeople ? _auth : null);

    private Queue FailedOf(Worker worker) => CreateQueue($"{worker.Name}-failed", FailedName(Config, worker));

    private Queue CreateQueue(string id, string name, Duration? visibility = null, IDeadLetterQueue? failed = null) =>
        new(
            this,
            id,
            new QueueProps
            {
                QueueName = name,
                Encryption = QueueEncryption.SQS_MANAGED,
                EnforceSSL = true,
                RetentionPeriod = Duration.Days(14),
                VisibilityTimeout = visibility,
                DeadLetterQueue = failed,
            }
        );
}
