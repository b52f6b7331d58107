namespace EventTicketing.Tests.Simulation;

/// <summary>Runs a command, or the tests.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args) =>
        Commands.Knows(args) ? Commands.Run(args) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
