using Amazon.DynamoDBv2.Model;
using EventTicketing.Tests.Simulation.Dynamo;

namespace EventTicketing.Tests.Simulation;

/// <summary>Get, query and scan.</summary>
public sealed partial class SimulatedDynamo
{
    private const int MaxBatchBytes = 16 << 20;
    private const int MaxKeys = 100;

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, direct) = (TableOf(request.TableName), Direct);
        return Call(
            Text("get", table.Bit),
            () =>
            {
                var item = table.ItemOf(request.Key);
                var seen = Read(item, request.ConsistentRead == true, direct) ?? throw Refused.OverLimit();
                return new GetItemResponse { Item = seen.Image };
            },
            cancellationToken
        );
    }

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (tables, direct) = (0, Direct);
        foreach (var name in request.RequestItems.Keys)
            tables |= TableOf(name).Bit;
        return Call(Text("get", tables), () => Batch(request, direct), cancellationToken);
    }

    private BatchGetItemResponse Batch(BatchGetItemRequest request, bool direct)
    {
        if (request.RequestItems.Values.Sum(keys => keys.Keys.Count) is 0 or > MaxKeys)
            throw Refused.Invalid("Between 1 and 100 items can be read.");
        var response = new BatchGetItemResponse { Responses = [], UnprocessedKeys = [] };
        var (bytes, read, partly) = (0, 0, !direct && world.Random.Next(50) == 0);
        HashSet<Item> named = [];
        foreach (var (name, asked) in request.RequestItems)
        {
            List<Dictionary<string, AttributeValue>> found = [],
                left = [];
            foreach (var key in asked.Keys)
            {
                var item = TableOf(name).ItemOf(key);
                if (!named.Add(item))
                    throw Refused.Invalid("Provided list of item keys contains duplicates");
                var leave = bytes > MaxBatchBytes || (partly && read > 0 && world.Random.Next(2) == 0);
                var seen = leave ? null : Read(item, asked.ConsistentRead == true, direct);
                if (seen is null)
                    left.Add(key);
                else if (seen.Image is not null)
                    found.Add(seen.Image);
                if (seen is not null)
                    (read, bytes) = (read + 1, bytes + seen.Bytes);
            }

            response.Responses[name] = found;
            if (left.Count > 0)
                response.UnprocessedKeys[name] = new() { Keys = left, ConsistentRead = asked.ConsistentRead };
        }

        return read > 0 ? response : throw Refused.OverLimit();
    }

    /// <returns>Null when the read is throttled.</returns>
    private ItemVersion? Read(Item item, bool consistent, bool direct)
    {
        if (direct)
            return item.Current;
        if (Usage(item).Read >= ReadLimit)
            return null;
        var seen = consistent ? item.Current : item.Seen(Past());
        WasRead(item.Home, item.Key.Table, ReadUnits(seen.Bytes) * (consistent ? 1 : 0.5));
        return seen;
    }

    public override Task<TransactGetItemsResponse> TransactGetItemsAsync(
        TransactGetItemsRequest request,
        CancellationToken cancellationToken = default
    )
    {
        var (tables, direct) = (0, Direct);
        foreach (var item in request.TransactItems)
            tables |= TableOf(item.Get.TableName).Bit;
        return Call(
            Text("snapshot", tables),
            () => Snapshot(request.TransactItems, direct),
            cancellationToken,
            request.TransactItems.Count
        );
    }

    private TransactGetItemsResponse Snapshot(List<TransactGetItem> asked, bool direct)
    {
        if (asked.Count is 0 or > MaxKeys)
            throw Refused.Invalid("Between 1 and 100 items can be read.");
        var items = asked.ConvertAll(item => TableOf(item.Get.TableName).ItemOf(item.Get.Key));
        if (items.Distinct().Count() < items.Count)
            throw Refused.Invalid("Transaction request cannot include multiple operations on one item");
        if (items.Sum(item => (long)item.Current.Bytes) > Transaction.MaxBytes)
            throw Refused.Invalid("The items of the transaction are larger than 4 MB");
        Refused.CancelIf(items, item => item.LockedBy is null ? null : Refused.Conflict);
        if (!direct)
        {
            Refused.CancelIf(items, item => Usage(item).Read < ReadLimit ? null : Refused.Throttled);
            foreach (var item in items)
                WasRead(item.Home, item.Key.Table, 2 * ReadUnits(item.Current.Bytes));
        }

        return new() { Responses = items.ConvertAll(item => new ItemResponse { Item = item.Current.Image }) };
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        var (table, direct) = (TableOf(request.TableName), Direct);
        return Call(Text("query", table.Bit, request.IndexName), () => Query(request, table, direct), cancellationToken);
    }

    private QueryResponse Query(QueryRequest request, SimulatedTable table, bool direct)
    {
        Supports(request.FilterExpression ?? request.ProjectionExpression);
        if (request.IndexName is not null && request.ConsistentRead == true)
            throw Refused.Invalid("Consistent reads are not supported on global secondary indexes");
        var source = table.Named(request.IndexName);
        var bounds = Bounds.Of(request, source.Key) ?? throw Refused.Invalid("The key condition does not fit the key");
        var partition = source.Of(bounds.Partition);
        var bills = !direct && source == table;
        if (bills && partition.At(Second).Read >= ReadLimit)
            throw Refused.OverLimit();

        var page = new ReadPage(request.Limit, PageBytes, bills && request.ConsistentRead != true ? Past : null);
        var (low, high) = partition.Range(bounds);
        if (request.ExclusiveStartKey is { } key)
        {
            var (inPartition, start) = table.Start(key, source);
            if (inPartition != bounds.Partition || !bounds.Contains(start.Sort))
                throw Refused.Invalid("The provided starting key is outside query boundaries based on provided conditions");
            if (request.ScanIndexForward == false)
                high = partition.Before(start);
            else
                low = partition.UpTo(start);
        }

        if (request.ScanIndexForward == false)
        {
            while (low < high && page.Takes(partition.Rows[high - 1]))
                high--;
        }
        else
        {
            while (low < high && page.Takes(partition.Rows[low]))
                low++;
        }

        if (!direct)
            WasRead(partition, table.Definition, ReadUnits(page.Bytes) * (request.ConsistentRead == true ? 1 : 0.5));
        return new()
        {
            Items = page.Items,
            Count = page.Items.Count,
            ScannedCount = page.Items.Count,
            LastEvaluatedKey = page.IsFull ? table.End(page.Items[^1], source) : null,
        };
    }

    public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        var (table, direct) = (TableOf(request.TableName), Direct);
        return Call(Text("scan", table.Bit, request.IndexName), () => Scan(request, table, direct), cancellationToken);
    }

    private ScanResponse Scan(ScanRequest request, SimulatedTable table, bool direct)
    {
        Supports(request.FilterExpression ?? request.ProjectionExpression);
        var source = table.Named(request.IndexName);
        var page = new ReadPage(request.Limit, PageBytes, !direct && source == table && request.ConsistentRead != true ? Past : null);
        var (first, row) = (0, 0);
        if (request.ExclusiveStartKey is { } key)
        {
            var (inPartition, start) = table.Start(key, source);
            first = source.Of(inPartition).Ordinal;
            row = source.All[first].UpTo(start);
        }

        for (var i = first; i < source.All.Count; i++, row = 0)
        {
            var rows = source.All[i].Rows;
            while (row < rows.Count && page.Takes(rows[row]))
                row++;
            if (page.IsFull)
                break;
        }

        if (Bill is not null && !direct)
            Bill.Of(table.Definition).Read += ReadUnits(page.Bytes) * (request.ConsistentRead == true ? 1 : 0.5);
        return new()
        {
            Items = page.Items,
            Count = page.Items.Count,
            ScannedCount = page.Items.Count,
            LastEvaluatedKey = page.IsFull ? table.End(page.Items[^1], source) : null,
        };
    }

    private static void Supports(string? filter)
    {
        if (filter is not null)
            throw new NotSupportedException($"The simulated DynamoDB does not filter: {filter}");
    }

    /// <summary>The instant, in ticks, whose state an eventually consistent read sees.</summary>
    private long Past() => Now - (world.Random.Next(20) == 0 ? world.Between(0, 2) : world.Between(0, 0.1)).Ticks;

    private static double ReadUnits(int bytes) => Math.Max(1, (bytes + 4095) / 4096);

    /// <summary>A page while it is read.</summary>
    /// <param name="past">Draws the instant whose state an eventually consistent read sees; null for consistent reads.</param>
    private sealed class ReadPage(int? limit, int pageBytes, Func<long>? past)
    {
        public List<Dictionary<string, AttributeValue>> Items { get; } = [];
        public int Bytes { get; private set; }
        public bool IsFull => Items.Count >= limit || Bytes >= pageBytes;

        /// <returns>False when the page ends with this row.</returns>
        public bool Takes(Row row)
        {
            var seen = row.Seen(past?.Invoke() ?? long.MaxValue);
            if (seen.Image is null)
                return true;
            Items.Add(seen.Image);
            Bytes += seen.Bytes;
            return !IsFull;
        }
    }
}
