namespace EventTicketing.Domain;

/// <summary>A number of people that is kept by counting: of a day, of a week, or of all days.</summary>
/// <param name="Scope">One of the constants.</param>
/// <param name="Of">The day, or the Monday of the week, in UTC.</param>
public readonly record struct PeopleCounter(string Scope, DateOnly Of, string Name)
{
    public const string Days = "people:days",
        Weeks = "people:weeks",
        All = "people:all";

    /// <summary>For how many weeks after the one in which they joined it is counted who came back.</summary>
    public const int WeeksAfter = 4;

    private const string Joined = "joined",
        Active = "active",
        After = "after";

    /// <summary>Counts people: those who joined, less those who were erased.</summary>
    public static PeopleCounter Total => new(All, DateOnly.MinValue, "total");

    /// <summary>To which counters a person adds 1 by joining: none when that was counted before.</summary>
    public static IEnumerable<PeopleCounter> OfJoining(Person person)
    {
        var day = DayOf(person.CreatedAt);
        return person.IsCounted ? [] : [new(Days, day, Joined), new(Weeks, CalendarDays.WeekOf(day), Joined), Total];
    }

    /// <summary>To which counters a person adds 1 by being seen: none when they were seen on that day before.</summary>
    public static IEnumerable<PeopleCounter> OfVisit(Person person, DateOnly today)
    {
        if (person.LastSeenOn >= today)
            yield break;
        yield return new(Days, today, Active);
        var week = CalendarDays.WeekOf(today);
        if (person.LastSeenOn is { } seen && CalendarDays.WeekOf(seen) == week)
            yield break;
        yield return new(Weeks, week, Active);
        var joined = CalendarDays.WeekOf(DayOf(person.CreatedAt));
        if ((week.DayNumber - joined.DayNumber) / 7 is >= 1 and <= WeeksAfter and var weeks)
            yield return new(Weeks, joined, $"{After}{weeks}");
    }

    public static DateOnly DayOf(DateTimeOffset instant) => CalendarDays.DayOf(instant, TimeZoneInfo.Utc);
}

/// <summary>A part of the counters of a day or a week; those that nobody was counted in are 0.</summary>
/// <param name="Day">The day, or the Monday of the week, and which part it is, such as <c>2026-11-30#7</c>.</param>
public sealed record PeopleCount(
    string Scope,
    string Day,
    long Joined = 0,
    long Active = 0,
    long After1 = 0,
    long After2 = 0,
    long After3 = 0,
    long After4 = 0,
    long Total = 0
)
{
    public PeopleCount Plus(PeopleCount other) =>
        new(
            Scope,
            Day,
            Joined + other.Joined,
            Active + other.Active,
            After1 + other.After1,
            After2 + other.After2,
            After3 + other.After3,
            After4 + other.After4,
            Total + other.Total
        );
}
