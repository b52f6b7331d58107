using System.Globalization;
using System.Net;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Composes the texts of mails.</summary>
public static class Mails
{
    /// <summary>The most orders in one mail.</summary>
    private const int MaxOrders = 20;

    /// <summary>Null when the order's address, or the holder of its tickets, was corrected since the registration was read.</summary>
    public static Task<Mail?> Compose(App app, Notification notification, Registration registration, Event ev, CancellationToken stop) =>
        notification.Before is { } before ? Task.FromResult<Mail?>(Changed(app, notification.Recipient!, before, registration, ev))
        : notification.Recipient is { } address ? ToAttendee(app, notification.Kind, address, registration, ev, stop)
        : ToBuyer(app, notification, registration, ev, stop);

    /// <summary>A mail that is about no registration; null when there is nothing to say.</summary>
    public static async Task<Mail?> Compose(App app, Notification notification, CancellationToken stop)
    {
        if (notification.Letter is not { } letter)
            return await OrdersOf(app, notification, stop);
        var recipient = notification.Recipient!;
        return Written(
            recipient,
            letter.Name ?? recipient,
            letter.Subject,
            letter.Lines,
            [(letter.LinkText, new(app.Settings.SiteUrl!, letter.LinkPath))],
            null,
            []
        );
    }

    /// <summary>The links of the latest orders of a guest, for whoever asked for them; null when there are none.</summary>
    private static async Task<Mail?> OrdersOf(App app, Notification notification, CancellationToken stop)
    {
        var page = await app.Db.Registrations.OfUser(notification.RegistrationId).NewestFirst().Take(MaxOrders).Page(stop);
        var orders = page.Items.Where(order => order.ErasedAt is null && order.StatusAt(app.Now) != RegistrationStatus.Expired).ToList();
        if (orders.Count == 0)
            return null;
        var events = await app.Db.Events.FindAll(orders.Select(order => order.EventId).Distinct(), stop);
        return Written(
            notification.Recipient!,
            orders[0].BuyerName,
            "Your orders",
            [
                "these are the orders that were made with this address. Whoever has a link can see the order: keep them to yourself.",
                "If you have not asked for this mail, you need not do anything.",
            ],
            [
                .. orders.Select(order =>
                {
                    var ev = events.First(ev => ev.EventId == order.EventId);
                    return ($"{ev.Title}, {When(ev.StartsAt, ev.TimeZone)}", app.OrderLink(order));
                }),
            ],
            null,
            []
        );
    }

