namespace EventTicketing.Domain;

/// <summary>
/// The rows of an organizer's report: one for each place of every registration, with its ticket if one was issued. Tax and refunds of a
/// registration are split over its rows in proportion to the price. Codes are left out: a code admits whoever has it.
/// </summary>
public static class EventReport
{
    /// <summary>The column titles. They name the time zone, because the times have no offset: spreadsheets would not parse one.</summary>
    public static IReadOnlyList<string> Titles(Event ev) =>
        [
            "Registration",
            "Status",
            $"Registered at ({ev.TimeZone})",
            "Buyer",
            "Buyer's e-mail",
            "Attendee",
            "Attendee's e-mail",
            "Ticket type",
            "Currency",
            "Price",
            "Tax",
            "Refunded",
            "Ticket",
            "Ticket status",
            $"Used at ({ev.TimeZone})",
            "Gate",
        ];

    public static IEnumerable<IReadOnlyList<object?>> Lines(
        Event ev,
        Registration registration,
        IReadOnlyDictionary<string, Ticket> tickets,
        DateTimeOffset now
    )
    {
        var zone = ev.Zone;
        RegistrationItem[] places = [.. registration.Items.SelectMany(item => Enumerable.Repeat(item, item.Quantity))];
        long[] prices = [.. places.Select(place => place.UnitPrice.Amount)];
        var (taxes, refunds) = (Currencies.Split(registration.Tax, prices), Currencies.Split(registration.Ledger.Refunded, prices));
        for (var i = 0; i < places.Length; i++)
        {
            var ticket = i < registration.TicketIds.Count ? tickets.GetValueOrDefault(registration.TicketIds[i]) : null;
            var attendee =
                ticket is not null ? new(ticket.HolderName, ticket.HolderEmail)
                : i < registration.Attendees.Count ? registration.Attendees[i]
                : new Attendee(registration.BuyerName, registration.BuyerEmail);
            yield return
            [
                registration.RegistrationId,
                registration.StatusAt(now).ToString().ToLowerInvariant(),
                registration.CreatedAt.Local(zone),
                registration.BuyerName,
                registration.BuyerEmail,
                attendee.Name,
                attendee.Email,
                places[i].Name,
                registration.Currency.ToUpperInvariant(),
                Number(prices[i]),
                Number(taxes[i]),
                Number(refunds[i]),
                ticket?.TicketId,
                ticket?.Status.ToString().ToLowerInvariant(),
                ticket?.UsedAt?.Local(zone),
                ticket?.UsedGate,
            ];
        }

        decimal Number(long amount) => Currencies.Major(amount, registration.Currency);
    }
}
