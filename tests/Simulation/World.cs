namespace EventTicketing.Tests.Simulation;

/// <summary>One run of one function by one process.</summary>
public sealed class Invocation(string function, string id, int ordinal, TimeSpan skew)
{
    private static readonly AsyncLocal<Invocation?> Local = new();

    /// <summary>The invocation whose code is running; null outside of functions.</summary>
    public static Invocation? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public string Function => function;
    public string Id => id;

    /// <summary>The number of this run among the function's runs in its world: 1, 2, …</summary>
    public int Ordinal => ordinal;

    /// <summary>By how much its clock is ahead.</summary>
    public TimeSpan Skew => skew;

    /// <summary>How many external calls it has made.</summary>
    public int Calls { get; set; }

    /// <summary>Whether its process has died, so that it gets no more responses.</summary>
    public bool Dead { get; private set; }

    public event Action? Died;

    public void Die()
    {
        Dead = true;
        Died?.Invoke();
    }

    public override string ToString() => $"{function} {id}";
}

/// <summary>The outcome of an external call: a value or an error.</summary>
public readonly record struct Reply<T>(T? Value, Exception? Error)
{
    public static Reply<T> Of(Func<T> effect)
    {
        try
        {
            return new(effect(), null);
        }
        catch (Exception error) when (error is not InvariantException)
        {
            return new(default, error);
        }
    }
}

/// <summary>An invariant is violated.</summary>
public sealed class InvariantException(string message) : Exception(message);

/// <summary>Clock, randomness and network of one simulated world.</summary>
public sealed class SimulatedWorld(int seed, IFaults? faults = null, bool recorded = false)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly List<string> _timeline = [];

    public int Seed => seed;
    public bool IsRecorded => recorded;
    public VirtualTime Time { get; } = new();
    public Random Random { get; } = new(seed);
    public IFaults Faults { get; set; } = faults ?? new NoFaults();

    /// <summary>What each actor did, one line each; empty unless recorded.</summary>
    public IReadOnlyList<string> Timeline => _timeline;

    /// <summary>Adds a line to the timeline. The text is built only when the world is recorded.</summary>
    public void Note(string actor, Func<string> text)
    {
        if (recorded)
            _timeline.Add($"{Time.Elapsed:d\\.hh\\:mm\\:ss\\.fff}  {actor, -34} {text()}");
    }

    /// <summary>The first failure; null while there is none.</summary>
    public string? Failure { get; private set; }

    /// <summary>The exception behind the failure, unless an invariant was violated. Its stack trace is not reproducible.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Number of external calls.</summary>
    public int Calls { get; private set; }

    public void Fail(string what)
    {
        if (Failure is not null)
            return;
        Failure = what;
        Note("oracle", () => what);
    }

    /// <summary>Schedules an action; an exception in it fails the world.</summary>
    public void Begin(TimeSpan delay, Func<Task> act) => Time.After(delay, () => _ = Watched(act));

    private async Task Watched(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error)
        {
            if (Failure is null && error is not InvariantException)
                Error = error;
            Fail(error is InvariantException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        }
    }

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public TimeSpan Between(double leastSeconds, double mostSeconds) =>
        TimeSpan.FromSeconds(leastSeconds + Random.NextDouble() * (mostSeconds - leastSeconds));

    /// <summary>An external call whose effect is instantaneous.</summary>
    public Task<T> Call<T>(string what, Func<T> effect, Func<Fault, Exception> errorOf) =>
        Call<T>(what, reply => reply(Reply<T>.Of(effect)), errorOf);

    /// <summary>An external call by the running function: request, effect, response. Faults are injected here.</summary>
    /// <param name="arrive">Starts the effect when the request arrives, and calls back when it is complete.</param>
    /// <param name="errorOf">The caller's exception for lost requests and responses, throttling, server errors and conflicts.</param>
    public Task<T> Call<T>(string what, Action<Action<Reply<T>>> arrive, Func<Fault, Exception> errorOf)
    {
        var answered = new TaskCompletionSource<T>();
        if (Invocation.Current is not { } caller)
        {
            // Calls by people and tests take no time and do not fail.
            arrive(reply => Answer(answered, reply));
            return answered.Task;
        }

        if (caller.Dead)
            return answered.Task;
        caller.Calls++;
        Calls++;
        var fault = Faults.Next(caller, what);
        if (fault != Fault.None)
            Note(caller.ToString(), () => $"{what}: {fault}");
        switch (fault)
        {
            case Fault.CrashBefore:
                caller.Die();
                break;
            case Fault.LostRequest:
                Deliver(new(default, errorOf(fault)), Patience);
                break;
            case Fault.Throttled or Fault.ServerError or Fault.Conflict:
                Deliver(new(default, errorOf(fault)), Latency());
                break;
            default:
                Time.After(
                    fault == Fault.PausedBefore ? Between(60, 900) : Latency(),
                    () =>
                    {
                        // A request that was sent before the process died still arrives; who died during the pause sends nothing.
                        if (fault == Fault.PausedBefore && caller.Dead)
                            return;
                        arrive(reply =>
                        {
                            if (fault == Fault.CrashAfter)
                                caller.Die();
                            else if (fault is Fault.LostReply)
                                Deliver(new(default, errorOf(fault)), Patience);
                            else if (fault is Fault.ServerErrorAfter)
                                Deliver(new(default, errorOf(fault)), Latency());
                            else
                                Deliver(reply, fault == Fault.PausedAfter ? Between(60, 900) : Latency());
                        });
                    }
                );
                break;
        }

        return answered.Task;

        void Deliver(Reply<T> reply, TimeSpan after) =>
            Time.After(
                after,
                () =>
                {
                    if (caller.Dead)
                        return;
                    Note(caller.ToString(), () => reply.Error is { } error ? $"{what} -> {error.GetType().Name}" : what);
                    Answer(answered, reply);
                }
            );
    }

    private static void Answer<T>(TaskCompletionSource<T> answered, Reply<T> reply)
    {
        if (reply.Error is { } error)
            answered.SetException(error);
        else
            answered.SetResult(reply.Value!);
    }

    /// <summary>Mostly some milliseconds, sometimes up to two seconds.</summary>
    private TimeSpan Latency() => Random.Next(50) == 0 ? Between(0.05, 2) : Between(0.0005, 0.01);
}
