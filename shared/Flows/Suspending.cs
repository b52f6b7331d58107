using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Stops and resumes the sales of an organization, event by event. Tickets, the gate and refunds go on.</summary>
public static class Suspending
{
    /// <summary>Brings every published event of an organization to what its suspension says. May be repeated.</summary>
    public static async Task Apply(App app, string organizationId, CancellationToken stop)
    {
        var suspended = (await app.Db.Organizations.Find(organizationId, stop))!.SuspendedAt is not null;
        // Events last a year at most, so those that started earlier are over.
        await foreach (var page in app.Db.Events.OfOrganization(organizationId).From(app.Now - Event.MaxDuration).Pages(stop))
        {
            // The index may be behind: each event is read again.
            foreach (var ev in page)
                await Apply(app, ev.EventId, suspended, stop);
        }
    }

    private static Task Apply(App app, string eventId, bool suspended, CancellationToken stop) =>
        app.Db.Decide<Event>(
            async () =>
            {
                var current = (await app.Db.Events.Find(eventId, stop))!;
                return current.Status != EventStatus.Published || current.Suspended == suspended
                    ? current
                    : app.Db.Events.Save(
                        current,
                        current with
                        {
                            Suspended = suspended,
                        },
                        [.. app.Db.Counters.SetOpen(current, !suspended)]
                    );
            },
            stop
        );
}
