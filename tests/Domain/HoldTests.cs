namespace EventTicketing.Tests.Domain;

public sealed class HoldTests
{
    [Fact]
    public void A_hold_keeps_the_places_until_the_hold_time_is_over()
    {
        var held = Valid.Hold([("tty_standard", 2)]).Value;
        Assert.Equal((RegistrationStatus.Pending, Valid.Now + Valid.HoldTime, null), (held.Status, held.ExpiresAt, held.ConfirmedAt));
        Assert.Equal(("evt_1", "org_1"), (held.EventId, held.OrganizationId));
        Assert.Equal(("usr_buyer", "Ada Lovelace", "ada@example.com"), (held.UserId, held.BuyerName, held.BuyerEmail));
    }

    [Fact]
    public void A_basket_is_priced_by_the_event()
    {
        var held = Valid.Hold([("tty_standard", 2), ("tty_student", 3), ("tty_free", 1)]).Value;
        Assert.Equal((8000L, 8000L, 0L, "usd", 6), (held.Subtotal, held.Total, held.Tax, held.Currency, held.Quantity));
        Assert.Equal([2500, 1000, 0], held.Items.Select(item => item.UnitPrice.Amount));
    }

    [Fact]
    public void The_price_is_frozen_when_the_hold_is_taken()
    {
        var ev = Valid.PublishedEvent;
        var held = Valid.Hold([("tty_standard", 2)], ev).Value;
        var dearer = ev.Change("tty_standard", type => type with { Price = new(9900, "usd"), Name = "Late" }, Valid.Now).Value;
        Assert.Equal((5000L, new RegistrationItem("tty_standard", "Standard", new(2500, "usd"), 2)), (held.Total, held.Items[0]));
        Assert.Equal(19_800, Valid.Hold([("tty_standard", 2)], dearer).Value.Total);
    }

    [Fact]
    public void A_free_basket_is_confirmed_at_once()
    {
        var held = Valid.Hold([("tty_free", 2)]).Value;
        Assert.Equal((RegistrationStatus.Confirmed, Valid.Now, null, 0L), (held.Status, held.ConfirmedAt, held.ExpiresAt, held.Total));
    }

    [Fact]
    public void A_free_ticket_beside_a_paid_one_waits_for_the_payment() =>
        Assert.Equal(RegistrationStatus.Pending, Valid.Hold([("tty_free", 1), ("tty_student", 1)]).Value.Status);

    [Theory]
    [InlineData(EventStatus.Draft)]
    [InlineData(EventStatus.Cancelled)]
    [InlineData(EventStatus.Archived)]
    public void Nothing_is_sold_for_an_event_that_is_not_published(EventStatus status) =>
        Assert.Equal("event_not_published", Valid.Hold([("tty_standard", 1)], Valid.PublishedEvent with { Status = status }).Problem?.Code);

    [Fact]
    public void Nothing_is_sold_once_the_event_has_ended()
    {
        var ev = Valid.PublishedEvent with { TicketTypes = [Valid.Standard with { SalesEndAt = Valid.PublishedEvent.EndsAt }] };
        Assert.Null(Valid.Hold([("tty_standard", 1)], ev, now: ev.EndsAt - Valid.Tick).Problem);
        Assert.Equal("event_not_published", Valid.Hold([("tty_standard", 1)], ev, now: ev.EndsAt).Problem?.Code);
    }

    [Fact]
    public void Nothing_is_sold_before_its_sales_open() =>
        Assert.Equal(
            "sales_not_open",
            Valid.Hold([("tty_standard", 1)], Selling(Valid.Standard with { SalesStartAt = Valid.Now + Valid.Tick })).Problem?.Code
        );

    [Fact]
    public void Nothing_is_sold_after_its_sales_have_closed()
    {
        Assert.Equal(
            "sales_closed",
            Valid.Hold([("tty_standard", 1)], Selling(Valid.Standard with { SalesEndAt = Valid.Now })).Problem?.Code
        );
        Assert.Equal("sales_closed", Valid.Hold([("tty_standard", 1)], now: Valid.PublishedEvent.StartsAt).Problem?.Code);
    }

    [Fact]
    public void One_line_that_is_not_on_sale_refuses_the_basket()
    {
        var ev = Selling(Valid.Student, Valid.Standard with { SalesEndAt = Valid.Now });
        Assert.Equal("sales_closed", Valid.Hold([("tty_student", 1), ("tty_standard", 1)], ev).Problem?.Code);
    }

