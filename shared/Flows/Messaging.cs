using System.Runtime.CompilerServices;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Sends what organizers write to the people with tickets for their event.</summary>
public static class Messaging
{
    /// <summary>The most pages of a hundred orders that are read to count the recipients of a message.</summary>
    private const int MostPages = 200;

    /// <summary>The number of addresses that a message goes to now. Orders beyond the first 20,000 are not counted.</summary>
    public static async Task<int> Audience(App app, EventMessage message, Event ev, CancellationToken stop)
    {
        HashSet<string> addresses = new(StringComparer.OrdinalIgnoreCase);
        var pages = 0;
        await foreach (var page in Recipients(app, message, ev, app.Now, stop))
        {
            addresses.UnionWith(page.Select(to => to.Address));
            if (++pages == MostPages)
                break;
        }

        return addresses.Count;
    }

    /// <summary>
    /// Queues a mail to each recipient; SendDueNotifications sends them. A repeated call skips mails that are queued already, so an
    /// interrupted one is resumed when the message is due again.
    /// </summary>
    /// <param name="queued">The message to many.</param>
    public static async Task SendOut(App app, Notification queued, CancellationToken stop)
    {
        if (!queued.IsDue(app.Now))
            return;
        if (queued.IsHopeless(refused: false))
        {
            await app.Db.Notifications.TrySave(queued.GiveUp(), stop);
            return;
        }

        if (await app.Db.Notifications.TrySave(queued.Attempt(app.Now), stop) is not { } claimed)
            return;
        if (await app.Db.Events.Find(claimed.RegistrationId, stop) is { } ev)
        {
            await foreach (var page in Recipients(app, claimed.Message!, ev, claimed.CreatedAt, stop))
            {
                if (!await Notifying.QueueMissing(app, page.Select(to => claimed.To(to.Address, to.Order, app.Now)), stop))
                    return;
            }
        }

        await app.Db.Notifications.TrySave(claimed.Sent(app.Now), stop);
    }

    /// <summary>The recipients of a message, by pages of orders. An address with several orders is there once for each order.</summary>
    /// <param name="at">When the organizer sent the message. Later orders do not get it.</param>
    private static async IAsyncEnumerable<IReadOnlyList<(Registration Order, string Address)>> Recipients(
        App app,
        EventMessage message,
        Event ev,
        DateTimeOffset at,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var everybody = EventMessage.IsForEverybody(ev, at);
        await foreach (var page in app.Db.Registrations.OfEvent(ev.EventId).To(at).Pages(stop))
        {
            IReadOnlySet<string>? readers = everybody ? null : await Readers(app, page, stop);
            List<(Registration, string)> recipients = [];
            foreach (var order in page)
            {
                if (readers?.Contains(order.UserId) == false)
                    continue;
                IReadOnlyList<Ticket> tickets = message.IsForSome ? await app.Db.Tickets.FindAll(order.TicketIds, stop) : [];
                recipients.AddRange(
                    message
                        .Recipients(order, tickets)
                        .Where(address => everybody || address.Equals(order.BuyerEmail, StringComparison.OrdinalIgnoreCase))
                        .Select(address => (order, address))
                );
            }

            yield return recipients;
        }
    }

    /// <summary>Ids of the buyers whose settings ask for news. Guests and attendees have no settings, so they are not among them.</summary>
    private static async Task<IReadOnlySet<string>> Readers(App app, IReadOnlyList<Registration> orders, CancellationToken stop)
    {
        var people = await app.Db.People.FindAll(orders.Select(order => order.UserId).Distinct(), stop);
        return people.Where(person => person.NotificationSettings.News).Select(person => person.UserId).ToHashSet();
    }
}
