namespace EventTicketing.Tests.Simulation;

/// <summary>The command, and where the test runner starts.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args) => args is ["--seeds" or "--from" or "--replay" or "--help", ..]
        ? Commands.Run(args)
        : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
