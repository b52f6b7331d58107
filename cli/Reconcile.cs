using System.CommandLine;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Checks counters and tickets against the registrations.</summary>
internal static class Reconcile
{
    private static readonly Option<string?> EventId = new("--event") { Description = "One event only." };

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command command = new(
            "reconcile",
            "Compares counters and tickets with what the registrations say. Changes nothing; exits with 1 when " + "something differs."
        )
        {
            EventId,
        };
        command.SetAction(
            async (arguments, stop) =>
            {
                var database = (await Connection.Open(arguments, stop)).Database();
                return Report(await Reconciling.Reconcile(database, arguments.GetValue(EventId), stop));
            }
        );
        return command;
    }

    /// <returns>The exit code.</returns>
    public static int Report(IReadOnlyList<Difference> differences)
    {
        foreach (var difference in differences)
            Console.WriteLine(difference);
        if (differences.Count == 0)
            Console.WriteLine("Everything adds up.");
        return differences.Count == 0 ? ExitCode.Done : ExitCode.Differences;
    }
}
