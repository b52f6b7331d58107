using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>A time from an instant up to, but not including, another.</summary>
/// <param name="From">Null: from the beginning.</param>
public readonly record struct Period(DateTimeOffset? From, DateTimeOffset Until);

/// <summary>
/// Calendar days of a time zone as periods. Where the clock is put forward or back, they have 23 or 25 hours; midnight itself may be left
/// out or come twice.
/// </summary>
public static class CalendarDays
{
    /// <summary>The most days between the first and the last day of a range.</summary>
    public const int MaxRange = 366;

    /// <summary>How many days are meant when no range is given, today included.</summary>
    private const int UsualDays = 30;

    private const int FirstYear = 1970,
        LastYear = 2100;

    /// <summary>Zones put their clocks forward by multiples of this.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    /// <param name="text">Such as <c>2026-11-30</c>.</param>
    public static Result<DateOnly> Day(string field, string text) => Parsed(field, text, "yyyy-MM-dd");

    /// <param name="text">Null when there is none.</param>
    public static Result<DateOnly?> Optional(string field, string? text) =>
        text is null ? (DateOnly?)null : Day(field, text).Then(day => (DateOnly?)day);

    /// <summary>The first day of a month.</summary>
    /// <param name="text">Such as <c>2026-11</c>.</param>
    public static Result<DateOnly> Month(string field, string text) => Parsed(field, text, "yyyy-MM");

    private static Result<DateOnly> Parsed(string field, string text, string format) =>
        !DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Problem.Invalid(field, "invalid_date", "There is no such day.")
        : day.Year is < FirstYear or > LastYear ? Problem.Invalid(field, "out_of_range", $"From {FirstYear} to {LastYear}.")
        : day;

    /// <param name="last">Included.</param>
    public static Period Days(DateOnly first, DateOnly last, TimeZoneInfo zone) =>
        new(StartOf(first, zone), StartOf(last.AddDays(1), zone));

    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    public static string MonthText(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Text(DateOnly? day) => day is { } known ? Text(known) : null;

    /// <summary>The days of a range; a missing end is today, and a missing start leaves it open.</summary>
    /// <param name="from">The first day; null when none was given.</param>
    /// <param name="to">The last day, included; null when none was given.</param>
    public static Result<Period> Range(string? from, string? to, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (Bounds(from, to, zone, now).Refused(out var problem, out var bounds))
            return problem;
        return new Period(bounds.First is { } day ? StartOf(day, zone) : null, StartOf(bounds.Last.AddDays(1), zone));
    }

    /// <summary>The first and the last day of a range, in which a missing start is 29 days before the end.</summary>
    /// <inheritdoc cref="Range"/>
    public static Result<(DateOnly First, DateOnly Last)> FirstAndLast(string? from, string? to, TimeZoneInfo zone, DateTimeOffset now) =>
        Bounds(from, to, zone, now).Then(bounds => (bounds.First ?? bounds.Last.AddDays(1 - UsualDays), bounds.Last));

    private static Result<(DateOnly? First, DateOnly Last)> Bounds(string? from, string? to, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (Between(from, to).Refused(out var problem, out var given))
            return problem;
        var last = given.Last ?? DayOf(now, zone);
        return last.DayNumber - given.First?.DayNumber > MaxRange ? TooLong : (given.First, last);
    }

    /// <summary>The days of a range that may be open at both ends.</summary>
    /// <inheritdoc cref="Range"/>
    public static Result<(DateOnly? First, DateOnly? Last)> Between(string? from, string? to)
    {
        if (Optional("from", from).Refused(out var problem, out var first))
            return problem;
        if (Optional("to", to).Refused(out problem, out var last))
            return problem;
        return last < first ? Problem.Invalid("to", "ends_before_start", "The last day must not be before the first.")
            : last?.DayNumber - first?.DayNumber > MaxRange ? TooLong
            : (first, last);
    }

    private static Problem TooLong { get; } = Problem.Invalid("from", "range_too_long", $"At most {MaxRange} days.");

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight += Step;
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
