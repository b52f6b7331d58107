using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// What a buyer does with a hold: determines its tax and starts a payment. Both load the registration with a function that refuses it to
/// others; it runs again after a conflicting write.
/// </summary>
public static class Checkout
{
    /// <summary>The registration with its tax. Refusals: those of <see cref="Taxing.Determine"/>.</summary>
    public static Task<Result<Registration>> DetermineTax(App app, Func<Task<Result<Registration>>> load, CancellationToken stop) =>
        app.Db.Decide<Registration>(
            async () =>
            {
                if ((await load()).Refused(out var problem, out var current))
                    return problem;
                if ((await Taxing.Determine(app, current, stop)).Refused(out problem, out var taxed))
                    return problem;
                return app.Db.Registrations.Save(current, taxed);
            },
            stop
        );

    /// <summary>
    /// The payment of a registration at the provider, recorded in the registration. Refusals: those of <see cref="Taxing.Determine"/>;
    /// <c>too_many_attempts</c> after <see cref="Limits.Payments"/>; <c>payment_refused</c> by the provider.
    /// </summary>
    public static Task<Result<PaymentIntent>> StartPayment(App app, Func<Task<Result<Registration>>> load, CancellationToken stop) =>
        app.Db.Decide<PaymentIntent>(
            async () =>
            {
                if ((await load()).Refused(out var problem, out var current))
                    return problem;
                if ((await Taxing.Determine(app, current, stop)).Refused(out problem, out var taxed))
                    return problem;
                try
                {
                    // What the ledger calls open may have been cancelled at the provider.
                    var begun = await Begun(app, taxed, stop);
                    if (begun is null && taxed.Payments.Count >= app.Settings.Limits.Payments)
                        return new Problem(
                            ProblemKind.TooMany,
                            "too_many_attempts",
                            $"A registration can be paid in {app.Settings.Limits.Payments} attempts at most."
                        );
                    var intent = begun ?? await Create(app, taxed, stop);
                    var next = taxed.With(taxed.Ledger.Observed(intent, app.Now));
                    return app.Db.Registrations.Save(current, next).Then(_ => intent);
                }
                catch (PaymentRefusedException)
                {
                    return Problem.Conflict("payment_refused", "The payment provider refused this payment.");
                }
            },
            stop
        );

    /// <summary>
    /// The earlier payment of the registration if the buyer can still complete it for the same amount, or if it succeeded and the
    /// registration is not confirmed yet; null when there is none.
    /// </summary>
    private static async Task<PaymentIntent?> Begun(App app, Registration registration, CancellationToken stop)
    {
        var begun = registration.Ledger.OpenPayments.ToList();
        if (begun.Count == 0 && registration.Ledger.IsPaid)
            begun = [.. registration.Payments.Where(payment => payment.Status == PaymentStatus.Succeeded).Take(1)];
        foreach (var payment in begun)
        {
            if (await app.Payments.Get(payment.PaymentIntentId, stop) is { Status: not PaymentStatus.Cancelled } started)
                return started;
        }

        return null;
    }

    private static async Task<PaymentIntent> Create(App app, Registration registration, CancellationToken stop)
    {
        var ev = (await app.Db.Events.Find(registration.EventId, stop))!;
        return await app.Payments.Create(
            new(
                registration.RegistrationId,
                registration.EventId,
                registration.Total,
                registration.Currency,
                ev.Title,
                registration.BuyerEmail,
                KeyOf(registration, ev)
            ),
            stop
        );
    }

    /// <summary>
    /// Idempotency key of an attempt. It depends on the parameters: if the response to an attempt was lost and total or title have changed
    /// since, the provider would refuse the old key with the new parameters.
    /// </summary>
    private static string KeyOf(Registration registration, Event ev)
    {
        var parameters = Ids.Derived("pay", $"{registration.Total}", ev.Title, registration.BuyerEmail);
        return $"{registration.RegistrationId}-{registration.Ledger.NextAttempt}-{parameters}";
    }
}
