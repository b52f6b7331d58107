using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// Sends the mails to the buyer and the attendees of a registration, and letters to other people. They are queued in the write that makes
/// them necessary, and sent afterwards.
/// </summary>
public static class Notifying
{
    /// <summary>The most changes in one transaction.</summary>
    private const int MailsPerWrite = 100;

    /// <summary>Ids of queued mails that are due, by registration.</summary>
    public static async Task<IReadOnlyList<IGrouping<string, string>>> Due(App app, CancellationToken stop) =>
        [
            .. (await app.Db.DueNotifications.DueBy(Tables.DueNotifications, app.Now, app.Settings.Limits.Mailed, stop)).GroupBy(
                due => due.RegistrationId,
                due => due.NotificationId,
                StringComparer.Ordinal
            ),
        ];

    /// <summary>Sends the due mails of a registration, or others, which have the id of what they are about in its place.</summary>
    /// <param name="due">Ids of queued mails that are due.</param>
    /// <inheritdoc cref="Send(App, Registration, IEnumerable{string}, CancellationToken)"/>
    public static async Task Send(App app, string registrationId, IEnumerable<string> due, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is { } registration)
            await Send(app, registration, due, stop);
        else
        {
            foreach (var other in await app.Db.Notifications.FindAll(due, stop))
                await (other.Message is null ? SendIfDue(app, other, null, stop) : Messaging.SendOut(app, other, stop));
        }
    }

    /// <summary>Queues mails to many, except those that are queued already.</summary>
    /// <returns>False after a conflicting write: call again.</returns>
    public static async Task<bool> QueueMissing(App app, IEnumerable<Notification> mails, CancellationToken stop)
    {
        foreach (var chunk in mails.DistinctBy(mail => mail.NotificationId).Chunk(MailsPerWrite))
        {
            var queued = await app.Db.Notifications.FindAll(chunk.Select(mail => mail.NotificationId), stop);
            var missing = chunk.ExceptBy(queued.Select(mail => mail.NotificationId), mail => mail.NotificationId);
            Change[] creations = [.. missing.Select(app.Db.Notifications.Create)];
            if (creations.Length > 0 && !(await app.Db.Write(creations, stop)).Committed)
                return false;
        }

        return true;
    }

    /// <summary>Queues a mail that somebody asks for, unless it was queued within the last hour.</summary>
    /// <param name="mail">The mail of an instant; its id is one for each hour of the clock.</param>
    public static async Task QueueHourly(App app, Func<DateTimeOffset, Notification> mail, CancellationToken stop)
    {
        var hourAgo = app.Now.AddHours(-1);
        var earlier = await app.Db.Notifications.Find(mail(hourAgo).NotificationId, stop);
        if (!(earlier?.CreatedAt > hourAgo))
            await app.Db.Notifications.FindOrCreate(mail(app.Now), stop);
    }

    /// <summary>
    /// Sends the due mails of a registration. Throws when a mail could not be sent: it stays queued and becomes due again. Also gives up
    /// queued mails that are no longer needed, such as the tickets of an order that was cancelled before they were sent: they would stay
    /// due, ahead of others.
    /// </summary>
    /// <param name="due">Ids of queued mails that are due.</param>
    public static async Task Send(App app, Registration registration, IEnumerable<string> due, CancellationToken stop)
    {
        var toBuyer = Notification.ToBuyer(registration, app.Now).Select(mail => mail.NotificationId).ToList();
        var toAttendees = Notification.ToAttendees(registration, app.Now).Select(mail => mail.NotificationId).ToList();
        foreach (var queued in await app.Db.Notifications.FindAll(due.Except(toBuyer).Except(toAttendees), stop))
        {
            if (
                registration.ErasedAt is null
                && (
                    queued.Kind == NotificationKind.EventChanged
                    || (
                        queued.Kind is NotificationKind.OrderSentAgain or NotificationKind.EventMessage
                        && registration.Status == RegistrationStatus.Confirmed
                    )
                )
            )
                await SendIfDue(app, queued, registration, stop);
            else if (queued.IsDue(app.Now))
                await app.Db.Notifications.TrySave(queued.GiveUp(), stop);
        }

        foreach (var id in toBuyer)
            await SendIfDue(app, await app.Db.Notifications.Find(id, stop), registration, stop);
        foreach (var queued in toAttendees.Count == 0 ? [] : await app.Db.Notifications.FindAll(toAttendees, stop))
            await SendIfDue(app, queued, registration, stop);
    }

    /// <param name="registration">Null when the mail is about none.</param>
    private static async Task SendIfDue(App app, Notification? queued, Registration? registration, CancellationToken stop)
    {
        if (queued?.IsDue(app.Now) != true)
            return;
        if (await app.Db.Notifications.TrySave(queued.Attempt(app.Now), stop) is not { } claimed)
            return;
        var ev = registration is null ? null : (await app.Db.Events.Find(registration.EventId, stop))!;
        // The change that this mail is about was taken back, but perhaps not for long: it stays queued until the next one is announced.
        if (claimed.Before is { } before && ev?.Facts == before && ev.Announcement is not null)
            return;
        Notification outcome;
        try
        {
            var mail = registration is null
                ? await Mails.Compose(app, claimed, stop)
                : await Compose(app, claimed, registration, ev!, stop);
            if (mail is null)
            {
                await app.Db.Notifications.TrySave(claimed.GiveUp(), stop);
                return;
            }

            await app.Mail.Send(mail, stop);
            outcome = claimed.Sent(app.Now);
        }
        catch (Exception error) when (claimed.IsHopeless(error is MailRefusedException))
        {
            outcome = claimed.GiveUp();
        }

        IReadOnlyList<Notification> next =
            registration is not null && claimed.ConcernsAttendees ? [.. Notification.ToAttendees(registration, app.Now)] : [];
        // Another mail about the same order may have queued them.
        var queuedBefore = next.Count == 0 ? [] : await app.Db.Notifications.FindAll(next.Select(mail => mail.NotificationId), stop);
        next = [.. next.ExceptBy(queuedBefore.Select(mail => mail.NotificationId), mail => mail.NotificationId)];
        await app.Db.Notifications.TrySave(outcome, stop, [.. next.Select(app.Db.Notifications.Create)]);
    }

    /// <summary>Null for the announcement of a change that was taken back, or whose event was cancelled.</summary>
    private static Task<Mail?> Compose(App app, Notification claimed, Registration registration, Event ev, CancellationToken stop) =>
        claimed.Before is { } before && (ev.CancelledAt is not null || ev.Facts == before)
            ? Task.FromResult<Mail?>(null)
            : Mails.Compose(app, claimed, registration, ev, stop);
}
