using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation.Dynamo;

internal enum Kind
{
    Put,
    Delete,
    Update,
    Check,
}

/// <summary>One operation of a transaction.</summary>
internal sealed class Operation
{
    private const int MaxItemBytes = 400 << 10;
    private readonly Expression _expression;
    private readonly Dictionary<string, string>? _names;
    private readonly Dictionary<string, AttributeValue>? _values;

    private Operation(
        Kind kind,
        Item item,
        string? condition,
        string? update,
        Dictionary<string, string>? names,
        Dictionary<string, AttributeValue>? values
    )
    {
        (Kind, Item, _names, _values) = (kind, item, names, values);
        _expression = Expression.Of(condition, update);
        if (!_expression.Fits(names, values))
            throw Refused.Invalid("The expressions do not fit their names and values");
    }

    public Kind Kind { get; }
    public Item Item { get; }

    /// <summary>The item afterwards; for an update, set once <see cref="Failure"/> has found no failure.</summary>
    public Dictionary<string, AttributeValue>? Image { get; private set; }

    public int Bytes { get; private set; }

    /// <summary>The larger of old and new size. An update is billed by its old size: it adds little.</summary>
    public int BilledBytes => Math.Max(Item.Current.Bytes, Bytes);

    public static string TableName(TransactWriteItem of) =>
        of.Put?.TableName ?? of.Update?.TableName ?? of.Delete?.TableName ?? of.ConditionCheck.TableName;

    public static Operation Of(SimulatedTable table, TransactWriteItem item) =>
        item switch
        {
            { Put: { } put } => Put(table, put.Item, put.ConditionExpression, put.ExpressionAttributeNames, put.ExpressionAttributeValues),
            { Delete: { } delete } => new(
                Kind.Delete,
                table.ItemOf(delete.Key),
                delete.ConditionExpression,
                null,
                delete.ExpressionAttributeNames,
                delete.ExpressionAttributeValues
            ),
            { Update: { } update } => new(
                Kind.Update,
                table.ItemOf(update.Key),
                update.ConditionExpression,
                update.UpdateExpression ?? "",
                update.ExpressionAttributeNames,
                update.ExpressionAttributeValues
            ),
            { ConditionCheck: var check } => new(
                Kind.Check,
                table.ItemOf(check.Key),
                check.ConditionExpression ?? "",
                null,
                check.ExpressionAttributeNames,
                check.ExpressionAttributeValues
            ),
        };

    public static Operation Put(
        SimulatedTable table,
        Dictionary<string, AttributeValue> image,
        string? condition,
        Dictionary<string, string>? names,
        Dictionary<string, AttributeValue>? values
    )
    {
        var put = new Operation(Kind.Put, table.ItemIn(image), condition, null, names, values) { Image = image, Bytes = Sizes.Of(image) };
        return put.Bytes <= MaxItemBytes ? put : throw Refused.Invalid("Item size has exceeded the maximum allowed size");
    }

    public static Operation Delete(Item item) => new(Kind.Delete, item, null, null, null, null);

    /// <returns>The code of the reason for failing; null when there is none.</returns>
    public string? Failure()
    {
        if (!_expression.Holds(Item.Current.Image, _names, _values))
            return Refused.ConditionFailed;
        if (Kind != Kind.Update)
            return null;
        Image = new(Item.Current.Image ?? Item.Keys, StringComparer.Ordinal);
        if (!_expression.Apply(Image, _names!, _values!))
            return Refused.ValidationFailed;
        Bytes = Sizes.Of(Image);
        return Bytes <= MaxItemBytes ? null : Refused.ValidationFailed;
    }

    /// <summary>For the timeline.</summary>
    public override string ToString() =>
        Kind switch
        {
            Kind.Put => $"{(_expression.Creates ? "create" : "put")} {Item}",
            Kind.Update => $"update {Item} ({_expression.Changes(_names!, _values!)})",
            _ => $"{(Kind == Kind.Delete ? "delete" : "check")} {Item}",
        };
}

/// <summary>Operations on different items that take effect atomically.</summary>
internal sealed class Transaction
{
    public const int MaxItems = 100;
    public const int MaxBytes = 4 << 20;

    public Transaction(IReadOnlyList<Operation> operations)
    {
        Operations = operations;
        if (operations.Count is 0 or > MaxItems)
            throw Refused.Invalid("Member must have length between 1 and 100");
        if (operations.Sum(operation => operation.BilledBytes) > MaxBytes)
            throw Refused.Invalid("The items of the transaction are larger than 4 MB");
    }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Locks the items until the transaction ends.</summary>
    public void Lock()
    {
        foreach (var operation in Operations)
        {
            if (operation.Item.LockedBy == this)
            {
                Unlock();
                throw Refused.Invalid("Transaction request cannot include multiple operations on one item");
            }

            operation.Item.LockedBy ??= this;
        }

        if (Refused.Reasons(Operations, operation => operation.Item.LockedBy == this ? null : Refused.Conflict) is not { } reasons)
            return;
        Unlock();
        throw Refused.Canceled(reasons);
    }

    public void Unlock()
    {
        foreach (var operation in Operations)
        {
            if (operation.Item.LockedBy == this)
                operation.Item.LockedBy = null;
        }
    }

    public static bool IsSame(TransactWriteItemsRequest one, TransactWriteItemsRequest other) =>
        ReferenceEquals(one, other) || JsonSerializer.Serialize(one.TransactItems) == JsonSerializer.Serialize(other.TransactItems);

    public override string ToString() => string.Join(", ", Operations);
}
