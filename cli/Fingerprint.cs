using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Cli;

/// <summary>Number of items, and the sum of their fingerprints, which does not depend on their order.</summary>
internal readonly record struct Totals(long Count, UInt128 Sum)
{
    /// <summary>32 hexadecimal digits.</summary>
    public string Checksum => Sum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds rather than XORs, because two equal items would cancel each other out.</summary>
    public static Totals operator +(Totals left, Totals right) => new(left.Count + right.Count, unchecked(left.Sum + right.Sum));
}

/// <summary>A 128-bit hash of a DynamoDB item. Equal items have equal hashes.</summary>
internal static class Fingerprint
{
    /// <summary>The first half of a SHA-256 over all attributes (name, type, value), sorted by name.</summary>
    public static UInt128 Of(Dictionary<string, AttributeValue> item)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
            Write(writer, item);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    private static void Write(BinaryWriter writer, Dictionary<string, AttributeValue> map)
    {
        writer.Write(map.Count);
        foreach (var (name, value) in map.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            Write(writer, value);
        }
    }

    private static void Write(BinaryWriter writer, AttributeValue value)
    {
        if (value.S is not null)
            Write(writer, 's', value.S);
        else if (value.N is not null)
            Write(writer, 'n', value.N);
        else if (value.BOOL is { } flag)
            Write(writer, 'b', flag ? "true" : "false");
        else if (value.B is not null)
            Write(writer, 'd', Convert.ToBase64String(value.B.ToArray()));
        else if (value.IsMSet)
        {
            writer.Write('m');
            Write(writer, value.M);
        }
        else if (value.IsLSet)
        {
            writer.Write('l');
            writer.Write(value.L.Count);
            foreach (var element in value.L)
                Write(writer, element);
        }
        else if (value.SS is { Count: > 0 } texts)
            Write(writer, 'S', [.. texts]);
        else if (value.NS is { Count: > 0 } numbers)
            Write(writer, 'N', [.. numbers]);
        else if (value.BS is { Count: > 0 } bytes)
            Write(writer, 'D', [.. bytes.Select(part => Convert.ToBase64String(part.ToArray()))]);
        else
            writer.Write('0');
    }

    /// <summary>Sorts the members, because DynamoDB sets have no order.</summary>
    private static void Write(BinaryWriter writer, char type, params string[] values)
    {
        writer.Write(type);
        writer.Write(values.Length);
        foreach (var value in values.Order(StringComparer.Ordinal))
            writer.Write(value);
    }
}
