namespace EventTicketing.Functions.CalculateTax;

public sealed class Function(Host host) : ApiFunction<CalculateTaxRequest, TaxView>(PaymentEndpoints.CalculateTax, host)
{
    protected override async Task<Result<TaxView>> Handle(CalculateTaxRequest request, Call call) =>
        (await Checkout.DetermineTax(call.App, () => call.OwnRegistration(request.RegistrationId), call.Stop)).Then(TaxView.Of);
}
