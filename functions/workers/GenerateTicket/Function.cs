namespace EventTicketing.Functions.GenerateTicket;

public sealed class Function(Host host) : StreamFunction(Workers.GenerateTicket, host)
{
    protected override Task Handle(Key registration, CancellationToken stop) => Issuing.Issue(App, registration.Partition, stop);
}
