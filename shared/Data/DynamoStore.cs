using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using EventTicketing.Ports;

namespace EventTicketing.Data;

/// <summary>The store on DynamoDB, or on a server with the same protocol.</summary>
/// <param name="nameOf">The name of a table on that server.</param>
public sealed class DynamoStore(IAmazonDynamoDB client, Func<TableDefinition, string> nameOf, Backoff? backoff = null) : IStore
{
    private const int MaxTries = 12;
    private const int MaxOutages = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(16);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private readonly Backoff _backoff = backoff ?? Backoff.Real;

    public DynamoStore(IAmazonDynamoDB client, string stage, Backoff? backoff = null)
        : this(client, table => table.NameIn(stage), backoff) { }

    public async Task<IReadOnlyList<JsonElement?>> Get(IReadOnlyList<Key> keys, Consistency consistency, CancellationToken stop)
    {
        if (keys.Count == 0)
            return [];
        return consistency == Consistency.Snapshot ? await Snapshot(keys, stop)
            : keys.Count == 1 ? [await One(keys[0], consistency == Consistency.Strong, stop)]
            : await Batch(keys, consistency == Consistency.Strong, stop);
    }

    private async Task<JsonElement?> One(Key key, bool consistent, CancellationToken stop)
    {
        var request = new GetItemRequest
        {
            TableName = nameOf(key.Table),
            Key = Attributes(key),
            ConsistentRead = consistent,
        };
        var response = await WithRetries(() => client.GetItemAsync(request, stop), stop);
        return response.Item is { Count: > 0 } item ? Documents.FromItem(item) : null;
    }

    private async Task<IReadOnlyList<JsonElement?>> Snapshot(IReadOnlyList<Key> keys, CancellationToken stop)
    {
        // A transaction may contain an item only once.
        Key[] distinct = [.. keys.Distinct()];
        var request = new TransactGetItemsRequest
        {
            TransactItems =
            [
                .. distinct.Select(key => new TransactGetItem
                {
                    Get = new Get { TableName = nameOf(key.Table), Key = Attributes(key) },
                }),
            ],
        };
        var response = await WithRetries(() => client.TransactGetItemsAsync(request, stop), stop);
        var found = distinct
            .Zip(response.Responses, (key, got) => (key, got.Item))
            .Where(pair => pair.Item is { Count: > 0 })
            .ToDictionary(pair => pair.key, pair => Documents.FromItem(pair.Item));
        return InOrder(keys, found);
    }

    private async Task<IReadOnlyList<JsonElement?>> Batch(IReadOnlyList<Key> keys, bool consistent, CancellationToken stop)
    {
        Dictionary<Key, JsonElement> found = [];
        var left = keys.Distinct()
            .GroupBy(key => key.Table)
            .ToDictionary(
                group => nameOf(group.Key),
                group => new KeysAndAttributes { Keys = [.. group.Select(Attributes)], ConsistentRead = consistent },
                StringComparer.Ordinal
            );
        for (var attempt = 1; left.Count > 0; attempt++)
        {
            if (attempt > MaxTries)
                throw new StoreBusyException("The batch was not read to its end.");
            if (attempt > 1)
                await Pause(attempt, stop);
            var request = new BatchGetItemRequest { RequestItems = left };
            var response = await WithRetries(() => client.BatchGetItemAsync(request, stop), stop);
            foreach (var (table, items) in response.Responses)
            {
                var definition = keys.First(key => nameOf(key.Table) == table).Table;
                foreach (var item in items)
                    found[KeyOf(definition, item)] = Documents.FromItem(item);
            }

            left = response.UnprocessedKeys ?? [];
        }

        return InOrder(keys, found);
    }

    private static IReadOnlyList<JsonElement?> InOrder(IReadOnlyList<Key> keys, Dictionary<Key, JsonElement> found) =>
        [.. keys.Select(key => found.TryGetValue(key, out var item) ? item : (JsonElement?)null)];

    public async Task<Page> Query(Query query, CancellationToken stop)
    {
        // DynamoDB rejects a lower bound above the upper one; the contract of the store is an empty page.
        if (Cross(query.From, query.To))
            return new([], null);
        var key = query.Index?.Key ?? query.Table.Key;
        var request = new QueryRequest
        {
            TableName = nameOf(query.Table),
            IndexName = query.Index?.Name,
            KeyConditionExpression = "#p = :p",
            ExpressionAttributeNames = new() { ["#p"] = key.Partition },
            ExpressionAttributeValues = new() { [":p"] = Documents.Scalar(query.Partition) },
            ScanIndexForward = !query.Descending,
            Limit = query.Limit,
            ConsistentRead = query.Consistency == Consistency.Strong && query.Index is null,
            ExclusiveStartKey = Start(query.Cursor),
        };
        Bound(request, key, query.From, query.To);
        var response = await WithRetries(() => client.QueryAsync(request, stop), stop);
        return new([.. (response.Items ?? []).Select(Documents.FromItem)], Cursor(response.LastEvaluatedKey));
    }

