using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// Brings a registration to where it belongs by what the provider says of its payments. Everything here may be repeated, by a retry, a
/// duplicated message or the sweeper, and ends in the same state.
/// </summary>
public static class Paying
{
    /// <summary>A dispute begins and ends within weeks: more than one change while its message is followed is not to be waited for.</summary>
    private const int MaxReadings = 3;

    /// <summary>Reads one payment at the provider, with its refunds and disputes where <paramref name="withRefundsAndDisputes"/> says so, and acts on it.</summary>
    /// <returns>Null when it is none of ours.</returns>
    public static async Task<Registration?> SyncPayment(App app, string paymentIntentId, bool withRefundsAndDisputes, CancellationToken stop)
    {
        var intent = await app.Payments.Get(paymentIntentId, stop);
        if (intent.RegistrationId is not { } registrationId || intent.Live != app.Payments.Live) return null;
        if (await app.Db.Registrations.Find(registrationId, stop) is null) return null;
        if (!withRefundsAndDisputes && await ApplyPaymentState(app, registrationId, [intent], [], null, stop) is var paid && !MayComeBack(paid)) return paid;
        var refunds = await app.Payments.Refunds(paymentIntentId, stop);
        var disputed = await app.Payments.Disputed(paymentIntentId, stop);
        Registration? settled = null;
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            settled = await ApplyPaymentState(app, registrationId, [intent], refunds, disputed, stop);
            // Old by now, it may have been written after another message had found that there is nothing to change.
            var isStill = await app.Payments.Disputed(paymentIntentId, stop);
            if (isStill == disputed) break;
            disputed = isStill;
        }

