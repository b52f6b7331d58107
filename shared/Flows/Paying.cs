using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// Updates registrations from the provider's state of their payments. Everything here is idempotent: a retry, a duplicate webhook or the
/// sweeper ends in the same state.
/// </summary>
public static class Paying
{
    /// <summary>
    /// How often a dispute is read again. Disputes last for weeks: more than one change while a webhook is processed is not expected.
    /// </summary>
    private const int MaxReadings = 3;

    /// <summary>
    /// Reads one payment at the provider, with its refunds and disputes if <paramref name="withRefundsAndDisputes"/> is set, and updates
    /// its registration.
    /// </summary>
    /// <returns>The registration; null when the payment is not ours.</returns>
    public static async Task<Registration?> SyncPayment(
        App app,
        string paymentIntentId,
        bool withRefundsAndDisputes,
        CancellationToken stop
    )
    {
        var intent = await app.Payments.Get(paymentIntentId, stop);
        if (intent.RegistrationId is not { } registrationId || intent.Live != app.Payments.Live)
            return null;
        if (await app.Db.Registrations.Find(registrationId, stop) is null)
            return null;
        if (
            !withRefundsAndDisputes
            && await ApplyPaymentState(app, registrationId, [intent], [], null, stop) is var paid
            && !MayComeBack(paid)
        )
            return paid;
        var refunds = await app.Payments.Refunds(paymentIntentId, stop);
        var disputed = await app.Payments.Disputed(paymentIntentId, stop);
        Registration? settled = null;
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            settled = await ApplyPaymentState(app, registrationId, [intent], refunds, disputed, stop);
            // Re-read the dispute after writing: a concurrent webhook may have seen the newer state first and skipped its write.
            var isStill = await app.Payments.Disputed(paymentIntentId, stop);
            if (isStill == disputed)
                break;
            disputed = isStill;
        }

