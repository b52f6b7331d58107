namespace EventTicketing.Functions.CalculateTax;

public sealed class Function(Host host) : ApiFunction<CalculateTaxRequest, TaxView>(PaymentEndpoints.CalculateTax, host)
{
    protected override async Task<Result<TaxView>> Handle(CalculateTaxRequest request, Call call)
    {
        var taxed = await call.Db.Decide<Registration>(
            async () =>
            {
                if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var current))
                    return problem;
                if ((await Taxing.Determine(call.App, current, call.Stop)).Refused(out problem, out var next))
                    return problem;
                return call.Db.Registrations.Save(current, next);
            },
            call.Stop
        );
        return taxed.Then(TaxView.Of);
    }
}
