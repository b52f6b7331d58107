using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>The tax of a registration. Admission is taxed where the event takes place, for everybody: nothing that a client says changes it.</summary>
public static class Taxing
{
    /// <summary>
    /// The registration with its tax; the caller saves it. The tax is determined once: a repeat after a lost answer is the same calculation at the
    /// provider. Refusals: those of <see cref="Registration.WhyNotPayable"/>; <c>tax_unavailable</c> where the provider knows no tax for the place;
    /// <c>too_many_attempts</c> after <see cref="Registration.MaxTaxRefusals"/> of these; <c>order_limit_exceeded</c> where the tax makes it more than one payment can carry.
    /// </summary>
    public static async Task<Result<Registration>> Determine(App app, Registration registration, CancellationToken stop)
    {
        if (registration.WhyNotPayable(app.Now) is { } refusal) return refusal;
        if (registration.TaxCalculationId is not null) return registration;
        if (registration.TaxRefusals >= Registration.MaxTaxRefusals)
            return new Problem(ProblemKind.TooMany, "too_many_attempts", $"The tax of a registration can be asked for in vain {Registration.MaxTaxRefusals} times at most.");
        var venue = (await app.Db.Events.Find(registration.EventId, null, stop))!.Venue;
        var place = new Address(venue.Country, venue.PostalCode, venue.State, venue.City, venue.Address);
        TaxCalculation calculation;
        try
        {
            calculation = await app.Payments.Tax(
                registration.Currency, [.. registration.Items.Select(item => new TaxedLine(item.TicketTypeId, item.Price, item.Quantity))], registration.TaxIncluded, place,
                $"tax-{Ids.Derived("tax", registration.RegistrationId, $"{registration.TaxIncluded}", place.ToString())}", stop);
        }
        catch (PaymentRefusedException)
        {
            await app.Db.Decide<Registration>(async () =>
            {
                var current = (await app.Db.Registrations.Find(registration.RegistrationId, null, stop))!;
                return app.Db.Registrations.Saving(current with { TaxRefusals = current.TaxRefusals + 1 });
            }, stop);
            return Problem.Conflict("tax_unavailable", "The tax at the place of this event cannot be calculated.");
        }

        var taxed = registration.Taxed(calculation.TaxCalculationId, [.. registration.Items.Select(item => calculation.Taxes[item.TicketTypeId])]);
        if (taxed.Total > Currencies.MostOf(taxed.Currency)) return Registration.TooDear;
        // An open payment may be of another amount: started at the provider, or before the tax was determined here. It must not be completed.
        // If it has been completed already, the registration is paid.
        if (registration.Payments.All(payment => !payment.IsOpen || payment.Amount == taxed.Total)) return taxed;
        var stopped = await Paying.StopPayments(app, taxed, stop);
        if (stopped.IsPaid) return Problem.Conflict("already_paid", "This registration is paid.");
        return stopped.WhyNotPayable(app.Now) is { } overtaken ? overtaken : stopped;
    }
}
