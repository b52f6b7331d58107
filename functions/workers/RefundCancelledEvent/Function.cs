namespace EventTicketing.Functions.RefundCancelledEvent;

public sealed class Function(Host host) : StreamFunction(Workers.RefundCancelledEvent, host)
{
    /// <summary>ExpireRegistrations completes whatever fails here.</summary>
    protected override Task Handle(Key changed, CancellationToken stop) => Cancelling.CancelAll(App, changed.Partition, stop);
}
