using System.Globalization;
using EventTicketing.Documents;

namespace EventTicketing.Tests.Documents;

public sealed class EventTimesTests
{
    [Theory]
    [InlineData("2026-06-12T17:30Z", "2026-06-12T20:00Z", "Europe/Berlin", "Friday, 12 June 2026", "19:30 – 22:00 CEST (UTC+02:00)")]
    [InlineData("2026-01-31T23:30Z", "2026-02-01T01:00Z", "America/New_York", "Saturday, 31 January 2026", "18:30 – 20:00 EST (UTC-05:00)")]
    [InlineData("2026-01-31T10:00+05:00", "2026-01-31T11:00Z", "UTC", "Saturday, 31 January 2026", "05:00 – 11:00 UTC")]
    [InlineData("2026-06-12T10:00Z", "2026-06-12T11:00Z", "Asia/Dubai", "Friday, 12 June 2026", "14:00 – 15:00 UTC+04:00")]
    public void Times_are_the_venues(string start, string end, string zone, string first, string second) =>
        Assert.Equal((first, second), EventTimes.Describe(At(start), At(end), zone));

    [Fact]
    public void An_event_past_midnight_names_both_days() =>
        Assert.Equal(
            ("Friday, 12 June 2026, 22:00", "to Saturday, 13 June 2026, 04:00 CEST (UTC+02:00)"),
            EventTimes.Describe(At("2026-06-12T20:00Z"), At("2026-06-13T02:00Z"), "Europe/Berlin")
        );

    [Fact]
    public void Where_the_clocks_change_both_ends_name_their_zone() =>
        Assert.Equal(
            ("Sunday, 25 October 2026", "02:30 CEST (UTC+02:00) – 02:30 CET (UTC+01:00)"),
            EventTimes.Describe(At("2026-10-25T00:30Z"), At("2026-10-25T01:30Z"), "Europe/Berlin")
        );

    [Fact]
    public void A_zone_unknown_here_leaves_the_offset_as_given() =>
        Assert.Equal(
            ("Friday, 12 June 2026", "19:30 – 22:00 UTC+02:00"),
            EventTimes.Describe(At("2026-06-12T19:30+02:00"), At("2026-06-12T22:00+02:00"), "Mars/Olympus")
        );

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
