using System.Diagnostics;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>What all workers have: their dependencies, as far as they are granted, the log, and a deadline.</summary>
public abstract class WorkerFunction(Worker worker, Host host)
{
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(5);

    protected App App { get; } = Guarded.For(host.App, worker.Name, worker.Grants);

    protected Log Log => host.Log;

    /// <summary>Is cancelled shortly before Lambda would end the process, so that the rest is reported as failed and not lost.</summary>
    protected CancellationTokenSource Deadline(ILambdaContext context) =>
        context.RemainingTime > Reserve ? new CancellationTokenSource(context.RemainingTime - Reserve, App.Clock) : new();

    /// <summary>Does work of many pieces, of which each may fail alone, and logs how many did.</summary>
    /// <param name="work">Gets what runs one piece, and returns how many were done.</param>
    protected async Task Attempting(ILambdaContext context, Func<Func<string, Func<Task>, Task<bool>>, Task<int>> work)
    {
        var watch = Stopwatch.StartNew();
        var failed = 0;
        var done = await work(Attempt);
        Log.Worked(context, done, failed, watch.Elapsed);

        async Task<bool> Attempt(string subject, Func<Task> piece)
        {
            try
            {
                await piece();
                return true;
            }
            catch (Exception error)
            {
                Interlocked.Increment(ref failed);
                Log.WorkFailed(context, subject, error);
                return false;
            }
        }
    }

    /// <summary>The key of a changed item.</summary>
    protected static Key KeyOf(TableDefinition table, Dictionary<string, DynamoDBEvent.AttributeValue> keys)
    {
        var sort = table.Key.Sort is { } name ? keys[name] : null;
        return new(
            table,
            keys[table.Key.Partition].S,
            sort is null ? null : sort.S ?? (object)long.Parse(sort.N, System.Globalization.CultureInfo.InvariantCulture)
        );
    }
}

/// <summary>
/// A function that is triggered by the stream of a table. Records come at least once, and in order per item. The first record that fails
/// ends the batch, and Lambda retries from there.
/// </summary>
public abstract class StreamFunction(Worker worker, Host host) : WorkerFunction(worker, host), IFunction
{
    private readonly Trigger.Stream _stream = (Trigger.Stream)worker.Trigger;

    /// <param name="changed">Key of the changed item. The image in the record may be outdated, so read the item again.</param>
    protected abstract Task Handle(Key changed, CancellationToken stop);

    public async Task<StreamsEventResponse> FunctionHandler(DynamoDBEvent records, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        using var deadline = Deadline(context);
        var done = 0;
        List<StreamsEventResponse.BatchItemFailure> failures = [];
        foreach (var record in records.Records)
        {
            var changed = KeyOf(_stream.Table, record.Dynamodb.Keys);
            try
            {
                deadline.Token.ThrowIfCancellationRequested();
                if (record.EventName != "REMOVE" || _stream.Removals)
                    await Handle(changed, deadline.Token);
                done++;
            }
            catch (Exception error)
            {
                Log.WorkFailed(context, changed.Sort is null ? changed.Partition : $"{changed.Partition}/{changed.Sort}", error);
                failures.Add(new() { ItemIdentifier = record.Dynamodb.SequenceNumber });
                break;
            }
        }

        Log.Worked(context, done, failures.Count, watch.Elapsed);
        return new() { BatchItemFailures = failures };
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        LambdaJson.Serializer.Serialize(
            await FunctionHandler(LambdaJson.Serializer.Deserialize<DynamoDBEvent>(request), context),
            response
        );
}

/// <summary>
/// A function that gets the records of a stream batch by batch and works on several at once. Nothing is delivered again: a scheduled worker
/// does what has failed.
/// </summary>
public abstract class StreamBatchFunction(Worker worker, Host host) : WorkerFunction(worker, host), IFunction
{
    private readonly TableDefinition _table = ((Trigger.Stream)worker.Trigger).Table;

    /// <param name="changed">Keys of the changed items. The images in the records may be outdated, so read the items again.</param>
    /// <inheritdoc cref="ScheduledFunction.Run"/>
    protected abstract Task<int> Handle(IReadOnlyList<Key> changed, Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop);

    public async Task FunctionHandler(DynamoDBEvent records, ILambdaContext context)
    {
        using var deadline = Deadline(context);
        var changed = records.Records.Where(record => record.EventName != "REMOVE").Select(record => KeyOf(_table, record.Dynamodb.Keys));
        await Attempting(context, attempt => Handle([.. changed], attempt, deadline.Token));
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response)
    {
        await FunctionHandler(LambdaJson.Serializer.Deserialize<DynamoDBEvent>(request), context);
        LambdaJson.Serializer.Serialize(new StreamsEventResponse { BatchItemFailures = [] }, response);
    }
}

/// <summary>
/// A function that receives the messages of a queue, at least once and in no defined order. Messages that fail are delivered again,
/// without the others of their batch.
/// </summary>
public abstract class QueueFunction(Worker worker, Host host) : WorkerFunction(worker, host), IFunction
{
    protected abstract Task Handle(string body, CancellationToken stop);

    public async Task<SQSBatchResponse> FunctionHandler(SQSEvent messages, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        using var deadline = Deadline(context);
        List<SQSBatchResponse.BatchItemFailure> failures = [];
        foreach (var message in messages.Records)
        {
            try
            {
                deadline.Token.ThrowIfCancellationRequested();
                await Handle(message.Body, deadline.Token);
            }
            catch (Exception error)
            {
                Log.WorkFailed(context, message.MessageId, error);
                failures.Add(new() { ItemIdentifier = message.MessageId });
            }
        }

        Log.Worked(context, messages.Records.Count - failures.Count, failures.Count, watch.Elapsed);
        return new(failures);
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        LambdaJson.Serializer.Serialize(await FunctionHandler(LambdaJson.Serializer.Deserialize<SQSEvent>(request), context), response);
}

/// <summary>A function that runs on a schedule.</summary>
public abstract class ScheduledFunction(Worker worker, Host host) : WorkerFunction(worker, host), IFunction
{
    /// <param name="attempt">
    /// Runs one piece of work, given its subject, and returns whether it succeeded. A failure is logged and does not stop the others.
    /// </param>
    /// <returns>How many pieces of work were done.</returns>
    protected abstract Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop);

    public async Task FunctionHandler(ScheduledEvent tick, ILambdaContext context)
    {
        using var deadline = Deadline(context);
        await Attempting(context, attempt => Run(attempt, deadline.Token));
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        await FunctionHandler(LambdaJson.Serializer.Deserialize<ScheduledEvent>(request), context);
}

/// <summary>
/// A trigger of the user pool after a confirmation. The pool waits for it, and an exception is shown to the person as an error.
/// </summary>
public abstract class ConfirmationFunction(Worker worker, Host host) : WorkerFunction(worker, host), IFunction
{
    protected abstract Task Handle(CognitoPostConfirmationEvent confirmed, CancellationToken stop);

    public async Task<CognitoPostConfirmationEvent> FunctionHandler(CognitoPostConfirmationEvent confirmed, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await Handle(confirmed, CancellationToken.None);
            Log.Worked(context, done: 1, failed: 0, watch.Elapsed);
            return confirmed;
        }
        catch (Exception error)
        {
            Log.WorkFailed(context, confirmed.UserName, error);
            throw;
        }
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        LambdaJson.Serializer.Serialize(
            await FunctionHandler(LambdaJson.Serializer.Deserialize<CognitoPostConfirmationEvent>(request), context),
            response
        );
}
