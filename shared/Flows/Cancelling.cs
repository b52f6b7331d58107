using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>Giving registrations up: tickets void, money owed back, and the places free of all who are not inside, all in one write.</summary>
public static class Cancelling
{
    /// <param name="mayCancel">Sees the registration with its payments stopped, and its tickets; null lets it go on.</param>
    public static async Task<Result<Registration>> Cancel(
        App app, string registrationId, Func<Registration, IReadOnlyList<Ticket>, Result<Registration>> mayCancel, CancelledBy by, string? reason, CancellationToken stop)
    {
        var cancelled = await app.Db.Decide<Registration>(async () =>
        {
            if (await app.Db.Registrations.Find(registrationId, stop) is not { } current) return Problem.NotFound("registration");
            if (current.Status == RegistrationStatus.Cancelled) return by == CancelledBy.Event ? Selling.Release(app, current, []) : new Decision<Registration>(current);
            var tickets = await app.Db.Tickets.FindAll(current.TicketIds, stop);
            if (mayCancel(current, tickets).Refused(out var problem, out _)) return problem;
            var stopped = await Paying.CancelOpenPayments(app, current, stop);
            if (mayCancel(stopped, tickets).Refused(out problem, out var allowed)) return problem;
            var next = allowed.Cancel(by, reason, app.Now, tickets);
            return app.Db.Registrations.Saving(next,
            [
                .. await Selling.CounterChanges(app, current, next, stop),
                .. tickets.Select(ticket => app.Db.Tickets.Save(ticket.Voided(app.Now))),
                .. Notifying.Owed(app, current, next),
            ]);
        }, stop);
        return cancelled.Refused(out var refusal, out var registration) ? refusal : await Paying.Refund(app, registration, stop);
    }

    /// <summary>
    /// Cancels and refunds every registration of a cancelled event. The index that lists them may lag, the counters do not: it is done when
    /// every place has come back.
    /// </summary>
    /// <returns>False when some are still to come: call again.</returns>
    public static async Task<bool> CancelAll(App app, string eventId, CancellationToken stop)
    {
        if (await app.Db.Events.Find(eventId, stop) is not { RefundsDue: true } ev) return true;
        Exception? failed = null;
        string? cursor = null;
        do
        {
            var page = await app.Db.Registrations.Query(new Query(Tables.Registrations, "EventIndex", eventId) { Cursor = cursor }, stop);
            foreach (var registration in page.Items.Where(item => item.Places > 0))
            {
                try
                {
                    await CancelForEvent(app, registration.RegistrationId, stop);
                }
                catch (Exception error) when (error is PaymentsUnavailableException or PaymentRefusedException)
                {
                    // One that the provider is in the way of must not keep the others from their money.
                    failed = error;
                }
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
        if (failed is not null) throw new PaymentsUnavailableException("Not all registrations of the event could be cancelled yet.", failed);

        var free = Inventory.Sum(await app.Db.Counters.Snapshot(ev, stop));
        if (free.GetValueOrDefault(Inventory.Capacity) < ev.Capacity) return false;
        return (await app.Db.Write([app.Db.Events.Save(ev with { RefundedAt = app.Now })], stop)).Committed;
    }

    /// <summary>A payment that the bank is still processing keeps its registration until it is known how it ends.</summary>
    public static Task<Result<Registration>> CancelForEvent(App app, string registrationId, CancellationToken stop) => Cancel(
        app, registrationId, (registration, _) => registration.WhyNotCancellableByEvent() is { } problem ? problem : registration,
        CancelledBy.Event, reason: null, stop);
}
