using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventTicketing.Api;

/// <summary>Enum values as texts such as <c>eventCancelled</c>.</summary>
public sealed class Camel<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Enum values as texts such as <c>already_used</c>.</summary>
public sealed class Snake<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
