using EventTicketing.Data;
using EventTicketing.Documents;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Figures and reports for organizers, computed from an event's registrations and tickets.</summary>
public static class Reporting
{
    /// <summary>The most registrations, and the most tickets, that are read.</summary>
    private const int MaxRead = 20_000;

    /// <summary>The most events that are read at once.</summary>
    private const int MaxAtOnce = 100;

    /// <summary>The folder of files that are about all organizations.</summary>
    private const string Platform = "platform";
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <returns>The figures, and whether everything was read.</returns>
    public static async Task<(EventFigures Figures, bool Complete)> Figures(App app, Event ev, CancellationToken stop)
    {
        var (reading, counting) = (Read(app, ev, stop), app.Db.Counters.Places([ev], stop));
        var (registrations, tickets, complete) = await reading;
        var lapsed = registrations.Where(item =>
            item.Status == RegistrationStatus.Pending && item.StatusAt(app.Now) == RegistrationStatus.Expired
        );
        var places = (await counting)[ev.EventId].Freed(lapsed.SelectMany(item => item.Allocations));
        return (EventFigures.Of(ev, registrations, tickets.Values, places, app.Now), complete);
    }

    /// <returns>A signed link to the file and its expiry, the number of lines, and whether everything is in it.</returns>
    /// <exception cref="Ports.FilesUnavailableException">The file could not be stored.</exception>
    public static async Task<(Uri Link, DateTimeOffset Until, int Lines, bool Complete)> Report(
        App app,
        Event ev,
        ReportFormat format,
        CancellationToken stop
    )
    {
        var (rows, complete) = await Rows(app, ev, stop);
        var (link, until) = await Store(app, ev.EventId, $"report-{ev.EventId}", format, rows, stop);
        return (link, until, rows.Count - 1, complete);
    }

    /// <returns>The titles and the lines of an event's report, and whether everything is in it.</returns>
    public static async Task<(IReadOnlyList<IReadOnlyList<object?>> Rows, bool Complete)> Rows(App app, Event ev, CancellationToken stop)
    {
        var (registrations, tickets, complete) = await Read(app, ev, stop);
        var lines = registrations.SelectMany(registration => EventReport.Lines(ev, registration, tickets, app.Now));
        return ([EventReport.Titles(ev), .. lines], complete);
    }

    /// <summary>The same for attendees of an organization.</summary>
    /// <exception cref="Ports.FilesUnavailableException">The file could not be stored.</exception>
    public static async Task<(Uri Link, DateTimeOffset Until, int Lines, bool Complete)> Report(
        App app,
        string organizationId,
        Attending attending,
        ReportFormat format,
        CancellationToken stop
    )
    {
        var (attendees, complete) = await attending.All();
        var lines = attendees.Select(item => AttendeeReport.Line(item.Ticket, item.Of));
        var (link, until) = await Store(
            app,
            organizationId,
            $"attendees-{organizationId}",
            format,
            [AttendeeReport.Titles, .. lines],
            stop
        );
        return (link, until, attendees.Count, complete);
    }

    /// <summary>The same for entries of the ledger.</summary>
    /// <param name="kind">The only kind of entries; null for all.</param>
    /// <exception cref="Ports.FilesUnavailableException">The file could not be stored.</exception>
    public static async Task<(Uri Link, DateTimeOffset Until, int Lines, bool Complete)> Report(
        App app,
        Books books,
        Period period,
        LedgerEntryKind? kind,
        ReportFormat format,
        CancellationToken stop
    )
    {
        var (entries, complete) = await books.All(period);
        IReadOnlyList<object?>[] lines =
        [
            .. entries.Where(entry => kind is null || entry.Kind == kind).Select(entry => TransactionReport.Line(entry, books.Zone)),
        ];
        var of = books.OrganizationId ?? Platform;
        var (link, until) = await Store(app, of, $"transactions-{of}", format, [TransactionReport.Titles(books.TimeZone), .. lines], stop);
        return (link, until, lines.Length, complete);
    }

