using EventTicketing.Api;

namespace EventTicketing.Local;

/// <summary>Runs a loop beside the others for each worker with such a trigger, from <see cref="Start"/> until it is disposed.</summary>
public abstract class WorkerLoops<TTrigger>(IReadOnlyList<Worker> workers) : IAsyncDisposable
    where TTrigger : Trigger
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    protected IReadOnlyList<Worker> Followers { get; } = [.. workers.Where(worker => worker.Trigger is TTrigger)];

    public void Start() => _running = Task.WhenAll(Followers.Select(worker => Task.Run(() => UntilStopped(worker))));

    public virtual async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The loop of a worker. It ends when <paramref name="stop"/> is cancelled, with an exception or without.</summary>
    protected abstract Task Loop(Worker worker, TTrigger trigger, CancellationToken stop);

    private async Task UntilStopped(Worker worker)
    {
        try
        {
            await Loop(worker, (TTrigger)worker.Trigger, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
    }
}
