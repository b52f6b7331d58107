using EventTicketing.Ports;

namespace EventTicketing.Functions.ProcessPayment;

public sealed class Function(Host host) : ApiFunction<ProcessPaymentRequest, PaymentView>(Endpoints.ProcessPayment, host)
{
    protected override async Task<Result<PaymentView>> Handle(ProcessPaymentRequest request, Call call)
    {
        PaymentIntent? intent = null;
        var paying = await call.Db.Decide<Registration>(async () =>
        {
            if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var current)) return problem;
            if (current.WhyNotPayable(call.Now) is { } refusal) return refusal;
            try
            {
                intent = await Intent(current, call);
            }
            catch (PaymentRefusedException)
            {
                return Problem.Conflict("payment_refused", "The payment provider does not take this payment.");
            }

            var next = current.Observed(intent, call.Now);
            return ReferenceEquals(next, current) ? new Decision<Registration>(current) : new Decision<Registration>(next, call.Db.Registrations.Save(next));
        }, call.Stop);
        if (paying.Refused(out var refused, out var registration)) return refused;
        if (intent!.Status is PaymentStatus.Succeeded or PaymentStatus.Processing)
            return (await Paying.Follow(call.App, intent.PaymentIntentId, aftermath: false, call.Stop))?.WhyNotPayable(call.Now) ?? Problems.Busy;
        return new PaymentView(intent.PaymentIntentId, intent.ClientSecret, new(intent.Amount, intent.Currency), call.App.Payments.PublishableKey, registration.RegistrationId);
    }

    /// <summary>The one that was started, if it can still be completed and is about the same amount; otherwise the next attempt.</summary>
    private static async Task<PaymentIntent> Intent(Registration registration, Call call)
    {
        if (registration.OpenPayment is { } open && await call.App.Payments.Get(open.PaymentIntentId, call.Stop) is { Status: not PaymentStatus.Cancelled } started) return started;
        var of = (await call.Db.Events.Find(registration.EventId, null, call.Stop))!;
        return await call.App.Payments.Create(new(
            registration.RegistrationId, registration.EventId, registration.Total, registration.Currency, of.Title, registration.BuyerEmail,
            Key(registration, of)), call.Stop);
    }

    /// <summary>
    /// The same attempt at the same amount is the same payment. The provider refuses a key that comes back with anything else in the request,
    /// and what was asked for before may have been lost before it was saved: so all that can change is in it.
    /// </summary>
    private static string Key(Registration registration, Event of) =>
        Ids.Derived("pay", registration.RegistrationId, $"{registration.NextAttempt}", $"{registration.Total}", of.Title);
}
