using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <param name="Tries">How often the message has been received from its queue.</param>
/// <param name="Receipt">Of the last time it was received; null before.</param>
public sealed record SqsMessage(
    string Id,
    string Queue,
    string Body,
    DateTimeOffset SentAt,
    DateTimeOffset VisibleAt,
    int Tries = 0,
    string? Receipt = null
);

/// <param name="Visibility">How long a message is hidden after it was received.</param>
/// <param name="Tries">How often a message is received before it moves to the queue <paramref name="Failed"/>; null keeps it.</param>
public sealed record SqsQueueOptions(string Name, TimeSpan Visibility, int Tries = int.MaxValue, string? Failed = null);

/// <summary>
/// A local SQS with a fixed set of queues: <c>GetQueueUrl</c>, <c>SendMessage</c>, <c>ReceiveMessage</c> and <c>DeleteMessage</c>. Verifies
/// signatures.
/// </summary>
/// <param name="directory">Null keeps the messages in memory.</param>
public sealed class SqsStandin(
    IReadOnlyList<SqsQueueOptions> queues,
    string? directory,
    string accessKeyId,
    string secretAccessKey,
    string region,
    TimeProvider clock
) : IDisposable
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int LargestMessage = 256 << 10;

    // JSON can take six bytes for a character of one: the rest is for the other properties.
    private const int LargestBody = 6 * LargestMessage + (64 << 10);
    private const int MostReceived = 10;
    private readonly SigV4 _signatures = new(accessKeyId, secretAccessKey, region, "sqs", clock);
    private readonly Journal<SqsMessage> _messages = new(directory is null ? null : Path.Combine(directory, "messages.jsonl"));
    private readonly Lock _lock = new();

    public void Map(WebApplication app) => app.MapPost("/{**path}", (RequestDelegate)Answer);

    public void Dispose() => _messages.Dispose();

    /// <summary>The messages in a queue, visible or not, oldest first.</summary>
    public IReadOnlyList<SqsMessage> Of(string queue) =>
        [.. _messages.All.Where(message => message.Queue == queue).OrderBy(message => message.SentAt)];

    public SqsMessage Send(string queue, string body)
    {
        var now = clock.GetUtcNow();
        var message = new SqsMessage(Guid.NewGuid().ToString(), queue, body, now, now);
        _messages.Put(message.Id, message);
        return message;
    }

    /// <summary>Up to <paramref name="most"/> visible messages, which it hides. Those whose tries are used up move on instead.</summary>
    public IReadOnlyList<SqsMessage> Receive(string queue, int most)
    {
        var options = queues.Single(options => options.Name == queue);
        var now = clock.GetUtcNow();
        List<SqsMessage> received = [];
        lock (_lock)
        {
            foreach (var message in Of(queue).Where(message => message.VisibleAt <= now))
            {
                if (received.Count == most)
                    break;
                var used = options.Failed is not null && message.Tries >= options.Tries;
                var next = used
                    ? message with
                    {
                        Queue = options.Failed!,
                        Tries = 0,
                    }
                    : message with
                    {
                        VisibleAt = now + options.Visibility,
                        Tries = message.Tries + 1,
                        Receipt = Guid.NewGuid().ToString(),
                    };
                _messages.Put(next.Id, next);
                if (!used)
                    received.Add(next);
            }
        }

        return received;
    }

    /// <summary>Does nothing when the message has been received again since.</summary>
    public void Delete(string queue, string receipt)
    {
        lock (_lock)
        {
            if (Of(queue).FirstOrDefault(message => message.Receipt == receipt) is { } message)
                _messages.Remove(message.Id);
        }
    }

    public static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task Answer(HttpContext context)
    {
        try
        {
            var request = JsonNode.Parse(await _signatures.VerifiedBody(context.Request, LargestBody))!.AsObject();
            var queue = (string?)request["QueueName"] ?? $"{request["QueueUrl"]}".Split('/')[^1];
            if (queues.Any(options => options.Name == queue))
                await Answer(context, context.Request.Headers["X-Amz-Target"].ToString(), queue, request);
            else
                await Refuse(context, "QueueDoesNotExist", "The specified queue does not exist.");
        }
        catch (SigV4Refusal refusal)
        {
            await Refuse(context, "InvalidSignatureException", refusal.Message);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException or FormatException)
        {
            await Refuse(context, "InvalidParameterValue", "The request is not understood.");
        }
    }

    private async Task Answer(HttpContext context, string operation, string queue, JsonObject request)
    {
        switch (operation)
        {
            case "AmazonSQS.GetQueueUrl":
                await Write(context, 200, new() { ["QueueUrl"] = $"http://{context.Request.Host}/000000000000/{queue}" });
                break;
            case "AmazonSQS.SendMessage" when (string?)request["MessageBody"] is { Length: > 0 } body:
                if (Encoding.UTF8.GetByteCount(body) > LargestMessage)
                    await Refuse(context, "InvalidParameterValue", $"A message has at most {LargestMessage} bytes.");
                else
                    await Write(context, 200, new() { ["MessageId"] = Send(queue, body).Id, ["MD5OfMessageBody"] = Md5(body) });
                break;
            case "AmazonSQS.ReceiveMessage":
                var received = Receive(queue, Math.Clamp((int?)request["MaxNumberOfMessages"] ?? 1, 1, MostReceived));
                await Write(context, 200, new() { ["Messages"] = new JsonArray([.. received.Select(Shown)]) });
                break;
            case "AmazonSQS.DeleteMessage":
                Delete(queue, $"{request["ReceiptHandle"]}");
                await Write(context, 200, []);
                break;
            default:
                await Refuse(context, "UnsupportedOperation", $"{operation} is not known here, or lacks a parameter.");
                break;
        }
    }

    private static JsonObject Shown(SqsMessage message) =>
        new()
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = message.Receipt,
            ["Body"] = message.Body,
            ["MD5OfBody"] = Md5(message.Body),
        };

    private static Task Refuse(HttpContext context, string type, string message) =>
        Write(context, 400, new() { ["__type"] = $"com.amazonaws.sqs#{type}", ["message"] = message });

    private static Task Write(HttpContext context, int status, JsonObject answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.0";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString())).AsTask();
    }
}
