namespace EventTicketing.Tests.Simulation;

/// <summary>One run of one function by one process.</summary>
public sealed class Invocation(string function, string id, int ordinal, TimeSpan skew)
{
    private static readonly AsyncLocal<Invocation?> Local = new();

    /// <summary>The one whose code is running; null for people and everything else outside.</summary>
    public static Invocation? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public string Function => function;
    public string Id => id;

    /// <summary>Which run of this function it is in its world: 1, 2, …</summary>
    public int Ordinal => ordinal;

    /// <summary>How much its clock is ahead.</summary>
    public TimeSpan Skew => skew;

    /// <summary>How many calls to the outside it has made.</summary>
    public int Calls { get; set; }

    /// <summary>Whether its process is gone: nothing reaches it any more.</summary>
    public bool Dead { get; private set; }

    public event Action? Died;

    public void Die()
    {
        Dead = true;
        Died?.Invoke();
    }

    public override string ToString() => $"{function} {id}";
}

/// <summary>What a call to the outside came to: a value or an error.</summary>
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

/// <summary>Something is true that must never be.</summary>
public sealed class InvariantException(string message) : Exception(message);

/// <summary>The clock, the chance and the wires of one simulated world.</summary>
public sealed class World(int seed, IFaults? faults = null, bool recorded = false)
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

    /// <summary>Adds to the timeline. The text is made only if somebody wants to read it.</summary>
    public void Note(string actor, Func<string> text)
    {
        if (recorded) _timeline.Add($"{Time.Elapsed:d\\.hh\\:mm\\:ss\\.fff}  {actor,-34} {text()}");
    }

    /// <summary>The first thing that was wrong; null while all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Where it came from, when it was no rule that was broken. The stack is no part of what a seed decides: what the compiler makes of it changes.</summary>
    public Exception? Error { get; private set; }

    /// <summary>How many calls to the outside there were.</summary>
    public int Calls { get; private set; }

    public void Fail(string what)
    {
        if (Failure is not null) return;
        Failure = what;
        Note("oracle", () => what);
    }

    /// <summary>Somebody begins to do something later on.</summary>
    public void Begin(TimeSpan delay, Func<Task> act) => Time.After(delay, () => _ = Watched(act));

    private async Task Watched(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error)
        {
            if (Failure is null && error is not InvariantException) Error = error;
            Fail(error is InvariantException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        }
    }

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public TimeSpan Between(double leastSeconds, double mostSeconds) => TimeSpan.FromSeconds(leastSeconds + Random.NextDouble() * (mostSeconds - leastSeconds));

    /// <summary>A call to the outside whose effect takes no time.</summary>
    public Task<T> Call<T>(string what, Func<T> effect, Func<Fault, Exception> errorOf) => Call<T>(what, reply => reply(Reply<T>.Of(effect)), errorOf);

    /// <summary>
    /// A call to the outside by the function that is running: the request travels, takes effect, and the answer travels back. Here the faults
    /// strike.
    /// </summary>
    /// <param name="arrive">The effect, begun when the request arrives; it answers when it is done.</param>
    /// <param name="errorOf">What the caller gets to see of lost requests and answers, throttling, server errors and conflicts.</param>
    public Task<T> Call<T>(string what, Action<Action<Reply<T>>> arrive, Func<Fault, Exception> errorOf)
    {
        var answered = new TaskCompletionSource<T>();
        if (Invocation.Current is not { } caller)
        {
            // People and tests look at the outside directly, and at once.
            arrive(reply => Answer(answered, reply));
            return answered.Task;
        }

        if (caller.Dead) return answered.Task;
        caller.Calls++;
        Calls++;
        var fault = Faults.Next(caller, what);
        if (fault != Fault.None) Note(caller.ToString(), () => $"{what}: {fault}");
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
                Time.After(fault == Fault.PausedBefore ? Between(60, 900) : Latency(), () =>
                {
                    // What a process that has died meanwhile had sent still arrives.
                    arrive(reply =>
                    {
                        if (fault == Fault.CrashAfter) caller.Die();
                        else if (fault is Fault.LostReply) Deliver(new(default, errorOf(fault)), Patience);
                        else if (fault is Fault.ServerErrorAfter) Deliver(new(default, errorOf(fault)), Latency());
                        else Deliver(reply, fault == Fault.PausedAfter ? Between(60, 900) : Latency());
                    });
                });
                break;
        }

        return answered.Task;

        void Deliver(Reply<T> reply, TimeSpan after) => Time.After(after, () =>
        {
            if (caller.Dead) return;
            Note(caller.ToString(), () => reply.Error is { } error ? $"{what} -> {error.GetType().Name}" : what);
            Answer(answered, reply);
        });
    }

    private static void Answer<T>(TaskCompletionSource<T> answered, Reply<T> reply)
    {
        if (reply.Error is { } error) answered.SetException(error);
        else answered.SetResult(reply.Value!);
    }

    /// <summary>Mostly some milliseconds, now and then much longer.</summary>
    private TimeSpan Latency() => Random.Next(50) == 0 ? Between(0.05, 2) : Between(0.0005, 0.01);
}
