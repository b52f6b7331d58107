using System.CommandLine;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Writes the report of an event into a file, as ExportEventReport does.</summary>
internal static class ExportEventReport
{
    private static readonly Argument<string> EventId = new("eventId") { Description = "The event." };

    public static Command Command { get; } =
        new Command("export-event-report", "Writes an event's orders and attendees into a file. Exits with 1 when not all were read.")
        {
            EventId,
            Output.File,
        }.Acts(
            async (arguments, _, app, stop) =>
            {
                var eventId = arguments.GetRequiredValue(EventId);
                if (await app.Db.Events.Find(eventId, stop) is not { } ev)
                    throw new InvalidOperationException($"There is no event {eventId}.");
                var (rows, complete) = await Reporting.Rows(app, ev, stop);
                return await Output.Save(arguments.GetRequiredValue(Output.File), rows, complete, stop);
            }
        );
}
