using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Writes the ledger: what was sold, paid, refunded, disputed and cancelled, one entry each.</summary>
public static class Bookkeeping
{
    /// <summary>The most items of one read.</summary>
    private const int MaxAtOnce = 100;

    /// <summary>
    /// Creates the entries that follow from a registration and are not there. It may be repeated at any time, and at once by several.
    /// </summary>
    public static async Task Write(App app, Registration registration, CancellationToken stop) =>
        await Create(app.Db, await Missing(app.Db, [registration], stop), stop);

    /// <summary>Creates the entries. What exists already stays.</summary>
    public static async Task Create(Database db, IReadOnlyList<LedgerEntry> entries, CancellationToken stop)
    {
        // Each on its own: a transaction would cost double, and no entry needs another.
        foreach (var entry in entries)
            await db.Write([db.Ledger.Create(entry)], stop);
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
