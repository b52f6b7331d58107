using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Serializes Lambda events and results with generated code only. Reading ignores the case of names and accepts times as text or as seconds
/// since 1970; writing keeps names as declared and omits nulls.
/// </summary>
/// <typeparam name="TSGContext">A context with the types of the event and of the result.</typeparam>
public class SourceGeneratorLambdaJsonSerializer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext>
    : ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    private readonly TSGContext _context;

    public SourceGeneratorLambdaJsonSerializer()
        : this(null, null) { }

    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : this(customizer, null) { }

    public SourceGeneratorLambdaJsonSerializer(Action<JsonWriterOptions> jsonWriterCustomizer)
        : this(null, jsonWriterCustomizer) { }

    /// <param name="customizer">Changes the options before they are used.</param>
    /// <param name="jsonWriterCustomizer">Gets a copy of the writer options, so changes have no effect, as in the official package.</param>
    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
    {
        jsonWriterCustomizer?.Invoke(WriterOptions);
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);
        _context = (TSGContext)Activator.CreateInstance(typeof(TSGContext), SerializerOptions);
    }

    protected JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected JsonSerializerOptions SerializerOptions { get; }

    /// <exception cref="JsonSerializerException">The JSON does not fit the type, or the context does not know the type.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            return JsonSerializer.Deserialize(requestStream, Shape<T>());
        }
        catch (Exception e)
        {
            throw new JsonSerializerException($"The event is not a {typeof(T).FullName}: {e.Message}", e);
        }
    }

    /// <exception cref="JsonSerializerException">The context does not know the type.</exception>
    public void Serialize<T>(T response, Stream responseStream)
    {
        try
        {
            using var writer = new Utf8JsonWriter(responseStream, WriterOptions);
            JsonSerializer.Serialize(writer, response, Shape<T>());
        }
        catch (Exception e)
        {
            throw new JsonSerializerException($"The {typeof(T).FullName} of the function cannot become JSON: {e.Message}", e);
        }
    }

    protected virtual JsonSerializerOptions CreateDefaultJsonSerializationOptions() =>
        new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNameCaseInsensitive = true,
            Converters = { new DateTimeConverter(), new MemoryStreamConverter(), new ByteArrayConverter() },
        };

    private JsonTypeInfo<T> Shape<T>() =>
        _context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new JsonSerializerException($"{typeof(TSGContext).FullName} does not know {typeof(T).FullName}.");
}

/// <summary>An event or a result cannot be converted from or to JSON.</summary>
public class JsonSerializerException : Exception
{
    public JsonSerializerException(string message)
        : base(message) { }

    public JsonSerializerException(string message, Exception exception)
        : base(message, exception) { }
}
