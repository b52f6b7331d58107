using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EventTicketing.Domain;

namespace EventTicketing.Data;

/// <param name="Cursor">Where the next page begins; null when there is none.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Cursor);

/// <summary>The objects of one table.</summary>
/// <param name="derived">Index attributes derived from the object; null leaves the object out of the index.</param>
public class Collection<T>(
    IStore store,
    TableDefinition table,
    JsonTypeInfo<T> json,
    Func<T, (string Partition, string? Sort)> key,
    Func<T, IEnumerable<(string Name, object? Value)>>? derived = null
)
    where T : class
{
    private const int MaxRounds = 20;

    /// <summary>The most items that the store reads by their keys at once.</summary>
    private const int MostAtOnce = 100;

    public Key KeyOf(T item) => KeyOf(key(item).Partition, key(item).Sort);

    public Key KeyOf(string partition, string? sort = null) => new(table, partition, sort);

    public Task<T?> Find(string id, CancellationToken stop, Consistency consistency = Consistency.Strong) =>
        Find(id, null, stop, consistency);

    public async Task<T?> Find(string partition, string? sort, CancellationToken stop, Consistency consistency = Consistency.Strong) =>
        Read((await store.Get([KeyOf(partition, sort)], consistency, stop))[0]);

    /// <summary>Up to 100 objects, in the order of the ids; missing ones are left out.</summary>
    public async Task<IReadOnlyList<T>> FindAll(
        IEnumerable<string> ids,
        CancellationToken stop,
        Consistency consistency = Consistency.Strong
    ) =>
        [
            .. (await store.Get([.. ids.Select(id => KeyOf(id))], consistency, stop))
                .Where(found => found is not null)
                .Select(found => Read(found)!),
        ];

    /// <summary>Which of these keys, up to 100, have an object.</summary>
    public async Task<IReadOnlySet<Key>> Known(IReadOnlyList<Key> keys, CancellationToken stop)
    {
        var found = keys.Count == 0 ? [] : await store.Get(keys, Consistency.Strong, stop);
        return keys.Where((_, place) => found[place] is not null).ToHashSet();
    }

    /// <summary>The objects of one partition of the table itself, in the order of its sort key, as last written.</summary>
    internal QueryOf<T> In(string partition) => new(this, new(table, null, partition) { Consistency = Consistency.Strong });

    /// <summary>The objects of one partition of an index; the accessors in <see cref="Indexes"/> are the callers.</summary>
    internal QueryOf<T> By(IndexDefinition index, string partition) =>
        table.Indexes.Contains(index)
            ? new(this, new(table, index, partition))
            : throw new ArgumentException($"{table.Name} has no {index.Name} like that.", nameof(index));

    internal async Task<PageOf<T>> Query(Query query, Func<T, bool>? filter, CancellationToken stop)
    {
        List<T> found = [];
        var cursor = query.Cursor;
        for (var round = 0; round < MaxRounds; round++)
        {
            // A filter that most objects pass costs nothing: only further rounds read more than the page lacks.
            var limit = filter is null || round == 0 ? query.Limit - found.Count : 100;
            var page = await store.Query(query with { Cursor = cursor, Limit = limit }, stop);
            foreach (var (element, whole) in page.Items.Zip(await Whole(query, page.Items, stop)))
            {
                if (Read(whole) is not { } item || filter?.Invoke(item) == false)
                    continue;
                if (found.Count == query.Limit)
                    return new(found, cursor);
                found.Add(item);
                cursor = CursorAt(query, element);
            }

            cursor = page.Cursor;
            if (cursor is null || found.Count == query.Limit)
                break;
        }

        return new(found, cursor);
    }

    /// <summary>
    /// What a page lists: of an index of keys, what the table has. Null for what the table lists no more, or elsewhere: the index may lag
    /// behind it.
    /// </summary>
    private async Task<IReadOnlyList<JsonElement?>> Whole(Query query, IReadOnlyList<JsonElement> listed, CancellationToken stop)
    {
        if (query.Index is not { OfKeys: true } index)
            return [.. listed.Select(item => (JsonElement?)item)];
        List<JsonElement?> whole = [];
        foreach (var some in listed.Select(KeyIn).Chunk(MostAtOnce))
            whole.AddRange(await store.Get(some, query.Consistency, stop));
        return [.. whole.Select(item => item is { } there && Text(there, index.Key.Partition) == query.Partition ? item : null)];

        Key KeyIn(JsonElement item) => KeyOf(Text(item, table.Key.Partition)!, table.Key.Sort is { } sort ? Text(item, sort) : null);
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The cursor right after an item, in the format of the store: a JSON object of the item's key attributes.</summary>
    private string CursorAt(Query query, JsonElement item)
    {
        var place = new JsonObject();
        foreach (var name in new[] { table.Key.Partition, table.Key.Sort, query.Index?.Key.Partition, query.Index?.Key.Sort })
        {
            if (name is not null)
                place[name] = JsonNode.Parse(item.GetProperty(name).GetRawText());
        }

        return place.ToJsonString();
    }

    public async Task<PageOf<T>> Scan(IndexDefinition? index, string? cursor, CancellationToken stop)
    {
        var page = await store.Scan(table, index, cursor, 100, stop);
        return new([.. page.Items.Select(item => Read(item)!)], page.Cursor);
    }

    /// <summary>Inserts an object: refused when one with the same key exists.</summary>
    public Change Create(T item) => new Change.Put(KeyOf(item), Write(item), new Condition.Absent());

    /// <summary>Creates an object. If there is one with its key already, it stays.</summary>
    /// <returns>The stored object.</returns>
    public async Task<T> FindOrCreate(T item, CancellationToken stop)
    {
        var (partition, sort) = key(item);
        return await Write([Create(item)], stop) ? item : await Find(partition, sort, stop) ?? item;
    }

    /// <summary>Inserts or replaces an object, whatever is stored.</summary>
    public Change Put(T item) => new Change.Put(KeyOf(item), Write(item));

    public Change Replace(T item, Condition condition) => new Change.Put(KeyOf(item), Write(item), condition);

    public Change Delete(T item, Condition condition) => new Change.Delete(KeyOf(item), condition);

    /// <returns>False when a condition was not met.</returns>
    protected async Task<bool> Write(IReadOnlyList<Change> changes, CancellationToken stop) => (await store.Write(changes, stop)).Committed;

    private T? Read(JsonElement? item) => item?.Deserialize(json);

    private byte[] Write(T item)
    {
        if (derived is null)
            return JsonSerializer.SerializeToUtf8Bytes(item, json);
        var node = JsonSerializer.SerializeToNode(item, json)!.AsObject();
        foreach (var (name, value) in derived(item))
        {
            if (value is string text)
                node[name] = text;
            else if (value is long number)
                node[name] = number;
            else if (value is bool flag)
                node[name] = flag;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            node.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>The objects of one table, under optimistic concurrency.</summary>
public sealed class Versioned<T>(
    IStore store,
    TableDefinition table,
    JsonTypeInfo<T> json,
    Func<T, (string Partition, string? Sort)> key,
    Func<T, IEnumerable<(string Name, object? Value)>>? derived = null
) : Collection<T>(store, table, json, key, derived)
    where T : class, IVersioned<T>
{
    /// <summary>Writes the next version, if the stored version is still the one that was read.</summary>
    public Change Save(T item) => Replace(Bumped(item), new Condition.VersionIs(item.Version));

    /// <summary>
    /// The decision to save the next state of an object, with other changes in the same write. Its value is the object with its new
    /// version. When the next state is the current object itself, there is nothing to write.
    /// </summary>
    public Decision<T> Save(T current, T next, params IReadOnlyList<Change> with) =>
        ReferenceEquals(next, current) ? current : new Decision<T>(Bumped(next), [Save(next), .. with]);

    /// <summary>Saves an object in one attempt, for callers that come again.</summary>
    /// <returns>The object with its new version; null when another write came between, and nothing was written.</returns>
    public async Task<T?> TrySave(T item, CancellationToken stop, params IReadOnlyList<Change> with) =>
        await Write([Save(item), .. with], stop) ? Bumped(item) : null;

    public Change Delete(T item) => Delete(item, new Condition.VersionIs(item.Version));

    private static T Bumped(T item) => item.WithVersion(item.Version + 1);
}
