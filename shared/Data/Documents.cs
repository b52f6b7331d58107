using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Data;

/// <summary>Converts JSON documents to DynamoDB's attribute values and back. Nulls are left out, so that indexes stay sparse.</summary>
internal static class Documents
{
    public static Dictionary<string, AttributeValue> ToItem(ReadOnlyMemory<byte> document)
    {
        var reader = new Utf8JsonReader(document.Span);
        reader.Read();
        return Map(ref reader);
    }

    public static JsonElement FromItem(Dictionary<string, AttributeValue> item)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, item);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    public static AttributeValue Scalar(object value) =>
        value switch
        {
            string text => new AttributeValue { S = text },
            long number => Number(number),
            int number => Number(number),
            bool flag => new AttributeValue { BOOL = flag },
            _ => throw new ArgumentException($"A {value.GetType().Name} is no key or number."),
        };

    private static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private static Dictionary<string, AttributeValue> Map(ref Utf8JsonReader reader)
    {
        Dictionary<string, AttributeValue> map = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
                map[name] = Value(ref reader);
        }

        return map;
    }

    private static List<AttributeValue> List(ref Utf8JsonReader reader)
    {
        List<AttributeValue> list = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(Value(ref reader));
        return list;
    }

    private static AttributeValue Value(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new AttributeValue { S = reader.GetString() },
            JsonTokenType.Number => new AttributeValue { N = System.Text.Encoding.UTF8.GetString(reader.ValueSpan) },
            JsonTokenType.True or JsonTokenType.False => new AttributeValue { BOOL = reader.GetBoolean() },
            JsonTokenType.StartObject => new AttributeValue { M = Map(ref reader) },
            JsonTokenType.StartArray => new AttributeValue { L = List(ref reader) },
            _ => new AttributeValue { NULL = true },
        };

    private static void Write(Utf8JsonWriter writer, Dictionary<string, AttributeValue> map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AttributeValue value)
    {
        if (value.S is not null)
            writer.WriteStringValue(value.S);
        else if (value.N is not null)
            writer.WriteRawValue(value.N);
        else if (value.BOOL is { } flag)
            writer.WriteBooleanValue(flag);
        else if (value.IsMSet)
            Write(writer, value.M);
        else if (value.IsLSet)
        {
            writer.WriteStartArray();
            foreach (var element in value.L)
                Write(writer, element);
            writer.WriteEndArray();
        }
        else
            writer.WriteNullValue();
    }
}
