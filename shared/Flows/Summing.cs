using System.Runtime.CompilerServices;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Writes and reads summaries: the sums of the ledger by day, of the platform and of each organization.</summary>
public static class Summing
{
    /// <summary>How many days before today are summed each night: entries may be late.</summary>
    private const int DaysAgain = 3;

    /// <summary>The most entries of a day, and of the days of which organizations are looked for, that are read at night.</summary>
    private const int MaxAtNight = 1_000_000;

    /// <summary>How many entries are added up at once.</summary>
    private const int AtOnce = 1_000;

    /// <summary>The most tickets of an event that are counted.</summary>
    private const int MaxTickets = 1_000_000;

    /// <summary>The platform, and the organizations that have entries of the last days.</summary>
    public static async Task<IReadOnlyList<string>> Scopes(App app, CancellationToken stop)
    {
        SortedSet<string> organizations = new(StringComparer.Ordinal);
        var (books, today, read) = (BooksOfAll(app, stop), PeopleCounter.DayOf(app.Now), 0);
        // A day more: in no zone have the days begun earlier.
        await foreach (var entry in books.NewestFirst(CalendarDays.Days(today.AddDays(-DaysAgain - 1), today, books.Zone)))
        {
            organizations.Add(entry.OrganizationId);
            if (++read == MaxAtNight)
                break;
        }

        return [DaySummary.Platform, .. organizations];
    }

    /// <summary>Sums the last days of a scope. It may be repeated: the same entries have the same sum.</summary>
    public static async Task Project(App app, string scope, CancellationToken stop)
    {
        var books = await BooksOf(app, scope, stop);
        var today = CalendarDays.DayOf(app.Now, books.Zone);
        for (var ago = 1; ago <= DaysAgain; ago++)
        {
            var (sum, complete) = await Sum(books, today.AddDays(-ago));
            var day = Stored(scope, CalendarDays.Text(today.AddDays(-ago)), books.TimeZone, sum.Kept());
            await app.Db.Write([app.Db.Summaries.Put(day with { IsCut = !complete })], stop);
        }
    }

    /// <summary>The events whose gate closed on one of the last days. Cancelled ones had none.</summary>
    public static async Task<IReadOnlyList<Event>> Over(App app, CancellationToken stop)
    {
        var today = PeopleCounter.DayOf(app.Now);
        var days = CalendarDays.Days(today.AddDays(-DaysAgain), today.AddDays(-1), TimeZoneInfo.Utc);
        List<Event> over = [];
        var read = 0;
        await foreach (var ev in Events(app, stop))
        {
            if (++read > MaxAtNight)
                break;
            if (ev is { InventoryShards: > 0, CancelledAt: null } && ev.GateCloses >= days.From && ev.GateCloses < days.Until)
                over.Add(ev);
        }

        return over;
    }

    /// <summary>Keeps how many of an event's tickets were used: once, as it was when its gate had closed.</summary>
    public static async Task Attend(App app, Event ev, CancellationToken stop)
    {
        var ofPlatform = await Of(DaySummary.Platform);
        if (await app.Db.Summaries.Find(ofPlatform.Scope, ofPlatform.Day, stop) is not null)
            return;
        // A ticket that changed during the read appears twice, the current state last.
        Dictionary<string, Ticket> tickets = new(StringComparer.Ordinal);
        await foreach (var page in app.Db.Tickets.OfEvent(ev.EventId).Take(AtOnce).Pages(stop))
        {
            foreach (var ticket in page)
                tickets[ticket.TicketId] = ticket;
            if (tickets.Count >= MaxTickets)
                break;
        }

        var figures = CheckInFigures.Of(tickets.Values);
        var attendance = new Summary { Attendance = [new(ev.EventId, figures.Tickets, figures.Used)] };
        var ofOrganization = await Of(ev.OrganizationId);
        await app.Db.Write(
            [
                app.Db.Summaries.Create(ofPlatform with { Sum = attendance }),
                app.Db.Summaries.Create(ofOrganization with { Sum = attendance }),
            ],
            stop
        );

        async Task<DaySummary> Of(string scope)
        {
            var books = await BooksOf(app, scope, stop);
            return Stored(
                scope,
                $"{CalendarDays.Text(CalendarDays.DayOf(ev.GateCloses, books.Zone))}#{ev.EventId}",
                books.TimeZone,
                Summary.Empty
            );
        }
    }

