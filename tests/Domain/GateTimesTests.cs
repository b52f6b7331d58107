namespace EventTicketing.Tests.Domain;

public sealed class GateTimesTests
{
    [Theory]
    // In the evening: the gate opens at the start of the venue's local day.
    [InlineData("Europe/Berlin", "2026-06-20T20:00+02:00", "2026-06-19T22:00Z")]
    [InlineData("Asia/Kolkata", "2026-06-20T20:00+05:30", "2026-06-19T18:30Z")]
    [InlineData("Pacific/Auckland", "2026-06-20T20:00+12:00", "2026-06-19T12:00Z")]
    [InlineData("America/Los_Angeles", "2026-06-20T20:00-07:00", "2026-06-20T07:00Z")]
    [InlineData("UTC", "2026-06-20T20:00Z", "2026-06-20T00:00Z")]
    // Soon after midnight: the gate opens six hours before, on the previous day.
    [InlineData("Europe/Berlin", "2026-06-20T00:00+02:00", "2026-06-19T16:00Z")]
    [InlineData("Europe/Berlin", "2026-06-20T05:59+02:00", "2026-06-19T21:59Z")]
    [InlineData("Europe/Berlin", "2026-06-20T06:00+02:00", "2026-06-19T22:00Z")]
    [InlineData("Europe/Berlin", "2026-06-20T06:01+02:00", "2026-06-19T22:00Z")]
    // The day has 23 hours: 02:00 becomes 03:00. The six hours are elapsed time.
    [InlineData("Europe/Berlin", "2026-03-29T20:00+02:00", "2026-03-28T23:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T06:00+02:00", "2026-03-28T22:00Z")]
    [InlineData("Pacific/Auckland", "2026-09-27T20:00+13:00", "2026-09-26T12:00Z")]
    // The day has 25 hours: 03:00 becomes 02:00.
    [InlineData("Europe/Berlin", "2026-10-25T20:00+01:00", "2026-10-24T22:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T06:00+01:00", "2026-10-24T22:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T04:00+01:00", "2026-10-24T21:00Z")]
    [InlineData("Pacific/Auckland", "2026-04-05T20:00+12:00", "2026-04-04T11:00Z")]
    // Daylight saving time begins at midnight, so the clocks skip it and the day starts at 01:00.
    [InlineData("America/Sao_Paulo", "2018-11-04T20:00-02:00", "2018-11-04T03:00Z")]
    [InlineData("Atlantic/Azores", "2026-03-29T20:00+00:00", "2026-03-29T01:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24T20:00+03:00", "2026-04-23T22:00Z")]
    // The hour before midnight occurs twice: the day starts after the second.
    [InlineData("America/Sao_Paulo", "2018-02-18T20:00-03:00", "2018-02-18T03:00Z")]
    // The hour after midnight occurs twice: the day starts with the first.
    [InlineData("Atlantic/Azores", "2026-10-25T20:00-01:00", "2026-10-25T00:00Z")]
    [InlineData("America/Havana", "2026-11-01T20:00-05:00", "2026-11-01T04:00Z")]
    public void The_gate_opens_with_the_local_day_or_six_hours_before(string zone, string starts, string opens) =>
        Assert.Equal(Valid.At(opens), Starting(zone, Valid.At(starts)).GateOpens);

    [Fact]
    public void In_every_zone_the_gate_is_open_from_the_first_moment_of_the_day()
    {
        var days = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId))
        {
            for (var starts = Valid.At("2026-01-01T12:00Z"); starts.Year == 2026; starts += TimeSpan.FromHours(61))
            {
                var opens = Starting(zone.Id, starts).GateOpens;
                if (opens == starts.AddHours(-6))
                    continue;
                var day = TimeZoneInfo.ConvertTime(starts, zone).Date;
                Assert.True(TimeZoneInfo.ConvertTime(opens, zone).Date == day, $"{zone.Id} {starts:u}: {opens:u} is another day.");
                Assert.True(
                    TimeZoneInfo.ConvertTime(opens - Valid.Tick, zone).Date < day,
                    $"{zone.Id} {starts:u}: {opens:u} is not the first moment."
                );
                days++;
            }
        }

        Assert.True(days > 10_000, $"Only {days} days were looked at.");
    }

    [Fact]
    public void A_zone_that_cannot_be_read_is_taken_for_UTC() =>
        Assert.Equal(Valid.At("2026-06-20T00:00Z"), Starting("asia/no-such-place", Valid.At("2026-06-20T20:00Z")).GateOpens);

    [Theory]
    [InlineData("Asia/Kathmandu", true)]
    [InlineData("Etc/UTC", true)]
    [InlineData("UTC", true)]
    [InlineData("asia/kathmandu", false)]
    [InlineData("ASIA/Kathmandu", false)]
    [InlineData("utc", false)]
    public void A_zone_is_known_by_its_exact_name_whatever_was_loaded_before(string zone, bool known)
    {
        _ = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");
        Assert.Equal(known, (Valid.Draft with { TimeZone = zone }).Checked(Valid.Now).Problem is null);
    }

    [Fact]
    public void The_organizer_may_say_when_the_gate_opens() =>
        Assert.Equal(Valid.Now, (Valid.PublishedEvent with { GateOpensAt = Valid.Now }).GateOpens);

    [Fact]
    public void The_gate_closes_six_hours_after_the_end() => Assert.Equal(Valid.At("2026-06-21T03:00Z"), Valid.PublishedEvent.GateCloses);

    [Fact]
    public void The_gate_of_the_latest_possible_event_still_closes()
    {
        var last = Valid.Draft with { StartsAt = Valid.At("2105-12-31T20:00Z"), EndsAt = Valid.At("2106-01-01T00:00Z") };
        Assert.Null(last.Checked(Valid.Now).Problem);
        Assert.InRange(last.GateCloses.ToUnixTimeSeconds(), 0, uint.MaxValue);
    }

    private static Event Starting(string zone, DateTimeOffset at) =>
        Valid.PublishedEvent with
        {
            TimeZone = zone,
            StartsAt = at,
            EndsAt = at.AddHours(2),
        };
}
