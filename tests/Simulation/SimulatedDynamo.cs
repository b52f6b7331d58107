using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using EventTicketing.Tests.Simulation.Dynamo;

namespace EventTicketing.Tests.Simulation;

/// <summary>An item before and after a commit; null where it does not exist. The images are immutable.</summary>
public sealed record Committed(Key Key, Dictionary<string, AttributeValue>? Old, Dictionary<string, AttributeValue>? New);

/// <summary>
/// DynamoDB as its client library shows it, in virtual time: transactions that take time and conflict, eventually consistent reads, index
/// lag, limits, and the faults of <see cref="SimulatedWorld.Call{T}(string, Func{T}, Func{Fault, Exception})"/>. It supports only what the
/// store uses. Calls from outside an invocation see the current state, take no time and are not billed.
/// </summary>
public sealed partial class SimulatedDynamo(SimulatedWorld world, string stage = "sim") : AmazonDynamoDBClient(Nobody, Nowhere)
{
    private static readonly AnonymousAWSCredentials Nobody = new();
    private static readonly AmazonDynamoDBConfig Nowhere = new()
    {
        ServiceURL = "http://dynamodb.invalid",
        AuthenticationRegion = "eu-central-1",
        MaxErrorRetry = 0,
    };
    private static readonly ConcurrentDictionary<(string Verb, string? Index, int Tables), string> Texts = new();
    private readonly SimulatedTable[] _tables =
    [
        .. Tables.All.Select((table, ordinal) => new SimulatedTable(table, table.NameIn(stage), 1 << ordinal)),
    ];
    private readonly Dictionary<string, Remembered> _tokens = new(StringComparer.Ordinal);
    private readonly Queue<string> _completed = new();

    /// <summary>Raised once per commit, with all items that it changed.</summary>
    public event Action<IReadOnlyList<Committed>>? Committed;

    /// <summary>Whether indexes show a commit with a delay.</summary>
    public bool IndexLag { get; set; } = true;

    /// <summary>The longest index lag, and the probability of a lag of more than 50 ms.</summary>
    public (double Seconds, double Chance) WorstLag { get; set; } = (5, 0.02);

    /// <summary>Capacity units per second and partition key value.</summary>
    public double WriteLimit { get; set; } = 1_000;

    public double ReadLimit { get; set; } = 3_000;

    /// <summary>The size of a page in bytes; the item that reaches it is the last one.</summary>
    public int PageBytes { get; set; } = 1 << 20;

    /// <summary>Records what would be billed; null while billing is off.</summary>
    public Bill? Bill { get; set; }

    private static bool Direct => Invocation.Current is null;

    private long Now => world.Time.Now.Ticks;

    private long Second => Now / TimeSpan.TicksPerSecond;

    // For the oracle

    public IEnumerable<Dictionary<string, AttributeValue>> All(TableDefinition table) =>
        TableOf(table).Items().Where(item => item.Current.Image is not null).Select(item => item.Current.Image!);

    /// <param name="sort">A string or a long, depending on the table; null for a table without a sort key.</param>
    public Dictionary<string, AttributeValue>? Find(TableDefinition table, string partition, object? sort = null) =>
        TableOf(table).Item(partition, SortKey.Of(sort)).Current.Image;

