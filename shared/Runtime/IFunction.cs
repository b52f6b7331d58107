using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

namespace EventTicketing.Runtime;

/// <summary>A function that the host runs: reads the event as JSON from a stream and writes the result as JSON.</summary>
public interface IFunction
{
    Task Invoke(Stream request, ILambdaContext context, Stream response);
}

internal static class Requests
{
    /// <summary>The value of a request header; null when it was not sent. Header names are case-insensitive.</summary>
    public static string? Header(this APIGatewayProxyRequest request, string name) =>
        request.Headers?.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>What all functions of a process share.</summary>
/// <param name="Cursors">Null in functions without the signing key, because they have no pages.</param>
/// <param name="Tokens">Null in functions without callers.</param>
public sealed record Host(Flows.App App, Log Log, Cursors? Cursors, TokenVerifier? Tokens, IReadOnlyList<string> AllowedOrigins);

/// <summary>The serialized types: the events that Lambda sends and the responses.</summary>
[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(SQSBatchResponse.BatchItemFailure), TypeInfoPropertyName = "FailedMessage")]
[JsonSerializable(typeof(CognitoPostConfirmationEvent))]
public sealed partial class LambdaJson : JsonSerializerContext
{
    public static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();
}
