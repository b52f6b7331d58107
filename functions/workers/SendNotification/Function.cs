namespace EventTicketing.Functions.SendNotification;

public sealed class Function(Host host) : StreamFunction(Workers.SendNotification, host)
{
    protected override Task Handle(Key registration, CancellationToken stop) => Notifying.Send(App, registration.Partition, stop);
}
