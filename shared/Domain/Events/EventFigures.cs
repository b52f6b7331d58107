using System.Globalization;

namespace EventTicketing.Domain;

/// <summary>Registrations by what they are now.</summary>
public sealed record RegistrationFigures(int Pending, int Confirmed, int Cancelled, int Expired);

/// <summary>Sold, held and free add up to the quantity.</summary>
public sealed record TicketTypeFigures(string TicketTypeId, string Name, long Quantity, long Sold, long Held, long Free);

/// <param name="Gross">Captured, whatever became of it.</param>
/// <param name="Refunded">Given back or promised to be.</param>
/// <param name="Net">Gross without what was refunded.</param>
/// <param name="Tax">Of the confirmed registrations, within the gross.</param>
public sealed record MoneyFigures(Money Gross, Money Refunded, Money Net, Money Tax);

/// <param name="Tickets">Good ones, and those that somebody came in by before they were void: a refund sends nobody out.</param>
/// <param name="Used">Of these.</param>
/// <param name="Percent">Used of these, rounded; 0 when there are none.</param>
public sealed record CheckInFigures(int Tickets, int Used, int Percent);

/// <summary>What was sold on a day and takes places still: over all days as many tickets as the event has sold.</summary>
/// <param name="Date">When it was confirmed, in the event's zone, <c>2026-12-31</c>.</param>
/// <param name="Net">Captured without what was refunded.</param>
public sealed record DayFigures(string Date, int Registrations, int Tickets, IReadOnlyList<Money> Net);

/// <param name="StartsAt">Of the hour, in the event's zone.</param>
public sealed record HourFigures(DateTimeOffset StartsAt, int CheckIns);

/// <summary>How an event sells and fills, computed from its registrations, tickets and counters.</summary>
public sealed record EventFigures(
    RegistrationFigures Registrations, IReadOnlyList<TicketTypeFigures> TicketTypes, TicketTypeFigures Capacity, IReadOnlyList<MoneyFigures> Money,
    CheckInFigures CheckIns, IReadOnlyList<DayFigures> SalesPerDay, IReadOnlyList<HourFigures> CheckInsPerHour)
{
    /// <param name="places">Lapsed holds counted as free.</param>
    public static EventFigures Of(
        Event ev, IReadOnlyCollection<Registration> registrations, IEnumerable<Ticket> tickets, Places places, DateTimeOffset now)
    {
        var zone = ev.Zone;
        var byStatus = registrations.CountBy(registration => registration.StatusAt(now)).ToDictionary();
        Ticket[] counted = [.. tickets.Where(ticket => ticket.Status != TicketStatus.Void || ticket.UsedAt is not null)];
        Ticket[] used = [.. counted.Where(ticket => ticket.UsedAt is not null)];
        return new(
            new(Count(RegistrationStatus.Pending), Count(RegistrationStatus.Confirmed), Count(RegistrationStatus.Cancelled), Count(RegistrationStatus.Expired)),
            [.. ev.TicketTypes.Select(type => Pool(type.TicketTypeId, type.Name, type.Quantity))],
            Pool(Inventory.Capacity, Inventory.Capacity, ev.Capacity),
            [
                .. registrations.GroupBy(registration => registration.Currency, StringComparer.Ordinal).Select(MoneyOf)
                    .Where(money => money.Gross.Amount > 0).OrderBy(money => money.Gross.Currency, StringComparer.Ordinal),
            ],
            new(counted.Length, used.Length, counted.Length == 0 ? 0 : (int)Math.Round(100.0 * used.Length / counted.Length)),
            [
                .. registrations.Where(registration => registration is { ConfirmedAt: not null, Places: > 0 })
                    .GroupBy(registration => DayOf(registration.ConfirmedAt!.Value)).OrderBy(day => day.Key, StringComparer.Ordinal).Select(Day),
            ],
            [.. used.CountBy(ticket => HourOf(ticket.UsedAt!.Value)).OrderBy(hour => hour.Key).Select(hour => new HourFigures(hour.Key, hour.Value))]);

        int Count(RegistrationStatus status) => byStatus.GetValueOrDefault(status);

        TicketTypeFigures Pool(string pool, string name, long quantity)
        {
            var (inHold, left) = (places.Held.GetValueOrDefault(pool), places.Free.GetValueOrDefault(pool));
            return new(pool, name, quantity, quantity - inHold - left, inHold, left);
        }

        string DayOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        DateTimeOffset HourOf(DateTimeOffset instant)
        {
            var local = TimeZoneInfo.ConvertTime(instant, zone);
            return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour)).ToUniversalTime();
        }
    }

    private static MoneyFigures MoneyOf(IGrouping<string, Registration> paid)
    {
        var (gross, refunded) = (paid.Sum(registration => registration.Captured), paid.Sum(registration => registration.Refunded));
        var tax = paid.Where(registration => registration.Status == RegistrationStatus.Confirmed).Sum(registration => registration.Tax);
        return new(new(gross, paid.Key), new(refunded, paid.Key), new(gross - refunded, paid.Key), new(tax, paid.Key));
    }

    private static DayFigures Day(IGrouping<string, Registration> day) => new(
        day.Key, day.Count(), day.Sum(registration => registration.Places),
        [.. day.GroupBy(registration => registration.Currency, (currency, sold) => new Money(sold.Sum(registration => registration.Captured - registration.Refunded), currency))
            .Where(money => money.Amount > 0).OrderBy(money => money.Currency, StringComparer.Ordinal)]);
}
