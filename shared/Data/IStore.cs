using System.Text.Json;
using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <summary>The key of one item. <paramref name="Sort"/> is a string or a long, as the table defines it.</summary>
public readonly record struct Key(TableDefinition Table, string Partition, object? Sort = null);

/// <summary>A condition on the stored item, checked when a change is written.</summary>
public abstract record Condition
{
    public sealed record Absent : Condition;

    public sealed record Present : Condition;

    public sealed record VersionIs(int Version) : Condition;

    /// <summary>The number in <paramref name="Attribute"/> exists and is at least <paramref name="Minimum"/>.</summary>
    public sealed record AtLeast(string Attribute, long Minimum) : Condition;

    public sealed record IsTrue(string Attribute) : Condition;
}

/// <summary>One change of one item. All its conditions must hold, or nothing of its transaction is written.</summary>
public abstract record Change(Key Key, IReadOnlyList<Condition> Conditions)
{
    /// <summary>Replaces the whole item. The document is a UTF-8 JSON object, key attributes included.</summary>
    public sealed record Put(Key Key, ReadOnlyMemory<byte> Document, params IReadOnlyList<Condition> Conditions) : Change(Key, Conditions);

    public sealed record Delete(Key Key, params IReadOnlyList<Condition> Conditions) : Change(Key, Conditions);

    /// <summary>Adds to numbers (an absent one counts as 0) and sets flags; creates the item if need be.</summary>
    public sealed record Add(
        Key Key,
        IReadOnlyDictionary<string, long> Units,
        IReadOnlyDictionary<string, bool>? Flags = null,
        params IReadOnlyList<Condition> Conditions
    ) : Change(Key, Conditions);

    /// <summary>Changes nothing: only its conditions must hold.</summary>
    public sealed record Check(Key Key, params IReadOnlyList<Condition> Conditions) : Change(Key, Conditions);
}

/// <summary>
/// The result of a write: everything was written, or nothing, because the conditions of the change at <paramref name="Refused"/> failed.
/// </summary>
/// <param name="Refused">Index of the first change whose condition failed; null when everything was written.</param>
public readonly record struct Outcome(int? Refused)
{
    public bool Committed => Refused is null;
}

public enum Consistency
{
    /// <summary>May be some milliseconds old; half the price.</summary>
    Eventual,

    /// <summary>Each item as last written.</summary>
    Strong,

    /// <summary>All items as they were at one instant.</summary>
    Snapshot,
}

/// <summary>A refusal, or the changes to write and the value to return once they are written.</summary>
public readonly struct Decision<T>
{
    /// <param name="value">Returned when the changes are written.</param>
    public Decision(T value, params IReadOnlyList<Change> changes)
        : this((Result<T>)value, changes) { }

    private Decision(Result<T> result, IReadOnlyList<Change> changes) => (Result, Changes) = (result, changes);

    public Result<T> Result { get; }
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>The same changes with another value.</summary>
    public Decision<TNext> Then<TNext>(Func<T, TNext> next) => new(Result.Then(next), Changes);

    /// <summary>There is nothing to write.</summary>
    public static implicit operator Decision<T>(T value) => new(value);

    public static implicit operator Decision<T>(Problem problem) => new(problem, []);
}

/// <summary>Items of one partition of a table or index, in the order of the sort key.</summary>
/// <param name="Index">Null for the table itself.</param>
public sealed record Query(TableDefinition Table, IndexDefinition? Index, string Partition)
{
    /// <summary>Inclusive bounds of the sort key, string or long; null is open.</summary>
    public object? From { get; init; }

    public object? To { get; init; }
    public bool Descending { get; init; }
    public int Limit { get; init; } = 100;

    /// <summary>Where the previous page ended; null for the first page.</summary>
    public string? Cursor { get; init; }

    public Consistency Consistency { get; init; } = Consistency.Eventual;
}

/// <param name="Cursor">Where the next page begins; null when there is none.</param>
public sealed record Page(IReadOnlyList<JsonElement> Items, string? Cursor);

/// <summary>The table store is unavailable or has too many conflicts; the caller may retry.</summary>
public sealed class StoreBusyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The few operations that we need of a table store. The adapter for DynamoDB and the simulated one pass the same contract tests. All may
/// throw <see cref="StoreBusyException"/>; the write may have happened nevertheless.
/// </summary>
public interface IStore
{
    /// <summary>Up to 100 items, in the order of the keys; null where there is none.</summary>
    Task<IReadOnlyList<JsonElement?>> Get(IReadOnlyList<Key> keys, Consistency consistency, CancellationToken stop);

    Task<Page> Query(Query query, CancellationToken stop);

    /// <summary>One page of all items of a table or index, in no defined order.</summary>
    Task<Page> Scan(TableDefinition table, IndexDefinition? index, string? cursor, int limit, CancellationToken stop);

    /// <summary>Up to 100 changes of different items, all or nothing.</summary>
    Task<Outcome> Write(IReadOnlyList<Change> changes, CancellationToken stop);
}
