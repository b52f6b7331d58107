namespace EventTicketing.Functions.SendNotification;

public sealed class Function(Host host) : StreamFunction(Workers.SendNotification, host)
{
    protected override Task Handle(string id, CancellationToken stop) => Notifying.Send(App, id, stop);
}
