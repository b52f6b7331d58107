namespace EventTicketing.Functions.DeliverDueWebhooks;

public sealed class Function(Host host) : ScheduledFunction(Workers.DeliverDueWebhooks, host)
{
    /// <summary>Attempts begin within this time. Each takes ten seconds at most, so a run ends before the next one begins.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(45);

    protected override async Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop) =>
        await Delivering.Deliver(App, await Delivering.Due(App, stop), Time, attempt, stop);
}
