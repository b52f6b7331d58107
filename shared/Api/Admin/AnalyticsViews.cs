using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <param name="Date">Such as <c>2026-11-30</c>, in UTC. Days without anybody are left out.</param>
public sealed record PeopleOfDayView(string Date, long Count);

/// <param name="Week">Its Monday.</param>
public sealed record PeopleOfWeekView(string Week, long Count);

/// <param name="JoinedWeek">The Monday of the week in which they joined.</param>
/// <param name="ActiveAfter">How many of them were seen one, two, three and four weeks later.</param>
public sealed record RetentionView(string JoinedWeek, long Joined, IReadOnlyList<long> ActiveAfter);

/// <param name="Total">People with an account.</param>
public sealed record PlatformUsersView(
    long Total,
    IReadOnlyList<PeopleOfDayView> NewPerDay,
    IReadOnlyList<PeopleOfDayView> ActivePerDay,
    IReadOnlyList<PeopleOfWeekView> ActivePerWeek,
    IReadOnlyList<RetentionView> Retention
)
{
    /// <param name="days">In order.</param>
    /// <param name="weeks">In order.</param>
    public static PlatformUsersView Of(long total, IReadOnlyList<PeopleCount> days, IReadOnlyList<PeopleCount> weeks) =>
        new(
            total,
            [.. days.Where(day => day.Joined > 0).Select(day => new PeopleOfDayView(day.Day, day.Joined))],
            [.. days.Where(day => day.Active > 0).Select(day => new PeopleOfDayView(day.Day, day.Active))],
            [.. weeks.Where(week => week.Active > 0).Select(week => new PeopleOfWeekView(week.Day, week.Active))],
            [
                .. weeks
                    .Where(week => week.Joined > 0)
                    .Select(week => new RetentionView(week.Day, week.Joined, [week.After1, week.After2, week.After3, week.After4])),
            ]
        );
}

/// <param name="Total">Events that are there now.</param>
/// <param name="Published">Those of them that are published, and neither cancelled nor archived.</param>
/// <param name="Tickets">What was sold in the range.</param>
public sealed record CategoryView(string Category, int Total, int Published, int Tickets);

/// <param name="Total">Events that are there now, drafts too.</param>
/// <param name="Published">Those of them that are published, and neither cancelled nor archived.</param>
/// <param name="AverageAttendance">
/// The part of the tickets that was used, from 0 to 1, of events whose gate closed in the range; null when there are none.
/// </param>
public sealed record PlatformEventsView(int Total, int Published, IReadOnlyList<CategoryView> ByCategory, decimal? AverageAttendance)
{
    public static PlatformEventsView Of(IReadOnlyCollection<Event> events, Summary sum)
    {
        var tickets = sum.Categories.ToDictionary(each => each.Category, each => each.Sold.Tickets, StringComparer.Ordinal);
        var there = events.ToLookup(ev => ev.Category, StringComparer.Ordinal);
        var attendance = AttendanceView.Of(sum.Attendance);
        return new(
            events.Count,
            Published(events),
            [
                .. there
                    .Select(same => same.Key)
                    .Union(tickets.Keys)
                    .Select(name => new CategoryView(name, there[name].Count(), Published(there[name]), tickets.GetValueOrDefault(name)))
                    .OrderByDescending(each => each.Tickets)
                    .ThenByDescending(each => each.Total)
                    .ThenBy(each => each.Category, StringComparer.Ordinal),
            ],
            Rates.Of(attendance.Used, attendance.Tickets)
        );

        static int Published(IEnumerable<Event> events) => events.Count(ev => ev.Status == EventStatus.Published);
    }
}

/// <param name="Country">ISO 3166, such as <c>DE</c>.</param>
public sealed record CityView(string City, string Country, int Orders, int Tickets);

/// <param name="Country">ISO 3166, such as <c>DE</c>.</param>
public sealed record CountryView(string Country, int Orders, int Tickets);

