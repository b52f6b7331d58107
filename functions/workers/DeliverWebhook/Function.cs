namespace EventTicketing.Functions.DeliverWebhook;

public sealed class Function(Host host) : StreamBatchFunction(Workers.DeliverWebhook, host)
{
    /// <summary>DeliverDueWebhooks sends what is left when this time is over.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    protected override Task<int> Handle(IReadOnlyList<Key> changed, Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop) =>
        Delivering.Deliver(
            App,
            [.. changed.Select(key => new DeliveryKey(EndpointId: key.Partition, DeliveryId: (string)key.Sort!))],
            Time,
            attempt,
            stop
        );
}
