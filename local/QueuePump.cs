using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Local.Standins;

namespace EventTicketing.Local;

/// <summary>
/// Stands in for Lambda's event source mappings of queues: invokes each worker with batches of messages, and deletes those that it does
/// not report as failed. The others become visible again, and are delivered once more.
/// </summary>
public sealed class QueuePump(IReadOnlyList<Worker> workers, SqsStandin queues, IInvoker invoker) : WorkerLoops<Trigger.Queue>(workers)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);

    protected override async Task Loop(Worker worker, Trigger.Queue trigger, CancellationToken stop)
    {
        var queue = trigger.Definition.NameIn(LocalAccount.Stage);
        while (!stop.IsCancellationRequested)
        {
            var messages = queues.Receive(queue, trigger.Definition.BatchSize);
            if (messages.Count == 0)
                await Task.Delay(Idle, stop);
            else
                await Deliver(worker, queue, messages);
        }
    }

    private async Task Deliver(Worker worker, string queue, IReadOnlyList<SqsMessage> messages)
    {
        try
        {
            var answer = JsonNode.Parse(await invoker.Invoke(worker.Name, EventOf(queue, messages).ToJsonString()));
            var failed = (answer?["batchItemFailures"]?.AsArray() ?? []).Select(failure => (string?)failure!["itemIdentifier"]).ToHashSet();
            foreach (var message in messages.Where(message => !failed.Contains(message.Id)))
                queues.Delete(queue, message.Receipt!);
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{worker.Name} failed: {error.Message} Its messages are delivered again.");
        }
    }

    private static JsonObject EventOf(string queue, IReadOnlyList<SqsMessage> messages) =>
        new()
        {
            ["Records"] = new JsonArray([
                .. messages.Select(message => new JsonObject
                {
                    ["messageId"] = message.Id,
                    ["receiptHandle"] = message.Receipt,
                    ["body"] = message.Body,
                    ["md5OfBody"] = SqsStandin.Md5(message.Body),
                    ["attributes"] = new JsonObject
                    {
                        ["ApproximateReceiveCount"] = $"{message.Tries}",
                        ["SentTimestamp"] = $"{message.SentAt.ToUnixTimeMilliseconds()}",
                    },
                    ["messageAttributes"] = new JsonObject(),
                    ["eventSource"] = "aws:sqs",
                    ["eventSourceARN"] = $"arn:aws:sqs:{LocalAccount.Region}:000000000000:{queue}",
                    ["awsRegion"] = LocalAccount.Region,
                }),
            ]),
        };
}