        return settled;
    }

    /// <summary>Paid although expired. Before it is brought back, refunds and disputes have to be read at the provider.</summary>
    private static bool MayComeBack(Registration registration) =>
        registration is { Status: RegistrationStatus.Expired, Ledger.KeepsTotal: true };

    /// <summary>
    /// Does the due work of a registration: cancels the open payments of a lapsed hold and ends it, and makes requested refunds.
    /// </summary>
    /// <returns>The registration; null when it does not exist.</returns>
    public static async Task<Registration?> ProcessDue(App app, string registrationId, CancellationToken stop)
    {
        if (await app.Db.Registrations.Find(registrationId, stop) is not { } registration)
            return null;
        var lapsed = registration.Status == RegistrationStatus.Pending && registration.ExpiresAt <= app.Now;
        IReadOnlyList<PaymentIntent> intents = lapsed ? await CancelOpen(app, registration, stop) : [];
        var settled = await ApplyPaymentState(app, registrationId, intents, [], null, stop);
        foreach (var payment in settled.Payments.Where(payment => payment.Status == PaymentStatus.Succeeded))
        {
            if (MayComeBack(settled))
                settled = await SyncPayment(app, payment.PaymentIntentId, withRefundsAndDisputes: true, stop) ?? settled;
        }

        return settled;
    }

    /// <summary>Cancels every payment that could still be completed. The caller saves the registration.</summary>
    public static async Task<Registration> CancelOpenPayments(App app, Registration registration, CancellationToken stop) =>
        Observed(app, registration, await CancelOpen(app, registration, stop));

    private static async Task<IReadOnlyList<PaymentIntent>> CancelOpen(App app, Registration registration, CancellationToken stop)
    {
        List<PaymentIntent> intents = [];
        foreach (var payment in registration.Payments.Where(payment => payment.IsOpen))
            intents.Add(await app.Payments.Cancel(payment.PaymentIntentId, stop));
        return intents;
    }

    private static Registration Observed(App app, Registration registration, IEnumerable<PaymentIntent> intents) =>
        registration.With(intents.Aggregate(registration.Ledger, (ledger, intent) => ledger.Observed(intent, app.Now)));

    private static async Task<Registration> ApplyPaymentState(
        App app,
        string registrationId,
        IReadOnlyList<PaymentIntent> intents,
        IReadOnlyList<ProviderRefund> refunds,
        bool? disputed,
        CancellationToken stop
    )
    {
        var settled = await app.Db.Decide<Registration>(
            async () =>
            {
                var current = (await app.Db.Registrations.Find(registrationId, stop))!;
                var ledger = Observed(app, current, intents).Ledger;
                // Re-read what is not final after the registration: another webhook may have recorded a newer state meanwhile.
                if (ledger != current.Ledger && intents is [{ Status: not (PaymentStatus.Succeeded or PaymentStatus.Cancelled) } open])
                    ledger = Observed(app, current, [await app.Payments.Get(open.PaymentIntentId, stop)]).Ledger;
                ledger = refunds.Aggregate(ledger, (seen, refund) => seen.Observed(refund, app.Now));
                // Apply the dispute first: a disputed payment must not be refunded, and a payment whose dispute is over may have to be.
                if (disputed is { } isDisputed && intents is [var intent])
                    ledger = ledger.Disputed(intent.PaymentIntentId, isDisputed, app.Now);
                var observed = current.With(ledger);
                var (next, changes) = disputed is null && MayComeBack(observed) ? (observed, []) : await NextState(app, observed, stop);
                return await Saving(app, current, next, changes, stop);
            },
            stop
        );
        return await Refund(app, settled.Value, stop);
    }

    /// <summary>
    /// The decision to save a registration with the mails that it now needs and, when a dispute begins or ends, with its tickets.
    /// </summary>
    public static async Task<Decision<Registration>> Saving(
        App app,
        Registration current,
        Registration next,
        IReadOnlyList<Change> changes,
        CancellationToken stop
    )
    {
        next = next.PaidSince(current);
        if (next.Status == RegistrationStatus.Confirmed && next.Ledger.InDispute != current.Ledger.InDispute)
            changes =
            [
                .. changes,
                .. (await app.Db.Tickets.FindAll(next.TicketIds, stop)).Select(ticket =>
                    app.Db.Tickets.Save(ticket.Disputed(next.Ledger.InDispute, app.Now))
                ),
            ];
        return app.Db.Registrations.Save(
            current,
            next,
            [.. changes, .. Notification.NewToBuyer(current, next, app.Now).Select(app.Db.Notifications.Create)]
        );
    }

    /// <summary>The next state of a registration given its payments, with changes to write in the same transaction.</summary>
    private static async Task<(Registration Next, IReadOnlyList<Change> Changes)> NextState(
        App app,
        Registration registration,
        CancellationToken stop
    )
    {
        var now = app.Now;
        switch (registration.Status)
        {
            case RegistrationStatus.Pending when registration.Ledger.IsPaid:
                // A slow bank keeps the hold for days: the event may be over or cancelled by now.
                return await WithCounters(
                    app,
                    registration,
                    registration.ExpiresAt > now || await OnSale(app, registration, stop) is not null
                        ? registration.Confirm(now)
                        : registration.Expire(now),
                    stop
                );

            // Not while a payment is open: it could be completed after the places were sold to somebody else. ProcessDue cancels it first.
            case RegistrationStatus.Pending
                when registration.StatusAt(now) == RegistrationStatus.Expired && !registration.Payments.Any(payment => payment.IsOpen):
                return await WithCounters(app, registration, registration.Expire(now), stop);

            case RegistrationStatus.Expired when registration.Ledger.KeepsTotal:
                return await ReallocatePlaces(app, registration, stop) ?? (registration.RequestDueRefunds(now), []);

            default:
                return (registration.RequestDueRefunds(now), []);
        }
    }

    private static async Task<(Registration Next, IReadOnlyList<Change> Changes)> WithCounters(
        App app,
        Registration registration,
        Registration next,
        CancellationToken stop
    ) => (next, await Allocating.Changes(app, registration, next, stop));

    /// <summary>The event of a registration; null when it does not sell anything now.</summary>
    private static async Task<Event?> OnSale(App app, Registration registration, CancellationToken stop) =>
        await app.Db.Events.Find(registration.EventId, stop) is { } ev
        && ev.StatusAt(app.Now) is EventStatus.Published or EventStatus.Active
            ? ev
            : null;

    /// <summary>
    /// Brings back a registration that was paid after it expired, with new places taken conditionally like those of a hold. Null when too
    /// few are free, or the person's quota has no room.
    /// </summary>
    private static async Task<(Registration Next, IReadOnlyList<Change> Changes)?> ReallocatePlaces(
        App app,
        Registration registration,
        CancellationToken stop
    )
    {
        if (await OnSale(app, registration, stop) is not { Suspended: false } ev)
            return null;
        var quota = await Allocating.QuotaOf(app, registration.UserId, ev, stop);
        if (!quota.HasRoomFor(registration, ev))
            return null;
        if (
            Inventory.Allocate(await app.Db.Counters.Snapshot(ev, stop), Inventory.Wanted(registration.Items), preferred: 0)
            is not { } allocations
        )
            return null;
        var revived = registration.Revive(allocations, app.Now);
        return (revived, Allocating.Changes(app, quota, registration, revived));
    }

    /// <summary>Makes the requested refunds. A refusal by the provider is stored as a failed refund, for people to see.</summary>
    public static async Task<Registration> Refund(App app, Registration registration, CancellationToken stop)
    {
        foreach (var refund in registration.Refunds.Where(refund => refund.Status == RefundStatus.Requested).ToList())
        {
            ProviderRefund made;
            try
            {
                made = await app.Payments.Refund(
                    new(refund.RefundId, registration.RegistrationId, refund.PaymentIntentId, refund.Amount),
                    stop
                );
            }
            catch (PaymentRefusedException refused)
            {
                var disputed = refused.IsDisputed && await MarkDisputed(app, registration.RegistrationId, refund.PaymentIntentId, stop);
                made = new(null, refund.RefundId, refund.PaymentIntentId, refund.Amount, RefundStatus.Failed, refused.Code, disputed);
            }

            registration = await Change(app, registration.RegistrationId, ledger => ledger.Observed(made, app.Now), stop);
        }

        return registration;
    }

    /// <summary>
    /// Marks a payment as disputed when the provider refuses a refund because of a dispute whose webhook has not arrived yet.
    /// </summary>
    /// <returns>False when the dispute is over already.</returns>
    private static async Task<bool> MarkDisputed(App app, string registrationId, string paymentIntentId, CancellationToken stop)
    {
        // Write the flag before asking Stripe, so that a webhook closing the dispute in between clears it.
        await Change(app, registrationId, ledger => ledger.Disputed(paymentIntentId, true, app.Now), stop);
        if (await app.Payments.Disputed(paymentIntentId, stop))
            return true;
        await Change(app, registrationId, ledger => ledger.Disputed(paymentIntentId, false, app.Now), stop);
        return false;
    }

    private static async Task<Registration> Change(App app, string registrationId, Func<Ledger, Ledger> change, CancellationToken stop) =>
        (
            await app.Db.Decide<Registration>(
                async () =>
                {
                    var current = (await app.Db.Registrations.Find(registrationId, stop))!;
                    return await Saving(app, current, current.With(change(current.Ledger)), [], stop);
                },
                stop
            )
        ).Value;
}
