using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>Refunds by the organizer.</summary>
public static class Refunding
{
    /// <summary>A part of what was paid leaves the tickets good; the last of it takes them, in the same write.</summary>
    /// <param name="amount">In minor units; null for all that is left.</param>
    public static async Task<Result<Registration>> Refund(App app, string registrationId, string refundId, long? amount, string? note, CancellationToken stop)
    {
        Result<Registration> Requested(Registration registration) => registration.RequestRefund(refundId, amount, note, app.Now);
        var current = (await app.Db.Registrations.Find(registrationId, null, stop))!;
        if (Requested(current).Refused(out var problem, out var requested)) return problem;
        if (requested.Status == RegistrationStatus.Confirmed && requested.Payments.All(payment => requested.Refundable(payment) == 0))
            return await Cancelling.Cancel(app, registrationId, (registration, _) => Requested(registration), note, RefundReason.Organizer, stop);

        var saved = await app.Db.Decide<Registration>(async () =>
        {
            var fresh = (await app.Db.Registrations.Find(registrationId, null, stop))!;
            if (Requested(fresh).Refused(out var refusal, out var next)) return refusal;
            return ReferenceEquals(next, fresh) ? new Decision<Registration>(fresh) : new Decision<Registration>(next, app.Db.Registrations.Save(next));
        }, stop);
        return saved.Refused(out problem, out var registration) ? problem : await Paying.Refund(app, registration, stop);
    }
}