    /// <summary>Whether the lower bound is above the upper one. Like DynamoDB, compares texts by their UTF-8 bytes.</summary>
    private static bool Cross(object? from, object? to) =>
        (from, to) switch
        {
            (string least, string most) => Encoding.UTF8.GetBytes(least).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(most)) > 0,
            (long least, long most) => least > most,
            _ => false,
        };

    private static void Bound(QueryRequest request, KeySchema key, object? from, object? to)
    {
        if (from is null && to is null)
            return;
        request.ExpressionAttributeNames["#s"] = key.Sort;
        if (from is not null)
            request.ExpressionAttributeValues[":from"] = Documents.Scalar(from);
        if (to is not null)
            request.ExpressionAttributeValues[":to"] = Documents.Scalar(to);
        request.KeyConditionExpression +=
            from is null ? " AND #s <= :to"
            : to is null ? " AND #s >= :from"
            : " AND #s BETWEEN :from AND :to";
    }

    public async Task<Page> Scan(TableDefinition table, IndexDefinition? index, string? cursor, int limit, CancellationToken stop)
    {
        var request = new ScanRequest
        {
            TableName = nameOf(table),
            IndexName = index?.Name,
            Limit = limit,
            ExclusiveStartKey = Start(cursor),
        };
        var response = await WithRetries(() => client.ScanAsync(request, stop), stop);
        return new([.. (response.Items ?? []).Select(Documents.FromItem)], Cursor(response.LastEvaluatedKey));
    }

    /// <summary>A single put is written without a transaction, at half the price.</summary>
    public Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop) =>
        changes is [Change.Put put] ? Put(put, stop) : Transact(changes, stop);

    /// <summary>
    /// A retry after a lost answer may find its condition broken by its own earlier write. If the stored item is the one to be written, the
    /// put has succeeded.
    /// </summary>
    private async Task<Outcome> Put(Change.Put put, CancellationToken stop)
    {
        var request = Single(put);
        var tries = 0;
        try
        {
            await WithRetries(
                () =>
                {
                    tries++;
                    return client.PutItemAsync(request, stop);
                },
                stop
            );
            return new(null);
        }
        catch (ConditionalCheckFailedException refused)
        {
            var done =
                tries > 1
                && refused.Item is { Count: > 0 } there
                && JsonElement.DeepEquals(Documents.FromItem(there), Documents.FromItem(request.Item));
            return new(done ? null : 0);
        }
    }

    /// <summary>With an idempotency token, so that a retry after a lost answer has no second effect.</summary>
    private async Task<Outcome> Transact(IReadOnlyList<Change> changes, CancellationToken stop)
    {
        var request = new TransactWriteItemsRequest
        {
            ClientRequestToken = Guid.NewGuid().ToString("N"),
            TransactItems = [.. changes.Select(Item)],
        };
        try
        {
            await WithRetries(() => client.TransactWriteItemsAsync(request, stop), stop);
            return new(null);
        }
        catch (TransactionCanceledException canceled) when (IndexOf(canceled, "ConditionalCheckFailed") is var refused and >= 0)
        {
            return new(refused);
        }
    }

    private PutItemRequest Single(Change.Put put)
    {
        var expression = new Expression(put.Conditions, put.Key.Table);
        return new PutItemRequest
        {
            TableName = nameOf(put.Key.Table),
            Item = Documents.ToItem(put.Document),
            ConditionExpression = expression.Condition,
            ExpressionAttributeNames = expression.Names,
            ExpressionAttributeValues = expression.Values,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
    }

    private TransactWriteItem Item(Change change)
    {
        var expression = new Expression(change.Conditions, change.Key.Table);
        var table = nameOf(change.Key.Table);
        return change switch
        {
            Change.Put put => new TransactWriteItem
            {
                Put = new Put
                {
                    TableName = table,
                    Item = Documents.ToItem(put.Document),
                    ConditionExpression = expression.Condition,
                    ExpressionAttributeNames = expression.Names,
                    ExpressionAttributeValues = expression.Values,
                },
            },
            Change.Delete => new TransactWriteItem
            {
                Delete = new Delete
                {
                    TableName = table,
                    Key = Attributes(change.Key),
                    ConditionExpression = expression.Condition,
                    ExpressionAttributeNames = expression.Names,
                    ExpressionAttributeValues = expression.Values,
                },
            },
            Change.Add add => new TransactWriteItem
            {
                Update = new Update
                {
                    TableName = table,
                    Key = Attributes(change.Key),
                    UpdateExpression = expression.Adding(add),
                    ConditionExpression = expression.Condition,
                    ExpressionAttributeNames = expression.Names,
                    ExpressionAttributeValues = expression.Values,
                },
            },
            _ => new TransactWriteItem
            {
                ConditionCheck = new ConditionCheck
                {
                    TableName = table,
                    Key = Attributes(change.Key),
                    ConditionExpression = expression.Condition,
                    ExpressionAttributeNames = expression.Names,
                    ExpressionAttributeValues = expression.Values,
                },
            },
        };
    }

    /// <summary>DynamoDB's expression language for our closed set of conditions and additions.</summary>
    private sealed class Expression
    {
        private readonly List<string> _conditions = [];

        public Expression(IReadOnlyList<Condition> conditions, TableDefinition table)
        {
            foreach (var condition in conditions)
            {
                _conditions.Add(
                    condition switch
                    {
                        Data.Condition.Absent => $"attribute_not_exists({Name(table.Key.Partition)})",
                        Data.Condition.Present => $"attribute_exists({Name(table.Key.Partition)})",
                        Data.Condition.VersionIs version => $"{Name("version")} = {Value(version.Version)}",
                        Data.Condition.AtLeast atLeast => $"{Name(atLeast.Attribute)} >= {Value(atLeast.Minimum)}",
                        Data.Condition.IsTrue flag => $"{Name(flag.Attribute)} = {Value(true)}",
                        _ => throw new ArgumentException($"{condition.GetType().Name} is not a condition of this store."),
                    }
                );
            }
        }

        public string? Condition => _conditions.Count == 0 ? null : string.Join(" AND ", _conditions);

        /// <summary>Null rather than empty: DynamoDB refuses empty maps.</summary>
        public Dictionary<string, string>? Names { get; private set; }

        public Dictionary<string, AttributeValue>? Values { get; private set; }

        /// <summary>DynamoDB rejects an empty update: without anything else to add, zeros are added.</summary>
        public string Adding(Change.Add add)
        {
            var flags = (add.Flags ?? new Dictionary<string, bool>()).Select(flag => $"{Name(flag.Key)} = {Value(flag.Value)}").ToList();
            var empty = flags.Count == 0 && add.Units.Values.All(units => units == 0);
            var units = add.Units.Where(unit => unit.Value != 0 || empty).Select(unit => $"{Name(unit.Key)} {Value(unit.Value)}").ToList();
            return (units.Count == 0 ? "" : $"ADD {string.Join(", ", units)} ")
                + (flags.Count == 0 ? "" : $"SET {string.Join(", ", flags)}");
        }

        private string Name(string attribute)
        {
            Names ??= new(StringComparer.Ordinal);
            if (Names.FirstOrDefault(name => name.Value == attribute).Key is { } known)
                return known;
            var alias = $"#n{Names.Count}";
            Names[alias] = attribute;
            return alias;
        }

        private string Value(object value)
        {
            Values ??= new(StringComparer.Ordinal);
            var alias = $":v{Values.Count}";
            Values[alias] = Documents.Scalar(value);
            return alias;
        }
    }

    /// <summary>
    /// Retries calls that certainly had no effect (throttling, transaction conflicts) and, fewer times, calls that may have had one: every
    /// call here is idempotent. The SDK must not retry by itself, or a put could not detect that it is a retry.
    /// </summary>
    private async Task<T> WithRetries<T>(Func<Task<T>> call, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (IsContended(error) ? attempt < MaxTries : IsOutage(error) && attempt < MaxOutages)
            {
                await Pause(attempt, stop);
            }
            catch (Exception error) when (IsContended(error) || IsOutage(error))
            {
                throw new StoreBusyException("The table store did not answer in time.", error);
            }
        }
    }

    private static bool IsContended(Exception error) =>
        error
            is TransactionConflictException
                or TransactionInProgressException
                or ProvisionedThroughputExceededException
                or RequestLimitExceededException
                or ThrottlingException
        || (
            error is TransactionCanceledException canceled
            && IndexOf(canceled, "ConditionalCheckFailed") < 0
            && canceled.CancellationReasons.Any(reason =>
                reason.Code is "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded"
            )
        );

    private static bool IsOutage(Exception error) =>
        error
            is InternalServerErrorException
                or HttpRequestException
                or IOException
                or TimeoutException
                or AmazonClientException { InnerException: HttpRequestException or IOException }
        || error is AmazonDynamoDBException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError };

    private static int IndexOf(TransactionCanceledException canceled, string code) =>
        canceled.CancellationReasons?.FindIndex(reason => reason.Code == code) ?? -1;

    private Task Pause(int attempt, CancellationToken stop) => _backoff.Wait(attempt, FirstPause, LongestPause, stop);

    private static Dictionary<string, AttributeValue> Attributes(Key key)
    {
        Dictionary<string, AttributeValue> attributes = new(StringComparer.Ordinal)
        {
            [key.Table.Key.Partition] = Documents.Scalar(key.Partition),
        };
        if (key.Table.Key.Sort is { } sort)
            attributes[sort] = Documents.Scalar(key.Sort!);
        return attributes;
    }

    private static Key KeyOf(TableDefinition table, Dictionary<string, AttributeValue> item)
    {
        var sort = table.Key.Sort is { } name ? item[name] : null;
        return new(table, item[table.Key.Partition].S, sort is null ? null : sort.S ?? (object)long.Parse(sort.N));
    }

    private static Dictionary<string, AttributeValue>? Start(string? cursor) =>
        cursor is null ? null : Documents.ToItem(Encoding.UTF8.GetBytes(cursor));

    private static string? Cursor(Dictionary<string, AttributeValue>? last) =>
        last is { Count: > 0 } ? Documents.FromItem(last).GetRawText() : null;
}
