using System.Diagnostics;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using EventTicketing.Api;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>
/// A function that is triggered by the stream of a table. Records come at least once, and in order per item. The first record that fails
/// ends the batch, and Lambda retries from there.
/// </summary>
public abstract class StreamFunction(Worker worker, Host host) : IFunction
{
    private readonly string _keyAttribute = ((Trigger.Stream)worker.Trigger).Table.Key.Partition;

    protected App App { get; } = Guarded.For(host.App, worker.Name, worker.Grants);

    /// <param name="id">Id of the changed item. The image in the record may be outdated, so read the item again.</param>
    protected abstract Task Handle(string id, CancellationToken stop);

    public async Task<StreamsEventResponse> FunctionHandler(DynamoDBEvent records, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        List<StreamsEventResponse.BatchItemFailure> failures = [];
        foreach (var record in records.Records)
        {
            var id = record.Dynamodb.Keys[_keyAttribute].S;
            try
            {
                if (record.EventName != "REMOVE")
                    await Handle(id, CancellationToken.None);
                done++;
            }
            catch (Exception error)
            {
                host.Log.WorkFailed(context, id, error);
                failures.Add(new() { ItemIdentifier = record.Dynamodb.SequenceNumber });
                break;
            }
        }

        host.Log.Worked(context, done, failures.Count, watch.Elapsed);
        return new() { BatchItemFailures = failures };
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        LambdaJson.Serializer.Serialize(
            await FunctionHandler(LambdaJson.Serializer.Deserialize<DynamoDBEvent>(request), context),
            response
        );
}

/// <summary>A function that runs on a schedule.</summary>
public abstract class ScheduledFunction(Worker worker, Host host) : IFunction
{
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(5);
    private int _failed;

    protected App App { get; } = Guarded.For(host.App, worker.Name, worker.Grants);

    /// <returns>How many pieces of work were done.</returns>
    protected abstract Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop);

    public async Task FunctionHandler(ScheduledEvent tick, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        using var deadline =
            context.RemainingTime > Reserve ? new CancellationTokenSource(context.RemainingTime - Reserve, host.App.Clock) : new();
        _failed = 0;
        var done = await Run((subject, work) => Attempt(context, subject, work), deadline.Token);
        host.Log.Worked(context, done, _failed, watch.Elapsed);
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        await FunctionHandler(LambdaJson.Serializer.Deserialize<ScheduledEvent>(request), context);

    /// <summary>Runs one piece of work. A failure is logged and does not stop the others.</summary>
    private async Task<bool> Attempt(ILambdaContext context, string subject, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception error)
        {
            _failed++;
            host.Log.WorkFailed(context, subject, error);
            return false;
        }
    }
}

/// <summary>
/// A trigger of the user pool after a confirmation. The pool waits for it, and an exception is shown to the person as an error.
/// </summary>
public abstract class ConfirmationFunction(Worker worker, Host host) : IFunction
{
    protected App App { get; } = Guarded.For(host.App, worker.Name, worker.Grants);

    protected abstract Task Handle(CognitoPostConfirmationEvent confirmed, CancellationToken stop);

    public async Task<CognitoPostConfirmationEvent> FunctionHandler(CognitoPostConfirmationEvent confirmed, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await Handle(confirmed, CancellationToken.None);
            host.Log.Worked(context, done: 1, failed: 0, watch.Elapsed);
            return confirmed;
        }
        catch (Exception error)
        {
            host.Log.WorkFailed(context, confirmed.UserName, error);
            throw;
        }
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        LambdaJson.Serializer.Serialize(
            await FunctionHandler(LambdaJson.Serializer.Deserialize<CognitoPostConfirmationEvent>(request), context),
            response
        );
}
