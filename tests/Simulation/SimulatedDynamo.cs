using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace EventTicketing.Tests.Simulation;

/// <summary>One item before and after a commit; null where there was or is none. The images are never changed.</summary>
public sealed record Committed(Key Key, Dictionary<string, AttributeValue>? Old, Dictionary<string, AttributeValue>? New);

/// <summary>
/// DynamoDB as its client library shows it, in virtual time: transactions that take a while and get in each other's way, eventual reads that are
/// late, indexes that lag, limits, and whatever <see cref="World.Call{T}(string, Func{T}, Func{Fault, Exception})"/> makes of a call. It knows what
/// the store asks for, and nothing else. Calls from outside of an invocation see everything as it is, take no time and are not billed.
/// </summary>
public sealed class SimulatedDynamo(World world, string stage = "sim") : AmazonDynamoDBClient(Credentials, Settings)
{
    private const int MaxPageBytes = 1 << 20;
    private const int MaxBatchBytes = 16 << 20;
    private const int MaxKeys = 100;
    private static readonly AnonymousAWSCredentials Credentials = new();
    private static readonly AmazonDynamoDBConfig Settings = new() { ServiceURL = "http://dynamodb.invalid", AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 };
    private static readonly ConcurrentDictionary<(string Verb, string? Index, int Tables), string> Texts = new();
    private readonly SimulatedTable[] _tables = [.. Tables.All.Select((table, ordinal) => new SimulatedTable(table, table.NameIn(stage), 1 << ordinal))];
    private readonly Dictionary<string, Remembered> _tokens = new(StringComparer.Ordinal);
    private readonly Queue<string> _completed = new();

    /// <summary>Raised at each commit, once for all items that it changed.</summary>
    public event Action<IReadOnlyList<Committed>>? Committed;

    /// <summary>Whether indexes show a commit only after a while.</summary>
    public bool IndexLag { get; set; } = true;

    /// <summary>Units per second and partition key value.</summary>
    public double WriteLimit { get; set; } = 1_000;

    public double ReadLimit { get; set; } = 3_000;

    private static bool Direct => Invocation.Current is null;

    private long Now => world.Time.Now.Ticks;

    private long Second => Now / TimeSpan.TicksPerSecond;

    // For the oracle

    public IEnumerable<Dictionary<string, AttributeValue>> All(TableDefinition table) =>
        TableOf(table).Items().Where(item => item.Current.Image is not null).Select(item => item.Current.Image!);

    /// <param name="sort">A string or a long, as the table says; null when it has no sort key.</param>
    public Dictionary<string, AttributeValue>? Find(TableDefinition table, string partition, object? sort = null) =>
        TableOf(table).Item(partition, SortKey.Of(sort)).Current.Image;

    /// <summary>Deletes what has outlived its time. DynamoDB does so hours late, and not all at once.</summary>
    /// <param name="isNoticed">Whether an item that is due is deleted this time.</param>
    public void ExpireTtl(Func<Key, bool> isNoticed)
    {
        var second = world.Time.Now.ToUnixTimeSeconds();
        foreach (var table in _tables)
        {
            if (table.Definition.TimeToLive is not { } attribute) continue;
            foreach (var item in table.Items().ToList())
            {
                var due = item.LockedBy is null && item.Current.Image?.GetValueOrDefault(attribute)?.N is { } end && SortKey.NumberOf(end) < second;
                if (due && isNoticed(item.Key)) Commit([Operation.Delete(item)]);
            }
        }
    }

