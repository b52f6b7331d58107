using EventTicketing.Api;

namespace EventTicketing.Local;

/// <summary>Stands in for EventBridge: runs each scheduled worker at its interval, or on demand.</summary>
/// <param name="fasterBy">By how much to divide the intervals.</param>
public sealed class Scheduler(IReadOnlyList<Worker> workers, IInvoker invoker, double fasterBy) : WorkerLoops<Trigger.Schedule>(workers)
{
    private const string Tick = """
        {
          "version": "0", "id": "tick", "detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000",
          "time": "2026-01-01T00:00:00Z", "region": "us-east-1", "resources": [], "detail": {}
        }
        """;

    /// <summary>Runs all scheduled workers once, one after the other.</summary>
    public async Task RunOnce()
    {
        foreach (var worker in Followers)
            await Run(worker);
    }

    protected override async Task Loop(Worker worker, Trigger.Schedule trigger, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(trigger.Every / fasterBy);
        while (await timer.WaitForNextTickAsync(stop))
            await Run(worker);
    }

    private async Task Run(Worker worker)
    {
        try
        {
            await invoker.Invoke(worker.Name, Tick);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync($"{worker.Name} failed: {error.GetType().Name}. It runs again at its next time.");
        }
    }
}