    /// <summary>Deletes expired items. DynamoDB's TTL deletes them hours late, and not all at once.</summary>
    /// <param name="isNoticed">Whether an expired item is deleted this time.</param>
    public void ExpireTtl(Func<Key, bool> isNoticed)
    {
        var second = world.Time.Now.ToUnixTimeSeconds();
        foreach (var table in _tables)
        {
            if (table.Definition.TimeToLive is not { } attribute)
                continue;
            foreach (var item in table.Items().ToList())
            {
                var due =
                    item.LockedBy is null
                    && item.Current.Image?.GetValueOrDefault(attribute)?.N is { } end
                    && SortKey.NumberOf(end) < second;
                if (due && isNoticed(item.Key))
                    Commit([Operation.Delete(item)]);
            }
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
        var put = Operation.Put(
            table,
            request.Item,
            request.ConditionExpression,
            request.ExpressionAttributeNames,
            request.ExpressionAttributeValues
        );
        if (!direct && Usage(put.Item).Written >= WriteLimit)
            throw Refused.OverLimit();
        if (put.Item.LockedBy is not null)
            throw Refused.InTransaction();
        if (!direct)
            Written(put, 1);
        if (put.Failure() is { } failure)
        {
            world.Note("store", () => $"{put}: {failure}");
            throw Refused.Condition(
                request.ReturnValuesOnConditionCheckFailure == ReturnValuesOnConditionCheckFailure.ALL_OLD ? put.Item.Current.Image : null
            );
        }

        Commit([put]);
        return new();
    }

    public override Task<TransactWriteItemsResponse> TransactWriteItemsAsync(
        TransactWriteItemsRequest request,
        CancellationToken cancellationToken = default
    )
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TransactWriteItemsResponse>(cancellationToken);
        var (tables, direct) = (0, Direct);
        foreach (var item in request.TransactItems)
            tables |= TableOf(Operation.TableName(item)).Bit;
        return world.Call<TransactWriteItemsResponse>(
            Text("write", tables),
            reply =>
            {
                try
                {
                    if (IsRepeated(request))
                        reply(new(new(), null));
                    else
                        Begin(request, direct, reply);
                }
                catch (AmazonDynamoDBException refused)
                {
                    reply(new(default, refused));
                }
            },
            fault => ErrorOf(fault, request.TransactItems.Count)
        );
    }

    /// <summary>Locks the items; a little later checks and changes all of them at one instant.</summary>
    private void Begin(TransactWriteItemsRequest request, bool direct, Action<Reply<TransactWriteItemsResponse>> reply)
    {
        var transaction = new Transaction(request.TransactItems.ConvertAll(item => Operation.Of(TableOf(Operation.TableName(item)), item)));
        if (!direct)
        {
            Refused.CancelIf(transaction.Operations, operation => Usage(operation.Item).Written < WriteLimit ? null : Refused.Throttled);
            foreach (var operation in transaction.Operations)
                Written(operation, 2);
        }

        transaction.Lock();
        if (request.ClientRequestToken is { } token)
            _tokens[token] = new(request, Until: null);
        if (direct)
            End();
        else
            world.Time.After(world.Between(0.002, 0.012), End);

        void End()
        {
            transaction.Unlock();
            var reasons = Refused.Reasons(transaction.Operations, operation => operation.Failure());
            Completed(request, reasons is null);
            if (reasons is null)
                Commit(transaction.Operations);
            else
                world.Note("store", () => $"{transaction}: {string.Join(", ", reasons.Select(reason => reason ?? "None"))}");
            reply(reasons is null ? new(new(), null) : new(default, Refused.Canceled(reasons)));
        }
    }

    // Client request tokens

    /// <param name="Until">Expiry in ticks; null while the transaction is in progress.</param>
    private sealed record Remembered(TransactWriteItemsRequest Request, long? Until);

    private bool IsRepeated(TransactWriteItemsRequest request)
    {
        while (_completed.TryPeek(out var oldest) && _tokens[oldest].Until < Now)
            _tokens.Remove(_completed.Dequeue());
        if (request.ClientRequestToken is not { } token || !_tokens.TryGetValue(token, out var known))
            return false;
        if (!Transaction.IsSame(known.Request, request))
            throw Refused.OtherRequest();
        return known.Until is null ? throw Refused.InProgress() : true;
    }

    private void Completed(TransactWriteItemsRequest request, bool committed)
    {
        if (request.ClientRequestToken is not { } token)
            return;
        _tokens.Remove(token);
        if (!committed)
            return;
        _tokens[token] = new(request, Now + TimeSpan.TicksPerMinute * 10);
        _completed.Enqueue(token);
    }

    // Commits

