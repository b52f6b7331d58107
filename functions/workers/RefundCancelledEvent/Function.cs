namespace EventTicketing.Functions.RefundCancelledEvent;

public sealed class Function(Host host) : StreamFunction(Workers.RefundCancelledEvent, host)
{
    /// <summary>ExpireRegistrations completes whatever fails here.</summary>
    protected override Task Handle(string id, CancellationToken stop) => Cancelling.CancelAll(App, id, stop);
}