    [Fact]
    public void A_type_has_a_limit_per_order()
    {
        Assert.Null(Valid.Hold([("tty_standard", 10)]).Problem);
        Assert.Equal("order_limit_exceeded", Valid.Hold([("tty_standard", 11)]).Problem?.Code);
    }

    [Fact]
    public void An_order_has_a_limit_over_all_types()
    {
        var ev = Selling(Valid.Standard with { MaxPerOrder = 50 }, Valid.Student with { MaxPerOrder = 50 });
        Assert.Equal(50, Valid.Hold([("tty_standard", 25), ("tty_student", 25)], ev).Value.Quantity);
        Assert.Equal("order_limit_exceeded", Valid.Hold([("tty_standard", 25), ("tty_student", 26)], ev).Problem?.Code);
    }

    [Fact]
    public void An_order_costs_no_more_than_one_payment_can_carry()
    {
        var ev = Selling(
            Valid.Standard with
            {
                Price = new(Currencies.MostOf("usd"), "usd"),
            },
            Valid.Student with
            {
                Price = new(1, "usd"),
            }
        );
        Assert.Equal(Currencies.MostOf("usd"), Valid.Hold([("tty_standard", 1)], ev).Value.Total);
        Assert.Equal("order_limit_exceeded", Valid.Hold([("tty_standard", 1), ("tty_student", 1)], ev).Problem?.Code);
    }

    [Fact]
    public void The_largest_order_of_the_dearest_tickets_does_not_overflow()
    {
        var ev = Selling(Valid.Standard with { Price = new(Currencies.MostOf("usd"), "usd"), MaxPerOrder = 50 });
        Assert.Equal("order_limit_exceeded", Valid.Hold([("tty_standard", 50)], ev).Problem?.Code);
    }

    [Theory]
    [InlineData("tty_other", "tty_standard", "unknown_ticket_type", "items[0].ticketTypeId")]
    [InlineData("tty_standard", "tty_other", "unknown_ticket_type", "items[1].ticketTypeId")]
    [InlineData("tty_standard", "tty_standard", "duplicate_ticket_type", "items[1].ticketTypeId")]
    [InlineData("tty_standard", "TTY_STANDARD", "unknown_ticket_type", "items[1].ticketTypeId")]
    public void Each_line_names_another_type_of_this_event(string first, string second, string code, string field)
    {
        var error = Assert.Single(Valid.Hold([(first, 1), (second, 1)]).Problem!.Errors);
        Assert.Equal((code, field), (error.Code, error.Field));
    }

    [Fact]
    public void Naming_a_type_twice_does_not_get_around_its_limit() =>
        Assert.Equal("duplicate_ticket_type", Valid.Hold([("tty_standard", 10), ("tty_standard", 10)]).Problem?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nobody_buys_nothing_or_less(int quantity) =>
        Assert.Equal("out_of_range", Valid.Hold([("tty_standard", quantity)]).Problem?.Code);

    [Fact]
    public void A_basket_has_one_currency()
    {
        var ev = Selling(Valid.Standard, Valid.Student with { Price = new(1000, "eur") });
        Assert.Equal("currency_mismatch", Valid.Hold([("tty_standard", 1), ("tty_student", 1)], ev).Problem?.Code);
        Assert.Equal("eur", Valid.Hold([("tty_student", 1)], ev).Value.Currency);
    }

    [Fact]
    public void What_is_free_goes_with_every_currency()
    {
        var ev = Selling(Valid.Standard, Valid.Student with { Price = new(0, "jpy") });
        foreach (var basket in new[] { new[] { ("tty_standard", 1), ("tty_student", 1) }, [("tty_student", 1), ("tty_standard", 1)] })
        {
            var held = Valid.Hold(basket, ev).Value;
            Assert.Equal((Valid.Standard.Price.Currency, Valid.Standard.Price.Amount), (held.Currency, held.Subtotal));
        }

        Assert.Equal("jpy", Valid.Hold([("tty_student", 1)], ev).Value.Currency);
    }

    [Fact]
    public void There_are_no_more_attendees_than_tickets()
    {
        Attendee[] two = [new("Ada", null), new("Grace", "grace@example.com")];
        Assert.Equal(two, Valid.Hold([("tty_standard", 1), ("tty_student", 1)], attendees: two).Value.Attendees);
        Assert.Equal("too_many_attendees", Valid.Hold([("tty_standard", 1)], attendees: two).Problem?.Code);
    }

    private static Event Selling(params TicketType[] types) => Valid.PublishedEvent with { TicketTypes = types };
}
