using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Corrects the names and addresses of an order.</summary>
public static class Correcting
{
    /// <summary>
    /// Saves the corrected registration with its tickets. A ticket whose code was sent to a wrong address gets a new one, and is sent
    /// again: one that was made out to the address, and all of them when it was the buyer's. A guest's new address is another person with
    /// limits of their own.
    /// </summary>
    /// <param name="load">Loads the registration, and refuses it to others.</param>
    /// <param name="correct">The corrected registration; the user id still is the earlier one.</param>
    public static Task<Result<Registration>> Correct(
        App app,
        Func<Task<Result<Registration>>> load,
        Func<Registration, Event, Result<Registration>> correct,
        CancellationToken stop
    ) =>
        app.Db.Decide<Registration>(
            async () =>
            {
                // One instant for all: a ticket that is re-issued here is recognized by it.
                var now = app.Now;
                if ((await load()).Refused(out var problem, out var current))
                    return problem;
                var ev = (await app.Db.Events.Find(current.EventId, stop))!;
                if (correct(current, ev).Refused(out problem, out var next))
                    return problem;
                if (next == current)
                    return current;
                if (next.IsGuests)
                    next = next with { UserId = app.OrderKeys.GuestOf(next.BuyerEmail) };
                if ((await MovedQuotas(app, ev, current, next, stop)).Refused(out problem, out var quotas))
                    return problem;
                if ((await MadeOut(app, ev, next, all: next.UserId != current.UserId, now, stop)).Refused(out problem, out var tickets))
                    return problem;
                var again =
                    next.TicketIds.Count > 0 && (next.BuyerEmail != current.BuyerEmail || tickets.Any(ticket => ticket.IssuedAt == now));
                return app.Db.Registrations.Save(
                    current,
                    next,
                    [
                        .. quotas,
                        .. tickets.Select(app.Db.Tickets.Save),
                        .. again
                            ? [app.Db.Notifications.Create(Notification.Again(next, $"{current.Version}", now))]
                            : Array.Empty<Change>(),
                    ]
                );
            },
            stop
        );

    /// <summary>The changes of the quotas when an order moves to another guest.</summary>
    private static async Task<Result<Change[]>> MovedQuotas(
        App app,
        Event ev,
        Registration current,
        Registration next,
        CancellationToken stop
    )
    {
        if (next.UserId == current.UserId)
            return Array.Empty<Change>();
        var from = await Allocating.QuotaOf(app, current.UserId, ev, stop);
        var to = await Allocating.QuotaOf(app, next.UserId, ev, stop);
        if (to.WhyNotHeld(next, ev, app.Now) is { } refusal)
            return refusal;
        return new[] { Allocating.Stored(app, from.Without(current)), Allocating.Stored(app, to.With(null, next)) };
    }

    /// <summary>The tickets that change.</summary>
    /// <param name="all">Whether all codes were sent to a wrong address.</param>
    private static async Task<Result<List<Ticket>>> MadeOut(
        App app,
        Event ev,
        Registration order,
        bool all,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        List<Ticket> changed = [];
        var tickets = (await app.Db.Tickets.FindAll(order.TicketIds, stop)).ToDictionary(ticket => ticket.TicketId, StringComparer.Ordinal);
        foreach (var (ordinal, ticketId) in order.TicketIds.Index())
        {
            var ticket = tickets[ticketId];
            var made = ticket.MadeOutTo(order.HolderOf(ordinal), order.UserId, now);
            if (made.Refused(out var problem, out var next))
                return problem;
            if (next.Status == TicketStatus.Valid && (all || !Same(ticket.HolderEmail, next.HolderEmail)))
            {
                var issue = ticket.Issue + 1;
                if (
                    next.Reissued(app.Codes.Typed(ticketId, issue), app.Codes.Sealed(ticketId, issue, ev), now)
                        .Refused(out problem, out next)
                )
                    return problem;
            }

            if (next != ticket)
                changed.Add(next);
        }

        return changed;

        static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
    }
}
