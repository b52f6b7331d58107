namespace EventTicketing.Functions.SendDueNotifications;

public sealed class Function(Host host) : ScheduledFunction(Workers.SendDueNotifications, host)
{
    protected override async Task<int> Run(Func<string, Func<Task>, Task<bool>> attempt, CancellationToken stop)
    {
        var done = 0;
        foreach (var changed in await Announcing.Due(App, stop))
        {
            if (await attempt(changed, () => Announcing.Announce(App, changed, stop)))
                done++;
        }

        foreach (var due in await Notifying.Due(App, stop))
        {
            if (await attempt(due.Key, () => Notifying.Send(App, due.Key, due, stop)))
                done++;
        }

        return done;
    }
}
