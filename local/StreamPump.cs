using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Local.Standins;

namespace EventTicketing.Local;

/// <summary>
/// Stands in for Lambda's event source mappings: reads the engine's streams, invokes each worker with batches in order, and retries from
/// the record that failed. Persists each worker's position, so that no record is lost when the process is killed.
/// </summary>
public sealed class StreamPump(IReadOnlyList<Worker> workers, Uri engine, IInvoker invoker, string? directory)
    : WorkerLoops<Trigger.Stream>(workers)
{
    private const int BatchSize = 25;
    private const int MaxTries = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private readonly Journal<Position> _positions = new(directory is null ? null : Path.Combine(directory, "stream-positions.jsonl"));
    private readonly EngineClient _engine = new(engine);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _positions.Dispose();
        _engine.Dispose();
    }

    protected override async Task Loop(Worker worker, Trigger.Stream trigger, CancellationToken stop)
    {
        var pause = Idle;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var moved = await Advance(worker, trigger.Table.NameIn(LocalAccount.Stage), stop);
                pause = Idle;
                if (!moved)
                    await Task.Delay(Idle, stop);
            }
            catch (Exception error)
                when (error is HttpRequestException or InvalidOperationException or TimeoutException
                    || (error is TaskCanceledException && !stop.IsCancellationRequested)
                )
            {
                // The engine or a worker's process is unavailable: retry from the last saved position.
                if (pause == Idle)
                    await Console.Error.WriteLineAsync($"{worker.Name} waits: {error.Message}");
                await Task.Delay(pause, CancellationToken.None);
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            }
        }
    }

    /// <returns>Whether there were any records.</returns>
    private async Task<bool> Advance(Worker worker, string table, CancellationToken stop)
    {
        var streams = await _engine.Streams("ListStreams", new() { ["TableName"] = table }, stop);
        var moved = false;
        foreach (var stream in streams["Streams"]!.AsArray())
        {
            var arn = (string)stream!["StreamArn"]!;
            var description = await _engine.Streams("DescribeStream", new() { ["StreamArn"] = arn }, stop);
            foreach (var shard in description["StreamDescription"]!["Shards"]!.AsArray())
                moved |= await Drain(worker, arn, (string)shard!["ShardId"]!, stop);
        }

        return moved;
    }

    private async Task<bool> Drain(Worker worker, string arn, string shard, CancellationToken stop)
    {
        var key = $"{worker.Name} {arn} {shard}";
        var position = _positions.Find(key);
        var iterator = (string)
            (
                await _engine.Streams(
                    "GetShardIterator",
                    position is null
                        ? new()
                        {
                            ["StreamArn"] = arn,
                            ["ShardId"] = shard,
                            ["ShardIteratorType"] = "TRIM_HORIZON",
                        }
                        : new()
                        {
                            ["StreamArn"] = arn,
                            ["ShardId"] = shard,
                            ["ShardIteratorType"] = "AFTER_SEQUENCE_NUMBER",
                            ["SequenceNumber"] = position.SequenceNumber,
                        },
                    stop
                )
            )["ShardIterator"]!;
        var records = (await _engine.Streams("GetRecords", new() { ["ShardIterator"] = iterator, ["Limit"] = BatchSize }, stop))[
            "Records"
        ]!.AsArray();
        if (records.Count == 0)
            return false;
        foreach (var record in records)
            record!["eventSourceARN"] = arn;

        for (var tries = 1; records.Count > 0; tries++)
        {
            var answer = JsonNode.Parse(
                await invoker.Invoke(worker.Name, new JsonObject { ["Records"] = records.DeepClone() }.ToJsonString())
            )!;
            var failed = (string?)answer["batchItemFailures"]?.AsArray().FirstOrDefault()?["itemIdentifier"];
            var done = failed is null ? records.Count : records.ToList().FindIndex(record => SequenceOf(record!) == failed);
            // Skip a record that keeps failing, so that it does not block the shard; the sweeper finishes its work.
            if (failed is not null && tries == MaxTries)
                (done, tries) = (done + 1, 0);
            if (done > 0)
            {
                _positions.Put(key, new(SequenceOf(records[done - 1]!)));
                tries = 0;
            }

            for (var i = 0; i < done; i++)
                records.RemoveAt(0);
            if (failed is not null)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(MaxPause.TotalMilliseconds, 50 << Math.Min(tries, 10))), stop);
        }

        return true;
    }

    private static string SequenceOf(JsonNode record) => (string)record["dynamodb"]!["SequenceNumber"]!;

    private sealed record Position(string SequenceNumber);
}
