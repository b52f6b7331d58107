using System.Globalization;
using EventTicketing.Domain;

namespace EventTicketing.Data;

// The books: what organizations sold and gave back.
public static partial class Tables
{
    public static readonly IndexDefinition LedgerByOrganization = new("TimeIndex", new("organizationShard", "at"));
    public static readonly IndexDefinition LedgerOfPlatform = new("PlatformIndex", new("platformShard", "at"));

    /// <summary>
    /// Entries of the ledger: created once, never changed or deleted. <c>organizationShard</c> is such as <c>org_…#3</c> and
    /// <c>platformShard</c> such as <c>2026-11-29#11</c>, because one key of an index takes a thousand writes per second and a big sale
    /// has more; who reads merges.
    /// </summary>
    public static readonly TableDefinition LedgerEntries = new("ledger", new("entryId"), LedgerByOrganization, LedgerOfPlatform);

    /// <summary>
    /// Sums of the ledger by day, with the attendance of events, and counters of people. <c>scope</c> is an organization, <c>platform</c>
    /// or one of <see cref="PeopleCounter"/>; <c>day</c> ends with an event's id or the part of a counter.
    /// </summary>
    public static readonly TableDefinition Summaries = new("summaries", new("scope", "day"));
}

public sealed partial class Database
{
    /// <summary>Into how many parts the books of an organization, and of a day of the platform, are divided.</summary>
    public const int OrganizationShards = 8,
        PlatformShards = 16;

    public Collection<LedgerEntry> Ledger =>
        field ??= new(
            store,
            Tables.LedgerEntries,
            DataJson.Stored.LedgerEntry,
            item => (item.EntryId, null),
            item =>
                [
                    ("organizationShard", $"{item.OrganizationId}#{ShardOf(item, OrganizationShards)}"),
                    ("platformShard", $"{DayOf(item.At)}#{ShardOf(item, PlatformShards)}"),
                ]
        );

    /// <summary>Into how many parts a counter of people is divided: an on-sale must not meet at one.</summary>
    private const int CounterShards = 16;

    public Collection<DaySummary> Summaries =>
        field ??= new(store, Tables.Summaries, DataJson.Stored.DaySummary, item => (item.Scope, item.Day));

    public Collection<PeopleCount> PeopleCounts =>
        field ??= new(store, Tables.Summaries, DataJson.Stored.PeopleCount, item => (item.Scope, item.Day));

    /// <summary>Adds a person to counters, or takes them off.</summary>
    public IReadOnlyList<Change> Count(string userId, IEnumerable<PeopleCounter> counters, int units = 1)
    {
        var part = Ids.BodyOf(Ids.Derived("cnt", userId))![0] % CounterShards;
        return
        [
            .. counters
                .GroupBy(counter => (counter.Scope, counter.Of))
                .Select(of => new Change.Add(
                    new(Tables.Summaries, of.Key.Scope, $"{CalendarDays.Text(of.Key.Of)}#{part}"),
                    of.ToDictionary(counter => counter.Name, _ => (long)units)
                )),
        ];
    }

    /// <summary>Ids of entries are hashes, so any byte of one distributes them evenly.</summary>
    private static int ShardOf(LedgerEntry entry, int shards) => Ids.BodyOf(entry.EntryId)![0] % shards;

    private static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
