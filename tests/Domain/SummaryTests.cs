using System.Text.Json;

namespace EventTicketing.Tests.Domain;

public sealed class SummaryTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    private static LedgerEntry Sale(
        string organizationId,
        int number,
        string at,
        string currency = "eur",
        string city = "Hamburg",
        LedgerEntryKind kind = LedgerEntryKind.Sale
    ) =>
        new()
        {
            EntryId = Ids.Derived("led", organizationId, $"{number}"),
            At = Valid.At(at),
            Kind = kind,
            RegistrationId = $"reg_{number}",
            OrganizationId = organizationId,
            EventId = $"evt_{number % 3}",
            EventTitle = $"Event {number % 3}",
            Category = number % 2 == 0 ? "concert" : "talk",
            City = city,
            Country = "DE",
            TimeZone = "Europe/Berlin",
            Currency = currency,
            Gross = 1000 + number,
            Tax = 7,
            Tickets = kind == LedgerEntryKind.Sale ? 1 + number % 2 : 0,
        };

    private static Summary Of(IEnumerable<LedgerEntry> entries) =>
        Summary.Of([.. entries.OrderByDescending(entry => entry.At).ThenBy(entry => entry.EntryId)], Utc);

    private static string Text(Summary summary) => JsonSerializer.Serialize(summary);

    private static LedgerEntry[] Month =>
        [
            .. Enumerable
                .Range(0, 90)
                .Select(number =>
                    Sale(
                        $"org_{number % 4}",
                        number,
                        $"2026-06-{1 + number % 30:00}T{number % 24:00}:30Z",
                        number % 5 == 0 ? "jpy" : "eur",
                        $"City {number % 7}",
                        number % 11 == 0 ? LedgerEntryKind.Refund : LedgerEntryKind.Sale
                    )
                ),
        ];

    [Fact]
    public void The_days_of_a_month_add_up_to_it()
    {
        var days = Month.GroupBy(entry => entry.At.Day).OrderByDescending(day => day.Key).Select(Of);
        Assert.Equal(Text(Of(Month)), Text(Summary.Sum([.. days])));
    }

    [Fact]
    public void The_organizations_add_up_to_the_platform() =>
        Assert.Equal(Text(Of(Month)), Text(Summary.Sum([.. Month.GroupBy(entry => entry.OrganizationId).Select(Of)])));

    [Fact]
    public void Currencies_are_never_added_up()
    {
        var sum = Summary.Sum([
            Of([Sale("org_1", 0, "2026-06-01T12:00Z")]),
            Of([Sale("org_1", 0, "2026-06-02T12:00Z", "jpy")]),
            Of([Sale("org_1", 0, "2026-06-02T12:00Z", "kwd")]),
        ]);
        Assert.Equal([("eur", 1000L), ("jpy", 1000L), ("kwd", 1000L)], sum.Currencies.Select(each => (each.Currency, each.Net)));
        Assert.Equal(3, Assert.Single(sum.Events).Tickets);
    }

    [Fact]
    public void Beyond_a_hundred_events_the_rest_is_one_and_nothing_is_lost()
    {
        var entries = Enumerable
            .Range(0, 130)
            .Select(number => Sale("org_1", number, "2026-06-01T12:00Z") with { EventId = $"evt_{number}", City = $"City {number}" });
        var kept = Of(entries).Kept();
        Assert.Equal((Summary.MaxEvents + 1, "", 20), (kept.Events.Count, kept.Events[^1].EventId, kept.Cities.Count));
        Assert.Equal(kept.Currencies.Sum(each => each.Sales.Tickets), kept.Events.Sum(ev => ev.Tickets));
        Assert.Equal(Text(kept), Text(kept.Kept()));
        var twice = Summary.Sum([kept, kept]).Kept();
        Assert.Equal(2 * kept.Events.Sum(ev => ev.Tickets), twice.Events.Sum(ev => ev.Tickets));
    }

    [Theory]
    [InlineData("2026-06-01T12:00Z", 14)] // a Monday
    [InlineData("2026-06-07T22:30Z", 0)] // a Sunday, but in Berlin it is Monday already
    [InlineData("2026-12-06T21:30Z", 6 * 24 + 22)]
    public void An_hour_is_that_of_the_event_s_place(string at, int hour)
    {
        var hours = Of([Sale("org_1", 0, at)]).Hours;
        Assert.Equal((168, hour, 1), (hours.Count, hours.ToList().IndexOf(1), hours.Sum()));
    }

    [Fact]
    public void A_price_and_a_rate_are_rounded_half_away_from_zero_and_absent_without_a_whole()
    {
        var figures = Assert.Single(
            CurrencyFigures.Of([
                Sale("org_1", 0, "2026-06-01T12:00Z") with
                {
                    Tickets = 2,
                    Gross = 1001,
                },
                Sale("org_1", 0, "2026-06-01T12:00Z", kind: LedgerEntryKind.Refund) with
                {
                    Gross = 333,
                },
            ])
        );
        Assert.Equal((501L, 0.3327m), (figures.AverageTicket, figures.RefundRate));
        var free = Assert.Single(CurrencyFigures.Of([Sale("org_1", 0, "2026-06-01T12:00Z") with { Gross = 0 }]));
        Assert.Equal((0L, null), (free.AverageTicket, free.RefundRate));
        Assert.Null(Assert.Single(CurrencyFigures.Of([Sale("org_1", 0, "2026-06-01T12:00Z", kind: LedgerEntryKind.Refund)])).AverageTicket);
    }

    [Fact]
    public void A_file_has_a_line_for_each_day_and_currency_and_counts_people_once()
    {
        var day = Of([Sale("org_1", 0, "2026-06-02T12:00Z"), Sale("org_1", 1, "2026-06-02T12:00Z", "jpy")]);
        var analytics = new Analytics(new(2026, 6, 1), new(2026, 6, 2), [("2026-06-02", day)], day, Complete: true);
        PeopleCount[] people =
        [
            new(PeopleCounter.Days, "2026-06-01", Joined: 2),
            new(PeopleCounter.Days, "2026-06-02", Joined: 1, Active: 4),
        ];
        Assert.Equal(
            ["2026-06-01,2,0,,,,,,,,", "2026-06-02,1,4,EUR,1,1,10.00,0.07,0.00,0.00,10.00", "2026-06-02,,,JPY,1,2,1001,7,0,0,1001"],
            AnalyticsReport.Lines(analytics, people).Select(line => string.Join(',', line.Texts()))
        );
        Assert.All(AnalyticsReport.Lines(analytics, people), line => Assert.Equal(AnalyticsReport.Titles.Count, line.Count));
    }
}

