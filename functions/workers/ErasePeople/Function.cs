namespace EventTicketing.Functions.ErasePeople;

public sealed class Function(Host host) : ScheduledFunction(Workers.ErasePeople, host)
{
    protected override async Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop)
    {
        var done = 0;
        foreach (var erasureId in await Erasing.Due(App, stop))
        {
            if (await attempt(erasureId, () => Erasing.Pass(App, erasureId, stop)))
                done++;
        }

        return done;
    }
}
