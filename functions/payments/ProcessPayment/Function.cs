using EventTicketing.Ports;

namespace EventTicketing.Functions.ProcessPayment;

public sealed class Function(Host host) : ApiFunction<ProcessPaymentRequest, PaymentView>(PaymentEndpoints.ProcessPayment, host)
{
    protected override async Task<Result<PaymentView>> Handle(ProcessPaymentRequest request, Call call)
    {
        PaymentIntent? intent = null;
        var paying = await call.Db.Decide<Registration>(
            async () =>
            {
                if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var current))
                    return problem;
                if ((await Taxing.Determine(call.App, current, call.Stop)).Refused(out problem, out var taxed))
                    return problem;
                if (taxed.OpenPayment is null && taxed.Payments.Count >= Registration.MaxPayments)
                    return new Problem(
                        ProblemKind.TooMany,
                        "too_many_attempts",
                        $"A registration can be paid in {Registration.MaxPayments} attempts at most."
                    );
                try
                {
                    intent = await Intent(taxed, call);
                }
                catch (PaymentRefusedException)
                {
                    return Problem.Conflict("payment_refused", "The payment provider does not take this payment.");
                }

                var next = taxed.Observed(intent, call.Now);
                return call.Db.Registrations.Save(current, next);
            },
            call.Stop
        );
        if (paying.Refused(out var refused, out var registration))
            return refused;
        if (intent!.Status is PaymentStatus.Succeeded or PaymentStatus.Processing)
            return (await Paying.SyncPayment(call.App, intent.PaymentIntentId, withRefundsAndDisputes: false, call.Stop))?.WhyNotPayable(
                    call.Now
                ) ?? Problems.Busy;
        return new PaymentView
        {
            PaymentIntentId = intent.PaymentIntentId,
            ClientSecret = intent.ClientSecret,
            Amount = new(intent.Amount, intent.Currency),
            PublishableKey = call.App.Payments.PublishableKey,
            RegistrationId = registration.RegistrationId,
        };
    }

    /// <summary>
    /// Idempotency key of an attempt. It depends on the parameters: if the response to an attempt was lost and total or title have changed
    /// since, the provider would refuse the old key with the new parameters.
    /// </summary>
    private static string KeyOf(Registration registration, Event ev) =>
        $"{registration.RegistrationId}-{registration.NextAttempt}-{Ids.Derived("pay", $"{registration.Total}", ev.Title, registration.BuyerEmail)}";

    /// <summary>
    /// Returns the earlier payment of the registration if the buyer can still complete it for the same amount, or if it succeeded and the
    /// registration is not confirmed yet. Otherwise creates a new payment at the provider.
    /// </summary>
    private static async Task<PaymentIntent> Intent(Registration registration, Call call)
    {
        var begun =
            registration.OpenPayment
            ?? (registration.IsPaid ? registration.Payments.FirstOrDefault(payment => payment.Status == PaymentStatus.Succeeded) : null);
        if (
            begun is not null
            && await call.App.Payments.Get(begun.PaymentIntentId, call.Stop) is { Status: not PaymentStatus.Cancelled } started
        )
            return started;
        var ev = (await call.Db.Events.Find(registration.EventId, call.Stop))!;
        return await call.App.Payments.Create(
            new(
                registration.RegistrationId,
                registration.EventId,
                registration.Total,
                registration.Currency,
                ev.Title,
                registration.BuyerEmail,
                KeyOf(registration, ev)
            ),
            call.Stop
        );
    }
}
