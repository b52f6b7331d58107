using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation;

/// <summary>What DynamoDB bills for one table.</summary>
public sealed class TableBill
{
    /// <summary>Request units of writes: a unit per begun kB of the larger one of before and after, twice that in a transaction.</summary>
    public double Written { get; set; }

    /// <summary>Request units of the writes that bring indexes up to date. They are no part of the transaction.</summary>
    public double Indexed { get; set; }

    /// <summary>Request units of reads: a unit per begun 4 kB, half of it when it may be late, twice that in a transaction.</summary>
    public double Read { get; set; }

    /// <summary>What is read from the stream, record by record, once for each worker. What Lambda reads is free.</summary>
    public int StreamRecords { get; set; }

    /// <summary>Bytes that have come to be stored, in indexes too, with the 100 bytes that each item and each entry costs besides.</summary>
    public long Stored { get; set; }
}

/// <summary>Keeps what is billed to functions, table by table.</summary>
public sealed class Bill
{
    public SortedDictionary<string, TableBill> Tables { get; } = new(StringComparer.Ordinal);

    public TableBill Of(TableDefinition table)
    {
        if (!Tables.TryGetValue(table.Name, out var bill)) Tables[table.Name] = bill = new();
        return bill;
    }

    public static bool IsSame(Dictionary<string, AttributeValue> one, Dictionary<string, AttributeValue> other) => Text(one) == Text(other);

    private static string Text(Dictionary<string, AttributeValue> image) => JsonSerializer.Serialize(image.OrderBy(field => field.Key, StringComparer.Ordinal));
}
