using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>
/// Counts the people of the platform, each once: when they join, when they are seen on a day and in a week. A counter changes in the same
/// write as what says that it was counted.
/// </summary>
public static class Counting
{
    /// <summary>Creates the profile of a person who joins. Of one that is there already nothing changes.</summary>
    public static Task Join(App app, Person person, CancellationToken stop) =>
        app.Db.Write(
            [app.Db.People.Create(person with { IsCounted = true }), .. app.Db.Count(person.UserId, PeopleCounter.OfJoining(person))],
            stop
        );

    /// <summary>Notes that a person was seen today; somebody whom no sign-up has counted joins with it.</summary>
    /// <returns>The profile as it is then.</returns>
    public static async Task<Person> Visit(App app, Person person, CancellationToken stop)
    {
        var today = PeopleCounter.DayOf(app.Now);
        PeopleCounter[] counters = [.. PeopleCounter.OfJoining(person), .. PeopleCounter.OfVisit(person, today)];
        if (counters.Length == 0)
            return person;
        var seen = person with { IsCounted = true, LastSeenOn = person.LastSeenOn > today ? person.LastSeenOn : today };
        // Refused when the profile was changed meanwhile, perhaps by another call that has counted: the next call notes it.
        return await app.Db.People.TrySave(seen, stop, app.Db.Count(person.UserId, counters))
            ?? await app.Db.People.Find(person.UserId, stop)
            ?? person;
    }

    /// <summary>The change of the counter when the profile of a person is deleted.</summary>
    public static IReadOnlyList<Change> Leaving(App app, Person person) =>
        person.IsCounted ? app.Db.Count(person.UserId, [PeopleCounter.Total], units: -1) : [];
}
