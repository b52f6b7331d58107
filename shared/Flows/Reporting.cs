using EventTicketing.Data;
using EventTicketing.Documents;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>What organizers want to know of an event, from the registrations and tickets themselves.</summary>
public static class Reporting
{
    /// <summary>How many registrations, and how many tickets, are looked at.</summary>
    private const int MaxRead = 20_000;
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <returns>Whether everything was looked at, too.</returns>
    public static async Task<(EventFigures Figures, bool Complete)> Figures(App app, Event ev, CancellationToken stop)
    {
        var (reading, counting) = (Read(app, ev, stop), app.Db.Counters.Places([ev], stop));
        var (registrations, tickets, complete) = await reading;
        var lapsed = registrations.Where(item => item.Status == RegistrationStatus.Pending && item.StatusAt(app.Now) == RegistrationStatus.Expired);
        var places = (await counting)[ev.EventId].Freed(lapsed.SelectMany(item => item.Allocations));
        return (EventFigures.Of(ev, registrations, tickets.Values, places, app.Now), complete);
    }

    /// <returns>A link to the report, and whether everything is in it. May throw <see cref="Ports.FilesUnavailableException"/>.</returns>
    public static async Task<(Uri Link, DateTimeOffset Until, int Lines, bool Complete)> Report(App app, Event ev, CancellationToken stop)
    {
        var (registrations, tickets, complete) = await Read(app, ev, stop);
        IReadOnlyList<string>[] lines = [.. registrations.SelectMany(registration => EventReport.Lines(ev, registration, tickets, app.Now))];
        var key = $"reports/{ev.EventId}/{app.Ids.New("rep")}.csv";
        await app.Exports.Put(key, Csv.Write([EventReport.Titles(ev), .. lines]), "text/csv; charset=utf-8", stop);
        var until = app.Now + LinkLife;
        return (app.Exports.Link(key, $"report-{ev.EventId}.csv", until), until, lines.Length, complete);
    }

    private static async Task<(IReadOnlyList<Registration> Registrations, Dictionary<string, Ticket> Tickets, bool Complete)> Read(
        App app, Event ev, CancellationToken stop)
    {
        var registering = app.Db.Registrations.Query(new Query(Tables.Registrations, "EventIndex", ev.EventId) { Limit = MaxRead }, stop);
        var issuing = app.Db.Tickets.Query(new Query(Tables.Tickets, "EventIndex", ev.EventId) { Limit = MaxRead }, stop);
        var (registrations, tickets) = (await registering, await issuing);
        // A ticket that changed meanwhile is there twice, as it was and as it is.
        var latest = tickets.Items.GroupBy(ticket => ticket.TicketId).ToDictionary(same => same.Key, same => same.Last());
        return (registrations.Items, latest, registrations.Cursor is null && tickets.Cursor is null);
    }
}
