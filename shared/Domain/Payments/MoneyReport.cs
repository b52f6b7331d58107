namespace EventTicketing.Domain;

/// <param name="Count">Orders; late and surplus payments are in the gross only.</param>
/// <param name="Gross">Money that arrived, tax included, in minor units.</param>
public sealed record SalesFigures(int Count, int Tickets, long Gross, long Tax);

/// <param name="Count">How often money left.</param>
/// <param name="Amount">What left, less what came back, in minor units.</param>
public sealed record ReturnFigures(int Count, long Amount);

/// <summary>What was sold and given back in one currency: currencies are never added up.</summary>
/// <param name="Net">Sales less refunds and disputes, in minor units.</param>
public sealed record CurrencyFigures(string Currency, SalesFigures Sales, ReturnFigures Refunds, ReturnFigures Disputes, long Net)
{
    /// <summary>What a ticket cost on average, in minor units, half away from zero; null when none was sold.</summary>
    public long? AverageTicket =>
        Sales.Tickets == 0 ? null : (long)Math.Round((decimal)Sales.Gross / Sales.Tickets, MidpointRounding.AwayFromZero);

    /// <summary>The part of the sales that was refunded; null when nothing was paid.</summary>
    public decimal? RefundRate => Rates.Of(Refunds.Amount, Sales.Gross);

    /// <summary>Several figures as one, by currency.</summary>
    public static IReadOnlyList<CurrencyFigures> Sum(IEnumerable<CurrencyFigures> figures) =>
        [
            .. figures
                .GroupBy(each => each.Currency, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => same.Aggregate((one, other) => one.Plus(other))),
        ];

    private CurrencyFigures Plus(CurrencyFigures other) =>
        new(
            Currency,
            new(
                Sales.Count + other.Sales.Count,
                Sales.Tickets + other.Sales.Tickets,
                Sales.Gross + other.Sales.Gross,
                Sales.Tax + other.Sales.Tax
            ),
            new(Refunds.Count + other.Refunds.Count, Refunds.Amount + other.Refunds.Amount),
            new(Disputes.Count + other.Disputes.Count, Disputes.Amount + other.Disputes.Amount),
            Net + other.Net
        );

    /// <summary>The figures of some entries, by currency.</summary>
    public static IReadOnlyList<CurrencyFigures> Of(IEnumerable<LedgerEntry> entries) =>
        [
            .. entries
                .GroupBy(entry => entry.Currency, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => Of(same.Key, [.. same])),
        ];

    private static CurrencyFigures Of(string currency, IReadOnlyList<LedgerEntry> entries)
    {
        LedgerEntry[] sales = [.. entries.Where(entry => entry.Kind == LedgerEntryKind.Sale)];
        return new(
            currency,
            new(
                sales.Count(entry => entry.Tickets > 0),
                sales.Sum(entry => entry.Tickets),
                sales.Sum(entry => entry.Gross),
                sales.Sum(entry => entry.Tax)
            ),
            Returned(LedgerEntryKind.Refund, LedgerEntryKind.RefundFailed),
            Returned(LedgerEntryKind.Dispute, LedgerEntryKind.DisputeWon),
            entries.Sum(entry => entry.Net)
        );

        ReturnFigures Returned(LedgerEntryKind gone, LedgerEntryKind back) =>
            new(
                entries.Count(entry => entry.Kind == gone),
                -entries.Where(entry => entry.Kind == gone || entry.Kind == back).Sum(entry => entry.Net)
            );
    }
}

/// <param name="EventTitle">As it was at the latest entry.</param>
public sealed record EventMoney(string EventId, string EventTitle, IReadOnlyList<CurrencyFigures> Currencies)
{
    public int Tickets => Currencies.Sum(each => each.Sales.Tickets);

    /// <summary>The figures of some entries by event, the event with the latest entry first.</summary>
    public static IReadOnlyList<EventMoney> Of(IEnumerable<LedgerEntry> entries) =>
        [
            .. entries
                .OrderByDescending(entry => entry.At)
                .GroupBy(entry => entry.EventId, StringComparer.Ordinal)
                .Select(same => new EventMoney(same.Key, same.First().EventTitle, CurrencyFigures.Of(same))),
        ];
}

public sealed record DayMoney(DateOnly Date, IReadOnlyList<CurrencyFigures> Currencies)
{
    /// <summary>The days that have entries, in order. A day is one of the zone's calendar.</summary>
    public static IReadOnlyList<DayMoney> Of(IEnumerable<LedgerEntry> entries, TimeZoneInfo zone) =>
        [
            .. entries
                .GroupBy(entry => CalendarDays.DayOf(entry.At, zone))
                .OrderBy(day => day.Key)
                .Select(day => new DayMoney(day.Key, CurrencyFigures.Of(day))),
        ];
}

/// <summary>The rows of the report of transactions. Amounts have the currency's own digits.</summary>
public static class TransactionReport
{
    public static IReadOnlyList<string> Titles(string timeZone) =>
        [
            $"At ({timeZone})",
            "Kind",
            "Event",
            "Event's id",
            "Registration",
            "Ticket types",
            "Tickets",
            "Currency",
            "Gross",
            "Tax",
            "Refunded",
            "Net",
            "Payment",
            "Refund",
            "Reason",
        ];

    public static IReadOnlyList<object?> Line(LedgerEntry entry, TimeZoneInfo zone)
    {
        return
        [
            entry.At.Local(zone),
            Camel(entry.Kind),
            entry.EventTitle,
            entry.EventId,
            entry.RegistrationId,
            string.Join("; ", entry.Lines.Select(line => $"{line.Quantity} × {line.Name}")),
            entry.Tickets,
            entry.Currency.ToUpperInvariant(),
            Number(entry.Kind == LedgerEntryKind.Sale ? entry.Gross : 0),
            Number(entry.Tax),
            Number(entry.Kind == LedgerEntryKind.Sale ? 0 : -entry.Net),
            Number(entry.Net),
            entry.PaymentIntentId,
            entry.RefundId,
            entry.Reason is { } reason ? Camel(reason) : null,
        ];

        decimal Number(long amount) => Currencies.Major(amount, entry.Currency);

        // As the API writes enums.
        static string Camel<T>(T value)
            where T : struct, Enum => $"{char.ToLowerInvariant(value.ToString()[0])}{value.ToString()[1..]}";
    }
}
