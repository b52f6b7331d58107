namespace EventTicketing.Domain;

/// <summary>The time that was spent on a project.</summary>
/// <param name="Amount">What the billable minutes are worth: approved ones at the rate of then, others at the rate of now.</param>
/// <param name="Cost">What the approved minutes cost, as far as known.</param>
/// <param name="Complete">False when there are more entries than were looked at.</param>
public sealed record ProjectUse(long Minutes, long BillableMinutes, Money Amount, Money Cost, bool Complete)
{
    public static ProjectUse None(string currency) => new(0, 0, new(0, currency), new(0, currency), Complete: true);

    /// <param name="rate">The current price of one hour of the person who has made the entry.</param>
    public ProjectUse With(TimeEntry entry, Money rate) =>
        this with
        {
            Minutes = Minutes + entry.Minutes,
            BillableMinutes = BillableMinutes + (entry.Billable ? entry.Minutes : 0),
            Amount = Amount with { Amount = Amount.Amount + entry.AmountAt(entry.Rate ?? rate).Amount },
            Cost = Cost with { Amount = Cost.Amount + (entry.Cost is { } cost ? entry.CostAt(cost).Amount : 0) },
        };
}