        return settled;
    }

    /// <summary>Paid although expired. Before it comes back, the provider is asked whether the money has gone back or is disputed by now.</summary>
    private static bool MayComeBack(Registration registration) => registration is { Status: RegistrationStatus.Expired, KeepsTotal: true };

    /// <summary>Sees to what is due: asks the provider about open payments of a lapsed hold and ends it, and makes refunds that are owed.</summary>
    public static async Task<Registration?> ProcessDue(App app, string registrationId, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is not { } registration) return null;
        var lapsed = registration.Status == RegistrationStatus.Pending && registration.ExpiresAt <= app.Now;
        IReadOnlyList<PaymentIntent> intents = lapsed ? await CancelOpen(app, registration, stop) : [];
        var settled = await ApplyPaymentState(app, registrationId, intents, [], null, stop);
        foreach (var payment in settled.Payments.Where(payment => payment.Status == PaymentStatus.Succeeded))
        {
            if (MayComeBack(settled)) settled = await SyncPayment(app, payment.PaymentIntentId, withRefundsAndDisputes: true, stop) ?? settled;
        }

        return settled;
    }

    /// <summary>Cancels every payment that could still be completed, so that none succeeds behind our back.</summary>
    public static async Task<Registration> CancelOpenPayments(App app, Registration registration, CancellationToken stop) =>
        Observed(app, registration, await CancelOpen(app, registration, stop));

    private static async Task<IReadOnlyList<PaymentIntent>> CancelOpen(App app, Registration registration, CancellationToken stop)
    {
        List<PaymentIntent> intents = [];
        foreach (var payment in registration.Payments.Where(payment => payment.IsOpen)) intents.Add(await app.Payments.Cancel(payment.PaymentIntentId, stop));
        return intents;
    }

    private static Registration Observed(App app, Registration registration, IEnumerable<PaymentIntent> intents) =>
        intents.Aggregate(registration, (observed, intent) => observed.Observed(intent, app.Now));

    private static async Task<Registration> ApplyPaymentState(
        App app, string registrationId, IReadOnlyList<PaymentIntent> intents, IReadOnlyList<ProviderRefund> refunds, bool? disputed, CancellationToken stop)
    {
        var settled = await app.Db.Decide<Registration>(async () =>
        {
            var current = (await app.Db.Registrations.Find(registrationId, stop))!;
            var observed = refunds.Aggregate(Observed(app, current, intents), (registration, refund) => registration.Observed(refund, app.Now));
            // Before it is decided what follows: what is disputed is not asked back, and what no longer is may be owed.
            if (disputed is { } isDisputed && intents is [var intent]) observed = observed.Disputed(intent.PaymentIntentId, isDisputed);
            var (next, changes) = disputed is null && MayComeBack(observed) ? (observed, []) : await NextState(app, observed, stop);
            return await Saving(app, current, next, changes, stop);
        }, stop);
        return await Refund(app, settled.Value, stop);
    }

    /// <summary>With the mails that it owes, and with its tickets where they are paid no longer, or again.</summary>
    public static async Task<Decision<Registration>> Saving(App app, Registration current, Registration next, IReadOnlyList<Change> changes, CancellationToken stop)
    {
        if (ReferenceEquals(next, current)) return new Decision<Registration>(current);
        if (next.Status == RegistrationStatus.Confirmed && next.InDispute != current.InDispute)
            changes = [.. changes, .. (await app.Db.Tickets.FindAll(next.TicketIds, stop)).Select(ticket => app.Db.Tickets.Save(ticket.Disputed(next.InDispute, app.Now)))];
        return app.Db.Registrations.Saving(next, [.. changes, .. Notifying.Owed(app, current, next)]);
    }

    /// <summary>What follows from the payments as they are now.</summary>
    private static async Task<(Registration Next, IReadOnlyList<Change> Changes)> NextState(App app, Registration registration, CancellationToken stop)
    {
        var now = app.Now;
        switch (registration.Status)
        {
            case RegistrationStatus.Pending when registration.IsPaid:
                // A bank that took days has kept the hold until now, and its event may be over or cancelled meanwhile.
                return await WithCounters(app, registration, registration.ExpiresAt > now || await OnSale(app, registration, stop) is not null
                    ? registration.Confirm(now).ReturnSurplus(now)
                    : registration.Expire(now), stop);

            // Not while a payment could still be completed for places that somebody else has by then: Advance cancels it first.
            case RegistrationStatus.Pending when registration.StatusAt(now) == RegistrationStatus.Expired && !registration.Payments.Any(payment => payment.IsOpen):
                return await WithCounters(app, registration, registration.Expire(now), stop);

            case RegistrationStatus.Expired when registration.KeepsTotal:
                return await ReallocatePlaces(app, registration, stop) ?? (registration.ReturnEverything(RefundReason.LatePayment, now), []);

            case RegistrationStatus.Expired or RegistrationStatus.Cancelled:
                return (registration.ReturnEverything(registration.ReasonOfReturn, now), []);

            case RegistrationStatus.Confirmed:
                return (registration.ReturnSurplus(now), []);

            default:
                return (registration, []);
        }
    }

    private static async Task<(Registration Next, IReadOnlyList<Change> Changes)> WithCounters(App app, Registration registration, Registration next, CancellationToken stop) =>
        (next, await Selling.CounterChanges(app, registration, next, stop));

    /// <summary>Its event, as long as that sells anything.</summary>
    private static async Task<Event?> OnSale(App app, Registration registration, CancellationToken stop) =>
        await app.Db.Events.Find(registration.EventId, stop) is { } ev && ev.StatusAt(app.Now) is EventStatus.Published or EventStatus.Active ? ev : null;

    /// <summary>
    /// Paid although expired: the same places again, under the same guard, if they are still to be had and the person has not too many others. Null
    /// when they are not.
    /// </summary>
    private static async Task<(Registration Next, IReadOnlyList<Change> Changes)?> ReallocatePlaces(App app, Registration registration, CancellationToken stop)
    {
        if (await OnSale(app, registration, stop) is not { } ev) return null;
        var quota = await Selling.QuotaOf(app, registration.UserId, ev, stop);
        if (!quota.HasRoomFor(registration, ev)) return null;
        if (Inventory.Allocate(await app.Db.Counters.Snapshot(ev, stop), Inventory.Wanted(registration.Items), preferred: 0) is not { } allocations) return null;
        var revived = registration.Revive(allocations, app.Now);
        return (revived, Selling.CounterChanges(app, quota, registration, revived));
    }

    /// <summary>Makes the refunds that were requested. A refusal of the provider is kept as a failed refund, for people to see.</summary>
    public static async Task<Registration> Refund(App app, Registration registration, CancellationToken stop)
    {
        foreach (var refund in registration.Refunds.Where(refund => refund.Status == RefundStatus.Requested).ToList())
        {
            ProviderRefund made;
            try
            {
                made = await app.Payments.Refund(new(refund.RefundId, registration.RegistrationId, refund.PaymentIntentId, refund.Amount), stop);
            }
            catch (PaymentRefusedException refused)
            {
                var disputed = refused.IsDisputed && await MarkDisputed(app, registration.RegistrationId, refund.PaymentIntentId, stop);
                made = new(null, refund.RefundId, refund.PaymentIntentId, refund.Amount, RefundStatus.Failed, refused.Code, disputed);
            }

            registration = await Change(app, registration.RegistrationId, current => current.Observed(made, app.Now), stop);
        }

        return registration;
    }

    /// <summary>Marks a payment as disputed of which the provider says so before its message does.</summary>
    /// <returns>False when the dispute is over already.</returns>
    private static async Task<bool> MarkDisputed(App app, string registrationId, string paymentIntentId, CancellationToken stop)
    {
        // Marked first, and asked then: whatever message ends the dispute from here on finds the mark.
        await Change(app, registrationId, current => current.Disputed(paymentIntentId, true), stop);
        if (await app.Payments.Disputed(paymentIntentId, stop)) return true;
        await Change(app, registrationId, current => current.Disputed(paymentIntentId, false), stop);
        return false;
    }

    private static async Task<Registration> Change(App app, string registrationId, Func<Registration, Registration> change, CancellationToken stop) =>
        (await app.Db.Decide<Registration>(async () =>
        {
            var current = (await app.Db.Registrations.Find(registrationId, stop))!;
            return await Saving(app, current, change(current), [], stop);
        }, stop)).Value;
}
