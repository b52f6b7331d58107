using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Local.Standins;

namespace EventTicketing.Local;

/// <summary>
/// Stands in for Lambda's event source mappings: reads the engine's streams, invokes each worker with batches in order, and retries from
/// the record that failed. Persists each worker's position, so that no record is lost when the process is killed.
/// </summary>
public sealed class StreamPump(Uri engine, string stage, IInvoker invoker, string? directory) : IAsyncDisposable
{
    private const int BatchSize = 25;
    private const int MaxTries = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private readonly Journal<Position> _positions = new(directory is null ? null : Path.Combine(directory, "stream-positions.jsonl"));
    private readonly EngineClient _engine = new(engine);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() =>
        _running = Task.WhenAll(
            Workers.All.Where(worker => worker.Trigger is Trigger.Stream).Select(worker => Task.Run(() => Follow(worker)))
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _positions.Dispose();
        _engine.Dispose();
        _stop.Dispose();
    }

    private async Task Follow(Worker worker)
    {
        var pause = Idle;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var moved = await Advance(worker);
                pause = Idle;
                if (!moved)
                    await Task.Delay(Idle, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
                when (error is HttpRequestException or InvalidOperationException or TaskCanceledException or TimeoutException)
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
    private async Task<bool> Advance(Worker worker)
    {
        var table = ((Trigger.Stream)worker.Trigger).Table.NameIn(stage);
        var streams = await Ask("ListStreams", new() { ["TableName"] = table });
        var moved = false;
        foreach (var stream in streams["Streams"]!.AsArray())
        {
            var arn = (string)stream!["StreamArn"]!;
            var description = await Ask("DescribeStream", new() { ["StreamArn"] = arn });
            foreach (var shard in description["StreamDescription"]!["Shards"]!.AsArray())
                moved |= await Drain(worker, arn, (string)shard!["ShardId"]!);
        }

        return moved;
    }

    private async Task<bool> Drain(Worker worker, string arn, string shard)
    {
        var key = $"{worker.Name} {arn} {shard}";
        var position = _positions.Find(key);
        var iterator = (string)
            (
                await Ask(
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
                        }
                )
            )["ShardIterator"]!;
        var records = (await Ask("GetRecords", new() { ["ShardIterator"] = iterator, ["Limit"] = BatchSize }))["Records"]!.AsArray();
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
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(MaxPause.TotalMilliseconds, 50 << Math.Min(tries, 10))), _stop.Token);
        }

        return true;
    }

    private static string SequenceOf(JsonNode record) => (string)record["dynamodb"]!["SequenceNumber"]!;

    private Task<JsonNode> Ask(string action, JsonObject request) => _engine.Streams(action, request, _stop.Token);

    private sealed record Position(string SequenceNumber);
}
