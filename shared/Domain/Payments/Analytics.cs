namespace EventTicketing.Domain;

/// <summary>The summaries of a range of days.</summary>
/// <param name="Days">Those that have entries, in order; such as <c>2026-11-30</c>.</param>
/// <param name="Sum">All of them as one, with the attendance of events.</param>
public sealed record Analytics(DateOnly First, DateOnly Last, IReadOnlyList<(string Date, Summary Sum)> Days, Summary Sum, bool Complete)
{
    /// <param name="summaries">The latest day first.</param>
    public static Analytics Of(DateOnly first, DateOnly last, IReadOnlyList<DaySummary> summaries, bool complete) =>
        new(
            first,
            last,
            [
                .. summaries
                    .Where(day => day.Sum.Currencies.Count > 0)
                    .OrderBy(day => day.Day, StringComparer.Ordinal)
                    .Select(day => (day.Day, day.Sum)),
            ],
            Summary.Sum([.. summaries.Select(day => day.Sum)]),
            complete
        );

    /// <summary>Orders by weekday, from Monday, and hour.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Hours =>
        [.. (Sum.Hours.Count == 0 ? new int[Summary.HoursPerWeek] : Sum.Hours).Chunk(Summary.HoursPerDay)];
}

/// <summary>The rows of the report of the platform's figures: one for each day and currency.</summary>
public static class AnalyticsReport
{
    public static IReadOnlyList<string> Titles =>
        ["Date (UTC)", "New people", "Active people", "Currency", "Orders", "Tickets", "Gross", "Tax", "Refunds", "Disputes", "Net"];

    /// <param name="people">The counters of the days.</param>
    public static IEnumerable<IReadOnlyList<object?>> Lines(Analytics analytics, IReadOnlyList<PeopleCount> people)
    {
        var sold = analytics.Days.ToDictionary(day => day.Date, day => day.Sum.Currencies, StringComparer.Ordinal);
        var seen = people.ToDictionary(day => day.Day, StringComparer.Ordinal);
        foreach (var date in sold.Keys.Union(seen.Keys).Order(StringComparer.Ordinal))
        {
            var of = seen.GetValueOrDefault(date);
            // On the first line of a day only, so that a column can be added up.
            object?[] persons = [of?.Joined ?? 0, of?.Active ?? 0];
            foreach (var sum in (IReadOnlyList<CurrencyFigures?>?)sold.GetValueOrDefault(date) ?? [null])
            {
                yield return [date, .. persons, .. Money(sum)];
                persons = [null, null];
            }
        }
    }

    private static IEnumerable<object?> Money(CurrencyFigures? sum)
    {
        if (sum is null)
            return new object?[8];
        decimal Amount(long amount) => Currencies.Major(amount, sum.Currency);
        return
        [
            sum.Currency.ToUpperInvariant(),
            sum.Sales.Count,
            sum.Sales.Tickets,
            Amount(sum.Sales.Gross),
            Amount(sum.Sales.Tax),
            Amount(sum.Refunds.Amount),
            Amount(sum.Disputes.Amount),
            Amount(sum.Net),
        ];
    }
}
