using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <summary>
/// The tax of a registration. Admission is taxed where the event takes place, for everybody: no input of a client changes it.
/// </summary>
public static class Taxing
{
    /// <summary>How long a change of an event waits for a slow provider.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The registration with its tax; the caller saves it. The tax is determined once: a retry after a lost answer gets the same
    /// calculation from the provider. Refusals: those of <see cref="Registration.WhyNotPayable"/>; <c>tax_unavailable</c> when the provider
    /// cannot calculate the tax at the place; <c>too_many_attempts</c> after <see cref="Limits.TaxRefusals"/> of these;
    /// <c>order_limit_exceeded</c> when the tax raises the total above what one payment can carry.
    /// </summary>
    public static async Task<Result<Registration>> Determine(App app, Registration registration, CancellationToken stop)
    {
        if (registration.WhyNotPayable(app.Now) is { } refusal)
            return refusal;
        if (registration.TaxCalculationId is not null)
            return registration;
        if (registration.TaxRefusals >= app.Settings.Limits.TaxRefusals)
            return new Problem(
                ProblemKind.TooMany,
                "too_many_attempts",
                $"The tax calculation of a registration may fail at most {app.Settings.Limits.TaxRefusals} times."
            );
        var place = PlaceOf((await app.Db.Events.Find(registration.EventId, stop))!);
        TaxCalculation calculation;
        try
        {
            calculation = await app.Payments.Tax(
                registration.Currency,
                [.. registration.Items.Select(item => new TaxedLine(item.TicketTypeId, item.Price, item.Quantity))],
                registration.TaxIncluded,
                place,
                $"tax-{Ids.Derived("tax", registration.RegistrationId, $"{registration.TaxIncluded}", place.ToString())}",
                stop
            );
        }
        catch (PaymentRefusedException)
        {
            await app.Db.Decide<Registration>(
                async () =>
                {
                    var current = (await app.Db.Registrations.Find(registration.RegistrationId, stop))!;
                    return app.Db.Registrations.Save(current, current with { TaxRefusals = current.TaxRefusals + 1 });
                },
                stop
            );
            return Problem.Conflict("tax_unavailable", "The tax at the venue of this event cannot be calculated.");
        }

        var taxed = registration.Taxed(
            calculation.TaxCalculationId,
            [.. registration.Items.Select(item => calculation.Taxes[item.TicketTypeId])]
        ) with
        {
            TaxRate = calculation.Rate,
        };
        if (taxed.Total > Currencies.MostOf(taxed.Currency))
            return Registration.TooDear;
        // An open payment may have another amount: it was created at the provider, or before the tax was determined. It must not be
        // completed; if it has been already, the registration is paid.
        if (registration.Payments.All(payment => !payment.IsOpen || payment.Amount == taxed.Total))
            return taxed;
        var stopped = await Paying.CancelOpenPayments(app, taxed, stop);
        if (stopped.Ledger.IsPaid)
            return Problem.Conflict("already_paid", "This registration is paid.");
        return stopped.WhyNotPayable(app.Now) is { } overtaken ? overtaken : stopped;
    }

    /// <summary>
    /// The event with the tax rate at its place, for display beside prices; the caller saves it. The rate is null while the provider does
    /// not answer: nothing depends on it.
    /// </summary>
    /// <param name="before">The event before the current change: another place has another rate.</param>
    public static async Task<Event> WithRate(App app, Event before, Event ev, CancellationToken stop)
    {
        var place = PlaceOf(ev);
        if (place != PlaceOf(before))
            ev = ev with { TaxRate = null };
        if (!ev.LacksTaxRate)
            return ev;
        var type = ev.TicketTypes.First(type => type.Price.Amount > 0);
        using var patience = new CancellationTokenSource(Patience, app.Clock);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            var calculation = await app.Payments.Tax(
                type.Price.Currency,
                [new(type.TicketTypeId, type.Price.Amount, 1)],
                ev.TaxIncluded,
                place,
                $"rate-{Ids.Derived("rate", ev.EventId, $"{type.Price} {ev.TaxIncluded}", place.ToString())}",
                until.Token
            );
            return ev with { TaxRate = calculation.Rate, TaxLookups = ev.TaxLookups + 1 };
        }
        catch (PaymentRefusedException)
        {
            return ev with { TaxLookups = ev.TaxLookups + 1 };
        }
        catch (Exception error)
            when (error is PaymentsUnavailableException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return ev;
        }
    }

    private static Address PlaceOf(Event ev) => new(ev.Venue.Country, ev.Venue.PostalCode, ev.Venue.State, ev.Venue.City, ev.Venue.Address);
}
