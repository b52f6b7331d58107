using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// The mails that a registration's state owes its buyer and its attendees: each is noted in the write that makes it owed, and sent from that note.
/// </summary>
public static class Notifying
{
    /// <summary>Notes the mails that a registration owes from this change on.</summary>
    public static IEnumerable<Change> Owed(App app, Registration before, Registration now)
    {
        var already = Notification.OwedFor(before, app.Now).Select(owed => owed.NotificationId).ToHashSet(StringComparer.Ordinal);
        return Notification.OwedFor(now, app.Now).Where(owed => !already.Contains(owed.NotificationId)).Select(app.Db.Notifications.Create);
    }

    /// <summary>Mails that were not sent when they were first tried, by registration.</summary>
    public static async Task<IReadOnlyList<IGrouping<string, string>>> Due(App app, CancellationToken stop) =>
        [.. (await Sweeping.Due(app, app.Db.DueNotifications, app.Settings.Limits.Mailed, stop)).GroupBy(due => due.RegistrationId, due => due.NotificationId, StringComparer.Ordinal)];

    /// <summary>Sends what is owed and due. Throws when a mail could not be sent: it is due again later.</summary>
    public static Task Send(App app, string registrationId, CancellationToken stop) => Send(app, registrationId, [], stop);

    /// <summary>
    /// Of what is noted, gives up what is owed no more, such as the tickets of an order that was cancelled before they were sent: it would stay
    /// due, in front of what is owed.
    /// </summary>
    public static async Task Send(App app, string registrationId, IEnumerable<string> due, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is not { } registration) return;
        var toBuyer = Notification.OwedFor(registration, app.Now).Select(owed => owed.NotificationId).ToList();
        var toAttendees = Notification.OwedToAttendees(registration, app.Now).Select(owed => owed.NotificationId).ToList();
        foreach (var noted in await app.Db.Notifications.FindAll(due.Except(toBuyer).Except(toAttendees), stop))
        {
            if (noted.Kind == NotificationKind.EventChanged) await SendIfDue(noted);
            else if (noted.IsDue(app.Now)) await app.Db.Write([app.Db.Notifications.Save(noted.GiveUp())], stop);
        }

        foreach (var id in toBuyer) await SendIfDue(await app.Db.Notifications.Find(id, stop));
        foreach (var noted in toAttendees.Count == 0 ? [] : await app.Db.Notifications.FindAll(toAttendees, stop)) await SendIfDue(noted);

        async Task SendIfDue(Notification? noted)
        {
            if (noted?.IsDue(app.Now) != true) return;
            var claimed = noted.Attempt(app.Now);
            if ((await app.Db.Write([app.Db.Notifications.Save(claimed)], stop)).Committed)
                await Send(app, claimed.WithVersion(claimed.Version + 1), registration, stop);
        }
    }

    private static async Task Send(App app, Notification owed, Registration registration, CancellationToken stop)
    {
        var ev = (await app.Db.Events.Find(registration.EventId, stop))!;
        Notification outcome;
        try
        {
            // Nobody is told of a change that was undone meanwhile, or whose event was cancelled.
            var owedNoMore = owed.Before is { } before && (ev.CancelledAt is not null || ev.Facts == before);
            if (!owedNoMore) await app.Mail.Send(await Mails.Compose(app, owed, registration, ev, stop), stop);
            outcome = owedNoMore ? owed.GiveUp() : owed.Sent(app.Now);
        }
        catch (Exception error) when (owed.IsHopeless(error is MailRefusedException))
        {
            outcome = owed.GiveUp();
        }

        var next = owed.ConcernsAttendees ? Notification.OwedToAttendees(registration, app.Now) : [];
        await app.Db.Write([app.Db.Notifications.Save(outcome), .. next.Select(app.Db.Notifications.Create)], stop);
    }
}
