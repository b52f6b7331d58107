using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// Cancels registrations: voids the tickets, requests the refunds and frees the places of all who are not inside, in one write.
/// </summary>
public static class Cancelling
{
    /// <param name="mayCancel">Gets the registration, before and after its open payments are cancelled, and its tickets; returns the
    /// registration to cancel, or a refusal.</param>
    public static async Task<Result<Registration>> Cancel(
        App app,
        string registrationId,
        Func<Registration, IReadOnlyList<Ticket>, Result<Registration>> mayCancel,
        CancelledBy by,
        string? reason,
        CancellationToken stop
    )
    {
        var cancelled = await app.Db.Decide<Registration>(
            async () =>
            {
                if (await app.Db.Registrations.Find(registrationId, stop) is not { } current)
                    return Problem.NotFound("registration");
                if (current.Status == RegistrationStatus.Cancelled)
                    return by == CancelledBy.Event ? Allocating.Release(app, current, []) : current;
                var tickets = await app.Db.Tickets.FindAll(current.TicketIds, stop);
                if (mayCancel(current, tickets).Refused(out var problem, out _))
                    return problem;
                var stopped = await Paying.CancelOpenPayments(app, current, stop);
                if (mayCancel(stopped, tickets).Refused(out problem, out var allowed))
                    return problem;
                var next = allowed.Cancel(by, reason, app.Now, tickets);
                return app.Db.Registrations.Save(
                    current,
                    next,
                    [
                        .. await Allocating.Changes(app, current, next, stop),
                        .. tickets.Select(ticket => app.Db.Tickets.Save(ticket.Voided(app.Now))),
                        .. Notification.NewToBuyer(current, next, app.Now).Select(app.Db.Notifications.Create),
                    ]
                );
            },
            stop
        );
        return cancelled.Refused(out var refusal, out var registration) ? refusal : await Paying.Refund(app, registration, stop);
    }

    /// <summary>
    /// Cancels and refunds every registration of a cancelled event. The index that lists them may lag behind, the counters do not: the work
    /// is done when every place has been returned.
    /// </summary>
    /// <returns>False when some are not cancelled yet: call again.</returns>
    /// <exception cref="PaymentsUnavailableException">The provider failed for at least one registration; the others were
    /// cancelled.</exception>
    public static async Task<bool> CancelAll(App app, string eventId, CancellationToken stop)
    {
        if (await app.Db.Events.Find(eventId, stop) is not { RefundsDue: true } ev)
            return true;
        Exception? failed = null;
        await foreach (var page in app.Db.Registrations.OfEvent(eventId).Pages(stop))
        {
            foreach (var registration in page.Where(item => item.Places > 0))
            {
                try
                {
                    await CancelForEvent(app, registration.RegistrationId, stop);
                }
                catch (Exception error) when (error is PaymentsUnavailableException or PaymentRefusedException)
                {
                    // A failure of the provider for one registration must not delay the refunds of the others.
                    failed = error;
                }
            }
        }

        if (failed is not null)
            throw new PaymentsUnavailableException("Not all registrations of the event could be cancelled yet.", failed);

        var free = Inventory.Sum(await app.Db.Counters.Snapshot(ev, stop));
        if (free.GetValueOrDefault(Inventory.Capacity) < ev.Capacity)
            return false;
        return await app.Db.Events.TrySave(ev with { RefundedAt = app.Now }, stop) is not null;
    }

    /// <summary>Refused while the bank is still processing a payment, until its outcome is known.</summary>
    public static Task<Result<Registration>> CancelForEvent(App app, string registrationId, CancellationToken stop) =>
        Cancel(
            app,
            registrationId,
            (registration, _) => registration.WhyNotCancellableByEvent() is { } problem ? problem : registration,
            CancelledBy.Event,
            reason: null,
            stop
        );
}
