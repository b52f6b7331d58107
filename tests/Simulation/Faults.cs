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

/// <summary>One fault, at one call of one run of one function.</summary>
public sealed class OneFault(string function, int run, int at, Fault fault) : IFaults
{
    private bool _struck;

    public Fault Next(Invocation invocation, string call)
    {
        if (_struck || invocation.Function != function || invocation.Ordinal != run || invocation.Calls != at) return Fault.None;
        _struck = true;
        return fault;
    }

    public bool Struck => _struck;
}

/// <summary>Each world has some kinds of faults, and none of the others: what always fails hides what sometimes does.</summary>
public sealed class RandomFaults : IFaults
{
    private static readonly Fault[] Kinds = [.. Enum.GetValues<Fault>().Skip(1)];
    private static readonly string[][] Services = [["GET /v1", "POST /v1"], ["send a mail"], ["put a file", "get a file", "look for a file"], ["get ", "query ", "scan ", "snapshot ", "put ", "write "]];
    private readonly World _world;
    private readonly Random _random;
    private readonly List<(Fault Fault, double Chance)> _chances = [];

    /// <summary>What is away for some minutes, and when.</summary>
    private readonly (string[] Calls, DateTimeOffset From, DateTimeOffset Until)? _outage;

    public RandomFaults(World world)
    {
        (_world, _random) = (world, world.Random);
        var random = world.Random;
        if (random.Next(5) == 0)
        {
            var from = world.Time.Now + world.Between(0, 1800);
            _outage = (Services[random.Next(Services.Length)], from, from + world.Between(10, 1800));
        }

        if (random.Next(6) == 0) return;
        var most = random.Next(3) switch { 0 => 0.01, 1 => 0.04, _ => 0.1 };
        foreach (var fault in Kinds.Where(_ => random.Next(3) == 0)) _chances.Add((fault, random.NextDouble() * most));
    }

    public Fault Next(Invocation invocation, string call)
    {
        if (_outage is { } outage && _world.Time.Now >= outage.From && _world.Time.Now < outage.Until && outage.Calls.Any(name => call.StartsWith(name, StringComparison.Ordinal)))
            return _random.Next(2) == 0 ? Fault.ServerError : Fault.LostRequest;
        if (_chances.Count == 0) return Fault.None;
        var drawn = _random.NextDouble();
        foreach (var (fault, chance) in _chances)
        {
            if (drawn < chance) return fault;
            drawn -= chance;
        }

        return Fault.None;
    }

    public override string ToString() => string.Join(", ",
    [
        .. _outage is { } outage ? [$"no answers to {outage.Calls[0].Trim()} for {(outage.Until - outage.From).TotalMinutes:0} minutes"] : Array.Empty<string>(),
        .. _chances.Count == 0 ? ["nothing else fails"] : _chances.Select(chance => $"{chance.Fault} {chance.Chance:P1}"),
    ]);
}
