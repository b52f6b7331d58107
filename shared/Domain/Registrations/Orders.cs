namespace EventTicketing.Domain;

/// <summary>Which registrations a list of orders contains; null does not restrict it.</summary>
public sealed class OrderFilter(RegistrationStatus? status, string? text)
{
    private readonly Words _words = new(text);

    public RegistrationStatus? Status => status;

    public bool Passes(Registration registration, DateTimeOffset now) =>
        (status is null || registration.StatusAt(now) == status)
        && _words.AreIn(registration.BuyerName, registration.BuyerEmail, registration.RegistrationId);
}

/// <summary>The rows of the report of orders: one for each registration.</summary>
public static class OrderReport
{
    public static IReadOnlyList<string> Titles(string timeZone) =>
        [
            "Registration",
            "Status",
            $"Registered at ({timeZone})",
            "Buyer",
            "Buyer's e-mail",
            "Event",
            "Event's id",
            "Ticket types",
            "Tickets",
            "Currency",
            "Total",
            "Tax",
            "Paid",
            "Refunded",
        ];

    public static IReadOnlyList<object?> Line(Registration registration, Event ev, TimeZoneInfo zone, DateTimeOffset now)
    {
        return
        [
            registration.RegistrationId,
            registration.StatusAt(now).ToString().ToLowerInvariant(),
            registration.CreatedAt.Local(zone),
            registration.BuyerName,
            registration.BuyerEmail,
            ev.Title,
            ev.EventId,
            string.Join("; ", registration.Items.Select(item => $"{item.Quantity} × {item.Name}")),
            registration.Quantity,
            registration.Currency.ToUpperInvariant(),
            Number(registration.Total),
            Number(registration.Tax),
            Number(registration.Ledger.Captured),
            Number(registration.Ledger.Refunded),
        ];

        decimal Number(long amount) => Currencies.Major(amount, registration.Currency);
    }
}
