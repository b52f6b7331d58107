using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation;

/// <summary>What DynamoDB bills for one table.</summary>
public sealed class TableBill
{
    /// <summary>Write request units: one per started kB of the larger of old and new item, doubled in a transaction.</summary>
    public double Written { get; set; }

    /// <summary>Write request units for updating indexes, which is not part of the transaction.</summary>
    public double Indexed { get; set; }

    /// <summary>Read request units: one per started 4 kB, half for eventually consistent reads, double in a transaction.</summary>
    public double Read { get; set; }

    /// <summary>Stream records, counted once per worker. Reads by Lambda are free.</summary>
    public int StreamRecords { get; set; }

    /// <summary>Bytes added to storage, indexes included, with DynamoDB's overhead of 100 bytes per item and per index entry.</summary>
    public long Stored { get; set; }
}

/// <summary>Collects what is billed to functions, by table.</summary>
public sealed class Bill
{
    public SortedDictionary<string, TableBill> Tables { get; } = new(StringComparer.Ordinal);

    public TableBill Of(TableDefinition table)
    {
        if (!Tables.TryGetValue(table.Name, out var bill))
            Tables[table.Name] = bill = new();
        return bill;
    }

    public static bool IsSame(Dictionary<string, AttributeValue> one, Dictionary<string, AttributeValue> other) => Text(one) == Text(other);

    private static string Text(Dictionary<string, AttributeValue> image) =>
        JsonSerializer.Serialize(image.OrderBy(field => field.Key, StringComparer.Ordinal));
}
