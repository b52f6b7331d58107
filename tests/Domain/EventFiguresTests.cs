namespace EventTicketing.Tests.Domain;

public sealed class EventFiguresTests
{
    private static readonly Event Of = Valid.PublishedEvent;

    private static EventFigures Figures(IReadOnlyCollection<Registration> registrations, params Ticket[] tickets) =>
        EventFigures.Of(Of, registrations, tickets, new(Inventory.PoolsOf(Of), []), Valid.Now);

    private static Registration Sold(string at, int attempt = 1) =>
        Valid.PaidRegistration with
        {
            RegistrationId = $"reg_{attempt}",
            ConfirmedAt = Valid.At(at),
        };

    [Fact]
    public void An_event_that_nobody_knows_has_sold_nothing()
    {
        var figures = Figures([]);
        Assert.Equal((new RegistrationFigures(0, 0, 0, 0), new CheckInFigures(0, 0, 0)), (figures.Registrations, figures.CheckIns));
        Assert.Equal(new TicketTypeFigures("tty_standard", "Standard", 400, 0, 0, 400), figures.TicketTypes[0]);
        Assert.Equal(new TicketTypeFigures("capacity", "capacity", 500, 0, 0, 500), figures.Capacity);
        Assert.Equal((0, 0, 0), (figures.Money.Count, figures.SalesPerDay.Count, figures.CheckInsPerHour.Count));
    }

    [Fact]
    public void A_hold_whose_time_is_over_is_expired_before_anybody_has_swept_it()
    {
        var lapsed = Valid.PendingRegistration with { ExpiresAt = Valid.Now };
        var cancelled = Valid.PaidRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now);
        Assert.Equal(
            new RegistrationFigures(1, 1, 1, 1),
            Figures([Valid.PendingRegistration, Valid.PaidRegistration, cancelled, lapsed]).Registrations
        );
    }

    [Fact]
    public void Sold_held_and_free_add_up_to_the_quantity()
    {
        var figures = EventFigures.Of(
            Of,
            [],
            [],
            new(Free: new() { ["tty_standard"] = 391, ["capacity"] = 480 }, Held: new() { ["tty_standard"] = 2, ["capacity"] = 5 }),
            Valid.Now
        );
        Assert.Equal(new TicketTypeFigures("tty_standard", "Standard", 400, Sold: 7, Held: 2, Free: 391), figures.TicketTypes[0]);
        Assert.Equal(new TicketTypeFigures("capacity", "capacity", 500, Sold: 15, Held: 5, Free: 480), figures.Capacity);
    }

    [Fact]
    public void Money_is_counted_by_currency_and_what_is_given_back_is_not_ours()
    {
        var refunded = Valid.PaidRegistration.Refunded("ref_1", 1000) with { Tax = 350 };
        var gone = Valid.PaidRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now) with { Tax = 350 };
        var yen = Valid.PaidRegistration with { Currency = "jpy" };
        Assert.Equal(
            [
                new MoneyFigures(new(5000, "jpy"), new(0, "jpy"), new(5000, "jpy"), new(0, "jpy")),
                new MoneyFigures(new(10_000, "usd"), new(6000, "usd"), new(4000, "usd"), new(350, "usd")),
            ],
            Figures([refunded, gone, yen, Valid.FreeRegistration, Valid.PendingRegistration]).Money
        );
    }

    [Fact]
    public void A_sale_belongs_to_the_day_in_the_event_s_zone()
    {
        var days = Figures([
            Sold("2026-06-01T21:59Z"),
            Sold("2026-06-01T22:00Z", 2),
            Sold("2026-06-02T21:00Z", 3),
            Valid.PendingRegistration,
        ]).SalesPerDay;
        Assert.Equal([("2026-06-01", 1, 2), ("2026-06-02", 2, 4)], days.Select(day => (day.Date, day.Registrations, day.Tickets)));
        Assert.Equal([new Money(10_000, "usd")], days[1].Net);
    }

    [Fact]
    public void Sales_by_day_add_up_to_what_is_sold_and_kept()
    {
        var refunded = Valid.PaidRegistration.Refunded("ref_1", 1000);
        var cancelled = Valid.PaidRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now.AddDays(3));
        var figures = EventFigures.Of(
            Of,
            [refunded, cancelled],
            [],
            new(Free: new() { ["capacity"] = Of.Capacity - refunded.Quantity }, Held: []),
            Valid.Now
        );
        var day = Assert.Single(figures.SalesPerDay);
        Assert.Equal((1L, figures.Capacity.Sold), (day.Registrations, day.Tickets));
        Assert.Equal([figures.Money[0].Net], day.Net);
        Assert.Empty(Figures([cancelled]).SalesPerDay);
    }

    [Fact]
    public void Places_that_people_inside_keep_are_sold_on_the_day_of_their_sale()
    {
        var refunded = Valid.IssuedRegistration.Cancel(CancelledBy.Organizer, null, Valid.Now.AddDays(3), Valid.UsedTicket, Valid.Ticket);
        var figures = EventFigures.Of(Of, [refunded], [], new(Free: new() { ["capacity"] = Of.Capacity - 1 }, Held: []), Valid.Now);
        var day = Assert.Single(figures.SalesPerDay);
        Assert.Equal((1, 1L, 1), (day.Registrations, figures.Capacity.Sold, day.Tickets));
        Assert.Empty(day.Net);
    }

    [Fact]
    public void Check_ins_are_counted_by_the_hour_of_the_event_s_clock()
    {
        Ticket At(string instant) => Valid.UsedTicket with { UsedAt = Valid.At(instant) };
        Ticket[] used = [At("2026-06-20T18:14Z"), At("2026-06-20T18:15Z"), At("2026-06-20T19:14Z")];
        var kathmandu = EventFigures.Of(Of with { TimeZone = "Asia/Kathmandu" }, [], used, new([], []), Valid.Now);
        Assert.Equal(
            [new HourFigures(Valid.At("2026-06-20T17:15Z"), 1), new HourFigures(Valid.At("2026-06-20T18:15Z"), 2)],
            kathmandu.CheckInsPerHour
        );
    }

    [Fact]
    public void The_rate_is_of_tickets_that_are_good_or_were_when_somebody_came_in_and_its_hours_add_up_to_it()
    {
        var figures = Figures(
            [],
            Valid.Ticket,
            Valid.Ticket,
            Valid.UsedTicket,
            Valid.Ticket.Voided(Valid.Now),
            Valid.UsedTicket.Voided(Valid.Now)
        );
        Assert.Equal(new CheckInFigures(4, 2, 50), figures.CheckIns);
        Assert.Equal(figures.CheckIns.Used, figures.CheckInsPerHour.Sum(hour => hour.CheckIns));
    }
}
