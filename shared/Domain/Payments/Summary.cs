namespace EventTicketing.Domain;

/// <summary>How many orders and tickets were sold of something.</summary>
public sealed record SoldFigures(int Orders, int Tickets)
{
    public static SoldFigures Of(IEnumerable<LedgerEntry> sales) =>
        sales.Aggregate(new SoldFigures(0, 0), (sum, sale) => sum.Plus(new(1, sale.Tickets)));

    public SoldFigures Plus(SoldFigures other) => new(Orders + other.Orders, Tickets + other.Tickets);
}

public sealed record CategorySales(string Category, SoldFigures Sold);

/// <param name="City">Null: all of the country.</param>
public sealed record PlaceSales(string Country, string? City, SoldFigures Sold);

/// <param name="Tickets">As <see cref="CheckInFigures"/> counts them.</param>
public sealed record Attendance(string EventId, int Tickets, int Used);

/// <summary>
/// Sums of ledger entries, and the attendance of events: of a day, or of several. Computed from the ledger, so a stored one can be thrown
/// away.
/// </summary>
public sealed record Summary
{
    /// <summary>How many events a day names; the rest is one event without an id.</summary>
    public const int MaxEvents = 100;

    private const int MaxCities = 20;

    public const int HoursPerDay = 24,
        HoursPerWeek = 7 * HoursPerDay;

    public static readonly Summary Empty = new();

    public IReadOnlyList<CurrencyFigures> Currencies
    {
        get => field ?? [];
        init;
    }

    /// <summary>Those with the most tickets first.</summary>
    public IReadOnlyList<EventMoney> Events
    {
        get => field ?? [];
        init;
    }

    public IReadOnlyList<CategorySales> Categories
    {
        get => field ?? [];
        init;
    }

    /// <summary>Those with the most tickets first. A day keeps twenty.</summary>
    public IReadOnlyList<PlaceSales> Cities
    {
        get => field ?? [];
        init;
    }

    public IReadOnlyList<PlaceSales> Countries
    {
        get => field ?? [];
        init;
    }

    /// <summary>Orders by hour of the week at the event's place, from Monday at midnight; empty when there are none.</summary>
    public IReadOnlyList<int> Hours
    {
        get => field ?? [];
        init;
    }

    public IReadOnlyList<Attendance> Attendance
    {
        get => field ?? [];
        init;
    }

    /// <param name="entries">The newest first.</param>
    /// <param name="zone">For entries that do not name the zone of their event.</param>
    public static Summary Of(IReadOnlyCollection<LedgerEntry> entries, TimeZoneInfo zone)
    {
        LedgerEntry[] orders = [.. entries.Where(entry => entry is { Kind: LedgerEntryKind.Sale, Tickets: > 0 })];
        return Sum([
            new()
            {
                Currencies = CurrencyFigures.Of(entries),
                Events = EventMoney.Of(entries),
                Categories = [.. orders.GroupBy(order => order.Category, (name, of) => new CategorySales(name, SoldFigures.Of(of)))],
                Cities = [.. orders.GroupBy(order => (order.Country, order.City), (of, sold) => Place(of.Country, of.City, sold))],
                Countries = [.. orders.GroupBy(order => order.Country, (country, sold) => Place(country, null, sold))],
                Hours = HoursOf(orders, zone),
            },
        ]);

        static PlaceSales Place(string country, string? city, IEnumerable<LedgerEntry> sold) => new(country, city, SoldFigures.Of(sold));
    }

