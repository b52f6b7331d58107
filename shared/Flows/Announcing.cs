using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Notifies everybody with tickets that their event has changed.</summary>
public static class Announcing
{
    /// <summary>The most registrations that are read to count recipients.</summary>
    private const int MaxRead = 20_000;

    /// <summary>Ids of events whose announcement is due.</summary>
    public static async Task<IReadOnlyList<string>> Due(App app, CancellationToken stop)
    {
        var due = await app.Db.Events.WithChangeDue().Where(ev => ev.Announcement?.DueAt <= app.Now).Page(stop);
        return [.. due.Items.Select(ev => ev.EventId)];
    }

    /// <summary>
    /// Queues a mail to everybody with tickets; SendDueNotifications sends them. A repeated call skips mails that are queued already, so an
    /// interrupted one can be resumed.
    /// </summary>
    /// <returns>False after a conflicting write: call again.</returns>
    public static async Task<bool> Announce(App app, string eventId, CancellationToken stop)
    {
        if (await app.Db.Events.Find(eventId, stop) is not { Announcement: { } announcement } ev)
            return true;
        if (announcement.DueAt > app.Now)
            return true;
        // A change of an event that is over or cancelled is not announced.
        if (ev.StatusAt(app.Now) is EventStatus.Published or EventStatus.Active)
        {
            await foreach (var page in app.Db.Registrations.OfEvent(eventId).Pages(stop))
            {
                var mails = page.SelectMany(registration => Notification.AfterChange(registration, ev, app.Now));
                if (!await Notifying.QueueMissing(app, mails, stop))
                    return false;
            }
        }

        return await app.Db.Events.TrySave(ev with { Announcement = null }, stop) is not null;
    }

    /// <summary>The number of addresses that a mail to everybody with tickets goes to, and whether all registrations were read.</summary>
    public static async Task<(int People, bool Complete)> Audience(App app, string eventId, CancellationToken stop)
    {
        var page = await app.Db.Registrations.OfEvent(eventId).Take(MaxRead).Page(stop);
        var sold = page.Items.Where(registration => registration.Status == RegistrationStatus.Confirmed);
        var people = sold.SelectMany(registration => registration.Recipients).Distinct(StringComparer.OrdinalIgnoreCase);
        return (people.Count(), page.Cursor is null);
    }
}
