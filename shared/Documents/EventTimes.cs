using System.Globalization;

namespace EventTicketing.Documents;

/// <summary>Formats the times of an event in its own time zone.</summary>
public static class EventTimes
{
    private const string Day = "dddd, d MMMM yyyy";

    /// <summary>Two lines, for example <c>Friday, 12 June 2026</c> and <c>19:30 – 22:00 CEST (UTC+02:00)</c>.</summary>
    public static (string First, string Second) Describe(DateTimeOffset startsAt, DateTimeOffset endsAt, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : null;
        var (start, end) = (In(zone, startsAt), In(zone, endsAt));
        var sameDay = start.Date == end.Date;
        // If the offset changes between start and end, both show their zone.
        var startZone = start.Offset == end.Offset ? "" : " " + ZoneName(zone, start);
        var first = Format(start, Day) + (sameDay ? "" : Format(start, ", HH:mm") + startZone);
        var second = sameDay ? Format(start, "HH:mm") + startZone + " – " + Format(end, "HH:mm") : "to " + Format(end, Day + ", HH:mm");
        return (first, $"{second} {ZoneName(zone, end)}");
    }

    /// <summary>Converts a time to the zone; without a known zone it keeps its own offset.</summary>
    private static DateTimeOffset In(TimeZoneInfo? zone, DateTimeOffset time) => zone is null ? time : TimeZoneInfo.ConvertTime(time, zone);

    /// <summary>
    /// The UTC offset, with the abbreviation if there is one: some zones have only digits, and some systems return long names.
    /// </summary>
    private static string ZoneName(TimeZoneInfo? zone, DateTimeOffset time)
    {
        var offset = time.Offset == TimeSpan.Zero ? "UTC" : "UTC" + Format(time, "zzz");
        var name =
            zone is null ? ""
            : zone.IsDaylightSavingTime(time) ? zone.DaylightName
            : zone.StandardName;
        return name.Length is >= 3 and <= 5 && name.All(char.IsAsciiLetterUpper) && name != offset ? $"{name} ({offset})" : offset;
    }

    private static string Format(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