    /// <summary>The same for the figures of the platform.</summary>
    /// <exception cref="Ports.FilesUnavailableException">The file could not be stored.</exception>
    public static async Task<(Uri Link, DateTimeOffset Until, int Lines)> Report(
        App app,
        Analytics analytics,
        IReadOnlyList<PeopleCount> people,
        ReportFormat format,
        CancellationToken stop
    )
    {
        IReadOnlyList<object?>[] lines = [.. AnalyticsReport.Lines(analytics, people)];
        var (link, until) = await Store(app, Platform, $"analytics-{Platform}", format, [AnalyticsReport.Titles, .. lines], stop);
        return (link, until, lines.Length);
    }

    /// <summary>The same for orders of an organization.</summary>
    /// <exception cref="Ports.FilesUnavailableException">The file could not be stored.</exception>
    public static async Task<(Uri Link, DateTimeOffset Until, int Lines, bool Complete)> Report(
        App app,
        Organization organization,
        Ordering ordering,
        ReportFormat format,
        CancellationToken stop
    )
    {
        var (orders, complete) = await ordering.All();
        Dictionary<string, Event> events = new(StringComparer.Ordinal);
        foreach (var some in orders.Select(order => order.EventId).Distinct(StringComparer.Ordinal).Chunk(MaxAtOnce))
        {
            foreach (var ev in await app.Db.Events.FindAll(some, stop, Consistency.Eventual))
                events[ev.EventId] = ev;
        }

        var (id, zone) = (organization.OrganizationId, organization.Zone);
        var lines = orders.Select(order => OrderReport.Line(order, events[order.EventId], zone, app.Now));
        var (link, until) = await Store(app, id, $"orders-{id}", format, [OrderReport.Titles(organization.TimeZone), .. lines], stop);
        return (link, until, orders.Count, complete);
    }

    /// <summary>Stores a report for whoever asked for it.</summary>
    /// <param name="of">The id of what the report is about: the folder of its files.</param>
    /// <param name="name">The name under which the file is downloaded, without its type.</param>
    /// <param name="rows">The titles and the lines.</param>
    public static Task<(Uri Link, DateTimeOffset Until)> Store(
        App app,
        string of,
        string name,
        ReportFormat format,
        IReadOnlyList<IReadOnlyList<object?>> rows,
        CancellationToken stop
    ) =>
        format == ReportFormat.Xlsx
            ? Store(app, of, $"{name}.xlsx", Xlsx.Write(rows), Xlsx.ContentType, stop)
            : Store(app, of, $"{name}.csv", Csv.Write(rows), "text/csv; charset=utf-8", stop);

    /// <summary>Stores a file for whoever asked for it.</summary>
    /// <param name="of">The id of what the file is about: its folder.</param>
    /// <param name="name">The name under which the file is downloaded.</param>
    public static async Task<(Uri Link, DateTimeOffset Until)> Store(
        App app,
        string of,
        string name,
        byte[] content,
        string contentType,
        CancellationToken stop
    )
    {
        var key = $"reports/{of}/{app.Ids.New("rep")}{Path.GetExtension(name)}";
        await app.Files(Buckets.Exports).Put(key, content, contentType, stop);
        var until = app.Now + LinkLife;
        return (app.Files(Buckets.Exports).Link(key, name, until), until);
    }

    private static async Task<(IReadOnlyList<Registration> Registrations, Dictionary<string, Ticket> Tickets, bool Complete)> Read(
        App app,
        Event ev,
        CancellationToken stop
    )
    {
        var registering = app.Db.Registrations.OfEvent(ev.EventId).Take(MaxRead).Page(stop);
        var issuing = app.Db.Tickets.OfEvent(ev.EventId).Take(MaxRead).Page(stop);
        var (registrations, tickets) = (await registering, await issuing);
        // A ticket that changed during the read appears twice, the current state last.
        var latest = tickets.Items.GroupBy(ticket => ticket.TicketId).ToDictionary(same => same.Key, same => same.Last());
        return (registrations.Items, latest, registrations.Cursor is null && tickets.Cursor is null);
    }
}