    // Reading

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, direct) = (TableOf(request.TableName), Direct);
        return Call(Text("get", table.Bit), () =>
        {
            var item = table.ItemOf(request.Key);
            var seen = Read(item, request.ConsistentRead == true, direct) ?? throw Refused.OverLimit();
            return new GetItemResponse { Item = seen.Image };
        }, cancellationToken);
    }

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (tables, direct) = (0, Direct);
        foreach (var name in request.RequestItems.Keys) tables |= TableOf(name).Bit;
        return Call(Text("get", tables), () => Batch(request, direct), cancellationToken);
    }

    private BatchGetItemResponse Batch(BatchGetItemRequest request, bool direct)
    {
        if (request.RequestItems.Values.Sum(keys => keys.Keys.Count) is 0 or > MaxKeys) throw Refused.Invalid("Between 1 and 100 items can be read.");
        var response = new BatchGetItemResponse { Responses = [], UnprocessedKeys = [] };
        var (bytes, read, partly) = (0, 0, !direct && world.Random.Next(50) == 0);
        HashSet<Item> named = [];
        foreach (var (name, asked) in request.RequestItems)
        {
            List<Dictionary<string, AttributeValue>> found = [], left = [];
            foreach (var key in asked.Keys)
            {
                var item = TableOf(name).ItemOf(key);
                if (!named.Add(item)) throw Refused.Invalid("Provided list of item keys contains duplicates");
                var leave = bytes > MaxBatchBytes || (partly && read > 0 && world.Random.Next(2) == 0);
                var seen = leave ? null : Read(item, asked.ConsistentRead == true, direct);
                if (seen is null) left.Add(key);
                else if (seen.Image is not null) found.Add(seen.Image);
                if (seen is not null) (read, bytes) = (read + 1, bytes + seen.Bytes);
            }

            response.Responses[name] = found;
            if (left.Count > 0) response.UnprocessedKeys[name] = new() { Keys = left, ConsistentRead = asked.ConsistentRead };
        }

        return read > 0 ? response : throw Refused.OverLimit();
    }

    /// <returns>Null when it is throttled.</returns>
    private Version? Read(Item item, bool consistent, bool direct)
    {
        if (direct) return item.Current;
        if (Usage(item).Read >= ReadLimit) return null;
        var seen = consistent ? item.Current : item.Seen(Past());
        item.Home.Read += ReadUnits(seen.Bytes) * (consistent ? 1 : 0.5);
        return seen;
    }

    public override Task<TransactGetItemsResponse> TransactGetItemsAsync(TransactGetItemsRequest request, CancellationToken cancellationToken = default)
    {
        var (tables, direct) = (0, Direct);
        foreach (var item in request.TransactItems) tables |= TableOf(item.Get.TableName).Bit;
        return Call(Text("snapshot", tables), () => Snapshot(request.TransactItems, direct), cancellationToken, request.TransactItems.Count);
    }

    private TransactGetItemsResponse Snapshot(List<TransactGetItem> asked, bool direct)
    {
        if (asked.Count is 0 or > MaxKeys) throw Refused.Invalid("Between 1 and 100 items can be read.");
        var items = asked.ConvertAll(item => TableOf(item.Get.TableName).ItemOf(item.Get.Key));
        if (items.Distinct().Count() < items.Count) throw Refused.Invalid("Transaction request cannot include multiple operations on one item");
        if (items.Sum(item => (long)item.Current.Bytes) > Transaction.MaxBytes) throw Refused.Invalid("The items of the transaction are larger than 4 MB");
        Refused.CancelIf(items, item => item.LockedBy is null ? null : Refused.Conflict);
        if (!direct)
        {
            Refused.CancelIf(items, item => Usage(item).Read < ReadLimit ? null : Refused.Throttled);
            foreach (var item in items) item.Home.Read += 2 * ReadUnits(item.Current.Bytes);
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
        if (request.FilterExpression is not null || request.ProjectionExpression is not null) throw new NotSupportedException("The simulated DynamoDB filters nothing.");
        if (request.IndexName is not null && request.ConsistentRead == true) throw Refused.Invalid("Consistent reads are not supported on global secondary indexes");
        var source = table.Named(request.IndexName);
        var bounds = Bounds.Of(request, source.Key) ?? throw Refused.Invalid("The key condition does not fit the key");
        var partition = source.Of(bounds.Partition);
        var bills = !direct && source == table;
        if (bills && partition.At(Second).Read >= ReadLimit) throw Refused.OverLimit();

        var page = new ReadPage(request.Limit, bills && request.ConsistentRead != true ? Past : null);
        var (low, high) = partition.Range(bounds);
        if (request.ExclusiveStartKey is { } key)
        {
            var (inPartition, start) = table.Start(key, source);
            if (inPartition != bounds.Partition || !bounds.Contains(start.Sort)) throw Refused.Invalid("The provided starting key is outside query boundaries based on provided conditions");
            if (request.ScanIndexForward == false) high = partition.Before(start);
            else low = partition.UpTo(start);
        }

        if (request.ScanIndexForward == false)
        {
            while (low < high && page.Takes(partition.Rows[high - 1])) high--;
        }
        else
        {
            while (low < high && page.Takes(partition.Rows[low])) low++;
        }

        if (bills) partition.Read += ReadUnits(page.Bytes) * (request.ConsistentRead == true ? 1 : 0.5);
        return new() { Items = page.Items, Count = page.Items.Count, ScannedCount = page.Items.Count, LastEvaluatedKey = page.IsFull ? table.End(page.Items[^1], source) : null };
    }

    public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        var (table, direct) = (TableOf(request.TableName), Direct);
        return Call(Text("scan", table.Bit, request.IndexName), () => Scan(request, table, direct), cancellationToken);
    }

    private ScanResponse Scan(ScanRequest request, SimulatedTable table, bool direct)
    {
        if (request.FilterExpression is not null || request.ProjectionExpression is not null) throw new NotSupportedException("The simulated DynamoDB filters nothing.");
        var source = table.Named(request.IndexName);
        var page = new ReadPage(request.Limit, !direct && source == table && request.ConsistentRead != true ? Past : null);
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
            while (row < rows.Count && page.Takes(rows[row])) row++;
            if (page.IsFull) break;
        }

        return new() { Items = page.Items, Count = page.Items.Count, ScannedCount = page.Items.Count, LastEvaluatedKey = page.IsFull ? table.End(page.Items[^1], source) : null };
    }

    /// <summary>What a page has read so far.</summary>
    /// <param name="past">How long ago an eventual read sees an item; null when all is seen as it is.</param>
    private sealed class ReadPage(int? limit, Func<long>? past)
    {
        public List<Dictionary<string, AttributeValue>> Items { get; } = [];
        public int Bytes { get; private set; }
        public bool IsFull => Items.Count >= limit || Bytes >= MaxPageBytes;

        /// <returns>False when the page ends with the row.</returns>
        public bool Takes(Row row)
        {
            var seen = row.Seen(past?.Invoke() ?? long.MaxValue);
            if (seen.Image is null) return true;
            Items.Add(seen.Image);
            Bytes += seen.Bytes;
            return !IsFull;
        }
    }

    // Writing

    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, direct) = (TableOf(request.TableName), Direct);
        return Call(Text("put", table.Bit), () => Put(request, table, direct), cancellationToken);
    }

    private PutItemResponse Put(PutItemRequest request, SimulatedTable table, bool direct)
    {
        var put = Operation.Put(table, request.Item, request.ConditionExpression, request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        if (!direct && Usage(put.Item).Written >= WriteLimit) throw Refused.OverLimit();
        if (put.Item.LockedBy is not null) throw Refused.InTransaction();
        if (!direct) put.Item.Home.Written += WriteUnits(put.BilledBytes);
        if (put.Failure() is { } failure)
        {
            world.Note("store", () => $"{put}: {failure}");
            throw Refused.Condition(request.ReturnValuesOnConditionCheckFailure == ReturnValuesOnConditionCheckFailure.ALL_OLD ? put.Item.Current.Image : null);
        }

        Commit([put]);
        return new();
    }

    public override Task<TransactWriteItemsResponse> TransactWriteItemsAsync(TransactWriteItemsRequest request, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<TransactWriteItemsResponse>(cancellationToken);
        var (tables, direct) = (0, Direct);
        foreach (var item in request.TransactItems) tables |= TableOf(Operation.TableName(item)).Bit;
        return world.Call<TransactWriteItemsResponse>(Text("write", tables), reply =>
        {
            try
            {
                if (IsRepeated(request)) reply(new(new(), null));
                else Begin(request, direct, reply);
            }
            catch (AmazonDynamoDBException refused)
            {
                reply(new(default, refused));
            }
        }, fault => ErrorOf(fault, request.TransactItems.Count));
    }

    /// <summary>Locks the items, and a little later checks and changes all of them at one instant.</summary>
    private void Begin(TransactWriteItemsRequest request, bool direct, Action<Reply<TransactWriteItemsResponse>> reply)
    {
        var transaction = new Transaction(request.TransactItems.ConvertAll(item => Operation.Of(TableOf(Operation.TableName(item)), item)));
        if (!direct)
        {
            Refused.CancelIf(transaction.Operations, operation => Usage(operation.Item).Written < WriteLimit ? null : Refused.Throttled);
            foreach (var operation in transaction.Operations) operation.Item.Home.Written += 2 * WriteUnits(operation.BilledBytes);
        }

        transaction.Lock();
        if (request.ClientRequestToken is { } token) _tokens[token] = new(request, Until: null);
        if (direct) End();
        else world.Time.After(world.Between(0.002, 0.012), End);

        void End()
        {
            transaction.Unlock();
            var reasons = Refused.Reasons(transaction.Operations, operation => operation.Failure());
            Completed(request, reasons is null);
            if (reasons is null) Commit(transaction.Operations);
            else world.Note("store", () => $"{transaction}: {string.Join(", ", reasons.Select(reason => reason ?? "None"))}");
            reply(reasons is null ? new(new(), null) : new(default, Refused.Canceled(reasons)));
        }
    }

    // Tokens

    /// <param name="Until">Ticks; null while the transaction goes on.</param>
    private sealed record Remembered(TransactWriteItemsRequest Request, long? Until);

    private bool IsRepeated(TransactWriteItemsRequest request)
    {
        while (_completed.TryPeek(out var oldest) && _tokens[oldest].Until < Now) _tokens.Remove(_completed.Dequeue());
        if (request.ClientRequestToken is not { } token || !_tokens.TryGetValue(token, out var known)) return false;
        if (!Transaction.IsSame(known.Request, request)) throw Refused.OtherRequest();
        return known.Until is null ? throw Refused.InProgress() : true;
    }

    private void Completed(TransactWriteItemsRequest request, bool committed)
    {
        if (request.ClientRequestToken is not { } token) return;
        _tokens.Remove(token);
        if (!committed) return;
        _tokens[token] = new(request, Now + TimeSpan.TicksPerMinute * 10);
        _completed.Enqueue(token);
    }

    // Commits

    private void Commit(IReadOnlyList<Operation> operations)
    {
        List<Committed>? changes = Committed is null ? null : [];
        foreach (var operation in operations)
        {
            var (item, old) = (operation.Item, operation.Item.Current.Image);
            if (operation.Kind == Kind.Check || (old is null && operation.Image is null)) continue;
            item.Commit(operation.Image, operation.Bytes, Now);
            Publish(item);
            changes?.Add(new(item.Key, old, operation.Image));
        }

        world.Note("store", () => string.Join(", ", operations));
        if (changes is { Count: > 0 }) Committed!(changes);
    }

    /// <summary>Lets each index show the item as it now is, after a while of its own.</summary>
    private void Publish(Item item)
    {
        var version = item.Current;
        for (var i = 0; i < item.Indexed.Length; i++)
        {
            var index = TableOf(item.Key.Table).Indexes[i];
            if (item.Indexed[i] is not { } row)
            {
                if (!index.Takes(version.Image, item)) continue;
                row = item.Indexed[i] = new(item);
            }

            if (IndexLag) world.Time.After(world.Random.Next(50) == 0 ? world.Between(0.05, 5) : world.Between(0.001, 0.05), () => index.Show(row, version));
            else index.Show(row, version);
        }
    }

    // Short ways

    private Task<T> Call<T>(string what, Func<T> effect, CancellationToken stop, int inTransaction = 0) =>
        stop.IsCancellationRequested ? Task.FromCanceled<T>(stop) : world.Call(what, effect, fault => ErrorOf(fault, inTransaction));

    /// <param name="inTransaction">How many items the transaction names; 0 when there is none.</param>
    private Exception ErrorOf(Fault fault, int inTransaction)
    {
        return fault switch
        {
            // The client library unwraps what its HTTP client throws: all three come out of it as they are.
            Fault.LostRequest or Fault.LostReply => world.Random.Next(3) switch
            {
                0 => new IOException("The connection was lost."),
                1 => new TimeoutException("There was no answer in time."),
                _ => new HttpRequestException("The connection was lost."),
            },
            Fault.Throttled => inTransaction == 0 ? Refused.OverLimit() : Refused.Canceled(One(Refused.Throttled)),
            Fault.Conflict => inTransaction == 0 ? Refused.InTransaction() : Refused.Canceled(One(Refused.Conflict)),
            _ => Refused.Broken(),
        };

        string?[] One(string reason)
        {
            var reasons = new string?[inTransaction];
            reasons[world.Random.Next(inTransaction)] = reason;
            return reasons;
        }
    }

    private static double ReadUnits(int bytes) => Math.Max(1, (bytes + 4095) / 4096);

    private static double WriteUnits(int bytes) => Math.Max(1, (bytes + 1023) / 1024);

    private Partition Usage(Item item) => item.Home.At(Second);

    /// <summary>The instant that an eventual read shows.</summary>
    private long Past() => Now - (world.Random.Next(20) == 0 ? world.Between(0, 2) : world.Between(0, 0.1)).Ticks;

    private SimulatedTable TableOf(TableDefinition definition) => Array.Find(_tables, table => ReferenceEquals(table.Definition, definition))!;

    private SimulatedTable TableOf(string name)
    {
        foreach (var table in _tables)
        {
            if (table.Name == name) return table;
        }

        throw Refused.NoTable(name);
    }

    /// <summary>The name of a call in the timeline, made once for all worlds.</summary>
    private static string Text(string verb, int tables, string? index = null) => Texts.GetOrAdd((verb, index, tables), static of =>
        $"{of.Verb} {string.Join(',', Tables.All.Where((_, ordinal) => (of.Tables & 1 << ordinal) != 0).Select(table => table.Name))}{(of.Index is null ? "" : $".{of.Index}")}");
}
