using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation.Dynamo;

/// <summary>The ordered rows of one partition key value, and the units billed to it in the current second.</summary>
/// <param name="ordinal">Its position among the partitions, for scans.</param>
internal sealed class Partition(int ordinal)
{
    private readonly List<Row> _rows = [];
    private long _second;

    public int Ordinal => ordinal;
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>The number of rows before the position, which is the index of the row at it.</summary>
    public int Before(in Place place)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Place.CompareTo(place) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    public int UpTo(in Place place) => Before(place) is var at && at < _rows.Count && _rows[at].Place == place ? at + 1 : at;

    public (int First, int End) Range(in Bounds bounds) =>
        (bounds.From is { } from ? Before(Place.Before(from)) : 0, bounds.To is { } to ? Before(Place.After(to)) : _rows.Count);

    public void Add(Row row) => _rows.Insert(Before(row.Place), row);

    public void Remove(Row row) => _rows.RemoveAt(Before(row.Place));

    /// <summary>Write and read units billed in the second last passed to <see cref="At"/>.</summary>
    public double Written { get; set; }

    public double Read { get; set; }

    public Partition At(long second)
    {
        if (_second != second)
            (_second, Written, Read) = (second, 0, 0);
        return this;
    }
}

/// <summary>The partitions of a table or of an index. They are never removed, so that a scan can resume where it ended.</summary>
internal abstract class Partitions(KeySchema key)
{
    private readonly Dictionary<string, Partition> _byValue = new(StringComparer.Ordinal);
    private readonly List<Partition> _all = [];

    public KeySchema Key => key;
    public IReadOnlyList<Partition> All => _all;

    /// <summary>Whether those key attributes that are present have the right types.</summary>
    public bool Fits(Dictionary<string, AttributeValue> image) =>
        (!image.TryGetValue(key.Partition, out var partition) || partition.S is { Length: > 0 })
        && (key.Sort is null || !image.TryGetValue(key.Sort, out var sort) || SortKey.Of(sort, key.SortType) is not null);

    public Partition Of(string value)
    {
        if (_byValue.TryGetValue(value, out var partition))
            return partition;
        partition = new(_all.Count);
        _byValue[value] = partition;
        _all.Add(partition);
        return partition;
    }
}

internal sealed class SimulatedIndex(TableDefinition table, IndexDefinition index) : Partitions(index.Key)
{
    public string Name => index.Name;

    /// <summary>Makes the index show a version, unless it shows a later one already.</summary>
    public void Show(IndexRow row, ItemVersion version)
    {
        if (version.Number < row.Shown.Number)
            return;
        var place = default(Place);
        var partition = version.Image is { } image && Placed(image, row.Item, out place) ? Of(image[Key.Partition].S) : null;
        row.Show(partition is null ? version with { Image = null } : Projected(version), partition, place);
    }

    /// <summary>The version as projected by the index; nothing when the index does not contain it.</summary>
    public ItemVersion Entry(ItemVersion version, Item item) => Takes(version.Image, item) ? Projected(version) : ItemVersion.Nothing;

    /// <summary>Write units for updating the index from the old version: none if its entry is unchanged, two writes if it moves.</summary>
    public double WriteUnits(Item item, ItemVersion old)
    {
        var (before, now) = (Entry(old, item), Entry(item.Current, item));
        double Units(ItemVersion version) => version.Image is null ? 0 : SimulatedDynamo.WriteUnits(version.Bytes);
        if (before.Image is null || now.Image is null)
            return Units(before) + Units(now);
        if (Bill.IsSame(before.Image, now.Image))
            return 0;
        var moved = Home(before) != Home(now);
        return moved ? Units(before) + Units(now) : Math.Max(Units(before), Units(now));

        (string, Place) Home(ItemVersion version)
        {
            Placed(version.Image!, item, out var place);
            return (version.Image![Key.Partition].S, place);
        }
    }

    /// <summary>Whether the index contains such an item.</summary>
    public bool Takes(Dictionary<string, AttributeValue>? image, Item item) => image is not null && Placed(image, item, out _);