public sealed class PeopleCounterTests
{
    private static readonly DateOnly Monday = new(2026, 6, 1);

    private static Person Joined(DateOnly day) => new() { UserId = "usr_1", CreatedAt = new(day, new TimeOnly(12, 0), TimeSpan.Zero) };

    [Fact]
    public void Whoever_is_counted_joins_no_more()
    {
        Assert.Equal(["joined", "joined", "total"], PeopleCounter.OfJoining(Joined(Monday)).Select(counter => counter.Name));
        Assert.Empty(PeopleCounter.OfJoining(Joined(Monday) with { IsCounted = true }));
    }

    [Theory]
    [InlineData(null, 0, "days 2026-06-01 active, weeks 2026-06-01 active")]
    [InlineData(0, 0, "")]
    [InlineData(1, 0, "")] // by a clock ahead
    [InlineData(0, 6, "days 2026-06-07 active")]
    [InlineData(6, 7, "days 2026-06-08 active, weeks 2026-06-08 active, weeks 2026-06-01 after1")]
    [InlineData(7, 34, "days 2026-07-05 active, weeks 2026-06-29 active, weeks 2026-06-01 after4")]
    [InlineData(28, 35, "days 2026-07-06 active, weeks 2026-07-06 active")]
    public void A_visit_counts_once_a_day_and_once_a_week(int? last, int today, string counters)
    {
        var person = Joined(Monday) with { LastSeenOn = last is { } days ? Monday.AddDays(days) : null };
        Assert.Equal(
            counters,
            string.Join(
                ", ",
                PeopleCounter
                    .OfVisit(person, Monday.AddDays(today))
                    .Select(counter => $"{counter.Scope["people:".Length..]} {counter.Of:yyyy-MM-dd} {counter.Name}")
            )
        );
    }
}
