namespace EventTicketing.Local;

/// <summary>
/// The local cloud's time of day: this computer's, plus what it was put forward by, so that nobody waits for what happens later. Timers and
/// durations are not affected.
/// </summary>
public sealed class LocalClock : TimeProvider
{
    /// <summary>The most that the clock can be ahead.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(1000);

    private readonly Lock _turn = new();
    private TimeSpan _ahead;

    public TimeSpan Ahead
    {
        get
        {
            lock (_turn)
                return _ahead;
        }
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <summary>Puts the clock forward. False when it would be more than <see cref="Furthest"/> ahead, or go back.</summary>
    public bool PutForward(TimeSpan by)
    {
        lock (_turn)
        {
            if (by < TimeSpan.Zero || by > Furthest - _ahead)
                return false;
            _ahead += by;
            return true;
        }
    }
}
