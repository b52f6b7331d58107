namespace EventTicketing.Data;

/// <summary>
/// A queue of messages for one worker. A message is delivered at least once, in no defined order; after its last try it goes to the
/// worker's queue of failed messages, which has an alarm.
/// </summary>
public sealed record QueueDefinition(string Name)
{
    /// <summary>The most messages that the worker gets at once.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>How long the worker may take for a batch.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a message is delivered before it counts as failed.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The pause before a failed message is delivered again. AWS asks for six times the timeout of the function.</summary>
    public TimeSpan Visibility => 6 * Timeout;

    /// <summary>The variable with the queue's URL, for functions that may send to it, for example <c>WEBHOOKS_QUEUE</c>.</summary>
    public string Variable => $"{Name.ToUpperInvariant().Replace('-', '_')}_QUEUE";

    /// <summary>For example <c>event-ticketing-webhooks-dev</c>.</summary>
    public string NameIn(string stage) => $"event-ticketing-{Name}-{stage}";
}
