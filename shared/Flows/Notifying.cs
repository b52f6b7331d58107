using System.Globalization;
using System.Net;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>The mails that a registration's state owes its buyer: each is noted in the write that makes it owed, and sent from that note.</summary>
public static class Notifying
{
    private const int MaxPerRun = 1_000;

    /// <summary>Notes the mails that a registration owes from this change on.</summary>
    public static IEnumerable<Change> Owed(App app, Registration before, Registration now)
    {
        var already = Notification.OwedFor(before, app.Now).Select(owed => owed.NotificationId).ToHashSet(StringComparer.Ordinal);
        return Notification.OwedFor(now, app.Now).Where(owed => !already.Contains(owed.NotificationId)).Select(app.Db.Notifications.Create);
    }

    /// <summary>Mails that were not sent when they were first tried, by registration.</summary>
    public static async Task<IReadOnlyList<IGrouping<string, string>>> Due(App app, CancellationToken stop) =>
        [.. (await Sweeping.Due(app, app.Db.DueNotifications, MaxPerRun, stop)).GroupBy(due => due.RegistrationId, due => due.NotificationId, StringComparer.Ordinal)];

    /// <summary>Sends what is owed and due. Throws when a mail could not be sent: it is due again later.</summary>
    public static Task Send(App app, string registrationId, CancellationToken stop) => Send(app, registrationId, [], stop);

    /// <summary>
    /// Of what is noted, gives up what is owed no more, such as the tickets of an order that was cancelled before they were sent: it would stay
    /// due, in front of what is owed.
    /// </summary>
    public static async Task Send(App app, string registrationId, IEnumerable<string> due, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, null, stop) is not { } registration) return;
        var all = Notification.OwedFor(registration, app.Now).ToList();
        foreach (var noted in await app.Db.Notifications.FindAll(due.Except(all.Select(owed => owed.NotificationId)), stop))
        {
            if (noted.IsDue(app.Now)) await app.Db.Write([app.Db.Notifications.Save(noted.GiveUp())], stop);
        }

        foreach (var owed in all)
        {
            if (await app.Db.Notifications.Find(owed.NotificationId, null, stop) is not { } noted || !noted.IsDue(app.Now)) continue;
            var claimed = noted.Attempt(app.Now);
            if ((await app.Db.Write([app.Db.Notifications.Save(claimed)], stop)).Committed)
                await Send(app, claimed.WithVersion(claimed.Version + 1), registration, stop);
        }
    }

    private static async Task Send(App app, Notification owed, Registration registration, CancellationToken stop)
    {
        var of = (await app.Db.Events.Find(registration.EventId, null, stop))!;
        Notification outcome;
        try
        {
            await app.Mail.Send(await Compose(app, owed, registration, of, stop), stop);
            outcome = owed.Sent(app.Now);
        }
        catch (Exception error) when (owed.IsHopeless(error is MailRefusedException))
        {
            outcome = owed.GiveUp();
        }

        await app.Db.Write([app.Db.Notifications.Save(outcome)], stop);
    }

    private static async Task<Mail> Compose(App app, Notification owed, Registration registration, Event of, CancellationToken stop)
    {
        var refund = registration.Refunds.FirstOrDefault(refund => refund.RefundId == owed.RefundId);
        var amount = refund is null ? "" : Currencies.Format(refund.Amount, registration.Currency);
        var (subject, lines) = owed.Kind switch
        {
            NotificationKind.OrderConfirmed => ($"Your tickets for {of.Title}", (string[])
            [
                $"your registration is confirmed. {(registration.TicketIds.Count == 1 ? "Your ticket is" : $"Your {registration.TicketIds.Count} tickets are")} attached; show the QR code at the gate.",
                .. registration.Items.Select(item => $"{item.Quantity} × {item.Name}, {item.UnitPrice} each"),
                .. registration.Tax > 0 ? [$"{(registration.TaxIncluded ? "Tax included" : "Tax")}: {Currencies.Format(registration.Tax, registration.Currency)}"] : Array.Empty<string>(),
                $"Total: {Currencies.Format(registration.Total, registration.Currency)}",
            ]),
            NotificationKind.RegistrationCancelled => ($"Cancelled: your registration for {of.Title}", ["your registration is cancelled and its tickets are void."]),
            NotificationKind.EventCancelled => ($"Cancelled: {of.Title}",
            [
                "we are sorry: the event is cancelled, and your tickets are void.",
                .. of.CancellationReason is { } reason ? [$"The organizer writes: {reason}"] : Array.Empty<string>(),
                .. registration.Captured > 0 ? ["What you paid is on its way back to you."] : Array.Empty<string>(),
            ]),
            NotificationKind.LatePaymentRefunded => ($"Refunded: your payment for {of.Title}",
                [$"your payment arrived after your places had been given up, and they were sold by then. We have returned {amount} to you."]),
            _ => ($"Refund for {of.Title}", [$"we have returned {amount} to you."]),
        };
        lines = [.. lines, $"{of.Title}\n{When(of)}\n{of.Venue.Name}, {of.Venue.City}", $"Registration {registration.RegistrationId}"];
        return new(registration.BuyerEmail, subject, Text(registration, lines), Html(subject, registration, lines),
            owed.Kind == NotificationKind.OrderConfirmed ? await Attachments(app, registration, of, stop) : []);
    }

    private static async Task<IReadOnlyList<Attachment>> Attachments(App app, Registration registration, Event of, CancellationToken stop)
    {
        List<Attachment> attachments = [];
        foreach (var ticket in await app.Db.Tickets.FindAll(registration.TicketIds, stop))
            attachments.Add(new($"ticket-{ticket.Code}.pdf", "application/pdf", await Issuing.Pdf(app, ticket, of, stop)));
        return attachments;
    }

    /// <summary>In the event's own zone, such as <c>Thursday, 31 December 2026, 20:00 (Europe/Berlin)</c>.</summary>
    private static string When(Event of) =>
        TimeZoneInfo.ConvertTime(of.StartsAt, of.Zone).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({of.TimeZone})";

    private static string Text(Registration registration, IEnumerable<string> lines) => $"Hello {registration.BuyerName},\n\n{string.Join("\n\n", lines)}\n";

    private static string Html(string subject, Registration registration, IEnumerable<string> lines) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{Encoded(subject)}</title></head>
        <body style="font-family:sans-serif;max-width:36em;margin:2em auto;padding:0 1em;line-height:1.5">
        <h1 style="font-size:1.4em">{Encoded(subject)}</h1>
        <p>Hello {Encoded(registration.BuyerName)},</p>
        {string.Concat(lines.Select(line => $"<p>{Encoded(line).Replace("\n", "<br>")}</p>\n"))}</body></html>
        """;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
