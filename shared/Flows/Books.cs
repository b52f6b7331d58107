using System.Globalization;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>The ledger of an organization, or of the whole platform, the newest entry first.</summary>
/// <param name="organizationId">Null for the platform.</param>
/// <param name="timeZone">IANA name of the zone whose days are meant.</param>
public sealed class Books(App app, string? organizationId, string timeZone, CancellationToken stop)
{
    /// <summary>The most entries that are read for figures and files.</summary>
    public const int MaxRead = 20_000;

    /// <summary>The most entries, and the most days of the platform, that are read for a page.</summary>
    private const int ReadOfPage = 1_000,
        DaysOfPage = 31;

    /// <summary>How many entries one query reads: of a page, and of everything.</summary>
    private const int FewAtOnce = 20,
        ManyAtOnce = 1_000;

    /// <summary>The zone of whatever concerns all organizations.</summary>
    public const string PlatformZone = "Etc/UTC";

    /// <summary>Comes after every id.</summary>
    private const string AfterIds = "~";

    public string? OrganizationId => organizationId;

    public string TimeZone => timeZone;

    public TimeZoneInfo Zone { get; } = Event.ZoneOf(timeZone);

    /// <inheritdoc cref="CalendarDays.Range"/>
    public Result<Period> Range(string? from, string? to) => CalendarDays.Range(from, to, Zone, app.Now);

    /// <summary>
    /// One page. It may be short, or empty, and still have a cursor. Without a start, the platform's books are read for a year: their index
    /// has no order over days.
    /// </summary>
    public async Task<PageOf<LedgerEntry>> Page(Period period, Func<LedgerEntry, bool> passes, string? cursor, int limit)
    {
        var (at, id) = Position(cursor) ?? (period.Until, "");
        var oldest = organizationId is null ? period.From ?? period.Until.AddDays(-CalendarDays.MaxRange) : period.From;
        var start = organizationId is null && at.AddDays(-DaysOfPage) is var near && near > oldest ? near : oldest;
        List<LedgerEntry> found = [];
        var read = 0;
        LedgerEntry? last = null;
        await foreach (var entry in NewestFirst(new(start, at.AddMilliseconds(id.Length > 0 ? 1 : 0)), FewAtOnce))
        {
            if (entry.At == at && string.CompareOrdinal(entry.EntryId, id) >= 0)
                continue;
            if (found.Count == limit || read == ReadOfPage)
                return new(found, Text(last!.At, last.EntryId));
            (last, read) = (entry, read + 1);
            if (passes(entry))
                found.Add(entry);
        }

        return new(found, start > oldest ? Text(start.Value.AddMilliseconds(-1), AfterIds) : null);
    }

    /// <returns>The newest entries of a period, and whether these are all.</returns>
    public async Task<(IReadOnlyList<LedgerEntry> Entries, bool Complete)> All(Period period, int most = MaxRead)
    {
        List<LedgerEntry> entries = [];
        await foreach (var entry in NewestFirst(period))
        {
            if (entries.Count == most)
                return (entries, false);
            entries.Add(entry);
        }

        return (entries, true);
    }

    /// <summary>All entries of a period, the newest first: whoever reads them limits how many.</summary>
    public async IAsyncEnumerable<LedgerEntry> NewestFirst(Period period, int atOnce = ManyAtOnce)
    {
        foreach (var parts in Parts(period))
        {
            Reader[] readers = [.. parts.Select(part => new Reader(part, period, atOnce, stop))];
            await Task.WhenAll(readers.Select(reader => reader.Next()));
            while (readers.Max(reader => reader.Head?.At) is { } latest)
            {
                // Entries of one instant come in the order of their ids, so that a cursor between two of them is exact.
                List<LedgerEntry> same = [];
                foreach (var reader in readers)
                {
                    while (reader.Head is { } head && head.At == latest)
                    {
                        same.Add(head);
                        await reader.Next();
                    }
                }

                foreach (var entry in same.OrderByDescending(entry => entry.EntryId, StringComparer.Ordinal))
                    yield return entry;
            }
        }
    }

    /// <summary>What has to be merged: all parts of the organization's books, or those of each day, the latest first.</summary>
    private IEnumerable<IEnumerable<QueryOf<LedgerEntry>>> Parts(Period period)
    {
        if (organizationId is not null)
        {
            yield return Enumerable
                .Range(0, Database.OrganizationShards)
                .Select(shard => app.Db.Ledger.OfOrganization(organizationId, shard));
            yield break;
        }

        var first = DateOnly.FromDateTime(period.From!.Value.UtcDateTime);
        for (var day = DateOnly.FromDateTime(period.Until.AddMilliseconds(-1).UtcDateTime); day >= first; day = day.AddDays(-1))
        {
            var of = day;
            yield return Enumerable.Range(0, Database.PlatformShards).Select(shard => app.Db.Ledger.OfDay(of, shard));
        }
    }

    private static (DateTimeOffset At, string Id)? Position(string? cursor) =>
        cursor?.Split('\n') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var millisecond)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(millisecond), id)
            : null;

    private static string Text(DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}\n{id}");

    /// <summary>Reads one part, page by page.</summary>
    private sealed class Reader(QueryOf<LedgerEntry> part, Period period, int atOnce, CancellationToken stop)
    {
        // The bounds of a query are inclusive.
        private readonly QueryOf<LedgerEntry> _part = part.From(period.From)
            .To(period.Until.AddMilliseconds(-1))
            .NewestFirst()
            .Take(atOnce);

        private PageOf<LedgerEntry>? _page;
        private int _index;

        /// <summary>The next entry; null at the end, and before the first <see cref="Next"/>.</summary>
        public LedgerEntry? Head { get; private set; }

        public async Task Next()
        {
            while (_page is null || (_index == _page.Items.Count && _page.Cursor is not null))
                (_page, _index) = (await _part.After(_page?.Cursor).Page(stop), 0);
            Head = _index < _page.Items.Count ? _page.Items[_index++] : null;
        }
    }
}
