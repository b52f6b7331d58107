using EventTicketing.Api;

namespace EventTicketing.Local;

/// <summary>Stands in for EventBridge: runs the scheduled workers, at a shorter interval than in AWS.</summary>
public sealed class Scheduler(IInvoker invoker, TimeSpan every) : IAsyncDisposable
{
    private const string Tick = """
        {
          "version": "0", "id": "tick", "detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000",
          "time": "2026-01-01T00:00:00Z", "region": "us-east-1", "resources": [], "detail": {}
        }
        """;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() =>
        _running = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                await Task.Delay(every, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                if (!_stop.IsCancellationRequested)
                    await RunOnce();
            }
        });

    /// <summary>Runs all scheduled workers once.</summary>
    public async Task RunOnce()
    {
        foreach (var worker in Workers.All.Where(worker => worker.Trigger is Trigger.Schedule))
        {
            try
            {
                await invoker.Invoke(worker.Name, Tick);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                await Console.Error.WriteLineAsync(
                    $"{worker.Name} failed: {error.GetType().Name}. It runs again in {every.TotalSeconds:0} s."
                );
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
