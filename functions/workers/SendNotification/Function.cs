namespace EventTicketing.Functions.SendNotification;

public sealed class Function(Host host) : StreamFunction(Workers.SendNotification, host)
{
    protected override Task Handle(Key changed, CancellationToken stop) => Notifying.Send(App, changed.Partition, stop);
}
