namespace EventTicketing.Tests.Simulation;

/// <summary>
/// A clock that advances only when no action is due. A whole world runs on one thread: actions are queued here, and continuations run
/// inside them, so that a seed decides the order of everything.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _coming = new();
    private long _order;

    public DateTimeOffset Now { get; private set; } = Begin;

    public TimeSpan Elapsed => Now - Begin;

    /// <summary>Number of queued actions.</summary>
    public int Coming => _coming.Count;

    public void After(TimeSpan delay, Action action) => _coming.Enqueue(action, ((Now + delay).Ticks, _order++));

    public Task Wait(TimeSpan delay)
    {
        var waited = new TaskCompletionSource();
        After(delay, waited.SetResult);
        return waited.Task;
    }

    /// <summary>Runs the next action, if it is due by the given time.</summary>
    /// <returns>False when none was due; the clock then shows the given time.</returns>
    public bool Step(DateTimeOffset until)
    {
        if (!_coming.TryPeek(out _, out var next) || next.Ticks > until.Ticks)
        {
            if (Now < until)
                Now = until;
            return false;
        }

        var action = _coming.Dequeue();
        if (next.Ticks > Now.Ticks)
            Now = new(next.Ticks, TimeSpan.Zero);
        action();
        return true;
    }

    /// <summary>The time by the calling function's clock, which has a skew.</summary>
    public override DateTimeOffset GetUtcNow() => Now + (Invocation.Current?.Skew ?? TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime);

    /// <summary>Fires once: nothing in the system needs a periodic timer.</summary>
    private sealed class Timer : ITimer
    {
        private readonly VirtualTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private int _setting;

        public Timer(VirtualTime time, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            (_time, _callback, _state) = (time, callback, state);
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _time.After(
                    dueTime,
                    () =>
                    {
                        if (setting == _setting)
                            _callback(_state);
                    }
                );
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
