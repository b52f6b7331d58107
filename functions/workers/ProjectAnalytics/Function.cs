namespace EventTicketing.Functions.ProjectAnalytics;

public sealed class Function(Host host) : ScheduledFunction(Workers.ProjectAnalytics, host)
{
    protected override async Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop)
    {
        var done = 0;
        foreach (var scope in await Summing.Scopes(App, stop))
        {
            if (await attempt(scope, () => Summing.Project(App, scope, stop)))
                done++;
        }

        foreach (var ev in await Summing.Over(App, stop))
        {
            if (await attempt(ev.EventId, () => Summing.Attend(App, ev, stop)))
                done++;
        }

        return done;
    }
}
