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
    /// <returns>The entries that were missing.</returns>
    public static async Task<IReadOnlyList<LedgerEntry>> Write(App app, Registration registration, CancellationToken stop)
    {
        var missing = await Missing(app.Db, registration, Consistency.Eventual, stop);
        // Each on its own: a transaction would cost double, and no entry needs another.
        foreach (var entry in missing)
            await app.Db.Write([app.Db.Ledger.Create(entry)], stop);
        return missing;
    }

    /// <summary>The entries that follow from a registration and are not there.</summary>
    public static async Task<IReadOnlyList<LedgerEntry>> Missing(
        Database db,
        Registration registration,
        Consistency consistency,
        CancellationToken stop
    )
    {
        List<LedgerEntry> missing = [];
        foreach (var entries in LedgerEntry.Of(registration).Chunk(MaxAtOnce))
        {
            var known = await db.Ledger.FindAll(entries.Select(entry => entry.EntryId), stop, consistency);
            missing.AddRange(entries.ExceptBy(known.Select(entry => entry.EntryId), entry => entry.EntryId));
        }

        if (missing.Count == 0)
            return [];
        var ev = (await db.Events.Find(registration.EventId, stop, Consistency.Eventual))!;
        return [.. missing.Select(entry => entry.In(ev))];
    }
}
