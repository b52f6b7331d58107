namespace EventTicketing.Domain;

/// <summary>A time entry with what its hour is paid with: as it was approved, otherwise as it is now.</summary>
public sealed record ValuedTime(TimeEntry Entry, Money Rate)
{
    public Money Amount => Entry.AmountAt(Rate);

    /// <summary>What it costs; null when that is not known.</summary>
    public Money? Cost => Entry.Cost is { } cost ? Entry.CostAt(cost) : null;
}

/// <summary>Minutes, and what they are worth by currency: currencies are never added up.</summary>
public sealed record TimeSum
{
    public required long Minutes { get; init; }
    public required long Billable { get; init; }
    public required long Approved { get; init; }

    /// <summary>What was submitted and waits for approval.</summary>
    public required long Waiting { get; init; }

    public required IReadOnlyList<Money> Amounts { get; init; }

    /// <summary>What the approved time costs, as far as known.</summary>
    public required IReadOnlyList<Money> Costs { get; init; }

    /// <summary>What is on invoices, and what is approved and on none.</summary>
    public required IReadOnlyList<Money> Invoiced { get; init; }

    public required IReadOnlyList<Money> NotInvoiced { get; init; }

    public static TimeSum Of(IReadOnlyCollection<ValuedTime> time) =>
        new()
        {
            Minutes = time.Sum(each => (long)each.Entry.Minutes),
            Billable = MinutesOf(time, entry => entry.Billable),
            Approved = MinutesOf(time, entry => entry.Status == TimeEntryStatus.Approved),
            Waiting = MinutesOf(time, entry => entry.Status == TimeEntryStatus.Submitted),
            Amounts = ByCurrency(time.Select(each => each.Amount)),
            Costs = ByCurrency(time.Select(each => each.Cost).OfType<Money>()),
            Invoiced = ByCurrency(time.Where(each => each.Entry.InvoiceId is not null).Select(each => each.Amount)),
            NotInvoiced = ByCurrency(
                time.Where(each => each.Entry is { Status: TimeEntryStatus.Approved, InvoiceId: null }).Select(each => each.Amount)
            ),
        };

    private static long MinutesOf(IEnumerable<ValuedTime> time, Func<TimeEntry, bool> which) =>
        time.Where(each => which(each.Entry)).Sum(each => (long)each.Entry.Minutes);

    private static IReadOnlyList<Money> ByCurrency(IEnumerable<Money> amounts) =>
        [
            .. amounts
                .GroupBy(amount => amount.Currency, amount => amount.Amount, (currency, same) => new Money(same.Sum(), currency))
                .Where(sum => sum.Amount != 0)
                .OrderBy(sum => sum.Currency, StringComparer.Ordinal),
        ];
}

/// <summary>What a row of a report is about.</summary>
public enum TimeGrouping
{
    Day,
    Week,
    Project,
    Client,
    Person,
    Team,
}

/// <param name="Key">A day, the first day of a week, or an id; null for time without a client or a team.</param>
public sealed record TimeReportRow(string? Key, TimeSum Sum)
{
    /// <summary>
    /// The rows of a report, in the order of their keys. By team, the time of somebody who is in several teams counts in each of them.
    /// </summary>
    /// <param name="keysOf">The keys of an entry's rows.</param>
    public static IReadOnlyList<TimeReportRow> Of(IEnumerable<ValuedTime> time, Func<TimeEntry, IEnumerable<string?>> keysOf) =>
        [
            .. time.SelectMany(each => keysOf(each.Entry).Select(key => (Key: key, Time: each)))
                .GroupBy(pair => pair.Key, pair => pair.Time, StringComparer.Ordinal)
                .Select(group => new TimeReportRow(group.Key, TimeSum.Of([.. group])))
                .OrderBy(row => row.Key, StringComparer.Ordinal),
        ];

    /// <summary>The first day of a day's week.</summary>
    public static DateOnly WeekOf(DateOnly day, WeekStart starts) =>
        starts == WeekStart.Monday ? CalendarDays.WeekOf(day) : day.AddDays(-(int)day.DayOfWeek);
}
