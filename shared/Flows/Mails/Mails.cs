using System.Globalization;
using System.Net;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Composes mails: those about orders in the language of the order, others in English.</summary>
public static class Mails
{
    /// <summary>The most orders in one mail.</summary>
    private const int MaxOrders = 20;

    /// <summary>By day and by night. Mail programs that know no style sheets show the same as plain paragraphs.</summary>
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 24px 12px; background: #f3f4f6; color: #1f2937; font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 34em; margin: 0 auto; padding: 24px; background: #fff; border-radius: 12px; overflow-wrap: anywhere; }
        h1 { margin: 0 0 16px; font-size: 22px; line-height: 1.25; }
        p { margin: 0 0 16px; }
        a { color: #4338ca; }
        .button a { display: inline-block; padding: 12px 20px; border-radius: 8px; background: #4338ca; color: #fff; }
        .button a { font-weight: 600; text-decoration: none; }
        @media (prefers-color-scheme: dark) {
          body { background: #111827; color: #e5e7eb; }
          main { background: #1f2937; }
          a { color: #a5b4fc; }
          .button a { background: #a5b4fc; color: #1e1b4b; }
        }
        """;

    /// <summary>Null when the order's address, or the holder of its tickets, was corrected since the registration was read.</summary>
    public static Task<Mail?> Compose(App app, Notification notification, Registration registration, Event ev, CancellationToken stop) =>
        notification.Before is { } before ? Task.FromResult(Changed(app, notification.Recipient!, before, registration, ev))
        : notification.MessageId is not null ? Message(app, notification, registration, ev, stop)
        : notification.Recipient is { } address ? ToAttendee(app, notification.Kind, address, registration, ev, stop)
        : ToBuyer(app, notification, registration, ev, stop);

    /// <summary>A mail that is about no registration; null when there is nothing to say.</summary>
    public static async Task<Mail?> Compose(App app, Notification notification, CancellationToken stop)
    {
        if (notification.Letter is not { } letter)
            return await OrdersOf(app, notification, stop);
        var recipient = notification.Recipient!;
        return Written(
            MailTexts.In(null),
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
        var texts = MailTexts.In(orders[0].Language);
        return Written(
            texts,
            notification.Recipient!,
            orders[0].BuyerName,
            texts.YourOrders,
            texts.OrdersFound,
            [
                .. orders.Select(order =>
                {
                    var ev = events.First(ev => ev.EventId == order.EventId);
                    return ($"{ev.Title}, {texts.When(ev.StartsAt, ev.TimeZone)}", app.OrderLink(order));
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
        var texts = MailTexts.In(registration.Language);
        var (subject, lines) = kind switch
        {
            NotificationKind.EventCancelled => (texts.EventCancelled(ev.Title), EventCancelled(texts, ev)),
            NotificationKind.RegistrationCancelled => (texts.TicketsCancelled(own.Count, ev.Title), [texts.TicketsAreCancelled(own.Count)]),
            _ => (texts.YourTickets(own.Count, ev.Title), (IEnumerable<string>)[texts.Attached(own.Count)]),
        };
        return Written(
            texts,
            address,
            string.Join(", ", own.Select(ticket => ticket.HolderName).Distinct()),
            subject,
            [.. lines, .. own.Select(ticket => $"{ticket.TicketTypeName}, {ticket.HolderName}"), .. About(texts, ev)],
            kind == NotificationKind.AttendeeTickets ? [.. own.Select(ToTicket), ToEvent(app, texts, ev)] : [ToEvent(app, texts, ev)],
            ev.ReplyTo,
            kind == NotificationKind.AttendeeTickets ? await Pdfs(app, own, ev, stop) : []
        );

        (string Text, Uri Url) ToTicket(Ticket ticket) => (texts.ToTicket(ticket.HolderName), app.TicketLink(ticket));
    }

    /// <summary>The old and the new facts, and a calendar file that replaces the previous entry.</summary>
    private static Mail? Changed(App app, string address, EventFacts before, Registration registration, Event ev)
    {
        if (NameOf(address, registration) is not { } name)
            return null;
        var isBuyer = IsBuyer(address, registration);
        var (now, texts) = (ev.Facts, MailTexts.In(registration.Language));
        var refunds =
            isBuyer && registration.Ledger.Captured > 0 && ev.RefundsEnd > app.Now
                ? [texts.MayCancelUntil(texts.When(ev.RefundsEnd, ev.TimeZone))]
                : Array.Empty<string>();
        return Written(
            texts,
            address,
            name,
            texts.EventChanged(ev.Title),
            [
                texts.EventIsChanged,
                .. Difference(texts.Title, before.Title, now.Title),
                .. Difference(texts.DateAndTime, Period(before), Period(now)),
                .. Difference(texts.Place, before.Venue.WithNameOnOneLine(), now.Venue.WithNameOnOneLine()),
                .. Difference(texts.Doors, Doors(before), Doors(now)),
                .. refunds,
                .. About(texts, ev),
            ],
            [isBuyer ? ToOrder(app, texts, registration) : ToEvent(app, texts, ev)],
            ev.ReplyTo,
            [new("event.ics", "text/calendar; charset=utf-8; method=PUBLISH", CalendarFile.Write(ev, ToEvent(app, texts, ev).Url, app.Now))]
        );

        IEnumerable<string> Difference(string what, string before, string now) =>
            before == now ? [] : [$"{what}\n{texts.Before}: {before}\n{texts.Now}: {now}"];

        string Period(EventFacts facts)
        {
            var zone = Event.ZoneOf(facts.TimeZone);
            var (starts, ends) = (TimeZoneInfo.ConvertTime(facts.StartsAt, zone), TimeZoneInfo.ConvertTime(facts.EndsAt, zone));
            var until =
                starts.Date == ends.Date
                    ? $"–{ends.ToString("HH:mm", CultureInfo.InvariantCulture)}"
                    : $" {texts.Until} {texts.Clock(ends)}";
            return $"{texts.Clock(starts)}{until} ({facts.TimeZone})";
        }

        string Doors(EventFacts facts) => facts.DoorsOpenAt is { } doors ? texts.When(doors, facts.TimeZone) : texts.NotAnnounced;
    }

    /// <summary>What the organizer writes. Paragraphs are separated by blank lines.</summary>
    private static async Task<Mail?> Message(
        App app,
        Notification notification,
        Registration registration,
        Event ev,
        CancellationToken stop
    )
    {
        if (await app.Db.Notifications.Find(notification.MessageId!, stop) is not { Message: { } message })
            return null;
        var (texts, address) = (MailTexts.In(registration.Language), notification.Recipient!);
        if (NameOf(address, registration) is not { } name)
            return null;
        return Written(
            texts,
            address,
            name,
            message.Subject,
            [
                .. message
                    .Text.ReplaceLineEndings("\n")
                    .Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                .. About(texts, ev),
                texts.WhyWritten,
            ],
            [IsBuyer(address, registration) ? ToOrder(app, texts, registration) : ToEvent(app, texts, ev)],
            ev.ReplyTo,
            []
        );
    }

    private static bool IsBuyer(string address, Registration registration) =>
        address.Equals(registration.BuyerEmail, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when the address was corrected since the mail was queued.</summary>
    private static string? NameOf(string address, Registration registration) =>
        IsBuyer(address, registration)
            ? registration.BuyerName
            : registration.Attendees.FirstOrDefault(person => address.Equals(person.Email, StringComparison.OrdinalIgnoreCase))?.Name;

    private static (string Text, Uri Url) ToOrder(App app, MailTexts texts, Registration registration) =>
        (texts.ToOrder, app.OrderLink(registration));

    private static (string Text, Uri Url) ToEvent(App app, MailTexts texts, Event ev) =>
        (texts.ToEvent, new(app.Settings.SiteUrl!, $"/e/{ev.EventId}"));

    private static async Task<Mail?> ToBuyer(
        App app,
        Notification notification,
        Registration registration,
        Event ev,
        CancellationToken stop
    )
    {
        var refund = registration.Refunds.FirstOrDefault(refund => refund.RefundId == notification.RefundId);
        var texts = MailTexts.In(registration.Language);
        var amount = refund is null ? "" : Amount(refund.Amount);
        var (subject, lines) = notification.Kind switch
        {
            NotificationKind.OrderConfirmed or NotificationKind.OrderSentAgain => (
                texts.YourTickets(registration.TicketIds.Count, ev.Title),
                (IEnumerable<string>)
                    [
                        texts.Confirmed(registration.TicketIds.Count),
                        .. registration.Items.Select(item => texts.Line(item.Quantity, item.Name, texts.Amount(item.UnitPrice))),
                        .. registration.Tax > 0
                            ? [$"{texts.Tax(registration.TaxRate, registration.TaxIncluded)}: {Amount(registration.Tax)}"]
                            : Array.Empty<string>(),
                        $"{texts.Total}: {Amount(registration.Total)}",
                    ]
            ),
            NotificationKind.RegistrationCancelled => (texts.OrderCancelled(ev.Title), [texts.OrderIsCancelled]),
            NotificationKind.EventCancelled => (
                texts.EventCancelled(ev.Title),
                [.. EventCancelled(texts, ev), .. registration.Ledger.Captured > 0 ? [texts.IsBeingRefunded] : Array.Empty<string>()]
            ),
            NotificationKind.LatePaymentRefunded => (texts.LatePayment(ev.Title), [texts.LatePaymentIsRefunded(amount)]),
            _ => (texts.RefundOf(ev.Title), [texts.IsRefunded(amount)]),
        };
        var tickets = notification.Kind is NotificationKind.OrderConfirmed or NotificationKind.OrderSentAgain
            ? await app.Db.Tickets.FindAll(registration.TicketIds, stop)
            : [];
        // Their codes are not for the earlier address.
        if (tickets.Any(ticket => ticket.UserId != registration.UserId))
            return null;
        return Written(
            texts,
            registration.BuyerEmail,
            registration.BuyerName,
            subject,
            [.. lines, .. About(texts, ev), $"{texts.Registration} {registration.RegistrationId}"],
            [ToOrder(app, texts, registration)],
            ev.ReplyTo,
            await Pdfs(app, tickets, ev, stop)
        );

        string Amount(long amount) => texts.Amount(amount, registration.Currency);
    }

    private static IEnumerable<string> EventCancelled(MailTexts texts, Event ev) =>
        [texts.EventIsCancelled, .. ev.CancellationReason is { } reason ? [texts.OrganizerWrites(reason)] : Array.Empty<string>()];

    private static IEnumerable<string> About(MailTexts texts, Event ev) =>
        [
            $"{ev.Title}\n{texts.When(ev.StartsAt, ev.TimeZone)}\n{ev.Venue.Name}, {ev.Venue.City}",
            .. ev.OrganizerName is { } name
                ? [ev.ReplyTo is null ? texts.OrganizedBy(name) : $"{texts.OrganizedBy(name)} {texts.AnswerToReach}"]
                : Array.Empty<string>(),
        ];

    private static async Task<IReadOnlyList<Attachment>> Pdfs(App app, IReadOnlyList<Ticket> tickets, Event ev, CancellationToken stop)
    {
        List<Attachment> attachments = [];
        foreach (var ticket in tickets)
            attachments.Add(new($"ticket-{ticket.Code}.pdf", "application/pdf", await Issuing.Pdf(app, ticket, ev, stop)));
        return attachments;
    }

    private static Mail Written(
        MailTexts texts,
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
            $"{texts.Hello(name)}\n\n{string.Join("\n\n", lines)}\n\n"
            + string.Concat(links.Select(link => $"{link.Text}: {link.Url.AbsoluteUri}\n"));
        var html = $"""
            <!doctype html>
            <html lang="{texts.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>{Encoded(subject)}</title><style>{Style}</style></head>
            <body><main>
            <h1 dir="auto">{Encoded(subject)}</h1>
            <p dir="auto">{Encoded(texts.Hello(name))}</p>
            {string.Concat(lines.Select(line => $"<p dir=\"auto\">{Encoded(line).Replace("\n", "<br>")}</p>\n"))}{string.Concat(
                links.Select((link, i) => $"<p{(i == 0 ? " class=\"button\"" : "")}>{Anchor(link)}</p>\n")
            )}</main></body></html>
            """;
        return new(to, subject, text, html, attachments, replyTo);
    }

    private static string Anchor((string Text, Uri Url) link) => $"<a href=\"{Encoded(link.Url.AbsoluteUri)}\">{Encoded(link.Text)}</a>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
