using System.Globalization;
using EventTicketing.Tests.Simulation;

namespace EventTicketing.Tests;

/// <summary>
/// <c>--mutants N [TEXT]</c> looks N times for every mutant (whose name has the text); <c>--mutant NAME --replay SEED</c> shows one of
/// them at work; else what the simulation's own command knows, and where the test runner starts.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["--mutants", var times, .. var part]) return Hunt.List(int.Parse(times, CultureInfo.InvariantCulture), string.Concat(part));
        if (args is ["--mutant", var name, "--replay", _])
        {
            Mutant.Active = name;
            return Commands.Run(args[2..]);
        }

        if (Commands.Knows(args)) return Commands.Run(args);
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
