using System.Text.Json.Serialization;

namespace EventTicketing.Api;

[JsonSerializable(typeof(HealthView))]
internal sealed partial class SystemJson : JsonSerializerContext;
