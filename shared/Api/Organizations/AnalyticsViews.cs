using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>What was sold and given back in one currency. Currencies are never added up.</summary>
/// <param name="Net">Sales less refunds and disputes.</param>
/// <param name="AverageTicket">Sales by ticket, free ones too; null when none was sold.</param>
/// <param name="RefundRate">The part of the sales that was refunded, from 0 to 1; null when nothing was paid.</param>
public sealed record CurrencyAnalyticsView(
    string Currency,
    SalesView Sales,
    ReturnsView Refunds,
    ReturnsView Disputes,
    Money Net,
    Money? AverageTicket,
    decimal? RefundRate
)
{
    public static CurrencyAnalyticsView Of(CurrencyFigures figures)
    {
        var shown = CurrencyView.Of(figures);
        return new(
            shown.Currency,
            shown.Sales,
            shown.Refunds,
            shown.Disputes,
            shown.Net,
            figures.AverageTicket is { } average ? new Money(average, figures.Currency) : null,
            figures.RefundRate
        );
    }
}

/// <param name="EventId">Null for all events beyond the hundred of a day that sold most.</param>
public sealed record EventSalesView(string? EventId, string? EventTitle, IReadOnlyList<CurrencyView> Currencies)
{
    public static EventSalesView Of(EventMoney ev) =>
        ev.EventId.Length == 0
            ? new(null, null, CurrencyView.Of(ev.Currencies))
            : new(ev.EventId, ev.EventTitle, CurrencyView.Of(ev.Currencies));
}

/// <param name="Weekday">1 is Monday, 7 is Sunday.</param>
/// <param name="Hour">From 0 to 23, at the event's place.</param>
public sealed record PeakHourView(int Weekday, int Hour, int Orders)
{
    private const int Listed = 5;

    public static IReadOnlyList<PeakHourView> Of(IReadOnlyList<IReadOnlyList<int>> hours) =>
        [
            .. hours
                .SelectMany((day, weekday) => day.Select((orders, hour) => new PeakHourView(weekday + 1, hour, orders)))
                .Where(hour => hour.Orders > 0)
                .OrderByDescending(hour => hour.Orders)
                .Take(Listed),
        ];
}

/// <param name="Used">How many of the tickets were used.</param>
public sealed record AttendanceView(int Events, int Tickets, int Used)
{
    public static AttendanceView Of(IReadOnlyCollection<Attendance> events) =>
        new(events.Count, events.Sum(ev => ev.Tickets), events.Sum(ev => ev.Used));
}

/// <summary>What an organization sold in some days, and who came.</summary>
public sealed record OrganizationAnalyticsView
{
    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    public required string From { get; init; }

    /// <summary>The last day.</summary>
    public required string To { get; init; }

    /// <summary>IANA name of the zone whose days they are.</summary>
    public required string TimeZone { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>False when there are more transactions than are looked at: the oldest are left out.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<CurrencyAnalyticsView> Currencies { get; init; }
    public required IReadOnlyList<DayOfMonthView> Days { get; init; }

    /// <summary>Those with the most tickets first.</summary>
    public required IReadOnlyList<EventSalesView> Events { get; init; }

    /// <summary>The tickets of events whose gate closed in these days. It is counted on the day after.</summary>
    public required AttendanceView CheckIns { get; init; }

    /// <summary>The part of these tickets that was used, from 0 to 1; null when there are none.</summary>
    public required decimal? CheckInRate { get; init; }

    /// <summary>Orders by hour at the event's place: seven days from Monday, of 24 hours each.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> BookingHours { get; init; }

    /// <summary>The five hours of the week with the most orders, the most first.</summary>
    public required IReadOnlyList<PeakHourView> PeakHours { get; init; }

    public static OrganizationAnalyticsView Of(Analytics analytics, string timeZone, DateTimeOffset now)
    {
        var (sum, hours) = (analytics.Sum, analytics.Hours);
        var checkIns = AttendanceView.Of(sum.Attendance);
        return new()
        {
            From = CalendarDays.Text(analytics.First),
            To = CalendarDays.Text(analytics.Last),
            TimeZone = timeZone,
            AsOf = now,
            Complete = analytics.Complete,
            Currencies = [.. sum.Currencies.Select(CurrencyAnalyticsView.Of)],
            Days = [.. analytics.Days.Select(day => new DayOfMonthView(day.Date, CurrencyView.Of(day.Sum.Currencies)))],
            Events = [.. sum.Events.Select(EventSalesView.Of)],
            CheckIns = checkIns,
            CheckInRate = Rates.Of(checkIns.Used, checkIns.Tickets),
            BookingHours = hours,
            PeakHours = PeakHourView.Of(hours),
        };
    }
}