    /// <returns>False when the image lacks the index's keys.</returns>
    private bool Placed(Dictionary<string, AttributeValue> image, Item item, out Place place)
    {
        var sort = Key.Sort is null ? default(SortKey) : SortKey.Of(image.GetValueOrDefault(Key.Sort), Key.SortType);
        place = new(sort ?? default, item.Key.Partition, item.Place.TableSort);
        return sort is not null && image.ContainsKey(Key.Partition);
    }

    private ItemVersion Projected(ItemVersion version)
    {
        if (index.Projected.Count == 0)
            return version;
        Dictionary<string, AttributeValue> projected = new(StringComparer.Ordinal);
        foreach (var name in index.Projected)
            Copy(name);
        foreach (var name in new[] { table.Key.Partition, table.Key.Sort, Key.Partition, Key.Sort })
            Copy(name);
        return version with { Image = projected, Bytes = Sizes.Of(projected) };

        void Copy(string? name)
        {
            if (name is not null && version.Image!.TryGetValue(name, out var value))
                projected[name] = value;
        }
    }
}

/// <param name="bit">Its bit in sets of tables.</param>
internal sealed class SimulatedTable(TableDefinition definition, string name, int bit) : Partitions(definition.Key)
{
    public TableDefinition Definition => definition;
    public string Name => name;
    public int Bit => bit;
    public IReadOnlyList<SimulatedIndex> Indexes { get; } = [.. definition.Indexes.Select(index => new SimulatedIndex(definition, index))];

    public Partitions Named(string? index)
    {
        if (index is null)
            return this;
        foreach (var known in Indexes)
        {
            if (known.Name == index)
                return known;
        }

        throw Refused.Invalid($"The table does not have the specified index: {index}");
    }

    public Item Item(string partition, SortKey sort)
    {
        var home = Of(partition);
        var place = new Place(sort, partition, sort);
        var at = home.Before(place);
        if (at < home.UpTo(place))
            return (Item)home.Rows[at];
        var item = new Item(
            new(definition, partition, Key.Sort is null ? null : sort.Text ?? (object)(long)sort.Number),
            home,
            Indexes.Count
        );
        home.Add(item);
        return item;
    }

    /// <param name="key">Exactly the key attributes.</param>
    public Item ItemOf(Dictionary<string, AttributeValue> key) =>
        key.Count == (Key.Sort is null ? 1 : 2) ? Keyed(key) : throw Refused.Invalid("The provided key element does not match the schema");

    /// <param name="image">A whole item; attributes that are index keys must have the right types.</param>
    public Item ItemIn(Dictionary<string, AttributeValue> image)
    {
        foreach (var index in Indexes)
        {
            if (!index.Fits(image))
                throw Refused.Invalid($"One or more parameter values are not valid for the key of index {index.Name}");
        }

        return Keyed(image);
    }

    private Item Keyed(Dictionary<string, AttributeValue> attributes)
    {
        var sort = Key.Sort is null ? default(SortKey) : SortKey.Of(attributes.GetValueOrDefault(Key.Sort), Key.SortType);
        return sort is { } found && attributes.GetValueOrDefault(Key.Partition)?.S is { Length: > 0 } partition
            ? Item(partition, found)
            : throw Refused.Invalid("One of the required keys was not given a value");
    }

    /// <summary>The position after which a page starts.</summary>
    public (string Partition, Place Place) Start(Dictionary<string, AttributeValue> key, Partitions source)
    {
        if (!key.Keys.Order().SequenceEqual(KeyNames(source).Order()) || !source.Fits(key))
            throw Refused.Invalid("The provided starting key is invalid");
        var item = Keyed(key);
        var sort = source.Key.Sort is { } name ? SortKey.Of(key[name], source.Key.SortType)!.Value : default;
        return (key[source.Key.Partition].S, new(sort, item.Key.Partition, item.Place.TableSort));
    }

    /// <summary>The key to continue with after a page whose last item has this image.</summary>
    public Dictionary<string, AttributeValue> End(Dictionary<string, AttributeValue> image, Partitions source) =>
        KeyNames(source).ToDictionary(name => name, name => image[name], StringComparer.Ordinal);

    private IEnumerable<string> KeyNames(Partitions source) =>
        new[] { Key.Partition, Key.Sort, source.Key.Partition, source.Key.Sort }.OfType<string>().Distinct();

    public IEnumerable<Item> Items() => All.SelectMany(partition => partition.Rows).Cast<Item>();
}