    private void Commit(IReadOnlyList<Operation> operations)
    {
        List<Committed>? changes = Committed is null ? null : [];
        foreach (var operation in operations)
        {
            var (item, old) = (operation.Item, operation.Item.Current);
            if (operation.Kind == Kind.Check || (old.Image is null && operation.Image is null))
                continue;
            item.Commit(operation.Image, operation.Bytes, Now);
            Publish(item);
            Committing(item, old);
            changes?.Add(new(item.Key, old.Image, operation.Image));
        }

        world.Note("store", () => string.Join(", ", operations));
        if (changes is { Count: > 0 })
            Committed!(changes);
    }

    /// <summary>Updates each index, after a random lag of its own.</summary>
    private void Publish(Item item)
    {
        var version = item.Current;
        for (var i = 0; i < item.Indexed.Length; i++)
        {
            var index = TableOf(item.Key.Table).Indexes[i];
            if (item.Indexed[i] is not { } row)
            {
                if (!index.Takes(version.Image, item))
                    continue;
                row = item.Indexed[i] = new(item);
            }

            if (IndexLag)
                world.Time.After(
                    world.Chance(WorstLag.Chance) ? world.Between(0.05, WorstLag.Seconds) : world.Between(0.001, 0.05),
                    () => index.Show(row, version)
                );
            else
                index.Show(row, version);
        }
    }

    // Helpers

    private Task<T> Call<T>(string what, Func<T> effect, CancellationToken stop, int inTransaction = 0) =>
        stop.IsCancellationRequested ? Task.FromCanceled<T>(stop) : world.Call(what, effect, fault => ErrorOf(fault, inTransaction));

    /// <param name="inTransaction">How many items are in the transaction; 0 outside of one.</param>
    private Exception ErrorOf(Fault fault, int inTransaction)
    {
        return fault switch
        {
            // The client library passes on these exceptions of its HTTP client unwrapped.
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

    internal static double WriteUnits(int bytes) => Math.Max(1, (bytes + 1023) / 1024);

    private void Written(Operation operation, int times)
    {
        var units = times * WriteUnits(operation.BilledBytes);
        operation.Item.Home.Written += units;
        if (Bill is not null)
            Bill.Of(operation.Item.Key.Table).Written += units;
    }

    private void WasRead(Partition from, TableDefinition table, double units)
    {
        from.Read += units;
        if (Bill is not null)
            Bill.Of(table).Read += units;
    }

    /// <summary>Bills what a commit causes in indexes, streams and storage.</summary>
    private void Committing(Item item, ItemVersion old)
    {
        if (Bill is null)
            return;
        var (table, bill) = (item.Key.Table, Bill.Of(item.Key.Table));
        if (table.Stream)
            bill.StreamRecords += Workers.All.Count(worker => worker.Trigger is Trigger.Stream stream && stream.Table == table);
        bill.Stored += Sizes.Kept(item.Current) - Sizes.Kept(old);
        foreach (var index in TableOf(table).Indexes)
        {
            bill.Indexed += index.WriteUnits(item, old);
            bill.Stored += Sizes.Kept(index.Entry(item.Current, item)) - Sizes.Kept(index.Entry(old, item));
        }
    }

    private Partition Usage(Item item) => item.Home.At(Second);

    private SimulatedTable TableOf(TableDefinition definition) =>
        Array.Find(_tables, table => ReferenceEquals(table.Definition, definition))!;

    private SimulatedTable TableOf(string name)
    {
        foreach (var table in _tables)
        {
            if (table.Name == name)
                return table;
        }

        throw Refused.NoTable(name);
    }

    /// <summary>The name of a call in the timeline, cached for all worlds.</summary>
    private static string Text(string verb, int tables, string? index = null) =>
        Texts.GetOrAdd(
            (verb, index, tables),
            static of =>
            {
                var names = Tables.All.Where((_, ordinal) => (of.Tables & 1 << ordinal) != 0).Select(table => table.Name);
                return $"{of.Verb} {string.Join(',', names)}{(of.Index is null ? "" : $".{of.Index}")}";
            }
        );
}