    /// <summary>Attendees see only their own tickets: no price, no buyer, no other attendee.</summary>
    private static async Task<Mail?> ToAttendee(
        App app,
        NotificationKind kind,
        string address,
        Registration registration,
        Event ev,
        CancellationToken stop
    )
    {
        var own = (await app.Db.Tickets.FindAll(registration.TicketIds, stop))
            .Where(ticket => address.Equals(ticket.HolderEmail, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (own.Count == 0)
            return null;
        var tickets = own.Count == 1 ? "ticket" : "tickets";
        var (subject, lines) = kind switch
        {
            NotificationKind.EventCancelled => ($"Cancelled: {ev.Title}", EventCancelled(ev)),
            NotificationKind.RegistrationCancelled => (
                $"Cancelled: your {tickets} for {ev.Title}",
                [$"the order with your {tickets} was cancelled, so this is no longer valid:"]
            ),
            _ => ($"Your {tickets} for {ev.Title}", (IEnumerable<string>)[Attached(own.Count)]),
        };
        return Written(
            address,
            string.Join(", ", own.Select(ticket => ticket.HolderName).Distinct()),
            subject,
            [.. lines, .. own.Select(ticket => $"{ticket.TicketTypeName}, {ticket.HolderName}"), .. About(ev)],
            kind == NotificationKind.AttendeeTickets ? [.. own.Select(ToTicket), ToEvent(app, ev)] : [ToEvent(app, ev)],
            ev.ReplyTo,
            kind == NotificationKind.AttendeeTickets ? await Pdfs(app, own, ev, stop) : []
        );

        (string Text, Uri Url) ToTicket(Ticket ticket) => ($"View the ticket of {ticket.HolderName}", app.TicketLink(ticket));
    }

    /// <summary>The old and the new facts, and a calendar file that replaces the previous entry.</summary>
    private static Mail Changed(App app, string address, EventFacts before, Registration registration, Event ev)
    {
        var isBuyer = address.Equals(registration.BuyerEmail, StringComparison.OrdinalIgnoreCase);
        var name = isBuyer
            ? registration.BuyerName
            : registration.Attendees.First(person => address.Equals(person.Email, StringComparison.OrdinalIgnoreCase)).Name;
        var now = ev.Facts;
        var refunds =
            isBuyer && registration.Ledger.Captured > 0 && ev.RefundsEnd > app.Now
                ?
                [
                    $"If you cannot come, you can cancel your order until {When(ev.RefundsEnd, ev.TimeZone)}, "
                        + "and what you paid is refunded.",
                ]
                : Array.Empty<string>();
        return Written(
            address,
            name,
            $"Changed: {ev.Title}",
            [
                "an event that you have tickets for has changed. Your tickets stay valid: the codes on them are the same.",
                .. Difference("Title", before.Title, now.Title),
                .. Difference("Date and time", Period(before), Period(now)),
                .. Difference("Place", before.Venue.WithNameOnOneLine(), now.Venue.WithNameOnOneLine()),
                .. Difference("Doors open", Doors(before), Doors(now)),
                .. refunds,
                .. About(ev),
            ],
            [isBuyer ? ToOrder(app, registration) : ToEvent(app, ev)],
            ev.ReplyTo,
            [new("event.ics", "text/calendar; charset=utf-8; method=PUBLISH", CalendarFile.Write(ev, ToEvent(app, ev).Url, app.Now))]
        );

        static IEnumerable<string> Difference(string what, string before, string now) =>
            before == now ? [] : [$"{what}\nBefore: {before}\nNow: {now}"];

        static string Period(EventFacts facts)
        {
            var zone = Event.ZoneOf(facts.TimeZone);
            var (starts, ends) = (TimeZoneInfo.ConvertTime(facts.StartsAt, zone), TimeZoneInfo.ConvertTime(facts.EndsAt, zone));
            var until = starts.Date == ends.Date ? $"–{ends.ToString("HH:mm", CultureInfo.InvariantCulture)}" : $" to {Clock(ends)}";
            return $"{Clock(starts)}{until} ({facts.TimeZone})";
        }

        static string Doors(EventFacts facts) => facts.DoorsOpenAt is { } doors ? When(doors, facts.TimeZone) : "not announced";
    }

    private static (string Text, Uri Url) ToOrder(App app, Registration registration) => ("View your order", app.OrderLink(registration));

    private static (string Text, Uri Url) ToEvent(App app, Event ev) => ("About the event", new(app.Settings.SiteUrl!, $"/e/{ev.EventId}"));

    private static async Task<Mail?> ToBuyer(
        App app,
        Notification notification,
        Registration registration,
        Event ev,
        CancellationToken stop
    )
    {
        var refund = registration.Refunds.FirstOrDefault(refund => refund.RefundId == notification.RefundId);
        var amount = refund is null ? "" : Currencies.Format(refund.Amount, registration.Currency);
        var (subject, lines) = notification.Kind switch
        {
            NotificationKind.OrderConfirmed or NotificationKind.OrderSentAgain => (
                $"Your tickets for {ev.Title}",
                (string[])
                    [
                        $"your registration is confirmed, and {Attached(registration.TicketIds.Count)}",
                        .. registration.Items.Select(item => $"{item.Quantity} × {item.Name}, {item.UnitPrice} each"),
                        .. registration.Tax > 0
                            ?
                            [
                                $"{TaxRate.Describe(registration.TaxRate, registration.TaxIncluded)}: "
                                    + Currencies.Format(registration.Tax, registration.Currency),
                            ]
                            : Array.Empty<string>(),
                        $"Total: {Currencies.Format(registration.Total, registration.Currency)}",
                    ]
            ),
            NotificationKind.RegistrationCancelled => (
                $"Cancelled: your registration for {ev.Title}",
                ["your registration is cancelled and its tickets are void."]
            ),
            NotificationKind.EventCancelled => (
                $"Cancelled: {ev.Title}",
                [.. EventCancelled(ev), .. registration.Ledger.Captured > 0 ? ["What you paid is being refunded."] : Array.Empty<string>()]
            ),
            NotificationKind.LatePaymentRefunded => (
                $"Refunded: your payment for {ev.Title}",
                [$"your payment arrived after your places had been released, and they were sold by then. We have refunded {amount} to you."]
            ),
            _ => ($"Refund for {ev.Title}", [$"we have refunded {amount} to you."]),
        };
        lines = [.. lines, .. About(ev), $"Registration {registration.RegistrationId}"];
        var tickets = notification.Kind is NotificationKind.OrderConfirmed or NotificationKind.OrderSentAgain
            ? await app.Db.Tickets.FindAll(registration.TicketIds, stop)
            : [];
        // Their codes are not for the earlier address.
        if (tickets.Any(ticket => ticket.UserId != registration.UserId))
            return null;
        return Written(
            registration.BuyerEmail,
            registration.BuyerName,
            subject,
            lines,
            [ToOrder(app, registration)],
            ev.ReplyTo,
            await Pdfs(app, tickets, ev, stop)
        );
    }

    private static string Attached(int tickets) =>
        $"{(tickets == 1 ? "your ticket is" : $"your {tickets} tickets are")} attached; show the QR code at the gate.";

    private static IEnumerable<string> EventCancelled(Event ev) =>
        [
            "we are sorry: the event is cancelled, and your tickets are void.",
            .. ev.CancellationReason is { } reason ? [$"The organizer writes: {reason}"] : Array.Empty<string>(),
        ];

    private static IEnumerable<string> About(Event ev) =>
        [
            $"{ev.Title}\n{When(ev.StartsAt, ev.TimeZone)}\n{ev.Venue.Name}, {ev.Venue.City}",
            .. (ev.OrganizerName, ev.ReplyTo) switch
            {
                ({ } name, not null) => [$"Organized by {name}. Answer this mail to reach them."],
                ({ } name, null) => [$"Organized by {name}."],
                _ => Array.Empty<string>(),
            },
        ];

    private static async Task<IReadOnlyList<Attachment>> Pdfs(App app, IReadOnlyList<Ticket> tickets, Event ev, CancellationToken stop)
    {
        List<Attachment> attachments = [];
        foreach (var ticket in tickets)
            attachments.Add(new($"ticket-{ticket.Code}.pdf", "application/pdf", await Issuing.Pdf(app, ticket, ev, stop)));
        return attachments;
    }

    /// <summary>In the event's own zone, such as <c>Thursday, 31 December 2026, 20:00 (Europe/Berlin)</c>.</summary>
    private static string When(DateTimeOffset instant, string timeZone) =>
        $"{Clock(TimeZoneInfo.ConvertTime(instant, Event.ZoneOf(timeZone)))} ({timeZone})";

    private static string Clock(DateTimeOffset local) => local.ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static Mail Written(
        string to,
        string name,
        string subject,
        IReadOnlyList<string> lines,
        IReadOnlyList<(string Text, Uri Url)> links,
        string? replyTo,
        IReadOnlyList<Attachment> attachments
    )
    {
        var text =
            $"Hello {name},\n\n{string.Join("\n\n", lines)}\n\n"
            + string.Concat(links.Select(link => $"{link.Text}: {link.Url.AbsoluteUri}\n"));
        var html = $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{Encoded(
                subject
            )}</title></head>
            <body style="font-family:sans-serif;max-width:36em;margin:2em auto;padding:0 1em;line-height:1.5">
            <h1 style="font-size:1.4em">{Encoded(subject)}</h1>
            <p>Hello {Encoded(name)},</p>
            {string.Concat(lines.Select(line => $"<p>{Encoded(line).Replace("\n", "<br>")}</p>\n"))}{string.Concat(
                links.Select(Anchor)
            )}
            </body></html>
            """;
        return new(to, subject, text, html, attachments, replyTo);
    }

    private static string Anchor((string Text, Uri Url) link) =>
        $"<p><a href=\"{Encoded(link.Url.AbsoluteUri)}\">{Encoded(link.Text)}</a></p>\n";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