    /// <summary>Several summaries as one.</summary>
    /// <param name="parts">The newest first: an event has the title that it had last.</param>
    public static Summary Sum(IReadOnlyList<Summary> parts) =>
        new()
        {
            Currencies = CurrencyFigures.Sum(parts.SelectMany(part => part.Currencies)),
            Events =
            [
                .. parts
                    .SelectMany(part => part.Events)
                    .GroupBy(ev => ev.EventId, StringComparer.Ordinal)
                    .Select(same => Named(same.Key, same.First().EventTitle, same))
                    .OrderByDescending(ev => ev.EventId.Length > 0)
                    .ThenByDescending(ev => ev.Tickets)
                    .ThenBy(ev => ev.EventId, StringComparer.Ordinal),
            ],
            Categories =
            [
                .. parts
                    .SelectMany(part => part.Categories)
                    .GroupBy(each => each.Category, StringComparer.Ordinal)
                    .Select(same => new CategorySales(same.Key, Total(same.Select(each => each.Sold))))
                    .OrderByDescending(each => each.Sold.Tickets)
                    .ThenBy(each => each.Category, StringComparer.Ordinal),
            ],
            Cities = Places(parts.SelectMany(part => part.Cities)),
            Countries = Places(parts.SelectMany(part => part.Countries)),
            Hours = Hourly([.. parts.Select(part => part.Hours).Where(hours => hours.Count > 0)]),
            Attendance = [.. parts.SelectMany(part => part.Attendance).OrderBy(each => each.EventId, StringComparer.Ordinal)],
        };

    /// <summary>As it is kept: with a limited number of events and cities.</summary>
    public Summary Kept() =>
        this with
        {
            Events = Events.Count <= MaxEvents ? Events : [.. Events.Take(MaxEvents), Named("", "", Events.Skip(MaxEvents))],
            Cities = [.. Cities.Take(MaxCities)],
        };

    private static EventMoney Named(string eventId, string eventTitle, IEnumerable<EventMoney> parts) =>
        new(eventId, eventTitle, CurrencyFigures.Sum(parts.SelectMany(part => part.Currencies)));

    private static IReadOnlyList<PlaceSales> Places(IEnumerable<PlaceSales> places) =>
        [
            .. places
                .GroupBy(place => (place.Country, place.City))
                .Select(same => new PlaceSales(same.Key.Country, same.Key.City, Total(same.Select(each => each.Sold))))
                .OrderByDescending(place => place.Sold.Tickets)
                .ThenBy(place => place.Country, StringComparer.Ordinal)
                .ThenBy(place => place.City, StringComparer.Ordinal),
        ];

    private static SoldFigures Total(IEnumerable<SoldFigures> parts) => parts.Aggregate((sum, part) => sum.Plus(part));

    private static int[] Hourly(IReadOnlyList<IReadOnlyList<int>> parts) =>
        parts.Count == 0 ? [] : [.. Enumerable.Range(0, HoursPerWeek).Select(hour => parts.Sum(part => part[hour]))];

    private static int[] HoursOf(IReadOnlyList<LedgerEntry> orders, TimeZoneInfo zone)
    {
        if (orders.Count == 0)
            return [];
        var hours = new int[HoursPerWeek];
        foreach (var order in orders)
        {
            var local = TimeZoneInfo.ConvertTime(order.At, order.TimeZone is { } named ? Event.ZoneOf(named) : zone);
            hours[((int)local.DayOfWeek + 6) % 7 * HoursPerDay + local.Hour]++;
        }

        return hours;
    }
}

/// <summary>A stored summary.</summary>
public sealed record DaySummary
{
    /// <summary>The scope of everything. Otherwise it is the id of an organization.</summary>
    public const string Platform = "platform";

    public required string Scope { get; init; }

    /// <summary>
    /// Such as <c>2026-11-30</c>; of the attendance of an event <c>2026-11-30#evt_…</c>, with the day on which its gate closed.
    /// </summary>
    public required string Day { get; init; }

    /// <summary>IANA name of the zone whose day it is.</summary>
    public required string TimeZone { get; init; }

    public required Summary Sum { get; init; }

    /// <summary>Whether there were more entries than are read.</summary>
    public bool IsCut { get; init; }

    public bool IsOfEvent => Day.Contains('#', StringComparison.Ordinal);
}
