namespace EventTicketing.Tests.Simulation;

/// <summary>What may go wrong with a call to an external service.</summary>
public enum Fault
{
    None,

    /// <summary>The process crashes before the request is sent.</summary>
    CrashBefore,

    /// <summary>The process crashes after the request took effect.</summary>
    CrashAfter,

    /// <summary>The request is lost without effect; the caller times out.</summary>
    LostRequest,

    /// <summary>The request takes effect, but its response is lost.</summary>
    LostReply,

    /// <summary>Throttled: too many requests.</summary>
    Throttled,

    /// <summary>An internal error of the service, without effect.</summary>
    ServerError,

    /// <summary>An internal error of the service after the request took effect.</summary>
    ServerErrorAfter,

    /// <summary>A conflict with a concurrent transaction or request.</summary>
    Conflict,

    /// <summary>The process is paused for minutes before the request is sent.</summary>
    PausedBefore,

    /// <summary>The process is paused for minutes before it gets the response.</summary>
    PausedAfter,
}

/// <summary>Decides which calls fail, and how.</summary>
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
        if (_struck || invocation.Function != function || invocation.Ordinal != run || invocation.Calls != at)
            return Fault.None;
        _struck = true;
        return fault;
    }

    public bool Struck => _struck;
}

/// <summary>Random faults. Each world has only some kinds: a fault that always occurs would hide those that occur sometimes.</summary>
public sealed class RandomFaults : IFaults
{
    private static readonly Fault[] Kinds = [.. Enum.GetValues<Fault>().Skip(1)];
    private static readonly string[][] Services =
    [
        ["GET /v1", "POST /v1"],
        ["send a mail"],
        ["put a file", "get a file", "look for a file"],
        ["pool: "],
        ["get ", "query ", "scan ", "snapshot ", "put ", "write "],
    ];
    private readonly SimulatedWorld _world;
    private readonly Random _random;
    private readonly List<(Fault Fault, double Chance)> _chances = [];

    /// <summary>An outage of one service for some time.</summary>
    private readonly (string[] Calls, DateTimeOffset From, DateTimeOffset Until)? _outage;

    public RandomFaults(SimulatedWorld world)
    {
        (_world, _random) = (world, world.Random);
        var random = world.Random;
        if (random.Next(5) == 0)
        {
            var from = world.Time.Now + world.Between(0, 1800);
            _outage = (Services[random.Next(Services.Length)], from, from + world.Between(10, 1800));
        }

        if (random.Next(6) == 0)
            return;
        var most = random.Next(3) switch
        {
            0 => 0.01,
            1 => 0.04,
            _ => 0.1,
        };
        foreach (var fault in Kinds.Where(_ => random.Next(3) == 0))
            _chances.Add((fault, random.NextDouble() * most));
    }

    public Fault Next(Invocation invocation, string call)
    {
        if (
            _outage is { } outage
            && _world.Time.Now >= outage.From
            && _world.Time.Now < outage.Until
            && outage.Calls.Any(name => call.StartsWith(name, StringComparison.Ordinal))
        )
            return _random.Next(2) == 0 ? Fault.ServerError : Fault.LostRequest;
        if (_chances.Count == 0)
            return Fault.None;
        var drawn = _random.NextDouble();
        foreach (var (fault, chance) in _chances)
        {
            if (drawn < chance)
                return fault;
            drawn -= chance;
        }

        return Fault.None;
    }

    public override string ToString() =>
        string.Join(
            ", ",
            [
                .. _outage is { } outage
                    ? [$"no answers to {outage.Calls[0].Trim()} for {(outage.Until - outage.From).TotalMinutes:0} minutes"]
                    : Array.Empty<string>(),
                .. _chances.Count == 0 ? ["nothing else fails"] : _chances.Select(chance => $"{chance.Fault} {chance.Chance:P1}"),
            ]
        );
}
