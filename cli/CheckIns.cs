using System.CommandLine;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Commands that list the scans of an event (<c>check-in-history</c>) and undo a check-in (<c>undo-check-in</c>).</summary>
internal static class CheckIns
{
    /// <summary>The most scans of an event that are read.</summary>
    private const int MaxRead = 200_000;

    private static readonly string[] Titles =
    [
        "Received (UTC)",
        "Scanned (UTC)",
        "Kind",
        "Result",
        "Reason",
        "Conflict",
        "Ticket",
        "Holder",
        "Ticket type",
        "Gate",
        "Staff",
        "Note",
    ];

    private static readonly Argument<string> EventId = new("eventId") { Description = "The event." };
    private static readonly Option<bool> Refused = new("--refused") { Description = "Only scans that were refused." };
    private static readonly Option<FileInfo?> CsvFile = new("--csv") { Description = "Writes them into this file." };
    private static readonly Argument<string> TicketId = new("ticketId") { Description = "The ticket." };
    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why: it stays in the history, and in the audit log.",
        Required = true,
    };

    public static Command History { get; } =
        new Command("check-in-history", "Lists the scans of an event, the oldest first. Exits with 1 when not all of them were read.")
        {
            EventId,
            Refused,
            CsvFile,
            Output.Json,
        }.Acts(Print);

    public static Command Undo { get; } =
        new Command("undo-check-in", "Lets a ticket in again. Exits with 1 when it is not checked in.")
        {
            TicketId,
            Reason,
            Acting.DryRun,
            Acting.Yes,
        }.Acts(TakeBack);

    private static async Task<int> Print(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var eventId = arguments.GetRequiredValue(EventId);
        if (await app.Db.Events.Find(eventId, stop) is null)
            throw new InvalidOperationException($"There is no event {eventId}.");
        var refusedOnly = arguments.GetValue(Refused);
        var page = await app.Db.CheckIns.OfEvent(eventId).Take(MaxRead).Page(stop);
        CheckInView[] scans = [.. page.Items.Where(scan => !refusedOnly || scan.Result == ScanResult.Invalid).Select(CheckInView.Of)];
        var complete = page.Cursor is null;
        if (arguments.GetValue(CsvFile) is { } file)
            return await Output.Save(file, [Titles, .. scans.Select(Row)], complete, stop);
        Output.Print(arguments, scans, of => [.. of.Select(Line), $"{of.Length} scans."]);
        return ExitCode.Of(complete);
    }

    private static IReadOnlyList<object?> Row(CheckInView scan) =>
        [
            scan.ReceivedAt.UtcDateTime,
            scan.ScannedAt?.UtcDateTime,
            $"{scan.Kind}",
            $"{scan.Result}",
            $"{scan.Reason}",
            $"{scan.Conflict}",
            scan.TicketId,
            scan.HolderName,
            scan.TicketTypeName,
            scan.Gate,
            scan.StaffId,
            scan.Note,
        ];

    private static string Line(CheckInView scan)
    {
        var verdict =
            scan.Kind == CheckInKind.Undo ? "undone"
            : scan.Reason is { } reason ? $"refused: {reason}"
            : "let in";
        object?[] more = [scan.HolderName, scan.TicketTypeName, scan.Gate, scan.Conflict, scan.Note];
        return $"{scan.ReceivedAt:yyyy-MM-dd HH:mm:ss}  {scan.TicketId ?? "no ticket"}  {verdict}  "
            + string.Join(", ", more.Where(part => part is not null));
    }

    private static async Task<int> TakeBack(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var ticketId = arguments.GetRequiredValue(TicketId);
        if (await app.Db.Tickets.Find(ticketId, stop) is not { } ticket)
            throw new InvalidOperationException($"There is no ticket {ticketId}.");
        if (ticket.CheckInUndone(app.Now).Problem is { } problem)
        {
            Console.WriteLine($"{ticketId}  {problem.Detail}");
            return ExitCode.Differences;
        }

        Console.WriteLine($"{ticketId}  {ticket.HolderName}, {ticket.TicketTypeName}, let in {ticket.UsedAt:yyyy-MM-dd HH:mm:ss} UTC");
        return await Acting.Confirmed(
            arguments,
            async () =>
            {
                var (actor, reason) = (await Acting.Actor(at, stop), arguments.GetRequiredValue(Reason));
                var ev = (await app.Db.Events.Find(ticket.EventId, stop))!;
                var act = Acting.Act(app, actor, "undoCheckIn", ticketId) with { OrganizationId = ev.OrganizationId, Reason = reason };
                var undone = await Scanning.Undo(
                    app,
                    ticketId,
                    undoId: app.Ids.New("undo"),
                    staffId: actor,
                    reason,
                    stop,
                    app.Db.Activities.Create(act)
                );
                Console.WriteLine($"{ticketId}  {undone.Problem?.Detail ?? "undone"}");
                return undone.Problem is null ? ExitCode.Done : ExitCode.Differences;
            }
        );
    }
}
