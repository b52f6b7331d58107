using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>
/// The tickets of an organization's events: the event that starts last first, and of each the ticket that changed longest ago first. A
/// ticket that changes moves to the end of its event: a reader that pages misses none of them, but may see one twice. An event that is
/// moved while somebody pages may be missed.
/// </summary>
/// <param name="only">The only event; null for all.</param>
public sealed class Attending(App app, string organizationId, Event? only, AttendeeFilter filter, CancellationToken stop)
{
    /// <summary>The most events of a page, and the number of tickets after which it reads no further query of them.</summary>
    private const int EventsOfPage = 20,
        ReadOfPage = 1_000;

    /// <summary>The same for a report.</summary>
    private const int EventsOfReport = 1_000,
        ReadOfReport = 20_000;

    /// <summary>One page. It may be short, or empty, and still have a cursor.</summary>
    public Task<PageOf<(Ticket Ticket, Event Of)>> Page(string? cursor, int limit) => Read(cursor, limit, EventsOfPage, ReadOfPage);

    /// <returns>The tickets as they are now, and whether everything was read.</returns>
    public async Task<(IReadOnlyList<(Ticket Ticket, Event Of)> Attendees, bool Complete)> All()
    {
        var read = await Read(cursor: null, ReadOfReport, EventsOfReport, ReadOfReport);
        return ([.. read.Items.GroupBy(item => item.Ticket.TicketId).Select(same => same.Last())], read.Cursor is null);
    }

    private async Task<PageOf<(Ticket Ticket, Event Of)>> Read(string? cursor, int limit, int maxEvents, int maxRead)
    {
        List<(Ticket Ticket, Event Of)> found = [];
        var (place, read) = (cursor is null ? await First() : await Resumed(cursor), 0);
        for (var events = 0; place is not null && events < maxEvents && found.Count < limit && read < maxRead; events++)
        {
            var page = await app
                .Db.Tickets.OfEvent(place.Of.EventId)
                .Where(Counted)
                .Take(limit - found.Count)
                .After(place.Tickets)
                .Page(stop);
            found.AddRange(page.Items.Select(ticket => (ticket, place.Of)));
            place = page.Cursor is null ? await Following(place.Events) : place with { Tickets = page.Cursor };
        }

        return new(found, place?.ToString());

        bool Counted(Ticket ticket)
        {
            read++;
            return filter.Passes(ticket);
        }
    }

    private async Task<Place?> First() => only is null ? await Next(null) : new Place(only, null, null);

    private async Task<Place?> Following(string? events) => events is null ? null : await Next(events);

    /// <summary>The start of the event after a position in the index; null when there is none.</summary>
    private async Task<Place?> Next(string? events)
    {
        var next = await app.Db.Events.OfOrganization(organizationId).NewestFirst().Take(1).After(events).Page(stop);
        return next.Items is [var ev] ? new(ev, next.Cursor, null) : null;
    }

    /// <summary>Parses a position. Its event can be gone meanwhile if it was a draft: then the next one follows.</summary>
    private async Task<Place?> Resumed(string cursor)
    {
        if (cursor.Split('\n') is not [var eventId, var events, var tickets])
            return await First();
        return await app.Db.Events.Find(eventId, stop) is { } ev
            ? new(ev, OrNull(events), OrNull(tickets))
            : await Following(OrNull(events));
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    /// <summary>An event, and a position among its tickets. As text it has three lines: cursors of indexes have one.</summary>
    /// <param name="Events">Cursor of the index of events right after the event; null when no other event follows.</param>
    /// <param name="Tickets">Cursor of the event's tickets; null at their start.</param>
    private sealed record Place(Event Of, string? Events, string? Tickets)
    {
        public override string ToString() => $"{Of.EventId}\n{Events}\n{Tickets}";
    }
}
