using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.Lambda.EventSources;
using Amazon.CDK.AWS.SQS;
using Constructs;
using EventTicketing.Api;

namespace EventTicketing.Infra;

/// <summary>The functions of one area that calls reach. Each role may do what the function's row grants.</summary>
public sealed class FunctionsStack : StageStack
{
    /// <summary>API Gateway waits 29 seconds at most.</summary>
    private static readonly Duration AnswerTime = Duration.Seconds(29);

    public FunctionsStack(Construct scope, StageConfig stage, Area area, AuthStack auth)
        : base(scope, stage, $"functions-{area.Name}", $"functions of {area.Name}")
    {
        var callers = new Dictionary<string, string>
        {
            ["TOKEN_ISSUER"] = $"https://cognito-idp.{stage.Region}.amazonaws.com/{auth.Pool.UserPoolId}",
            ["TOKEN_CLIENT_ID"] = auth.Client.UserPoolClientId,
        };
        foreach (var endpoint in area.Endpoints)
        {
            var function = new TicketingFunction(this, stage, endpoint.Name, endpoint.Summary, endpoint.Grants, AnswerTime, memory: 512, callers);
            foreach (var path in endpoint.Paths)
            {
                var name = path == endpoint.Path ? "api" : "api-alias";
                foreach (var method in endpoint.Methods) AllowInvoke(function, method, path, method == endpoint.Method ? name : $"{name}-head");
            }
        }
    }

    /// <summary>
    /// The API, for its one path. Beside the function and bound to it, for a permission goes with its function: in another stack it would not come back
    /// with a function that is made anew. Which API it is, is not known here yet; it is one of this account's, in its stage of this name.
    /// </summary>
    private void AllowInvoke(TicketingFunction function, string method, string path, string name)
    {
        var anyObject = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "*" : part));
        _ = new CfnPermission(function, name, new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            Principal = "apigateway.amazonaws.com",
            FunctionName = function.Function.FunctionName,
            SourceArn = $"arn:aws:execute-api:{Config.Region}:{Aws.ACCOUNT_ID}:*/{Config.Name}/{method}{anyObject}",
        });
    }
}

/// <summary>The functions that follow changes and the clock, each with a queue for what it could not do.</summary>
public sealed class WorkersStack : StageStack
{
    private static readonly Duration Day = Duration.Days(1);

    public WorkersStack(Construct scope, StageConfig stage, DataStack data) : base(scope, stage, "functions-workers", "workers")
    {
        foreach (var worker in Workers.All)
        {
            if (worker.Trigger is Trigger.Stream stream) Follow(worker, data.StreamOf(stream.Table));
            else if (worker.Trigger is Trigger.Schedule schedule) Repeat(worker, schedule.Every);
        }
    }

    public static string QueueName(StageConfig stage, Worker worker) => $"{stage.FunctionName(worker.Name)}-failed";

    /// <summary>
    /// What cannot be done is tried again for a day, and does not hold back the rest: a batch that fails is halved until only the culprit is
    /// left, which then goes to the queue. Its registration is swept all the same.
    /// </summary>
    private void Follow(Worker worker, string stream)
    {
        var function = Create(worker, Duration.Seconds(60), memory: 1024);
        foreach (var statement in Permissions.ToFollow(stream)) function.Role.AddToPolicy(statement);
        var failed = QueueOf(worker, function);
        var mapping = new EventSourceMapping(this, $"{worker.Name}-mapping", new EventSourceMappingProps
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
            Filters = [FilterCriteria.Filter(new Dictionary<string, object> { ["eventName"] = FilterRule.Or("INSERT", "MODIFY") })],
        });
        mapping.Node.AddDependency(function.Role);
    }

    private void Repeat(Worker worker, TimeSpan every)
    {
        var function = Create(worker, Duration.Minutes(5), memory: 512);
        var failed = QueueOf(worker, function);
        function.Function.ConfigureAsyncInvoke(new EventInvokeConfigOptions { OnFailure = new SqsDestination(failed), RetryAttempts = 0, MaxEventAge = Duration.Minutes(5) });
        _ = new Rule(this, $"{worker.Name}-clock", new RuleProps
        {
            Description = worker.Summary,
            Schedule = Schedule.Rate(Duration.Seconds(every.TotalSeconds)),
            // The next tick does what this one could not.
            Targets = [new LambdaFunction(function.Function, new LambdaFunctionProps { DeadLetterQueue = failed, RetryAttempts = 0, MaxEventAge = Duration.Minutes(5) })],
        });
    }

    private TicketingFunction Create(Worker worker, Duration timeout, int memory) => new(this, Config, worker.Name, worker.Summary, worker.Grants, timeout, memory);

    private Queue QueueOf(Worker worker, TicketingFunction function)
    {
        var queue = new Queue(this, $"{worker.Name}-failed", new QueueProps
        {
            QueueName = QueueName(Config, worker), Encryption = QueueEncryption.SQS_MANAGED, EnforceSSL = true, RetentionPeriod = Duration.Days(14),
        });
        function.Role.AddToPolicy(Permissions.Allow([queue.QueueArn], "sqs:SendMessage"));
        return queue;
    }
}