/// <param name="EventId">Null for all events beyond the hundred of a day that sold most.</param>
public sealed record EventRevenueView(string? EventId, string? EventTitle, int Tickets, Money Gross, Money Refunds, Money Net);

/// <summary>The money of one currency. Currencies are never added up.</summary>
/// <param name="Net">Gross less refunds and disputes.</param>
/// <param name="ByEvent">The twenty events with the most of it.</param>
/// <param name="AverageTicket">Gross by ticket, free ones too; null when none was sold.</param>
/// <param name="RefundRate">The part of the gross that was refunded, from 0 to 1; null when nothing was paid.</param>
public sealed record RevenueView(
    string Currency,
    Money Gross,
    Money Refunds,
    Money Net,
    IReadOnlyList<EventRevenueView> ByEvent,
    Money? AverageTicket,
    decimal? RefundRate
)
{
    private const int MaxEvents = 20;

    public static RevenueView Of(CurrencyFigures sum, IReadOnlyList<EventMoney> events)
    {
        var (gross, refunds, net) = Amounts(sum);
        return new(
            sum.Currency,
            gross,
            refunds,
            net,
            [
                .. events
                    .SelectMany(ev => ev.Currencies.Where(each => each.Currency == sum.Currency), OfEvent)
                    .OrderByDescending(ev => ev.Gross.Amount)
                    .Take(MaxEvents),
            ],
            sum.AverageTicket is { } average ? new Money(average, sum.Currency) : null,
            sum.RefundRate
        );

        static EventRevenueView OfEvent(EventMoney ev, CurrencyFigures of)
        {
            var (gross, refunds, net) = Amounts(of);
            return ev.EventId.Length == 0
                ? new(null, null, of.Sales.Tickets, gross, refunds, net)
                : new(ev.EventId, ev.EventTitle, of.Sales.Tickets, gross, refunds, net);
        }

        static (Money Gross, Money Refunds, Money Net) Amounts(CurrencyFigures of) =>
            (new(of.Sales.Gross, of.Currency), new(of.Refunds.Amount, of.Currency), new(of.Net, of.Currency));
    }
}

/// <summary>The figures of the platform of some days, which are those of UTC.</summary>
public sealed record PlatformAnalyticsView
{
    private const int MaxCities = 20;

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    public required string From { get; init; }

    /// <summary>The last day.</summary>
    public required string To { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>False when there are more transactions or events than are looked at: the oldest transactions are left out.</summary>
    public required bool Complete { get; init; }

    public required PlatformUsersView Users { get; init; }
    public required PlatformEventsView Events { get; init; }

    /// <summary>The twenty cities whose venues sold most.</summary>
    public required IReadOnlyList<CityView> Venues { get; init; }

    public required IReadOnlyList<CountryView> Countries { get; init; }

    /// <summary>Orders by hour at the event's place: seven days from Monday, of 24 hours each.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> BookingHours { get; init; }

    public required IReadOnlyList<RevenueView> Revenue { get; init; }

    public static PlatformAnalyticsView Of(
        Analytics analytics,
        PlatformUsersView users,
        IReadOnlyCollection<Event> events,
        DateTimeOffset now
    ) =>
        new()
        {
            From = CalendarDays.Text(analytics.First),
            To = CalendarDays.Text(analytics.Last),
            AsOf = now,
            Complete = analytics.Complete,
            Users = users,
            Events = PlatformEventsView.Of(events, analytics.Sum),
            Venues =
            [
                .. analytics
                    .Sum.Cities.Take(MaxCities)
                    .Select(place => new CityView(place.City!, place.Country, place.Sold.Orders, place.Sold.Tickets)),
            ],
            Countries = [.. analytics.Sum.Countries.Select(place => new CountryView(place.Country, place.Sold.Orders, place.Sold.Tickets))],
            BookingHours = analytics.Hours,
            Revenue = [.. analytics.Sum.Currencies.Select(sum => RevenueView.Of(sum, analytics.Sum.Events))],
        };
}
