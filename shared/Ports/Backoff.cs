namespace EventTicketing.Ports;

/// <summary>
/// Exponential backoff with full jitter: waits a random time up to a bound that doubles, so that callers that collided do not collide
/// again.
/// </summary>
public sealed class Backoff(TimeProvider clock, Random random)
{
    public static readonly Backoff Real = new(TimeProvider.System, Random.Shared);

    private const int MaxDoublings = 20;

    /// <param name="attempt">Number of the failed attempt, from 1.</param>
    public Task Wait(int attempt, TimeSpan first, TimeSpan longest, CancellationToken stop)
    {
        var bound = Math.Min(first.TotalMilliseconds * (1 << Math.Min(attempt - 1, MaxDoublings)), longest.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(1 + random.Next((int)bound)), clock, stop);
    }
}
