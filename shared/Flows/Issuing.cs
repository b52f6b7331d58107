using System.Security.Cryptography;
using System.Text;
using EventTicketing.Data;
using EventTicketing.Documents;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Tickets and their PDFs.</summary>
public static class Issuing
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <summary>How long after a change of its event a ticket may still be rendered with the old facts; includes clock skew.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Issues the tickets of a confirmed registration, in one write with the registration and its mails, and then stores their PDFs. A PDF
    /// that fails can be stored later: the sale is not affected.
    /// </summary>
    public static async Task Issue(App app, string registrationId, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is not { Status: RegistrationStatus.Confirmed } confirmed)
            return;
        // Its files were deleted.
        if (confirmed is { ErasedAt: not null, TicketIds.Count: > 0 })
            return;
        var ev = (await app.Db.Events.Find(confirmed.EventId, stop))!;
        if (ev.CancelledAt is not null)
        {
            await Cancelling.CancelForEvent(app, registrationId, stop);
            return;
        }

        var issued = await app.Db.Decide<IReadOnlyList<Ticket>>(
            async () =>
            {
                var current = (await app.Db.Registrations.Find(registrationId, stop))!;
                if (current.Status != RegistrationStatus.Confirmed)
                    return new([]);
                if (current.TicketIds.Count > 0)
                    return new(await app.Db.Tickets.FindAll(current.TicketIds, stop));
                var tickets = Ticket.Issued(current, ev, app.Codes.Typed, (id, issue) => app.Codes.Sealed(id, issue, ev), app.Now);
                var next = current with { TicketIds = [.. tickets.Select(ticket => ticket.TicketId)] };
                return app
                    .Db.Registrations.Save(
                        current,
                        next,
                        [
                            .. tickets.Select(app.Db.Tickets.Create),
                            .. Notification.NewToBuyer(current, next, app.Now).Select(app.Db.Notifications.Create),
                        ]
                    )
                    .Then(_ => tickets);
            },
            stop
        );
        foreach (var ticket in issued.Value)
            await Write(app, ticket, ev, stop);
    }

    /// <summary>The PDF of a ticket, with its event as it is now; rendered and stored if missing.</summary>
    public static async Task<byte[]> Pdf(App app, Ticket ticket, Event ev, CancellationToken stop)
    {
        var (key, content) = Printed(ticket, ev);
        if (await app.Files(Buckets.Tickets).Get(key, stop) is { } written)
            return written;
        var pdf = app.RenderPdf(content);
        await app.Files(Buckets.Tickets).Put(key, pdf, "application/pdf", stop);
        return pdf;
    }

    /// <summary>
    /// A signed link to the PDF, and its expiry. Stores the PDF if it is missing; null when the file store is unavailable.
    /// </summary>
    public static async Task<(Uri Link, DateTimeOffset Until)?> Link(App app, Ticket ticket, Event ev, CancellationToken stop)
    {
        try
        {
            await Write(app, ticket, ev, stop);
            return LinkTo(app, ticket, ev);
        }
        catch (FilesUnavailableException)
        {
            return null;
        }
    }

    /// <summary>
    /// Links for a list, in the order of the tickets. Does not check whether the files exist, unless the event has changed since the ticket
    /// was issued: then the PDF may not have been rendered again.
    /// </summary>
    public static async Task<(Uri Link, DateTimeOffset Until)?[]> Links(App app, IReadOnlyList<Ticket> tickets, CancellationToken stop)
    {
        if (tickets.Count == 0)
            return [];
        var events = (await app.Db.Events.FindAll(tickets.Select(ticket => ticket.EventId).Distinct(), stop)).ToDictionary(
            ev => ev.EventId,
            StringComparer.Ordinal
        );
        return await Task.WhenAll(
            tickets.Select(async ticket =>
            {
                var ev = events[ticket.EventId];
                return ev.ChangedAt + Overlap > ticket.IssuedAt ? await Link(app, ticket, ev, stop) : LinkTo(app, ticket, ev);
            })
        );
    }

    private static (Uri Link, DateTimeOffset Until) LinkTo(App app, Ticket ticket, Event ev)
    {
        var until = app.Now + LinkLife;
        return (app.Files(Buckets.Tickets).Link(Printed(ticket, ev).Key, $"ticket-{ticket.Code}.pdf", until), until);
    }

    private static async Task Write(App app, Ticket ticket, Event ev, CancellationToken stop)
    {
        var (key, content) = Printed(ticket, ev);
        if (!await app.Files(Buckets.Tickets).Exists(key, stop))
            await app.Files(Buckets.Tickets).Put(key, app.RenderPdf(content), "application/pdf", stop);
    }

    /// <summary>
    /// The content of the PDF, and the key of its file. The key contains a hash of the content: other content is another file.
    /// </summary>
    private static (string Key, TicketContent Content) Printed(Ticket ticket, Event ev)
    {
        var content = new TicketContent(
            ev.Title,
            ev.Venue.Name,
            ev.Venue.OnOneLine(),
            ev.StartsAt,
            ev.EndsAt,
            ev.TimeZone,
            ticket.HolderName,
            ticket.TicketTypeName,
            ticket.Code.ToString(),
            ticket.Qr,
            ticket.RegistrationId,
            ev.OrganizerName ?? ""
        );
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString()))[..8]);
        return ($"tickets/{ticket.EventId}/{ticket.TicketId}/{ticket.Issue}-{version}.pdf", content);
    }
}
