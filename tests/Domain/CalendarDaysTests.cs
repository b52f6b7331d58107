namespace EventTicketing.Tests.Domain;

public sealed class CalendarDaysTests
{
    private static readonly TimeZoneInfo Berlin = Zone("Europe/Berlin");

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static TimeSpan Length(DateOnly first, DateOnly last, TimeZoneInfo zone)
    {
        var days = CalendarDays.Days(first, last, zone);
        return days.Until - days.From!.Value;
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Europe/Berlin", "2026-11-30", 24)]
    [InlineData("Etc/UTC", "2026-03-29", 24)]
    // Midnight is left out in Cairo, and comes twice in Havana.
    [InlineData("Africa/Cairo", "2026-04-24", 23)]
    [InlineData("America/Havana", "2026-11-01", 25)]
    public void A_day_has_as_many_hours_as_the_clock_says(string zone, string day, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Length(DateOnly.Parse(day), DateOnly.Parse(day), Zone(zone)));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Africa/Cairo")]
    [InlineData("America/Havana")]
    [InlineData("America/St_Johns")]
    public void Every_instant_is_in_one_day_and_that_is_the_day_of_the_clock(string name)
    {
        var zone = Zone(name);
        var day = new DateOnly(2026, 1, 1);
        for (var i = 0; i < 366; i++, day = day.AddDays(1))
        {
            var days = CalendarDays.Days(day, day, zone);
            Assert.Equal(day, CalendarDays.DayOf(days.From!.Value, zone));
            Assert.Equal(day, CalendarDays.DayOf(days.Until.AddMilliseconds(-1), zone));
            Assert.Equal(days.Until, CalendarDays.Days(day.AddDays(1), day.AddDays(1), zone).From);
        }
    }

    [Fact]
    public void A_month_is_as_long_as_its_days() =>
        Assert.Equal(TimeSpan.FromHours(31 * 24 - 1), Length(new(2026, 3, 1), new(2026, 3, 31), Berlin));

    [Theory]
    [InlineData("2026-02-30", "invalid_date")]
    [InlineData("2026-13-01", "invalid_date")]
    [InlineData("0000-01-01", "invalid_date")]
    [InlineData("1969-12-31", "out_of_range")]
    [InlineData("2101-01-01", "out_of_range")]
    public void A_day_that_does_not_exist_is_refused(string day, string code)
    {
        Assert.True(CalendarDays.Day("date", day).Refused(out var problem, out _));
        Assert.Equal(("date", code), (problem.Errors[0].Field, problem.Errors[0].Code));
    }

    [Theory]
    [InlineData("2026-01-01", "2027-01-02", null)]
    [InlineData("2026-01-01", "2027-01-03", "range_too_long")]
    [InlineData("2024-01-01", null, "range_too_long")]
    [InlineData("2026-05-02", "2026-05-01", "ends_before_start")]
    [InlineData("2026-05-02", "2026-05-02", null)]
    [InlineData("2026-02-30", null, "invalid_date")]
    [InlineData(null, "2026-02-30", "invalid_date")]
    [InlineData(null, null, null)]
    public void A_range_is_at_most_a_year(string? from, string? to, string? code) =>
        Assert.Equal(code, CalendarDays.Range(from, to, Berlin, Valid.Now).Refused(out var problem, out _) ? problem.Errors[0].Code : null);

    [Fact]
    public void A_range_without_an_end_ends_today_and_one_without_a_start_has_none()
    {
        var open = CalendarDays.Range(null, null, Berlin, Valid.At("2026-06-20T22:30Z")).Value;
        Assert.Equal((null, Valid.At("2026-06-21T22:00Z")), (open.From, open.Until));
        var day = CalendarDays.Range("2026-10-25", "2026-10-25", Berlin, Valid.Now).Value;
        Assert.Equal((Valid.At("2026-10-24T22:00Z"), Valid.At("2026-10-25T23:00Z")), (day.From, day.Until));
    }
}
