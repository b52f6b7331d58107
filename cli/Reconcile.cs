using System.CommandLine;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Checks counters, tickets and the ledger against the registrations.</summary>
internal static class Reconcile
{
    private static readonly Option<string?> EventId = new("--event") { Description = "One event only." };

    private static readonly Option<bool> RepairLedger = new("--repair-ledger")
    {
        Description = "Write the entries that are missing in the ledger.",
    };

    public static Command Command { get; } = Described();

    private static Command Described()
    {
        Command command = new(
            "reconcile",
            "Compares counters, tickets and the ledger with what the registrations say. Changes nothing else than it is told to; "
                + "exits with 1 when something differs."
        )
        {
            EventId,
            RepairLedger,
        };
        command.SetAction(
            async (arguments, stop) =>
            {
                var database = (await Connection.Open(arguments, stop)).Database();
                var (eventId, repair) = (arguments.GetValue(EventId), arguments.GetValue(RepairLedger));
                var differences = await Reconciling.Reconcile(database, eventId, stop);
                return Report([.. differences, .. await Reconciling.ReconcileLedger(database, eventId, repair, stop)]);
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
