namespace EventTicketing.Ports;

/// <summary>Waits before another try: by chance, up to a bound that doubles, so that those who got in each other's way do not do so again.</summary>
public sealed class Backoff(TimeProvider clock, Random random)
{
    public static readonly Backoff Real = new(TimeProvider.System, Random.Shared);

    private const int MaxDoublings = 20;

    /// <param name="attempt">From 1: the try that has just failed.</param>
    public Task Wait(int attempt, TimeSpan first, TimeSpan longest, CancellationToken stop)
    {
        var bound = Math.Min(first.TotalMilliseconds * (1 << Math.Min(attempt - 1, MaxDoublings)), longest.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(1 + random.Next((int)bound)), clock, stop);
    }
}
