namespace EventTicketing.Tests.Simulation;

/// <summary>The command, and where the test runner starts.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args) => Commands.Knows(args)
        ? Commands.Run(args)
        : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