    /// <summary>
    /// The summaries of some days, the latest first. Those that are not stored, as today's, are summed now, from a limited number of
    /// entries. Days to come have none.
    /// </summary>
    public static async Task<Analytics> Read(App app, Books books, DateOnly first, DateOnly last, CancellationToken stop)
    {
        var scope = books.OrganizationId ?? DaySummary.Platform;
        var today = CalendarDays.DayOf(app.Now, books.Zone);
        List<DaySummary> days = [];
        Dictionary<string, DaySummary> stored = new(StringComparer.Ordinal);
        await foreach (var page in app.Db.Summaries.Of(scope, first, last).Pages(stop))
        foreach (var summary in page)
        {
            if (summary.IsOfEvent)
                days.Add(summary);
            // The organization may have had its days in another zone.
            else if (summary.TimeZone == books.TimeZone)
                stored[summary.Day] = summary;
        }

        var left = Books.MaxRead;
        var day = last < today ? last : today;
        while (day >= first)
        {
            if (day < today && stored.GetValueOrDefault(CalendarDays.Text(day)) is { } known)
            {
                days.Add(known);
                day = day.AddDays(-1);
                continue;
            }

            var until = day;
            while (day >= first && (day == today || !stored.ContainsKey(CalendarDays.Text(day))))
                day = day.AddDays(-1);
            var (entries, complete) = await books.All(CalendarDays.Days(day.AddDays(1), until, books.Zone), left);
            days.AddRange(
                entries
                    .GroupBy(entry => CalendarDays.DayOf(entry.At, books.Zone))
                    .Select(of => Stored(scope, CalendarDays.Text(of.Key), books.TimeZone, Summary.Of([.. of], books.Zone)))
            );
            left -= entries.Count;
            if (!complete)
                return Analytics.Of(first, last, days, complete: false);
        }

        return Analytics.Of(first, last, days, complete: !days.Exists(summary => summary.IsCut));
    }

    /// <summary>The counters of people of some days or weeks, in order, each as one.</summary>
    /// <param name="scope">One of <see cref="PeopleCounter"/>.</param>
    public static async Task<IReadOnlyList<PeopleCount>> People(
        App app,
        string scope,
        DateOnly first,
        DateOnly last,
        CancellationToken stop
    )
    {
        List<PeopleCount> parts = [];
        await foreach (var page in app.Db.PeopleCounts.Of(scope, first, last).Pages(stop))
            parts.AddRange(page);
        return
        [
            .. parts.GroupBy(
                part => part.Day.Split('#')[0],
                (day, same) => same.Aggregate((one, other) => one.Plus(other)) with { Day = day }
            ),
        ];
    }

    /// <summary>All events of all organizations, in no order: whoever reads them limits how many.</summary>
    public static async IAsyncEnumerable<Event> Events(App app, [EnumeratorCancellation] CancellationToken stop)
    {
        string? cursor = null;
        do
        {
            var page = await app.Db.Events.Scan(null, cursor, stop);
            foreach (var ev in page.Items)
                yield return ev;
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    private static async Task<(Summary Sum, bool Complete)> Sum(Books books, DateOnly day)
    {
        var (sum, read) = (Summary.Empty, 0);
        List<LedgerEntry> some = [];
        await foreach (var entry in books.NewestFirst(CalendarDays.Days(day, day, books.Zone)))
        {
            if (read++ == MaxAtNight)
                break;
            some.Add(entry);
            if (some.Count == AtOnce)
                Add();
        }

        Add();
        return (sum, read <= MaxAtNight);

        void Add()
        {
            sum = Summary.Sum([sum, Summary.Of(some, books.Zone)]);
            some.Clear();
        }
    }

    private static Books BooksOfAll(App app, CancellationToken stop) => new(app, null, Books.PlatformZone, stop);

    private static async Task<Books> BooksOf(App app, string scope, CancellationToken stop) =>
        scope == DaySummary.Platform
            ? BooksOfAll(app, stop)
            : new(app, scope, (await app.Db.Organizations.Find(scope, stop))?.TimeZone ?? Books.PlatformZone, stop);

    private static DaySummary Stored(string scope, string day, string timeZone, Summary sum) =>
        new()
        {
            Scope = scope,
            Day = day,
            TimeZone = timeZone,
            Sum = sum,
        };
}
