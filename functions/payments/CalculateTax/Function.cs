using EventTicketing.Ports;

namespace EventTicketing.Functions.CalculateTax;

public sealed class Function(Host host) : ApiFunction<CalculateTaxRequest, TaxView>(Endpoints.CalculateTax, host)
{
    protected override async Task<Result<TaxView>> Handle(CalculateTaxRequest request, Call call)
    {
        TaxCalculation? calculation = null;
        var taxed = await call.Db.Decide<Registration>(async () =>
        {
            if ((await call.OwnRegistration(request.RegistrationId)).Refused(out var problem, out var current)) return problem;
            if (current.WhyNotPayable(call.Now) is { } refusal) return refusal;
            if ((await Calculate(request, current, call)).Refused(out problem, out calculation)) return problem;
            var stopped = current.Tax == calculation.Tax ? current : await Paying.StopPayments(call.App, current, call.Stop);
            // A payment that went through in the meantime was made without this tax: it stands.
            if (stopped.IsPaid) return Problem.Conflict("already_paid", "This registration is paid.");
            if (stopped.WhyNotPayable(call.Now) is { } overtaken) return overtaken;
            return call.Db.Registrations.Saving(stopped.Taxed(calculation.Tax, calculation.TaxCalculationId));
        }, call.Stop);
        return taxed.Then(registration => View(registration, calculation!));
    }

    private static async Task<Result<TaxCalculation>> Calculate(CalculateTaxRequest request, Registration registration, Call call)
    {
        var venue = (await call.Db.Events.Find(registration.EventId, null, call.Stop))!.Venue;
        var place = request.Address is { } given
            ? new Address(given.Country, given.PostalCode, given.State, given.City, given.Line1)
            : new Address(venue.Country, City: venue.City, Line1: venue.Address);
        try
        {
            return await call.App.Payments.Tax(registration.Currency,
                [.. registration.Items.Select(item => new TaxedLine(item.TicketTypeId, item.UnitPrice.Amount * item.Quantity, item.Quantity))],
                place, $"tax-{Ids.Derived("tax", registration.RegistrationId, place.ToString())}", call.Stop);
        }
        catch (PaymentRefusedException)
        {
            return Problem.Conflict("tax_unavailable", "The tax at this address cannot be calculated.");
        }
    }

    private static TaxView View(Registration registration, TaxCalculation calculation)
    {
        Money Amount(long amount) => new(amount, registration.Currency);
        return new(registration.RegistrationId, calculation.TaxCalculationId, Amount(registration.Subtotal), Amount(registration.Tax), Amount(registration.Total),
            [.. calculation.Lines.Select(line => new TaxLineView(line.Reference, Amount(line.Amount), Amount(line.Tax), Amount(line.Amount + line.Tax)))]);
    }
}
