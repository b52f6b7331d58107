using System.Buffers;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>Binds path, query and body to one typed request, after validating them against its schema.</summary>
internal static class Binding
{
    public const int MaxBodyBytes = 256 * 1024;
    private const int MaxDepth = 16;

    public static Result<TRequest> Bind<TRequest>(Endpoint endpoint, APIGatewayProxyRequest request, Call call)
        where TRequest : class
    {
        if (typeof(TRequest) == typeof(WebhookRequest))
            return TooLarge(call.Body) ?? (Result<TRequest>)((TRequest)(object)new WebhookRequest());
        if (ReadBody(endpoint, call).Refused(out var problem, out var body))
            return problem;
        var schema = Schema.Of(typeof(TRequest));
        var fields = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(fields))
        {
            if (Merge(writer, endpoint, schema, request, body) is { } mismatch)
                return mismatch;
        }

        using var merged = JsonDocument.Parse(fields.WrittenMemory, new JsonDocumentOptions { MaxDepth = MaxDepth + 1 });
        if (schema.Check(merged.RootElement) is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        var bound = (TRequest)merged.Deserialize(ApiJson.Wire.GetTypeInfo(typeof(TRequest)))!;
        if (bound is PatchRequest patch && body is { } given)
            patch.Given = given.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return bound;
    }

    private static Problem? TooLarge(string? body) =>
        body?.Length > MaxBodyBytes
            ? new Problem(ProblemKind.TooLarge, "body_too_large", $"A body has at most {MaxBodyBytes / 1024} kB.")
            : null;

    /// <summary>The JSON object of the body; null when there is no body.</summary>
    private static Result<JsonElement?> ReadBody(Endpoint endpoint, Call call)
    {
        if (!endpoint.HasBody || string.IsNullOrWhiteSpace(call.Body))
            return (JsonElement?)null;
        if (TooLarge(call.Body) is { } tooLarge)
            return tooLarge;
        if (
            call.Header("Content-Type") is { } type
            && !type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase)
        )
            return new Problem(ProblemKind.UnsupportedMediaType, "unsupported_media_type", "Send application/json.");
        try
        {
            using var document = JsonDocument.Parse(call.Body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
            return new Problem(ProblemKind.Malformed, "malformed", "The body is not a JSON object.");
        }
        catch (JsonException)
        {
            return new Problem(ProblemKind.Malformed, "malformed", $"The body is not JSON of at most {MaxDepth} levels.");
        }
    }

    /// <summary>Merges all fields into one object. A path parameter that is also in the body must have the same value there.</summary>
    private static Problem? Merge(
        Utf8JsonWriter writer,
        Endpoint endpoint,
        Schema schema,
        APIGatewayProxyRequest request,
        JsonElement? body
    )
    {
        writer.WriteStartObject();
        foreach (var name in endpoint.PathParameters)
            writer.WriteString(name, request.PathParameters?[name] ?? "");
        if (!endpoint.HasBody)
        {
            foreach (var (name, value) in request.QueryStringParameters ?? new Dictionary<string, string>())
            {
                if (!endpoint.PathParameters.Contains(name))
                    WriteQuery(writer, name, value, schema);
            }
        }

        foreach (var field in body?.EnumerateObject() ?? default)
        {
            if (field.ValidName() is not { } name)
                return Problem.Invalid("", "invalid_characters", "A field's name is not valid Unicode.");
            if (endpoint.PathParameters.Contains(name))
            {
                if (field.Value.ValueKind != JsonValueKind.String || field.Value.ValidText() != request.PathParameters![name])
                    return Problem.Invalid(name, "id_mismatch", "The id in the body is not the id in the path.");
                continue;
            }

            // Copied unparsed: the schema refuses an unpaired surrogate.
            writer.WritePropertyName(name);
            writer.WriteRawValue(field.Value.GetRawText(), skipInputValidation: true);
        }

        writer.WriteEndObject();
        return null;
    }

    /// <summary>Writes a query parameter with the JSON type of its field, so that the schema validates it like a field of a body.</summary>
    private static void WriteQuery(Utf8JsonWriter writer, string name, string value, Schema schema)
    {
        var type = schema.Properties.GetValueOrDefault(name)?.Type;
        if (type == JsonType.Integer && long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number))
            writer.WriteNumber(name, number);
        else if (type == JsonType.Boolean && bool.TryParse(value, out var flag))
            writer.WriteBoolean(name, flag);
        else
            writer.WriteString(name, value);
    }
}
