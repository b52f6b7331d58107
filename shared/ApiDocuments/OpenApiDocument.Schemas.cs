using System.Text.Json;
using System.Text.Json.Nodes;
using EventTicketing.Api;

namespace EventTicketing.ApiDocuments;

public sealed partial class OpenApiDocument
{
    private string? Described(Schema field) => field.Member is { } member ? _describe(member) : null;

    /// <summary>
    /// The schema of a field with its description and nullability. OpenAPI 3.0 allows nothing beside a <c>$ref</c>, so references are
    /// wrapped.
    /// </summary>
    private JsonObject Field(Schema field, bool ofRequest)
    {
        var (schema, description) = (Bare(field, ofRequest), Described(field));
        if (schema.ContainsKey("$ref"))
        {
            if (description is null && !field.Nullable)
                return schema;
            schema = new JsonObject { ["allOf"] = new JsonArray(schema) };
        }

        if (field.Nullable)
        {
            schema["nullable"] = true;
            (schema["enum"] as JsonArray)?.Add((JsonNode?)null);
        }

        if (description is not null)
            schema["description"] = description;
        return schema;
    }

    private JsonObject Bare(Schema field, bool ofRequest) =>
        field switch
        {
            { Type: JsonType.Object, Values: { } values } => new()
            {
                ["type"] = "object",
                ["additionalProperties"] = Bare(values, ofRequest),
            },
            { Type: JsonType.Object } => Named(field, ofRequest),
            { Type: JsonType.Array } => List(field, ofRequest),
            { Type: JsonType.Boolean } => OfType("boolean"),
            { Type: JsonType.Integer } => Integer(field),
            { Type: JsonType.Number } => OfType("number"),
            { ClrType.IsEnum: true } when !ofRequest => Named(field, ofRequest),
            _ => Text(field),
        };

    private JsonObject List(Schema field, bool ofRequest)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Bare(field.Items!, ofRequest) };
        AddLength(schema, field, "Items");
        return schema;
    }

    private static JsonObject Integer(Schema field)
    {
        var schema = OfType("integer");
        if (field.Between is { } range)
            (schema["minimum"], schema["maximum"]) = (range.Minimum, range.Maximum);
        return schema;
    }

    private static JsonObject Text(Schema field)
    {
        var schema = OfType("string");
        if (field.IsInstant)
            schema["format"] = "date-time";
        if (field.IsEmail)
            schema["format"] = "email";
        AddLength(schema, field, "Length");
        if (field.Pattern is { } pattern)
            schema["pattern"] = pattern;
        if (field.OneOf is { } values)
            schema["enum"] = Array(values, value => JsonValue.Create(value));
        return schema;
    }

    private static void AddLength(JsonObject schema, Schema field, string of)
    {
        if (field.Size?.Minimum > 0)
            schema[$"min{of}"] = field.Size.Minimum;
        if (field.Size is not null)
            schema[$"max{of}"] = field.Size.Maximum;
    }

    /// <summary>A reference to the schema of the type, which is added to the components when it is first needed.</summary>
    /// <param name="except">Fields of a request that are in its path.</param>
    private JsonObject Named(Schema schema, bool ofRequest, params IReadOnlyList<string> except)
    {
        var name = NameOf(schema.ClrType);
        var written = schema.ClrType.IsEnum ? Text(schema) : ObjectOf(schema, ofRequest, except);
        var described = typeof(PatchRequest).IsAssignableFrom(schema.ClrType) ? typeof(PatchRequest) : schema.ClrType;
        if (_describe(described) is { } description)
            written["description"] = description;
        if (_schemas.TryGetValue(name, out var known) && !JsonNode.DeepEquals(known, written))
            throw new InvalidOperationException($"{name} has two meanings: give one of them another type.");
        _schemas[name] = known ?? written;
        return Reference("schemas", name);
    }

    /// <summary>A request must not have other fields. A response has all of its fields, and more may be added later.</summary>
    private JsonObject ObjectOf(Schema schema, bool ofRequest, IReadOnlyList<string> except)
    {
        var names = schema.Properties.Keys.Except(except).ToList();
        var properties = new JsonObject();
        foreach (var name in names)
        {
            var field = Field(schema.Properties[name], ofRequest);
            properties[name] = ofRequest ? WithDefault(field, schema, name) : field;
        }

        var written = new JsonObject { ["type"] = "object" };
        if (names.Where(name => !ofRequest || schema.Required.Contains(name)).ToList() is { Count: > 0 } required)
            written["required"] = Array(required, name => JsonValue.Create(name));
        if (names.Count > 0)
            written["properties"] = properties;
        if (ofRequest)
            written["additionalProperties"] = false;
        return written;
    }

    /// <summary>
    /// Adds the default value: the one that a deserialized request has when the field is absent. Fields of a patch have no default.
    /// </summary>
    private static JsonObject WithDefault(JsonObject written, Schema request, string name)
    {
        var field = request.Properties[name];
        if (field.Nullable || request.Required.Contains(name))
            return written;
        var json = ApiJson.Wire.GetTypeInfo(request.ClrType);
        var bound = JsonSerializer.SerializeToNode(Smallest(request).Deserialize(json), json)!;
        if (bound[name] is { } value)
            written["default"] = value.DeepClone();
        return written;
    }

    /// <summary>The smallest JSON that can be deserialized.</summary>
    private static JsonNode Smallest(Schema schema) =>
        schema switch
        {
            { Type: JsonType.Object } => Object(schema.Required, name => Smallest(schema.Properties[name])),
            { Type: JsonType.Array } => new JsonArray(),
            { Type: JsonType.Integer } => JsonValue.Create(0),
            { Type: JsonType.Boolean } => JsonValue.Create(false),
            { OneOf: [var value, ..] } => JsonValue.Create(value),
            { IsInstant: true } => JsonValue.Create("2000-01-01T00:00:00Z"),
            _ => JsonValue.Create(""),
        };

    private static JsonObject Object(IEnumerable<string> names, Func<string, JsonNode?> value) =>
        new(names.Select(name => KeyValuePair.Create(name, value(name))));
}
