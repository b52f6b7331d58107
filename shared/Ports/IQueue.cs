namespace EventTicketing.Ports;

/// <summary>A queue that a worker receives from.</summary>
public interface IQueue
{
    /// <summary>Sends a message of at most 256 KiB. It may be delivered more than once.</summary>
    Task Send(string body, CancellationToken stop);
}

/// <summary>An SQS queue, through its HTTP API.</summary>
public sealed class SqsQueue(AwsJson sqs, string url) : IQueue
{
    public const string Service = "sqs",
        Target = "AmazonSQS",
        Version = "1.0";

    public Task Send(string body, CancellationToken stop) =>
        sqs.Call("SendMessage", new() { ["QueueUrl"] = url, ["MessageBody"] = body }, stop);
}
