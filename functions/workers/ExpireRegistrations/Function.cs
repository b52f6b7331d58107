namespace EventTicketing.Functions.ExpireRegistrations;

public sealed class Function(Host host) : ScheduledFunction(Workers.ExpireRegistrations, host)
{
    protected override async Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop)
    {
        var done = 0;
        foreach (var due in await Sweeping.Due(App, stop))
        {
            if (await attempt(due, () => Sweeping.ProcessDue(App, due, stop)))
                done++;
        }

        foreach (var cancelled in await Sweeping.RefundsDue(App, stop))
        {
            if (await attempt(cancelled, () => Cancelling.CancelAll(App, cancelled, stop)))
                done++;
        }

        return done;
    }
}
