using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// Mails to the buyer and the attendees of a registration, through an outbox: the write that makes a mail necessary queues it, and it is
/// sent afterwards.
/// </summary>
public static class Notifying
{
    /// <summary>The changes that queue the mails that became necessary between two states of a registration.</summary>
    public static IEnumerable<Change> Owed(App app, Registration before, Registration now)
    {
        var already = Notification.OwedFor(before, app.Now).Select(owed => owed.NotificationId).ToHashSet(StringComparer.Ordinal);
        return Notification.OwedFor(now, app.Now).Where(owed => !already.Contains(owed.NotificationId)).Select(app.Db.Notifications.Create);
    }

    /// <summary>Ids of queued mails that are due, by registration.</summary>
    public static async Task<IReadOnlyList<IGrouping<string, string>>> Due(App app, CancellationToken stop) =>
        [
            .. (await Sweeping.Due(app, app.Db.DueNotifications, Tables.DueNotifications, app.Settings.Limits.Mailed, stop)).GroupBy(
                due => due.RegistrationId,
                due => due.NotificationId,
                StringComparer.Ordinal
            ),
        ];

    /// <summary>
    /// Sends the due mails of a registration. Throws when a mail could not be sent: it stays queued and becomes due again.
    /// </summary>
    public static Task Send(App app, string registrationId, CancellationToken stop) => Send(app, registrationId, [], stop);

    /// <summary>
    /// Also gives up queued mails that are no longer needed, such as the tickets of an order that was cancelled before they were sent: they
    /// would stay due, ahead of others.
    /// </summary>
    /// <param name="due">Ids of queued mails that are due.</param>
    public static async Task Send(App app, string registrationId, IEnumerable<string> due, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is not { } registration)
            return;
        var toBuyer = Notification.OwedFor(registration, app.Now).Select(owed => owed.NotificationId).ToList();
        var toAttendees = Notification.OwedToAttendees(registration, app.Now).Select(owed => owed.NotificationId).ToList();
        foreach (var noted in await app.Db.Notifications.FindAll(due.Except(toBuyer).Except(toAttendees), stop))
        {
            if (noted.Kind == NotificationKind.EventChanged)
                await SendIfDue(noted);
            else if (noted.IsDue(app.Now))
                await app.Db.Notifications.TrySave(noted.GiveUp(), stop);
        }

        foreach (var id in toBuyer)
            await SendIfDue(await app.Db.Notifications.Find(id, stop));
        foreach (var noted in toAttendees.Count == 0 ? [] : await app.Db.Notifications.FindAll(toAttendees, stop))
            await SendIfDue(noted);

        async Task SendIfDue(Notification? noted)
        {
            if (noted?.IsDue(app.Now) != true)
                return;
            if (await app.Db.Notifications.TrySave(noted.Attempt(app.Now), stop) is { } claimed)
                await Send(app, claimed, registration, stop);
        }
    }

    private static async Task Send(App app, Notification owed, Registration registration, CancellationToken stop)
    {
        var ev = (await app.Db.Events.Find(registration.EventId, stop))!;
        Notification outcome;
        try
        {
            // Do not announce a change that was reverted, or whose event was cancelled.
            var owedNoMore = owed.Before is { } before && (ev.CancelledAt is not null || ev.Facts == before);
            if (!owedNoMore)
                await app.Mail.Send(await Mails.Compose(app, owed, registration, ev, stop), stop);
            outcome = owedNoMore ? owed.GiveUp() : owed.Sent(app.Now);
        }
        catch (Exception error) when (owed.IsHopeless(error is MailRefusedException))
        {
            outcome = owed.GiveUp();
        }

        var next = owed.ConcernsAttendees ? Notification.OwedToAttendees(registration, app.Now) : [];
        await app.Db.Notifications.TrySave(outcome, stop, [.. next.Select(app.Db.Notifications.Create)]);
    }
}
