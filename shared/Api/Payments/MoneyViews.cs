using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record TransactionLineView(string TicketTypeId, string Name, int Quantity, Money Amount);

/// <summary>An entry of the ledger.</summary>
public sealed record TransactionView
{
    public required string EntryId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required LedgerEntryKind Kind { get; init; }
    public required string RegistrationId { get; init; }
    public required string OrganizationId { get; init; }
    public required string EventId { get; init; }

    /// <summary>As it was when the entry was written.</summary>
    public required string EventTitle { get; init; }

    /// <summary>What was sold or cancelled; empty in entries about money only.</summary>
    public required IReadOnlyList<TransactionLineView> Lines { get; init; }

    public required int Tickets { get; init; }

    /// <summary>The money that changed hands, tax included; not negative.</summary>
    public required Money Gross { get; init; }

    public required Money Tax { get; init; }

    /// <summary>How the entry changes what the organizer has: negative for refunds and disputes.</summary>
    public required Money Net { get; init; }

    public required string? PaymentIntentId { get; init; }
    public required string? RefundId { get; init; }
    public required RefundReason? Reason { get; init; }

    public static TransactionView Of(LedgerEntry entry)
    {
        Money Amount(long amount) => new(amount, entry.Currency);
        return new()
        {
            EntryId = entry.EntryId,
            At = entry.At,
            Kind = entry.Kind,
            RegistrationId = entry.RegistrationId,
            OrganizationId = entry.OrganizationId,
            EventId = entry.EventId,
            EventTitle = entry.EventTitle,
            Lines =
            [
                .. entry.Lines.Select(line => new TransactionLineView(line.TicketTypeId, line.Name, line.Quantity, Amount(line.Amount))),
            ],
            Tickets = entry.Tickets,
            Gross = Amount(entry.Gross),
            Tax = Amount(entry.Tax),
            Net = Amount(entry.Net),
            PaymentIntentId = entry.PaymentIntentId,
            RefundId = entry.RefundId,
            Reason = entry.Reason,
        };
    }
}

/// <param name="Count">Orders. Late and surplus payments are in the gross only.</param>
/// <param name="Gross">Money that arrived, tax included.</param>
public sealed record SalesView(int Count, int Tickets, Money Gross, Money Tax);

/// <param name="Count">How often money left.</param>
/// <param name="Amount">What left, less what came back.</param>
public sealed record ReturnsView(int Count, Money Amount);

/// <summary>What was sold and given back in one currency. Currencies are never added up.</summary>
/// <param name="Net">Sales less refunds and disputes.</param>
public sealed record CurrencyView(string Currency, SalesView Sales, ReturnsView Refunds, ReturnsView Disputes, Money Net)
{
    public static IReadOnlyList<CurrencyView> Of(IReadOnlyList<CurrencyFigures> figures) => [.. figures.Select(Of)];

    public static CurrencyView Of(CurrencyFigures figures)
    {
        Money Amount(long amount) => new(amount, figures.Currency);
        return new(
            figures.Currency,
            new(figures.Sales.Count, figures.Sales.Tickets, Amount(figures.Sales.Gross), Amount(figures.Sales.Tax)),
            new(figures.Refunds.Count, Amount(figures.Refunds.Amount)),
            new(figures.Disputes.Count, Amount(figures.Disputes.Amount)),
            Amount(figures.Net)
        );
    }
}

public sealed record EventMoneyView(string EventId, string EventTitle, IReadOnlyList<CurrencyView> Currencies)
{
    public static IReadOnlyList<EventMoneyView> Of(IEnumerable<LedgerEntry> entries) =>
        [.. EventMoney.Of(entries).Select(ev => new EventMoneyView(ev.EventId, ev.EventTitle, CurrencyView.Of(ev.Currencies)))];
}

/// <summary>The money of a day.</summary>
public sealed record DayMoneyView
{
    public required string Date { get; init; }

    /// <summary>IANA name of the zone whose day it is.</summary>
    public required string TimeZone { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>False when there are more entries than are looked at: the oldest are left out.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<CurrencyView> Currencies { get; init; }
    public required IReadOnlyList<EventMoneyView> Events { get; init; }

    public static DayMoneyView Of(DateOnly day, string timeZone, IReadOnlyList<LedgerEntry> entries, bool complete, DateTimeOffset now) =>
        new()
        {
            Date = CalendarDays.Text(day),
            TimeZone = timeZone,
            AsOf = now,
            Complete = complete,
            Currencies = CurrencyView.Of(CurrencyFigures.Of(entries)),
            Events = EventMoneyView.Of(entries),
        };
}

/// <param name="Date">Such as <c>2026-11-30</c>. Days without an entry are left out.</param>
public sealed record DayOfMonthView(string Date, IReadOnlyList<CurrencyView> Currencies);

/// <param name="Month">Such as <c>2026-10</c>.</param>
public sealed record MonthBeforeView(string Month, IReadOnlyList<CurrencyView> Currencies);

/// <summary>The money of a month.</summary>
public sealed record MonthMoneyView
{
    public required string Month { get; init; }

    /// <summary>IANA name of the zone whose month it is.</summary>
    public required string TimeZone { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>False when there are more entries in this month and the one before than are looked at: the oldest are left out.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<CurrencyView> Currencies { get; init; }
    public required IReadOnlyList<EventMoneyView> Events { get; init; }
    public required IReadOnlyList<DayOfMonthView> Days { get; init; }
    public required MonthBeforeView Before { get; init; }

    /// <param name="month">Its first day.</param>
    /// <param name="entries">Those of the month and of the one before.</param>
    public static MonthMoneyView Of(
        DateOnly month,
        string timeZone,
        TimeZoneInfo zone,
        IReadOnlyList<LedgerEntry> entries,
        bool complete,
        DateTimeOffset now
    )
    {
        var days = DayMoney.Of(entries, zone);
        var of = entries.ToLookup(entry => CalendarDays.DayOf(entry.At, zone) >= month);
        return new()
        {
            Month = CalendarDays.MonthText(month),
            TimeZone = timeZone,
            AsOf = now,
            Complete = complete,
            Currencies = CurrencyView.Of(CurrencyFigures.Of(of[true])),
            Events = EventMoneyView.Of(of[true]),
            Days =
            [
                .. days.Where(day => day.Date >= month)
                    .Select(day => new DayOfMonthView(CalendarDays.Text(day.Date), CurrencyView.Of(day.Currencies))),
            ],
            Before = new(CalendarDays.MonthText(month.AddMonths(-1)), CurrencyView.Of(CurrencyFigures.Of(of[false]))),
        };
    }
}
