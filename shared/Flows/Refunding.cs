using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Refunds by the organizer.</summary>
public static class Refunding
{
    /// <summary>A partial refund keeps the tickets valid; a refund of the full rest cancels the registration in the same write.</summary>
    /// <param name="amount">In minor units; null for all that is left.</param>
    public static async Task<Result<Registration>> Refund(
        App app,
        string registrationId,
        string refundId,
        long? amount,
        string? note,
        RefundedBy by,
        CancellationToken stop
    )
    {
        Result<Registration> Requested(Registration registration) =>
            registration.Ledger.RequestRefund(refundId, amount, note, app.Now, by, app.Settings.Limits.Refunds).Then(registration.With);
        var saved = await app.Db.Decide<Registration>(
            async () =>
            {
                var current = (await app.Db.Registrations.Find(registrationId, stop))!;
                if (Requested(current).Refused(out var problem, out var next))
                    return problem;
                if (ReferenceEquals(next, current))
                    return current;
                if (next.Status != RegistrationStatus.Confirmed || next.Payments.Any(payment => next.Ledger.Refundable(payment) > 0))
                    return await Paying.Saving(app, current, next, [], stop);
                var cancelled = await Cancelling.Cancel(
                    app,
                    registrationId,
                    (registration, _) => Requested(registration),
                    CancelledBy.Organizer,
                    note,
                    stop
                );
                if (cancelled.Refused(out problem, out next))
                    return problem;
                // A concurrent cancellation has refunded the rest.
                return next.Refunds.Any(refund => refund.RefundId == refundId) ? next : Ledger.NothingToRefund;
            },
            stop
        );
        return saved.Refused(out var refusal, out var registration) ? refusal : await Paying.Refund(app, registration, stop);
    }
}
