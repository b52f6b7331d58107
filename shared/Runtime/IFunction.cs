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

    /// <summary>
    /// Builds what the first call needs and would otherwise wait for. Runs at start, while the first connection is opened.
    /// </summary>
    void WarmUp() { }
}

/// <summary>What all functions of a process share.</summary>
/// <param name="Cursors">Null in functions without the signing key, because they have no pages.</param>
/// <param name="Tokens">Null in functions without callers.</param>
public sealed record Host(Flows.App App, Log Log, Cursors? Cursors, TokenVerifier? Tokens, IReadOnlyList<string> AllowedOrigins)
{
    public RevokedTokens RevokedTokens { get; } = new(App.Clock);
}

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

    /// <summary>Reads an empty event and writes an empty result, which builds the metadata of both types.</summary>
    public static void WarmUp<TEvent, TResult>()
        where TResult : new()
    {
        Serializer.Deserialize<TEvent>(new MemoryStream("{}"u8.ToArray()));
        Serializer.Serialize(new TResult(), Stream.Null);
    }
}
