using EventTicketing.Ports;

namespace EventTicketing.Functions.FinishStarted;

public sealed class Function(Host host) : ScheduledFunction(Workers.FinishStarted, host)
{
    protected override async Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop)
    {
        var done = 0;
        foreach (var activityId in await Administering.Due(App, stop))
        {
            if (await attempt(activityId, () => Administering.Finish(App, activityId, stop)))
                done++;
        }

        // The user pool is asked for its administrators at most once in a run, and only if a verification has to be told to them.
        var administrators = new Lazy<Task<IReadOnlyList<PoolUser>>>(() => Verifying.Administrators(App, stop));
        foreach (var kycId in await Verifying.Due(App, stop))
        {
            if (await attempt(kycId, () => Verifying.DoDue(App, kycId, () => administrators.Value, stop)))
                done++;
        }

        return done;
    }
}
