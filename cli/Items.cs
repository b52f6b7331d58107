using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using EventTicketing.Data;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventTicketing.Cli;

/// <summary>Differences between a restored table and its live counterpart, in numbers of items.</summary>
/// <param name="Restored">Totals of the restored table.</param>
/// <param name="Live">Totals of the live table.</param>
internal sealed record Comparison(Totals Restored, Totals Live, long OnlyRestored, long OnlyLive, long Different)
{
    public bool IsSame => OnlyRestored + OnlyLive + Different == 0;
}

/// <summary>Reads, compares and writes whole tables as raw items, streaming them in chunks.</summary>
internal sealed class Items(IAmazonDynamoDB client)
{
    /// <summary>Segments of a parallel scan.</summary>
    private const int Parts = 4;

    private const int KeysAtOnce = 100;
    private const int WritesAtOnce = 25;
    private const int MaxTries = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public async Task<Totals> Total(string table, CancellationToken stop)
    {
        var (total, turn) = (new Totals(), new Lock());
        await Read(
            table,
            items =>
            {
                var part = Sum(items);
                lock (turn)
                    total += part;
                return Task.CompletedTask;
            },
            stop
        );
        return total;
    }

    /// <param name="put">Receives the restored items that are missing in the live table, and those that differ; null only compares.</param>
    /// <param name="delete">Receives the keys of items that exist only in the live table.</param>
    public async Task<Comparison> Compare(
        TableDefinition table,
        string restored,
        string live,
        Func<IReadOnlyList<Item>, IReadOnlyList<Item>, Task>? put,
        Func<IReadOnlyList<Item>, Task>? delete,
        CancellationToken stop
    )
    {
        var (compared, turn) = (new Comparison(default, default, 0, 0, 0), new Lock());
        await Read(
            restored,
            async items =>
            {
                var there = await Find(table, live, items, stop);
                List<Item> missing = [.. items.Where(item => !there.ContainsKey(NameOf(table, item)))];
                List<Item> other =
                [
                    .. items.Where(item =>
                        there.TryGetValue(NameOf(table, item), out var found) && Fingerprint.Of(found) != Fingerprint.Of(item)
                    ),
                ];
                lock (turn)
                {
                    compared = compared with
                    {
                        Restored = compared.Restored + Sum(items),
                        OnlyRestored = compared.OnlyRestored + missing.Count,
                        Different = compared.Different + other.Count,
                    };
                }

                if (put is not null)
                    await put(missing, other);
            },
            stop
        );
        await Read(
            live,
            async items =>
            {
                var there = await Find(table, restored, items, stop);
                List<Item> extra = [.. items.Where(item => !there.ContainsKey(NameOf(table, item))).Select(item => KeyOf(table, item))];
                lock (turn)
                    compared = compared with { Live = compared.Live + Sum(items), OnlyLive = compared.OnlyLive + extra.Count };
                if (delete is not null)
                    await delete(extra);
            },
            stop
        );
        return compared;
    }

    public Task Put(string table, IReadOnlyList<Item> items, CancellationToken stop) =>
        Write(table, [.. items.Select(item => new WriteRequest(new PutRequest(item)))], stop);

    public Task Delete(string table, IReadOnlyList<Item> keys, CancellationToken stop) =>
        Write(table, [.. keys.Select(key => new WriteRequest(new DeleteRequest(key)))], stop);

    private async Task Write(string table, IReadOnlyList<WriteRequest> writes, CancellationToken stop)
    {
        foreach (var chunk in writes.Chunk(WritesAtOnce))
        {
            Dictionary<string, List<WriteRequest>> left = new() { [table] = [.. chunk] };
            for (var attempt = 1; left.Count > 0; attempt++)
            {
                await Pause(attempt, table, stop);
                left = (await client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = left }, stop)).UnprocessedItems ?? [];
            }
        }
    }

    private Task Read(string table, Func<IReadOnlyList<Item>, Task> each, CancellationToken stop) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, Parts),
            new ParallelOptions { MaxDegreeOfParallelism = Parts, CancellationToken = stop },
            async (part, stopped) =>
            {
                Item? last = null;
                do
                {
                    var page = await client.ScanAsync(
                        new ScanRequest
                        {
                            TableName = table,
                            Segment = part,
                            TotalSegments = Parts,
                            ConsistentRead = true,
                            ExclusiveStartKey = last,
                        },
                        stopped
                    );
                    foreach (var chunk in (page.Items ?? []).Chunk(KeysAtOnce))
                        await each(chunk);
                    last = page.LastEvaluatedKey is { Count: > 0 } key ? key : null;
                } while (last is not null);
            }
        );

    /// <summary>Reads the items with the same keys from another table. The result is keyed by <see cref="NameOf"/>.</summary>
    private async Task<Dictionary<string, Item>> Find(TableDefinition of, string table, IReadOnlyList<Item> items, CancellationToken stop)
    {
        Dictionary<string, Item> found = new(StringComparer.Ordinal);
        Dictionary<string, KeysAndAttributes> left = new()
        {
            [table] = new() { Keys = [.. items.Select(item => KeyOf(of, item))], ConsistentRead = true },
        };
        for (var attempt = 1; left.Count > 0; attempt++)
        {
            await Pause(attempt, table, stop);
            var answer = await client.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = left }, stop);
            foreach (var item in answer.Responses?.GetValueOrDefault(table) ?? [])
                found[NameOf(of, item)] = item;
            left = answer.UnprocessedKeys ?? [];
        }

        return found;
    }

    /// <summary>Backoff between batches with unprocessed items. The SDK retries failed requests, but not these.</summary>
    private static async Task Pause(int attempt, string table, CancellationToken stop)
    {
        if (attempt > MaxTries)
            throw new StoreBusyException($"{table} throttles requests. Run the same command again later.");
        var pause = TimeSpan.FromMilliseconds(50 << Math.Min(attempt, 10));
        if (attempt > 1)
            await Task.Delay(pause < LongestPause ? pause : LongestPause, stop);
    }

    private static Totals Sum(IReadOnlyList<Item> items) =>
        items.Aggregate(new Totals(), (sum, item) => sum + new Totals(1, Fingerprint.Of(item)));

    private static Item KeyOf(TableDefinition table, Item item)
    {
        Item key = new(StringComparer.Ordinal) { [table.Key.Partition] = item[table.Key.Partition] };
        if (table.Key.Sort is { } sort)
            key[sort] = item[sort];
        return key;
    }

    private static string NameOf(TableDefinition table, Item item) =>
        Fingerprint.Of(KeyOf(table, item)).ToString(CultureInfo.InvariantCulture);
}
