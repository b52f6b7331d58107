namespace EventTicketing.Tests.Simulation;

/// <summary>What may go wrong with one call to the outside.</summary>
public enum Fault
{
    None,

    /// <summary>The process dies; the request never left.</summary>
    CrashBefore,

    /// <summary>The process dies; what it asked for is done.</summary>
    CrashAfter,

    /// <summary>The request is lost: nothing is done, and the caller waits until its patience ends.</summary>
    LostRequest,

    /// <summary>It is done, but the answer is lost.</summary>
    LostReply,

    /// <summary>Refused for the moment: throttled, or too many requests.</summary>
    Throttled,

    /// <summary>An internal error of the other side, nothing done.</summary>
    ServerError,

    /// <summary>An internal error of the other side, after it was done.</summary>
    ServerErrorAfter,

    /// <summary>In the way of somebody else's transaction or request.</summary>
    Conflict,

    /// <summary>The process is held up for minutes before the request leaves.</summary>
    PausedBefore,

    /// <summary>The process is held up for minutes before it sees the answer.</summary>
    PausedAfter,
}

/// <summary>Decides what goes wrong.</summary>
public interface IFaults
{
    Fault Next(Invocation invocation, string call);
}

public sealed class NoFaults : IFaults
{
    public Fault Next(Invocation invocation, string call) => Fault.None;
}

/// <summary>One fault, at one call of one function's first run that gets that far.</summary>
public sealed class OneFault(string function, int at, Fault fault) : IFaults
{
    private bool _struck;

    public Fault Next(Invocation invocation, string call)
    {
        if (_struck || invocation.Function != function || invocation.Calls != at) return Fault.None;
        _struck = true;
        return fault;
    }

    public bool Struck => _struck;
}

/// <summary>Each world has some kinds of faults, and none of the others: what always fails hides what sometimes does.</summary>
public sealed class RandomFaults : IFaults
{
    private static readonly Fault[] Kinds = [.. Enum.GetValues<Fault>().Skip(1)];
    private readonly Random _random;
    private readonly List<(Fault Fault, double Chance)> _chances = [];

    public RandomFaults(Random random)
    {
        _random = random;
        if (random.Next(6) == 0) return;
        var most = random.Next(3) switch { 0 => 0.01, 1 => 0.04, _ => 0.1 };
        foreach (var fault in Kinds.Where(_ => random.Next(3) == 0)) _chances.Add((fault, random.NextDouble() * most));
    }

    public Fault Next(Invocation invocation, string call)
    {
        if (_chances.Count == 0) return Fault.None;
        var drawn = _random.NextDouble();
        foreach (var (fault, chance) in _chances)
        {
            if (drawn < chance) return fault;
            drawn -= chance;
        }

        return Fault.None;
    }

    public override string ToString() => _chances.Count == 0 ? "no faults" : string.Join(", ", _chances.Select(chance => $"{chance.Fault} {chance.Chance:P1}"));
}
