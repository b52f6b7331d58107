namespace EventTicketing.Functions.RefundCancelledEvent;

public sealed class Function(Host host) : StreamFunction(Workers.RefundCancelledEvent, host)
{
    /// <summary>What is not done by now, ExpireRegistrations sees through.</summary>
    protected override Task Handle(string id, CancellationToken stop) => Cancelling.CancelAll(App, id, stop);
}
