namespace EventTicketing.Tests.Domain;

public sealed class NotificationTests
{
    [Fact]
    public void Nothing_is_owed_while_nothing_has_happened() =>
        Assert.All(
            (Registration[])
                [
                    Valid.PendingRegistration,
                    Valid.PendingRegistration.Expire(Valid.Now),
                    Valid.PendingRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now),
                ],
            registration => Assert.Empty(Kinds(registration))
        );

    [Fact]
    public void The_confirmation_waits_for_the_tickets()
    {
        Assert.Empty(Kinds(Valid.PaidRegistration));
        Assert.Equal([NotificationKind.OrderConfirmed], Kinds(Valid.IssuedRegistration));
        Assert.Equal([NotificationKind.OrderConfirmed], Kinds(Valid.FreeRegistration with { TicketIds = ["tkt_1"] }));
    }

    [Fact]
    public void Who_cancels_hears_of_it_and_of_the_money_when_it_is_on_its_way()
    {
        var cancelled = Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, "ill", Valid.Now);
        Assert.Equal([NotificationKind.RegistrationCancelled], Kinds(cancelled));
        Assert.Equal([NotificationKind.RegistrationCancelled, NotificationKind.RefundMade], Kinds(Made(cancelled)));
    }

    [Theory]
    [InlineData("event_cancelled")]
    [InlineData("EventCancelled")]
    [InlineData("Event")]
    public void Whatever_the_buyer_writes_is_not_the_end_of_the_event(string reason)
    {
        Assert.Equal(
            [NotificationKind.RegistrationCancelled],
            Kinds(Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, reason, Valid.Now))
        );
        Assert.Equal(
            [NotificationKind.RegistrationCancelled],
            Kinds(Valid.FreeRegistration.Cancel(CancelledBy.Organizer, reason, Valid.Now))
        );
    }

    [Theory]
    [InlineData(CancelledBy.Event, NotificationKind.EventCancelled)]
    [InlineData(CancelledBy.Organizer, NotificationKind.RegistrationCancelled)]
    [InlineData(CancelledBy.Buyer, NotificationKind.RegistrationCancelled)]
    public void What_was_stored_without_it_tells_by_its_refunds_who_cancelled(CancelledBy by, NotificationKind kind)
    {
        var old = Valid.IssuedRegistration.Cancel(by, "ill", Valid.Now) with { CancelledBy = null };
        Assert.Equal((by, kind), (old.CancelledBy, Assert.Single(Kinds(old))));
    }

    [Fact]
    public void With_a_cancelled_event_paid_and_free_buyers_hear_of_the_event()
    {
        Assert.Equal(
            [NotificationKind.EventCancelled, NotificationKind.RefundMade],
            Kinds(Made(Valid.IssuedRegistration.Cancel(CancelledBy.Event, null, Valid.Now)))
        );
        Assert.Equal([NotificationKind.EventCancelled], Kinds(Valid.FreeRegistration.Cancel(CancelledBy.Event, null, Valid.Now)));
    }

    [Fact]
    public void Who_paid_too_late_hears_that_it_was_returned() =>
        Assert.Equal(
            [NotificationKind.LatePaymentRefunded],
            Kinds(Made(Valid.PendingRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded, amount: 1), Valid.Now).Expire(Valid.Now)))
        );

    [Theory]
    [InlineData(RefundStatus.Requested)]
    [InlineData(RefundStatus.Failed)]
    public void A_refund_that_was_not_made_is_not_announced(RefundStatus status)
    {
        var asked = Valid.IssuedRegistration.Refunded("ref_1", 100);
        Assert.Equal([NotificationKind.OrderConfirmed], Kinds(asked.Observed(Valid.RefundSeen("ref_1", 100, status), Valid.Now)));
    }

    [Fact]
    public void Each_refund_is_announced_by_itself()
    {
        var asked = Valid.IssuedRegistration.Refunded("ref_1", 100).Refunded("ref_2", 200);
        var mails = Notification.ToBuyer(Made(asked), Valid.Now).ToList();
        Assert.Equal([null, "ref_1", "ref_2"], mails.Select(mail => mail.RefundId));
        Assert.Equal(3, mails.Select(mail => mail.NotificationId).Distinct().Count());
    }

    [Fact]
    public void The_same_mail_has_the_same_id_whenever_it_is_looked_at() =>
        Assert.Equal(
            Notification.ToBuyer(Valid.IssuedRegistration, Valid.Now).Select(mail => mail.NotificationId),
            Notification.ToBuyer(Valid.IssuedRegistration, Valid.Now.AddDays(1)).Select(mail => mail.NotificationId)
        );

    [Fact]
    public void Another_registration_is_owed_another_mail() =>
        Assert.NotEqual(
            Notification.ToBuyer(Valid.IssuedRegistration, Valid.Now).Single().NotificationId,
            Notification.ToBuyer(Valid.IssuedRegistration with { RegistrationId = "reg_2" }, Valid.Now).Single().NotificationId
        );

    private static IEnumerable<NotificationKind> Kinds(Registration registration) =>
        Notification.ToBuyer(registration, Valid.Now).Select(mail => mail.Kind);

    [Fact]
    public void Each_address_of_an_attendee_is_owed_one_mail_and_the_buyer_no_second_one()
    {
        var registration = Valid.IssuedRegistration with
        {
            Attendees =
            [
                new("Ada", "ADA@example.com"),
                new("Bo", "bo@example.com"),
                new("Bo's guest", "Bo@Example.com"),
                new("Cy", null),
                new("Di", "di@example.com"),
            ],
        };
        var mails = Notification.ToAttendees(registration, Valid.Now).ToList();
        Assert.Equal(["bo@example.com", "di@example.com"], mails.Select(mail => mail.Recipient));
        Assert.Equal(2, mails.Select(mail => mail.NotificationId).Distinct().Count());
        Assert.Equal(
            mails.Select(mail => mail.NotificationId),
            Notification.ToAttendees(registration, Valid.Now.AddDays(1)).Select(mail => mail.NotificationId)
        );
        Assert.Empty(Notification.ToAttendees(registration with { TicketIds = [] }, Valid.Now));
    }

    [Theory]
    [InlineData(CancelledBy.Buyer, NotificationKind.RegistrationCancelled)]
    [InlineData(CancelledBy.Organizer, NotificationKind.RegistrationCancelled)]
    [InlineData(CancelledBy.Event, NotificationKind.EventCancelled)]
    public void Attendees_are_told_when_their_tickets_are_void(CancelledBy by, NotificationKind kind)
    {
        var registration = Valid.IssuedRegistration with { Attendees = [new("Ada", "ada@example.com"), new("Bo", "bo@example.com")] };
        var mail = Assert.Single(Notification.ToAttendees(registration.Cancel(by, null, Valid.Now), Valid.Now));
        Assert.Equal((kind, "bo@example.com"), (mail.Kind, mail.Recipient));
        Assert.NotEqual(Assert.Single(Notification.ToAttendees(registration, Valid.Now)).NotificationId, mail.NotificationId);
        Assert.False(mail.ConcernsAttendees);
        Assert.Contains(
            Notification.ToBuyer(registration.Cancel(by, null, Valid.Now), Valid.Now),
            mail => mail.Kind == kind && mail.ConcernsAttendees
        );
        Assert.Empty(Notification.ToAttendees((registration with { TicketIds = [] }).Cancel(by, null, Valid.Now), Valid.Now));
    }

    [Fact]
    public void A_mail_is_due_at_once_and_after_each_attempt_twice_as_much_later()
    {
        var mail = Assert.Single(Notification.ToBuyer(Valid.IssuedRegistration, Valid.Now));
        Assert.True(mail.IsDue(Valid.Now));
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240 })
        {
            mail = mail.Attempt(Valid.Now);
            Assert.False(mail.IsDue(Valid.Now.AddMinutes(minutes).AddMilliseconds(-1)));
            Assert.True(mail.IsDue(Valid.Now.AddMinutes(minutes)));
            Assert.False(mail.IsHopeless(refused: false));
        }

        Assert.True(mail.Attempt(Valid.Now).IsHopeless(refused: false));
    }

    [Fact]
    public void What_is_sent_or_given_up_is_never_due_again()
    {
        var mail = Assert.Single(Notification.ToBuyer(Valid.IssuedRegistration, Valid.Now)).Attempt(Valid.Now);
        Assert.False(mail.Sent(Valid.Now).IsDue(Valid.Now.AddDays(2)));
        Assert.False(mail.GiveUp().IsDue(Valid.Now.AddDays(2)));
        Assert.True(mail.IsHopeless(refused: true));
    }

    private static Registration Made(Registration registration) =>
        registration.Refunds.Aggregate(
            registration,
            (made, refund) =>
            {
                var seen = Valid.RefundSeen(
                    refund.RefundId,
                    refund.Amount,
                    RefundStatus.Succeeded,
                    $"re_{refund.RefundId}",
                    refund.PaymentIntentId
                );
                return made.Observed(seen, Valid.Now);
            }
        );
}
