using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.Lambda.TestUtilities;

namespace EventTicketing.Tests.Runtime;

/// <summary>Events as AWS sends them. The official packages pass these tests too.</summary>
public sealed class SerializerTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<EventJson> Serializer = new();

    [Fact]
    public void A_gateway_request_is_read_with_its_claims()
    {
        var request = Read<APIGatewayProxyRequest>(
            """
            {
              "resource": "/events/{eventId}/registrations", "path": "/events/evt_1/registrations", "httpMethod": "POST",
              "headers": { "Content-Type": "application/json", "Idempotency-Key": "k1" },
              "multiValueHeaders": { "Content-Type": ["application/json"], "X-Two": ["a", "b"] },
              "queryStringParameters": null, "multiValueQueryStringParameters": { "q": ["1", "2"] },
              "pathParameters": { "eventId": "evt_1" }, "stageVariables": null,
              "requestContext": {
                "accountId": "123456789012", "apiId": "id", "stage": "prod", "requestId": "r-1", "extendedRequestId": "x",
                "requestTime": "21/Nov/2026:03:02:00 +0000", "requestTimeEpoch": 1795230120123, "protocol": "HTTP/1.1",
                "authorizer": { "claims": { "sub": "u-1", "email": "a@example.org", "cognito:groups": "admins,staff" }, "scopes": null },
                "identity": { "sourceIp": "192.0.2.1", "userAgent": "curl/8", "clientCert": {
                  "subjectDN": "CN=a", "validity": { "notAfter": "May 28 12:30:02 2029 GMT" } } }
              },
              "body": "{\"name\":\"Åsa\"}", "isBase64Encoded": false
            }
            """
        );

        Assert.Equal(("POST", "evt_1", "k1"), (request.HttpMethod, request.PathParameters["eventId"], request.Headers["Idempotency-Key"]));
        Assert.Equal(["a", "b"], request.MultiValueHeaders["X-Two"]);
        Assert.Equal(["1", "2"], request.MultiValueQueryStringParameters["q"]);
        Assert.Null(request.QueryStringParameters);
        Assert.Equal("""{"name":"Åsa"}""", request.Body);
        Assert.Equal(1795230120123, request.RequestContext.RequestTimeEpoch);
        Assert.Equal("192.0.2.1", request.RequestContext.Identity.SourceIp);
        Assert.Equal("CN=a", request.RequestContext.Identity.ClientCert.SubjectDN);
        Assert.Equal("May 28 12:30:02 2029 GMT", request.RequestContext.Identity.ClientCert.Validity.NotAfter);
        Assert.Equal("u-1", request.RequestContext.Authorizer.Claims["sub"]);
        Assert.Equal("admins,staff", request.RequestContext.Authorizer.Claims["cognito:groups"]);
    }

    [Fact]
    public void An_authorizer_without_claims_has_none_and_its_own_values()
    {
        var authorizer = Read<APIGatewayProxyRequest>(
            """{"requestContext":{"authorizer":{"principalId":"p","deviceId":7}}}"""
        ).RequestContext.Authorizer;

        Assert.Empty(authorizer.Claims);
        Assert.Equal("p", authorizer["principalId"].ToString());
        Assert.Equal(7, ((JsonElement)authorizer["deviceId"]).GetInt32());
    }

    [Fact]
    public void Claims_can_be_set_in_a_test()
    {
        var authorizer = new APIGatewayCustomAuthorizerContext { Claims = new() { ["sub"] = "u-1" } };

        Assert.Equal("u-1", authorizer.Claims["sub"]);
        Assert.Empty(authorizer);
    }

    [Fact]
    public void A_gateway_request_written_can_be_read_again()
    {
        var request = new APIGatewayProxyRequest
        {
            Path = "/events",
            Headers = new Dictionary<string, string> { ["Accept"] = "*/*" },
            RequestContext = new() { Authorizer = new() { ["claims"] = JsonDocument.Parse("""{"sub":"u-1","exp":1}""").RootElement } },
        };

        var again = Read<APIGatewayProxyRequest>(Write(request));

        Assert.Equal("/events", again.Path);
        Assert.Equal("*/*", again.Headers["Accept"]);
        Assert.Equal("u-1", Assert.Single(again.RequestContext.Authorizer.Claims).Value);
    }

    [Fact]
    public void A_gateway_response_is_written_without_nulls_and_with_text_as_it_is() =>
        Assert.Equal(
            """{"statusCode":201,"headers":{"Content-Type":"application/json"},"body":"{\"a\":\"Å <b&c> 'd'\"}","isBase64Encoded":false}""",
            Write(
                new APIGatewayProxyResponse
                {
                    StatusCode = 201,
                    Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
                    Body = """{"a":"Å <b&c> 'd'"}""",
                }
            )
        );

    [Fact]
    public void A_stream_event_is_read_with_every_type_of_attribute()
    {
        var change = Assert.Single(
            Read<DynamoDBEvent>(
                """
                { "Records": [ {
                  "eventID": "c4ca", "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-north-1",
                  "eventSourceARN": "arn:aws:dynamodb:eu-north-1:123456789012:table/t/stream/2026-11-21T00:00:00.000",
                  "userIdentity": { "type": "Service", "principalId": "dynamodb.amazonaws.com" },
                  "dynamodb": {
                    "ApproximateCreationDateTime": 1.7952301205E9, "SequenceNumber": "4421584500000000017450439091", "SizeBytes": 26,
                    "StreamViewType": "NEW_AND_OLD_IMAGES", "Keys": { "pk": { "S": "REG#1" } },
                    "OldImage": { "pk": { "S": "REG#1" }, "n": { "N": "1" } },
                    "NewImage": { "s": { "S": "" }, "n": { "N": "123.45" }, "b": { "B": "AQID" }, "yes": { "BOOL": true },
                      "null": { "NULL": true },
                      "ss": { "SS": ["a", "b"] }, "ns": { "NS": ["1", "2"] }, "bs": { "BS": ["AQ==", "Ag=="] },
                      "m": { "M": { "l": { "L": [ { "S": "x" }, { "N": "2" }, { "M": {} } ] } } } }
                  } } ] }
                """
            ).Records
        );

        Assert.Equal(("c4ca", "MODIFY", "dynamodb.amazonaws.com"), (change.EventID, change.EventName, change.UserIdentity.PrincipalId));
        Assert.EndsWith("00.000", change.EventSourceArn);
        Assert.Equal(new DateTime(2026, 11, 21, 3, 2, 0, 500, DateTimeKind.Utc), change.Dynamodb.ApproximateCreationDateTime);
        Assert.Equal(("4421584500000000017450439091", 26), (change.Dynamodb.SequenceNumber, change.Dynamodb.SizeBytes));
        Assert.Equal(("REG#1", "1"), (change.Dynamodb.Keys["pk"].S, change.Dynamodb.OldImage["n"].N));
        var image = change.Dynamodb.NewImage;
        Assert.Equal(("", "123.45", true, true), (image["s"].S, image["n"].N, image["yes"].BOOL, image["null"].NULL));
        Assert.Equal([1, 2, 3], image["b"].B.ToArray());
        Assert.Equal(["a", "b"], image["ss"].SS);
        Assert.Equal(["1", "2"], image["ns"].NS);
        Assert.Equal([2], image["bs"].BS[1].ToArray());
        Assert.Equal("2", image["m"].M["l"].L[1].N);
        Assert.Empty(image["m"].M["l"].L[2].M);
        Assert.Null(image["s"].N);
    }

    [Fact]
    public void A_stream_event_written_can_be_read_again()
    {
        var time = new DateTime(2026, 11, 21, 3, 2, 0, DateTimeKind.Utc);
        var json = Write(
            new DynamoDBEvent
            {
                Records =
                [
                    new()
                    {
                        Dynamodb = new()
                        {
                            ApproximateCreationDateTime = time,
                            Keys = new() { ["b"] = new() { B = new([1, 2]) } },
                        },
                    },
                ],
            }
        );

        var change = Read<DynamoDBEvent>(json).Records[0].Dynamodb;

        Assert.Equal(time, change.ApproximateCreationDateTime);
        Assert.Equal([1, 2], change.Keys["b"].B.ToArray());
    }

    [Fact]
    public void A_queue_event_is_read()
    {
        var message = Assert.Single(
            Read<SQSEvent>(
                """
                { "Records": [ { "messageId": "059f36b4", "receiptHandle": "AQEB", "body": "{}", "md5OfBody": "e4e6",
                  "awsRegion": "eu-north-1", "attributes": { "ApproximateReceiveCount": "2" },
                  "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-north-1:1:q",
                  "messageAttributes": { "kind": { "stringValue": "mail", "binaryValue": "AQ==", "dataType": "String" } }
                } ] }
                """
            ).Records
        );

        Assert.Equal(("059f36b4", "{}", "arn:aws:sqs:eu-north-1:1:q"), (message.MessageId, message.Body, message.EventSourceArn));
        Assert.Equal("2", message.Attributes["ApproximateReceiveCount"]);
        Assert.Equal("mail", message.MessageAttributes["kind"].StringValue);
        Assert.Equal([1], message.MessageAttributes["kind"].BinaryValue.ToArray());
    }

    [Fact]
    public void A_partial_batch_answer_names_what_failed()
    {
        Assert.Equal(
            """{"batchItemFailures":[{"itemIdentifier":"17"}]}""",
            Write(new StreamsEventResponse { BatchItemFailures = [new() { ItemIdentifier = "17" }] })
        );
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m1"}]}""", Write(new SQSBatchResponse([new() { ItemIdentifier = "m1" }])));
        Assert.Equal("""{"batchItemFailures":[]}""", Write(new SQSBatchResponse()));
    }

    [Fact]
    public void A_scheduled_event_is_read()
    {
        var schedule = Read<ScheduledEvent>(
            """
            { "version": "0", "id": "53dc4d37", "detail-type": "Scheduled Event", "source": "aws.events", "account": "123456789012",
              "time": "2026-11-21T03:02:00Z", "region": "eu-north-1", "resources": ["arn:aws:events:eu-north-1:1:rule/r"], "detail": {} }
            """
        );

        Assert.Equal(("Scheduled Event", "aws.events"), (schedule.DetailType, schedule.Source));
        Assert.Equal(new DateTime(2026, 11, 21, 3, 2, 0, DateTimeKind.Utc), schedule.Time);
        Assert.NotNull(schedule.Detail);
    }

    [Fact]
    public void A_user_pool_gets_its_event_back()
    {
        var json = """
            {"version":"1","region":"eu-north-1","userPoolId":"eu-north-1_a","userName":"u-1",
            "callerContext":{"awsSdkVersion":"3","clientId":"c"},"triggerSource":"PostConfirmation_ConfirmSignUp",
            "request":{"clientMetadata":{},"userAttributes":{"email":"a@example.org"}},"response":{}}
            """.ReplaceLineEndings("");

        var confirmation = Read<CognitoPostConfirmationEvent>(json);

        Assert.Equal("a@example.org", confirmation.Request.UserAttributes["email"]);
        Assert.Equal(json, Write(confirmation));
    }

    [Fact]
    public void Bytes_are_numbers_and_can_be_base64()
    {
        Assert.Equal("[1,2]", Write(new byte[] { 1, 2 }));
        Assert.Equal([1, 2], Read<byte[]>("[1,2]"));
        Assert.Equal([1, 2], Read<byte[]>("\"AQI=\""));
    }

    [Theory]
    [InlineData("\"2026-11-21T03:02:00Z\"")]
    [InlineData("1795230120")]
    [InlineData("1795230120.0")]
    [InlineData("1795230120000")]
    public void A_time_is_text_or_seconds_or_milliseconds(string json) =>
        Assert.Equal(new DateTime(2026, 11, 21, 3, 2, 0, DateTimeKind.Utc), Read<DateTime>(json));

    [Theory]
    [InlineData("")]
    [InlineData("{\"records\":7}")]
    [InlineData("{\"records\":[{\"dynamodb\":{\"approximateCreationDateTime\":true}}]}")]
    public void What_does_not_fit_is_refused(string json) => Assert.Throws<JsonSerializerException>(() => Read<DynamoDBEvent>(json));

    [Fact]
    public void A_type_that_the_context_does_not_know_is_refused()
    {
        Assert.Throws<JsonSerializerException>(() => Read<Version>("{}"));
        Assert.Throws<JsonSerializerException>(() => Write(new Version(1, 0)));
    }

    [Fact]
    public void A_test_context_keeps_what_is_logged()
    {
        var context = new TestLambdaContext { AwsRequestId = "r-1", RemainingTime = TimeSpan.FromSeconds(3) };

        context.Logger.LogInformation("hello");
        context.Logger.LogError(new InvalidOperationException("broken"), "failed");

        var log = ((TestLambdaLogger)context.Logger).Buffer.ToString();
        Assert.Contains("Information: hello", log);
        Assert.Contains("Error: failed", log);
        Assert.Contains("InvalidOperationException: broken", log);
        Assert.Equal(("r-1", null), (((ILambdaContext)context).AwsRequestId, ((ILambdaContext)context).Serializer));
    }

    private static T Read<T>(string json) => Serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Write<T>(T value)
    {
        var stream = new MemoryStream();
        Serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(SQSBatchResponse.BatchItemFailure), TypeInfoPropertyName = "FailedMessage")]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(CognitoPostConfirmationEvent))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(DateTime))]
internal sealed partial class EventJson : JsonSerializerContext;
