namespace EventTicketing.Tests.Domain;

public sealed class GuestTests
{
    private static readonly OrderKeys Keys = new(new byte[32]);
    private static readonly Event Later = Valid.PublishedEvent;

    private static Registration Guests(Registration registration) => registration with { UserId = Keys.GuestOf(registration.BuyerEmail) };

    private static Registration Pending => Guests(Valid.PendingRegistration);

    private static Registration Confirmed => Guests(Valid.PaidRegistration);

    [Fact]
    public void A_guest_is_the_same_person_however_the_address_is_written()
    {
        var id = Keys.GuestOf("Gabi@Example.com");
        Assert.Equal(id, Keys.GuestOf(" gabi@example.COM "));
        Assert.NotEqual(id, Keys.GuestOf("gabi+1@example.com"));
        Assert.NotEqual(id, new OrderKeys([.. Enumerable.Repeat((byte)1, 32)]).GuestOf("gabi@example.com"));
        Assert.True(OrderKeys.IsGuest(id));
        Assert.False(OrderKeys.IsGuest(Valid.Buyer.UserId));
        Assert.Matches("^guest_[0-9a-z]{26}$", id);
    }

    [Fact]
    public void A_key_is_of_one_order_and_of_its_latest_link()
    {
        var key = Keys.Of(Pending);
        Assert.Matches("^[0-9a-z]{26}$", key);
        Assert.True(Keys.Opens(Pending, key));
        Assert.False(Keys.Opens(Pending with { KeyEpoch = 1 }, key));
        Assert.False(Keys.Opens(Pending with { RegistrationId = "reg_2" }, key));
        Assert.False(Keys.Opens(Pending, null));
        Assert.False(Keys.Opens(Pending, key[1..]));
        // Orders of signed-in buyers have no key.
        Assert.False(Keys.Opens(Valid.PendingRegistration, Keys.Of(Valid.PendingRegistration)));
    }

    [Fact]
    public void The_key_of_a_ticket_is_of_one_issue()
    {
        var ticket = Valid.Ticket;
        var key = Keys.Of(ticket);
        Assert.True(Keys.Opens(ticket, key));
        Assert.False(Keys.Opens(ticket with { Issue = 2 }, key));
        Assert.False(Keys.Opens(ticket with { TicketId = "tkt_other" }, key));
        Assert.False(Keys.Opens(ticket, null));
        Assert.NotEqual(key, Keys.Of(Confirmed));
    }

    [Theory]
    [InlineData(RegistrationStatus.Cancelled, "registration_cancelled")]
    [InlineData(RegistrationStatus.Expired, "registration_expired")]
    public void Nothing_is_corrected_of_what_has_ended(RegistrationStatus status, string code) =>
        Assert.Equal(code, (Confirmed with { Status = status }).Corrected("Gabi", null, null, Later, Valid.Now).Problem?.Code);

    [Fact]
    public void Nothing_is_corrected_of_a_hold_that_has_lapsed_or_once_the_event_has_started()
    {
        Assert.Equal("registration_expired", Pending.Corrected("Gabi", null, null, Later, Valid.Now + Valid.HoldTime).Problem?.Code);
        Assert.Equal("event_started", Confirmed.Corrected("Gabi", null, null, Later, Later.StartsAt).Problem?.Code);
        Assert.Null(Confirmed.Corrected("Gabi", null, null, Later, Later.StartsAt - Valid.Tick).Problem);
    }

    [Fact]
    public void What_stays_as_it_is_is_the_very_registration()
    {
        Assert.Same(Confirmed.Attendees, Confirmed.Corrected(null, null, [.. Confirmed.Attendees], Later, Valid.Now).Value.Attendees);
        var confirmed = Confirmed;
        Assert.Same(confirmed, confirmed.Corrected(confirmed.BuyerName, confirmed.BuyerEmail, null, Later, Valid.Now).Value);
    }

    [Fact]
    public void An_address_is_corrected_while_the_order_is_pending_and_once_after()
    {
        var pending = Pending.Corrected(null, "meant@example.com", null, Later, Valid.Now).Value;
        Assert.Equal(("meant@example.com", 1, false), (pending.BuyerEmail, pending.KeyEpoch, pending.AddressCorrected));
        Assert.Equal(2, pending.Corrected(null, "really@example.com", null, Later, Valid.Now).Value.KeyEpoch);
        var confirmed = Confirmed.Corrected("Gabi", "meant@example.com", null, Later, Valid.Now).Value;
        Assert.Equal(
            ("Gabi", "meant@example.com", 1, true),
            (confirmed.BuyerName, confirmed.BuyerEmail, confirmed.KeyEpoch, confirmed.AddressCorrected)
        );
        Assert.Equal("address_already_corrected", confirmed.Corrected(null, "really@example.com", null, Later, Valid.Now).Problem?.Code);
        Assert.Null(confirmed.Corrected("Gabriele", "meant@example.com", null, Later, Valid.Now).Problem);
    }

