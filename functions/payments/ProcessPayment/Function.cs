namespace EventTicketing.Functions.ProcessPayment;

public sealed class Function(Host host) : ApiFunction<ProcessPaymentRequest, PaymentView>(PaymentEndpoints.ProcessPayment, host)
{
    protected override async Task<Result<PaymentView>> Handle(ProcessPaymentRequest request, Call call)
    {
        var started = await Checkout.StartPayment(call.App, () => call.OwnRegistration(request.RegistrationId), call.Stop);
        if (started.Refused(out var refused, out var intent))
            return refused;
        if (intent.Status is PaymentStatus.Succeeded or PaymentStatus.Processing)
            return (await Paying.SyncPayment(call.App, intent.PaymentIntentId, withRefundsAndDisputes: false, call.Stop))?.WhyNotPayable(
                    call.Now
                ) ?? Problems.Busy;
        return new PaymentView
        {
            PaymentIntentId = intent.PaymentIntentId,
            ClientSecret = intent.ClientSecret,
            Amount = new(intent.Amount, intent.Currency),
            PublishableKey = call.App.Payments.PublishableKey,
            RegistrationId = request.RegistrationId,
        };
    }
}
