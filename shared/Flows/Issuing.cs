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

    /// <summary>How long after a change a ticket may be printed with what its event was before, clocks that differ included.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Issues the tickets of a confirmed registration, all in one write with the note of it, and writes their PDFs. A PDF that fails can be
    /// written later; it fails no sale.
    /// </summary>
    public static async Task Issue(App app, string registrationId, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is not { Status: RegistrationStatus.Confirmed } confirmed) return;
        var ev = (await app.Db.Events.Find(confirmed.EventId, stop))!;
        if (ev.CancelledAt is not null)
        {
            await Cancelling.CancelForEvent(app, registrationId, stop);
            return;
        }

        var issued = await app.Db.Decide<IReadOnlyList<Ticket>>(async () =>
        {
            var current = (await app.Db.Registrations.Find(registrationId, stop))!;
            if (current.Status != RegistrationStatus.Confirmed) return new Decision<IReadOnlyList<Ticket>>([]);
            if (current.TicketIds.Count > 0) return new Decision<IReadOnlyList<Ticket>>(await app.Db.Tickets.FindAll(current.TicketIds, stop));
            var tickets = Ticket.Issued(current, ev, app.Codes.Typed, (id, issue) => app.Codes.Sealed(id, issue, ev), app.Now);
            var next = current with { TicketIds = [.. tickets.Select(ticket => ticket.TicketId)] };
            return new Decision<IReadOnlyList<Ticket>>(tickets, [app.Db.Registrations.Save(next), .. tickets.Select(app.Db.Tickets.Create), .. Notifying.Owed(app, current, next)]);
        }, stop);
        foreach (var ticket in issued.Value) await Write(app, ticket, ev, stop);
    }

    /// <summary>The PDF of a ticket, with its event as it is now; written if it is not there yet.</summary>
    public static async Task<byte[]> Pdf(App app, Ticket ticket, Event ev, CancellationToken stop)
    {
        var (key, content) = Printed(ticket, ev);
        if (await app.Files.Get(key, stop) is { } written) return written;
        var pdf = app.RenderPdf(content);
        await app.Files.Put(key, pdf, "application/pdf", stop);
        return pdf;
    }

    /// <summary>A link to the PDF, and until when it works. The PDF is written first if it is not there yet; null when it cannot be now.</summary>
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
    /// Links for a list, in the order of the tickets: it is not looked whether the files are there yet, unless the event has changed since the ticket was
    /// issued, for then nobody may have printed it anew.
    /// </summary>
    public static async Task<(Uri Link, DateTimeOffset Until)?[]> Links(App app, IReadOnlyList<Ticket> tickets, CancellationToken stop)
    {
        if (tickets.Count == 0) return [];
        var events = (await app.Db.Events.FindAll(tickets.Select(ticket => ticket.EventId).Distinct(), stop)).ToDictionary(ev => ev.EventId, StringComparer.Ordinal);
        return await Task.WhenAll(tickets.Select(async ticket =>
        {
            var ev = events[ticket.EventId];
            return ev.ChangedAt + Overlap > ticket.IssuedAt ? await Link(app, ticket, ev, stop) : LinkTo(app, ticket, ev);
        }));
    }

    private static (Uri Link, DateTimeOffset Until) LinkTo(App app, Ticket ticket, Event ev)
    {
        var until = app.Now + LinkLife;
        return (app.Files.Link(Printed(ticket, ev).Key, $"ticket-{ticket.Code}.pdf", until), until);
    }

    private static async Task Write(App app, Ticket ticket, Event ev, CancellationToken stop)
    {
        var (key, content) = Printed(ticket, ev);
        if (!await app.Files.Exists(key, stop)) await app.Files.Put(key, app.RenderPdf(content), "application/pdf", stop);
    }

    /// <summary>What is printed, and the key of its file. The key follows from all that is printed: whatever of it changes, the file is another.</summary>
    private static (string Key, TicketContent Content) Printed(Ticket ticket, Event ev)
    {
        var content = new TicketContent(
            ev.Title, ev.Venue.Name, ev.Venue.OnOneLine(),
            ev.StartsAt, ev.EndsAt, ev.TimeZone, ticket.HolderName, ticket.TicketTypeName, ticket.Code.ToString(), ticket.Qr, ticket.RegistrationId, ev.OrganizerName ?? "");
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString()))[..8]);
        return ($"tickets/{ticket.EventId}/{ticket.TicketId}/{ticket.Issue}-{version}.pdf", content);
    }
}
