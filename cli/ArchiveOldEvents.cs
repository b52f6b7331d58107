using System.CommandLine;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>Archives events whose end is a number of days ago. The rules are those of the endpoint ArchiveEvent.</summary>
internal static class ArchiveOldEvents
{
    /// <summary>One run archives at most so many events; the command can be repeated for the rest.</summary>
    private const int Most = 10_000;

    private static readonly Option<int> Days = new("--days") { Description = "How long ago they ended, in days.", Required = true };

    public static Command Command { get; } =
        new Command("archive-old-events", "Archives events that ended long ago or were cancelled. Exits with 1 when one could not be.")
        {
            Days,
            Acting.DryRun,
            Acting.Yes,
        }.Acts(Run);

    private static async Task<int> Run(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var days = arguments.GetRequiredValue(Days);
        if (days < 1)
            throw new InvalidOperationException("At least one day.");
        var over = await Over(app, app.Now.AddDays(-days), stop);
        foreach (var ev in over)
            Console.WriteLine($"{ev.EventId}  {ev.Title}, ended {ev.EndsAt:yyyy-MM-dd}");
        Console.WriteLine($"Archives {over.Count}.");
        if (over.Count == 0)
            return ExitCode.Done;
        return await Acting.Confirmed(
            arguments,
            async () =>
            {
                var (actor, exitCode) = (await Acting.Actor(at, stop), ExitCode.Done);
                foreach (var ev in over)
                {
                    if ((await Archive(app, ev.EventId, actor, stop)).Problem is not { } problem)
                        continue;
                    Console.WriteLine($"{ev.EventId}  {problem.Detail}");
                    exitCode = ExitCode.Differences;
                }

                return exitCode;
            }
        );
    }

    private static Task<Result<Event>> Archive(App app, string eventId, string actor, CancellationToken stop) =>
        app.Db.Decide<Event>(
            async () =>
            {
                var current = (await app.Db.Events.Find(eventId, stop))!;
                if (current.Archive(app.Now).Refused(out var problem, out var next))
                    return problem;
                var act = Acting.Act(app, actor, "archiveEvent", eventId) with { OrganizationId = current.OrganizationId };
                return app.Db.Events.Save(current, next, app.Db.Activities.Create(act));
            },
            stop
        );

    /// <summary>Events whose end is before a time, and that took place or were cancelled. Archived ones are left out.</summary>
    private static async Task<IReadOnlyList<Event>> Over(App app, DateTimeOffset before, CancellationToken stop)
    {
        List<Event> over = [];
        string? cursor = null;
        do
        {
            var page = await app.Db.Events.Scan(null, cursor, stop);
            over.AddRange(
                page.Items.Where(ev => ev.EndsAt < before && ev.StatusAt(app.Now) is EventStatus.Completed or EventStatus.Cancelled)
            );
            cursor = page.Cursor;
        } while (cursor is not null && over.Count < Most);
        return [.. over.OrderBy(ev => ev.EndsAt).Take(Most)];
    }
}
