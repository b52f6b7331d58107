namespace EventTicketing.Tests.Domain;

public sealed class EventMovingTests
{
    private static readonly Event Published = Valid.PublishedEvent;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static Event Later(Event ev, TimeSpan by) => ev with { StartsAt = ev.StartsAt + by, EndsAt = ev.EndsAt + by };

    private static Event Moved(Event ev, Event to, DateTimeOffset at, bool notify = true) => ev.Edit(to, at, notify).Value;

    [Fact]
    public void A_published_event_can_be_moved_and_its_gate_moves_with_it()
    {
        var moved = Moved(Published, Later(Published, Week) with { TimeZone = "Europe/Lisbon" }, Valid.Now);
        Assert.Equal(
            (Published.StartsAt + Week, "Europe/Lisbon", Published.EndsAt + Week + TimeSpan.FromHours(6)),
            (moved.StartsAt, moved.TimeZone, moved.GateCloses)
        );
        Assert.Equal(moved.StartsAt.UtcDateTime.Date, moved.GateOpens.AddHours(1).UtcDateTime.Date);
        Assert.Equal(Valid.Now, moved.ChangedAt);
    }

    [Fact]
    public void A_gate_whose_time_was_said_moves_along_unless_it_is_said_anew()
    {
        var stated = Published with { GateOpensAt = Published.StartsAt.AddHours(-2) };
        Assert.Equal(stated.GateOpensAt + Week, Moved(stated, Later(stated, Week), Valid.Now).GateOpensAt);
        var anew = Published.StartsAt + Week - TimeSpan.FromHours(1);
        Assert.Equal(anew, Moved(stated, Later(stated, Week) with { GateOpensAt = anew }, Valid.Now).GateOpensAt);
        // A client that sends the event back as it was shown has not set the gate's time.
        Assert.Null(Moved(Published, Later(Published, Week) with { GateOpensAt = Published.GateOpens }, Valid.Now).GateOpensAt);
        Assert.Null(Moved(Valid.Draft, Later(Valid.Draft, Week) with { GateOpensAt = Valid.Draft.GateOpens }, Valid.Now).GateOpensAt);
    }

    [Theory]
    [InlineData("2026-06-01T11:00Z", "2026-06-01T15:00Z", "startsAt in_the_past")]
    [InlineData("2026-06-20T21:00Z", "2026-06-20T21:00Z", "endsAt ends_before_start")]
    [InlineData("2027-06-22T18:00Z", "2027-06-22T21:00Z", "endsAt too_far_ahead")]
    public void It_is_moved_into_the_future_and_by_a_year_at_most(string startsAt, string endsAt, string refusal)
    {
        var error = Assert.Single(
            Published.Edit(Published with { StartsAt = Valid.At(startsAt), EndsAt = Valid.At(endsAt) }, Valid.Now).Problem!.Errors
        );
        Assert.Equal(refusal, $"{error.Field} {error.Code}");
    }

    [Fact]
    public void Moved_in_steps_it_gets_no_further()
    {
        var once = Moved(Published, Later(Published, TimeSpan.FromDays(300)), Valid.Now);
        Assert.Equal("too_far_ahead", once.Edit(Later(once, TimeSpan.FromDays(67)), Valid.Now).Problem?.Code);
        Assert.Null(once.Edit(Later(once, TimeSpan.FromDays(66)), Valid.Now).Problem);
    }

    [Fact]
    public void What_has_started_may_end_at_another_time_and_not_start_at_one()
    {
        var during = Published.StartsAt.AddHours(1);
        Assert.Equal("event_started", Published.Edit(Later(Published, Week), during).Problem?.Code);
        Assert.Null(Published.Edit(Published with { EndsAt = Published.EndsAt.AddHours(2) }, during).Problem);
        Assert.Equal("in_the_past", Published.Edit(Published with { EndsAt = during.AddMinutes(-1) }, during).Problem?.Code);
        Assert.Equal("event_closed", Published.Edit(Later(Published, Week), Published.EndsAt).Problem?.Code);
    }

    [Fact]
    public void Several_changes_are_one_mail_ten_minutes_after_the_last()
    {
        var first = Moved(Published, Later(Published, Week), Valid.Now);
        Assert.Equal(new Announcement(Published.Facts, Valid.Now.AddMinutes(10)), first.Announcement);
        var second = Moved(first, first with { Title = "Other" }, Valid.Now.AddMinutes(9));
        Assert.Equal(new Announcement(Published.Facts, Valid.Now.AddMinutes(19)), second.Announcement);
        Assert.Same(second.Announcement, Moved(second, second with { Description = "More" }, Valid.Now.AddMinutes(18)).Announcement);
    }

    [Fact]
    public void Undone_before_anybody_heard_of_it_there_is_nothing_to_tell_and_undone_later_there_is()
    {
        var moved = Moved(Published, Later(Published, Week), Valid.Now);
        Assert.Null(Moved(moved, Later(moved, -Week), Valid.Now.AddMinutes(5)).Announcement);
        var announced = moved with { Announcement = null };
        Assert.Equal(moved.Facts, Moved(announced, Later(announced, -Week), Valid.Now.AddHours(1)).Announcement?.Before);
    }

