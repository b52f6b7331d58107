using System.Globalization;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>
/// An organizer who makes, edits, submits and approves time entries in several browser windows at once, while the same days are being
/// closed, and who deletes projects while time entries are made for them.
/// </summary>
public sealed class Timesheets(Schedule schedule)
{
    private const int Rounds = 6;

    private int _keys;

    private SimulatedWorld World => schedule.World;

    public async Task Keep()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var day = $"{World.Time.Now.AddDays(round - Rounds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            var made = await Call(BackofficeEndpoints.CreateProject, new() { ["name"] = "Stage", ["billing"] = "hourly" });
            if (!made.IsOk)
                continue;
            var projectId = made.Text("projectId");
            var booking = new[] { Book(projectId, day), Book(projectId, day) };
            await Task.WhenAll([.. booking, World.Chance(0.5) ? Call(BackofficeEndpoints.DeleteProject, null, projectId) : booking[0]]);
            var booked = booking.Select(entry => entry.Result).Where(entry => entry.IsOk).Select(entry => entry.Text("timeEntryId"));
            await Task.WhenAll(booked.Select(id => Use(id)).Append(Close(day)));
        }
    }

    /// <summary>What is done with an entry in two windows, while its day is perhaps being closed.</summary>
    private async Task Use(string id)
    {
        await Task.WhenAll(
            Call(BackofficeEndpoints.UpdateTimeEntry, new() { ["minutes"] = World.Random.Next(1, 600) }, id),
            Call(BackofficeEndpoints.SubmitTimeEntry, [], id)
        );
        await Task.WhenAll(
            Call(BackofficeEndpoints.ApproveTimeEntry, [], id),
            Call(World.Chance(0.5) ? BackofficeEndpoints.WithdrawTimeEntry : BackofficeEndpoints.DeleteTimeEntry, [], id)
        );
        if (World.Chance(0.3))
            await Call(BackofficeEndpoints.ReopenTimeEntry, new() { ["reason"] = "A mistake." }, id);
    }

    private async Task Close(string day)
    {
        await World.Time.Wait(World.Between(0, 0.5));
        var closed = await Call(BackofficeEndpoints.ClosePeriod, new() { ["through"] = day, ["anyway"] = true });
        if (closed.IsOk)
            schedule.Oracle.Closed(closed.Text("organizationId"), day);
    }

    private Task<Answer> Book(string projectId, string day) =>
        Call(
            BackofficeEndpoints.CreateTimeEntry,
            new()
            {
                ["projectId"] = projectId,
                ["date"] = day,
                ["minutes"] = 60,
            }
        );

    private Task<Answer> Call(Endpoint endpoint, JsonObject? body, params IReadOnlyList<string> path) =>
        schedule.Call(endpoint, Schedule.Organizer, body, endpoint.Idempotent ? $"time-{++_keys}" : null, path);
}
