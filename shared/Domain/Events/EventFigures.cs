using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>Number of registrations by current status.</summary>
public sealed record RegistrationFigures(int Pending, int Confirmed, int Cancelled, int Expired);

/// <summary>Sold, held and free add up to the quantity.</summary>
public sealed record TicketTypeFigures(string TicketTypeId, string Name, long Quantity, long Sold, long Held, long Free);

/// <param name="Gross">All captured money, including what was refunded later.</param>
/// <param name="Refunded">Refunds made or requested.</param>
/// <param name="Net">Gross minus refunded.</param>
/// <param name="Tax">Tax of the confirmed registrations; part of the gross.</param>
public sealed record MoneyFigures(Money Gross, Money Refunded, Money Net, Money Tax);

/// <param name="Tickets">Tickets that are not void, and void ones that were used before: a refund makes nobody leave.</param>
/// <param name="Used">How many of the tickets were used.</param>
/// <param name="Percent">Used tickets as a percentage, rounded; 0 when there are no tickets.</param>
public sealed record CheckInFigures(int Tickets, int Used, int Percent)
{
    public static CheckInFigures Of(IEnumerable<Ticket> tickets)
    {
        var (counted, used) = (0, 0);
        foreach (var ticket in tickets.Where(ticket => ticket.Status != TicketStatus.Void || ticket.UsedAt is not null))
            (counted, used) = (counted + 1, used + (ticket.UsedAt is null ? 0 : 1));
        return new(counted, used, counted == 0 ? 0 : (int)Math.Round(100.0 * used / counted));
    }
}

/// <summary>Registrations confirmed on one day that still have places. The tickets of all days add up to those sold.</summary>
/// <param name="Date">The day of confirmation in the event's zone, <c>2026-12-31</c>.</param>
/// <param name="Net">Captured minus refunded, by currency.</param>
public sealed record DayFigures(string Date, int Registrations, int Tickets, IReadOnlyList<Money> Net);

/// <param name="StartsAt">Start of the hour in the event's zone.</param>
public sealed record HourFigures(DateTimeOffset StartsAt, int CheckIns);

/// <summary>Sales and attendance of an event, computed from its registrations, tickets and counters.</summary>
public sealed record EventFigures(
    RegistrationFigures Registrations,
    IReadOnlyList<TicketTypeFigures> TicketTypes,
    TicketTypeFigures Capacity,
    IReadOnlyList<MoneyFigures> Money,
    CheckInFigures CheckIns,
    IReadOnlyList<DayFigures> SalesPerDay,
    IReadOnlyList<HourFigures> CheckInsPerHour
)
{
    /// <param name="places">Free and held places, with lapsed holds counted as free.</param>
    public static EventFigures Of(
        Event ev,
        IReadOnlyCollection<Registration> registrations,
        IEnumerable<Ticket> tickets,
        Places places,
        DateTimeOffset now
    )
    {
        var zone = ev.Zone;
        var byStatus = registrations.CountBy(registration => registration.StatusAt(now)).ToDictionary();
        Ticket[] issued = [.. tickets];
        return new(
            new(
                Count(RegistrationStatus.Pending),
                Count(RegistrationStatus.Confirmed),
                Count(RegistrationStatus.Cancelled),
                Count(RegistrationStatus.Expired)
            ),
            [.. ev.TicketTypes.Select(type => Pool(type.TicketTypeId, type.Name, type.Quantity))],
            Pool(Inventory.Capacity, Inventory.Capacity, ev.Capacity),
            [
                .. registrations
                    .GroupBy(registration => registration.Currency, StringComparer.Ordinal)
                    .Select(MoneyOf)
                    .Where(money => money.Gross.Amount > 0)
                    .OrderBy(money => money.Gross.Currency, StringComparer.Ordinal),
            ],
            CheckInFigures.Of(issued),
            [
                .. registrations
                    .Where(registration => registration is { ConfirmedAt: not null, Places: > 0 })
                    .GroupBy(registration => DayOf(registration.ConfirmedAt!.Value))
                    .OrderBy(day => day.Key, StringComparer.Ordinal)
                    .Select(Day),
            ],
            [
                .. issued
                    .Where(ticket => ticket.UsedAt is not null)
                    .CountBy(ticket => HourOf(ticket.UsedAt!.Value))
                    .OrderBy(hour => hour.Key)
                    .Select(hour => new HourFigures(hour.Key, hour.Value)),
            ]
        );

        int Count(RegistrationStatus status) => byStatus.GetValueOrDefault(status);

        TicketTypeFigures Pool(string pool, string name, long quantity)
        {
            var (inHold, left) = (places.Held.GetValueOrDefault(pool), places.Free.GetValueOrDefault(pool));
            return new(pool, name, quantity, quantity - inHold - left, inHold, left);
        }

        string DayOf(DateTimeOffset instant) =>
            TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        DateTimeOffset HourOf(DateTimeOffset instant)
        {
            var local = TimeZoneInfo.ConvertTime(instant, zone);
            return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour)).ToUniversalTime();
        }
    }

    private static MoneyFigures MoneyOf(IGrouping<string, Registration> paid)
    {
        var (gross, refunded) = (
            paid.Sum(registration => registration.Ledger.Captured),
            paid.Sum(registration => registration.Ledger.Refunded)
        );
        var tax = paid.Where(registration => registration.Status == RegistrationStatus.Confirmed).Sum(registration => registration.Tax);
        return new(new(gross, paid.Key), new(refunded, paid.Key), new(gross - refunded, paid.Key), new(tax, paid.Key));
    }

    private static DayFigures Day(IGrouping<string, Registration> day) =>
        new(
            day.Key,
            day.Count(),
            day.Sum(registration => registration.Places),
            [
                .. day.GroupBy(
                        registration => registration.Currency,
                        (currency, sold) =>
                            new Money(sold.Sum(registration => registration.Ledger.Captured - registration.Ledger.Refunded), currency)
                    )
                    .Where(money => money.Amount > 0)
                    .OrderBy(money => money.Currency, StringComparer.Ordinal),
            ]
        );
}