    [Fact]
    public void A_cancelled_event_has_nothing_else_to_tell() =>
        Assert.Null(Moved(Published, Later(Published, Week), Valid.Now).Cancel(null, Valid.Now).Value.Announcement);

    [Fact]
    public void No_sale_begins_after_the_event_that_was_moved_ahead_of_it()
    {
        var late = Published with { TicketTypes = [Valid.Standard with { SalesStartAt = Published.StartsAt.AddDays(-1) }] };
        var error = Assert.Single(late.Edit(Later(late, -TimeSpan.FromDays(2)), Valid.Now).Problem!.Errors);
        Assert.Equal("ticketTypes[0].salesStartAt after_event_start", $"{error.Field} {error.Code}");
        Assert.Null(late.Edit(Later(late, -TimeSpan.FromHours(2)), Valid.Now).Problem);
    }

    [Fact]
    public void Nobody_is_told_where_the_organizer_does_not_want_it()
    {
        var moved = Moved(Published, Later(Published, Week), Valid.Now, notify: false);
        Assert.Equal((null, Valid.Now), (moved.Announcement, moved.ChangedAt));
        // A change that already waits for its announcement is still announced.
        var announced = Moved(Published, Later(Published, Week), Valid.Now);
        Assert.Equal(
            Published.Facts,
            Moved(announced, announced with { Title = "Other" }, Valid.Now.AddMinutes(1), notify: false).Announcement?.Before
        );
    }

    [Fact]
    public void Everybody_with_tickets_is_owed_one_mail_and_who_bought_later_none()
    {
        var sold = Valid.IssuedRegistration with { Attendees = [new("Bo", "bo@example.com"), new("Ada", "ADA@example.com")] };
        var moved = Moved(Published, Later(Published, Week), Valid.Now.AddMinutes(1));
        var mails = Notification.AfterChange(sold, moved, Valid.Now).ToList();
        Assert.Equal(["ada@example.com", "bo@example.com"], mails.Select(mail => mail.Recipient));
        Assert.All(mails, mail => Assert.Equal(Published.Facts, mail.Before));
        // One mail per person, however many orders they have.
        Assert.Equal(
            mails.Select(mail => mail.NotificationId),
            Notification.AfterChange(sold with { RegistrationId = "reg_2" }, moved, Valid.Now).Select(mail => mail.NotificationId)
        );
        // Somebody who held places before the change and paid after it had seen the old times.
        Assert.NotEmpty(Notification.AfterChange(sold with { ConfirmedAt = Valid.Now.AddMinutes(2) }, moved, Valid.Now));
        Assert.Empty(Notification.AfterChange(sold with { CreatedAt = Valid.Now.AddMinutes(2) }, moved, Valid.Now));
        Assert.Empty(Notification.AfterChange(sold.Cancel(CancelledBy.Buyer, null, Valid.Now), moved, Valid.Now));
        var again = Moved(moved with { Announcement = null }, Published, Valid.Now.AddHours(1));
        Assert.DoesNotContain(
            Notification.AfterChange(sold, again, Valid.Now).First().NotificationId,
            mails.Select(mail => mail.NotificationId)
        );
    }

    [Fact]
    public void Buyers_may_give_back_what_they_paid_for_until_the_day_that_was_promised()
    {
        var ev = Published with { RefundsUntil = Valid.At("2026-06-10T00:00Z") };
        Assert.Null(Valid.IssuedRegistration.WhyNotCancellable(ev, [], Valid.At("2026-06-09T23:59Z")));
        Assert.Equal("refunds_closed", Valid.IssuedRegistration.WhyNotCancellable(ev, [], Valid.At("2026-06-10T00:00Z"))?.Code);
        Assert.Null(Valid.FreeRegistration.WhyNotCancellable(ev, [], Valid.At("2026-06-10T00:00Z")));
        Assert.Equal(
            "event_started",
            Valid.IssuedRegistration.WhyNotCancellable(ev with { RefundsUntil = ev.EndsAt }, [], ev.StartsAt)?.Code
        );
        Assert.Equal("locked_when_published", ev.Edit(ev with { RefundsUntil = Valid.At("2026-06-09T00:00Z") }, Valid.Now).Problem?.Code);
        Assert.Equal("locked_when_published", Published.Edit(ev, Valid.Now).Problem?.Code);
        foreach (var until in (DateTimeOffset?[])[Valid.At("2026-06-12T00:00Z"), null])
            Assert.Equal(until, ev.Edit(ev with { RefundsUntil = until }, Valid.Now).Value.RefundsUntil);
        // The event may move ahead of the deadline: refunds then end at its start.
        Assert.Null(ev.Edit(Later(ev, -TimeSpan.FromDays(15)), Valid.Now).Problem);
    }
}
