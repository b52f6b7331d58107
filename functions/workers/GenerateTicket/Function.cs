namespace EventTicketing.Functions.GenerateTicket;

public sealed class Function(Host host) : StreamFunction(Workers.GenerateTicket, host)
{
    protected override Task Handle(string id, CancellationToken stop) => Issuing.Issue(App, id, stop);
}
