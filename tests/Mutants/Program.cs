using System.Globalization;
using EventTicketing.Tests.Simulation;

namespace EventTicketing.Tests;

/// <summary>
/// <c>--mutants N [TEXT]</c> hunts every mutant N times (only those whose name contains the text); <c>--mutant NAME --replay SEED</c>
/// replays a seed with a mutant; other arguments are commands of the simulation, or those of the test runner.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["--mutants", var times, .. var part])
            return MutantSearch.List(int.Parse(times, CultureInfo.InvariantCulture), string.Concat(part));
        if (args is ["--mutant", var name, "--replay", _])
        {
            Mutant.Active = name;
            return Commands.Run(args[2..]);
        }

        if (Commands.Knows(args))
            return Commands.Run(args);
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
