using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace EventTicketing.Runtime;

/// <summary>What the host runs: JSON in, JSON out, as Lambda hands it over.</summary>
public interface IFunction
{
    Task Invoke(Stream request, ILambdaContext context, Stream response);
}

internal static class Requests
{
    /// <summary>Null when it was not sent. Names of headers have no case.</summary>
    public static string? Header(this APIGatewayProxyRequest request, string name) =>
        request.Headers?.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>What every function starts from: one composition for the process.</summary>
/// <param name="Cursors">Null in functions that were not given the key, because they have no pages.</param>
/// <param name="Tokens">Null in functions without callers.</param>
public sealed record Host(Flows.App App, Log Log, Cursors? Cursors, TokenVerifier? Tokens, IReadOnlyList<string> AllowedOrigins);

/// <summary>The events that Lambda sends us.</summary>
[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(CognitoPostConfirmationEvent))]
public sealed partial class LambdaJson : JsonSerializerContext
{
    public static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();
}