    [Fact]
    public void The_address_of_an_account_is_not_corrected_and_no_ticket_has_two_attendees()
    {
        Assert.Equal(
            "address_of_account",
            Valid.PaidRegistration.Corrected(null, "meant@example.com", null, Later, Valid.Now).Problem?.Code
        );
        var people = Enumerable.Range(0, Confirmed.Quantity + 1).Select(i => new Attendee($"Person {i}", null)).ToList();
        Assert.Equal("too_many_attendees", Confirmed.Corrected(null, null, people, Later, Valid.Now).Problem?.Code);
        Assert.Equal(people[..^1], Confirmed.Corrected(null, null, people[..^1], Later, Valid.Now).Value.Attendees);
    }

    [Fact]
    public void The_holder_of_a_used_ticket_stays()
    {
        var ticket = Valid.Ticket;
        var (holder, later) = (new Attendee("Gabi", "gabi@example.com"), Valid.Now.AddDays(1));
        var made = ticket.MadeOutTo(holder, "guest_1", later).Value;
        Assert.Equal(("Gabi", "gabi@example.com", "guest_1", later), (made.HolderName, made.HolderEmail, made.UserId, made.ChangedAt));
        Assert.Same(made, made.MadeOutTo(holder, "guest_1", later).Value);
        var used = made.Used(later, "North", later);
        Assert.Equal("already_checked_in", used.MadeOutTo(new("Ben", null), "guest_1", later).Problem?.Code);
        Assert.Equal("guest_2", used.MadeOutTo(holder, "guest_2", later).Value.UserId);
    }

    [Fact]
    public void An_order_that_moves_takes_its_places_and_its_hold_along()
    {
        var quota = Quota.New(Pending.UserId, Later).With(null, Pending);
        var left = quota.Without(Pending);
        Assert.Equal((0, 0, 0), (left.Places, left.Holds.Count, left.Lapses.Count));
        var cancelled = Confirmed.Cancel(CancelledBy.Buyer, null, Valid.Now);
        Assert.Equal(quota.Places, quota.Without(cancelled).Places);
    }

    [Fact]
    public void A_mail_that_is_sent_again_is_another_mail_and_the_links_are_forgotten_after_a_day()
    {
        var (once, again) = (Notification.Again(Confirmed, "1", Valid.Now), Notification.Again(Confirmed, "2", Valid.Now));
        Assert.NotEqual(once.NotificationId, again.NotificationId);
        Assert.True(once.ConcernsAttendees);
        var found = Notification.Found("guest_1", "gabi@example.com", Valid.Now);
        Assert.Equal(found.NotificationId, Notification.Found("guest_1", "gabi@example.com", Valid.Now.AddMinutes(59)).NotificationId);
        Assert.NotEqual(found.NotificationId, Notification.Found("guest_1", "gabi@example.com", Valid.Now.AddHours(1)).NotificationId);
        Assert.Equal((Valid.Now.AddDays(1), false), (found.KeptUntil, found.ConcernsAttendees));
    }

    [Fact]
    public void Attendees_get_their_tickets_again_when_the_buyers_address_was_wrong()
    {
        var order = Confirmed with { Attendees = [new("Ann", "ann@example.com")], TicketIds = ["tkt_1", "tkt_2"] };
        var (before, after) = (
            Assert.Single(Notification.ToAttendees(order, Valid.Now)),
            Assert.Single(Notification.ToAttendees(order with { AddressCorrected = true }, Valid.Now))
        );
        Assert.NotEqual(before.NotificationId, after.NotificationId);
        var cancelled = order.Cancel(CancelledBy.Buyer, null, Valid.Now);
        Assert.Equal(
            Assert.Single(Notification.ToAttendees(cancelled, Valid.Now)).NotificationId,
            Assert.Single(Notification.ToAttendees(cancelled with { AddressCorrected = true }, Valid.Now)).NotificationId
        );
    }
}
