using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Writes the ledger: what was sold, paid, refunded, disputed and cancelled, one entry each.</summary>
public static class Bookkeeping
{
    /// <summary>The most items of one read.</summary>
    private const int MaxAtOnce = 100;

    /// <summary>
    /// How long entries may be late: the days before are summed again each night, but not for ever, so what comes later throws their sums
    /// away.
    /// </summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    /// <summary>
    /// Creates the entries that follow from a registration and are not there. It may be repeated at any time, and at once by several.
    /// </summary>
    public static async Task Write(App app, Registration registration, CancellationToken stop) =>
        await Create(app.Db, await Missing(app.Db, [registration], stop), app.Now - Late, stop);

    /// <summary>Creates the entries. What exists already stays.</summary>
    /// <param name="summedBefore">The days of older entries may be summed for good: their summaries are deleted along with it.</param>
    public static async Task Create(Database db, IReadOnlyList<LedgerEntry> entries, DateTimeOffset summedBefore, CancellationToken stop)
    {
        // Each on its own: a transaction would cost double, and no entry needs another.
        foreach (var entry in entries)
            await db.Write([db.Ledger.Create(entry), .. entry.At < summedBefore ? SummariesOf(db, entry) : []], stop);
    }

    /// <summary>Deletes the summaries that the entry may be missing in: in whatever zone its organization has its days.</summary>
    private static IEnumerable<Change> SummariesOf(Database db, LedgerEntry entry)
    {
        var day = CalendarDays.DayOf(entry.At, TimeZoneInfo.Utc);
        return new[]
        {
            (DaySummary.Platform, day),
            (entry.OrganizationId, day.AddDays(-1)),
            (entry.OrganizationId, day),
            (entry.OrganizationId, day.AddDays(1)),
        }.Select(of => new Change.Delete(db.Summaries.KeyOf(of.Item1, CalendarDays.Text(of.Item2))));
    }

    /// <summary>The entries that follow from registrations of one event and are not there, or are there with other amounts.</summary>
    public static async Task<IReadOnlyList<LedgerEntry>> Missing(
        Database db,
        IReadOnlyList<Registration> registrations,
        CancellationToken stop
    )
    {
        List<LedgerEntry> missing = [];
        foreach (var entries in registrations.SelectMany(LedgerEntry.Of).Chunk(MaxAtOnce))
        {
            // As last written: changes of a registration come shortly after another, and a write that is refused costs more than this read.
            var known = await db.Ledger.FindAll(entries.Select(entry => entry.EntryId), stop);
            missing.AddRange(entries.ExceptBy(known.Select(Essence), Essence));
        }

        if (missing.Count == 0)
            return [];
        var ev = (await db.Events.Find(registrations[0].EventId, stop, Consistency.Eventual))!;
        return [.. missing.Select(entry => entry.In(ev))];
    }

    private static (string, long, int) Essence(LedgerEntry entry) => (entry.EntryId, entry.Gross, entry.Tickets);
}
