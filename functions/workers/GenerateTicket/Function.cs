namespace EventTicketing.Functions.GenerateTicket;

public sealed class Function(Host host) : StreamFunction(Workers.GenerateTicket, host)
{
    protected override Task Handle(Key changed, CancellationToken stop) => Issuing.Issue(App, changed.Partition, stop);
}
