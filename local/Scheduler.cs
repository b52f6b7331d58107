using EventTicketing.Api;

namespace EventTicketing.Local;

/// <summary>Stands in for EventBridge: runs each scheduled worker at its interval, or on demand.</summary>
/// <param name="fasterBy">By how much to divide the intervals.</param>
public sealed class Scheduler(IReadOnlyList<Worker> workers, IInvoker invoker, double fasterBy) : IAsyncDisposable
{
    private const string Tick = """
        {
          "version": "0", "id": "tick", "detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000",
          "time": "2026-01-01T00:00:00Z", "region": "us-east-1", "resources": [], "detail": {}
        }
        """;

    private readonly IReadOnlyList<Worker> _workers = [.. workers.Where(worker => worker.Trigger is Trigger.Schedule)];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.WhenAll(_workers.Select(worker => Task.Run(() => Repeat(worker))));

    /// <summary>Runs all scheduled workers once, one after the other.</summary>
    public async Task RunOnce()
    {
        foreach (var worker in _workers)
            await Run(worker);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task Repeat(Worker worker)
    {
        using var timer = new PeriodicTimer(((Trigger.Schedule)worker.Trigger).Every / fasterBy);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await Run(worker);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
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
