using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation.Dynamo;

/// <summary>A sort key: a string, ordered by its UTF-8 bytes, or a number; neither in a table without sort key.</summary>
internal readonly record struct SortKey(string? Text, decimal Number) : IComparable<SortKey>
{
    public static SortKey Of(object? value) => value is string text ? new(text, 0) : new(null, value is long number ? number : 0);

    /// <summary>Null when the value is empty or does not have the key's type.</summary>
    public static SortKey? Of(AttributeValue? value, KeyType type) =>
        type == KeyType.Text
            ? value?.S is { Length: > 0 } text
                ? new(text, 0)
                : null
            : value?.N is { } number
                ? new(null, NumberOf(number))
                : null;

    public static decimal NumberOf(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public int CompareTo(SortKey other) => Text is null ? Number.CompareTo(other.Number) : Compare(Text, other.Text);

    /// <summary>Orders strings by their UTF-8 bytes: surrogates, which encode characters beyond U+FFFF, come last.</summary>
    public static int Compare(string left, string? right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (right is null || same == left.Length || same == right.Length)
            return left.Length.CompareTo(right?.Length ?? 0);
        return Rank(left[same]).CompareTo(Rank(right[same]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The position of a row in its partition: by sort key and, where it is shared, by the table's key.</summary>
/// <param name="Edge">0 for a row; -1 and 1 for the positions before and after all rows with the sort key.</param>
internal readonly record struct Place(SortKey Sort, string Partition, SortKey TableSort, int Edge = 0) : IComparable<Place>
{
    public static Place Before(SortKey sort) => new(sort, "", default, -1);

    public static Place After(SortKey sort) => new(sort, "", default, 1);

    public int CompareTo(Place other)
    {
        if (Sort.CompareTo(other.Sort) is var sort and not 0)
            return sort;
        if (Edge != 0 || other.Edge != 0)
            return Edge.CompareTo(other.Edge);
        return SortKey.Compare(Partition, other.Partition) is var partition and not 0 ? partition : TableSort.CompareTo(other.TableSort);
    }
}

/// <summary>The state of an item after one commit.</summary>
/// <param name="Image">Immutable; null when the item does not exist.</param>
/// <param name="Since">Time of the commit, in ticks.</param>
/// <param name="Number">The commit's number among the commits of the item.</param>
internal sealed record ItemVersion(Dictionary<string, AttributeValue>? Image, int Bytes, long Since, int Number)
{
    public static readonly ItemVersion Nothing = new(null, 0, 0, 0);

    /// <summary>The previous version, while stale reads may still see it.</summary>
    public ItemVersion? Older { get; set; }
}

/// <summary>A row of a table or of an index.</summary>
internal abstract class Row
{
    public Place Place { get; protected set; }

    /// <summary>The version that a reader sees whose read shows the state at that tick.</summary>
    public abstract ItemVersion Seen(long asOf);
}

/// <summary>An item, whether or not it exists.</summary>
internal sealed class Item : Row
{
    private const long LongestStale = 2 * TimeSpan.TicksPerSecond;

    public Item(Key key, Partition home, int indexes)
    {
        (Key, Home) = (key, home);
        var sort = SortKey.Of(key.Sort);
        Place = new(sort, key.Partition, sort);
        Indexed = indexes == 0 ? [] : new IndexRow?[indexes];
    }

    public Key Key { get; }
    public Partition Home { get; }
    public ItemVersion Current { get; private set; } = ItemVersion.Nothing;

    /// <summary>The transaction that is about to write the item.</summary>
    public object? LockedBy { get; set; }

    /// <summary>The initial image when an update creates the item.</summary>
    public Dictionary<string, AttributeValue> Keys
    {
        get
        {
            Dictionary<string, AttributeValue> keys = new(StringComparer.Ordinal)
            {
                [Key.Table.Key.Partition] = new() { S = Key.Partition },
            };
            if (Key.Table.Key.Sort is { } sort)
                keys[sort] = Key.Sort is string text ? new() { S = text } : new() { N = $"{Key.Sort}" };
            return keys;
        }
    }

    /// <summary>Its row in each index, created on first use.</summary>
    public IndexRow?[] Indexed { get; }

    public void Commit(Dictionary<string, AttributeValue>? image, int bytes, long now)
    {
        var last = Current;
        Current = new(image, bytes, now, last.Number + 1) { Older = last };
        while (last is { Older: not null } && last.Since > now - LongestStale)
            last = last.Older;
        last.Older = null;
    }

    public override ItemVersion Seen(long asOf)
    {
        var version = Current;
        while (version.Since > asOf && version.Older is { } older)
            version = older;
        return version;
    }

    public override string ToString() => $"{Key.Table.Name} {Key.Partition}{(Key.Sort is null ? "" : $"/{Key.Sort}")}";
}

/// <summary>An item as an index shows it.</summary>
internal sealed class IndexRow(Item item) : Row
{
    public Item Item => item;

    /// <summary>Its partition; null when the index does not contain the item.</summary>
    public Partition? Home { get; private set; }

    public ItemVersion Shown { get; private set; } = ItemVersion.Nothing;

    public override ItemVersion Seen(long asOf) => Shown;

    public void Show(ItemVersion version, Partition? home, Place place)
    {
        var stays = home == Home && place == Place;
        if (!stays)
            Home?.Remove(this);
        (Home, Place, Shown) = (home, place, version);
        if (!stays)
            Home?.Add(this);
    }
}

/// <summary>Item sizes as DynamoDB counts them, in bytes.</summary>
internal static class Sizes
{
    private const int Overhead = 100;

    /// <summary>Storage billed for an item or an index entry.</summary>
    public static int Kept(ItemVersion version) => version.Image is null ? 0 : version.Bytes + Overhead;

    public static int Of(Dictionary<string, AttributeValue> map)
    {
        var bytes = 0;
        foreach (var (name, value) in map)
            bytes += Encoding.UTF8.GetByteCount(name) + Of(value);
        return bytes;
    }

    private static int Of(AttributeValue value)
    {
        if (value.S is { } text)
            return Encoding.UTF8.GetByteCount(text);
        if (value.N is { } number)
            return (number.Length + 1) / 2 + 1;
        if (value.IsMSet)
            return 3 + value.M.Count + Of(value.M);
        if (!value.IsLSet)
            return 1;
        var bytes = 3 + value.L.Count;
        foreach (var element in value.L)
            bytes += Of(element);
        return bytes;
    }
}
