namespace EventTicketing.Tests.Domain;

public sealed class CancellingTests
{
    private static readonly Event Of = Valid.PublishedEvent;

    [Fact]
    public void Cancelling_gives_up_the_places_and_the_money()
    {
        var cancelled = Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, "ill", Valid.Now.AddDays(1));
        Assert.Equal(
            (RegistrationStatus.Cancelled, Valid.Now.AddDays(1), "ill"),
            (cancelled.Status, cancelled.CancelledAt, cancelled.CancellationReason)
        );
        Assert.Null(cancelled.ExpiresAt);
        Assert.Empty(cancelled.Allocations);
        var refund = Assert.Single(cancelled.Refunds);
        Assert.Equal(
            ("pi_1", 5000L, RefundReason.Buyer, RefundStatus.Requested),
            (refund.PaymentIntentId, refund.Amount, refund.Reason, refund.Status)
        );
    }

    [Fact]
    public void Whoever_is_inside_keeps_the_place_and_nobody_else_does()
    {
        var used = Valid.UsedTicket with { TicketId = "tkt_2" };
        var refunded = Valid.IssuedRegistration.Cancel(CancelledBy.Organizer, null, Valid.Now, Valid.Ticket, used);
        Assert.Equal([new(0, "tty_standard", 1), new(0, Inventory.Capacity, 1)], refunded.Allocations);
        Assert.Equal((1, 5000L), (refunded.Places, refunded.Ledger.Refunded));
        Assert.Equal(
            Valid.IssuedRegistration.Allocations,
            Valid.IssuedRegistration.Cancel(CancelledBy.Organizer, null, Valid.Now, Valid.UsedTicket, used).Allocations
        );
        Assert.Equal(0, Valid.IssuedRegistration.Cancel(CancelledBy.Organizer, null, Valid.Now, Valid.Ticket).Places);
    }

    [Fact]
    public void With_its_event_nobody_keeps_a_place() =>
        Assert.Empty(Valid.IssuedRegistration.Cancel(CancelledBy.Event, null, Valid.Now, Valid.UsedTicket, Valid.UsedTicket).Allocations);

    [Theory]
    [InlineData(CancelledBy.Event, RefundReason.EventCancelled)]
    [InlineData(CancelledBy.Organizer, RefundReason.Organizer)]
    [InlineData(CancelledBy.Buyer, RefundReason.Buyer)]
    public void What_could_not_be_returned_before_is_returned_for_the_reason_of_the_cancellation(CancelledBy by, RefundReason reason)
    {
        var disputed = Valid.IssuedRegistration.Disputed("pi_1", true).Cancel(by, null, Valid.Now);
        Assert.Empty(disputed.Refunds);
        var won = disputed.Disputed("pi_1", false);
        Assert.Equal(reason, Assert.Single(won.RequestDueRefunds(Valid.Now).Refunds).Reason);
    }

    [Fact]
    public void What_is_paid_after_a_hold_was_cancelled_is_returned_as_late()
    {
        var paid = Valid
            .PendingRegistration.Cancel(CancelledBy.Organizer, null, Valid.Now)
            .Observed(Valid.Intent(PaymentStatus.Succeeded), Valid.Now);
        Assert.Equal(RefundReason.LatePayment, Assert.Single(paid.RequestDueRefunds(Valid.Now).Refunds).Reason);
    }

    [Fact]
    public void Cancelling_what_was_not_paid_owes_nothing()
    {
        Assert.Empty(
            Valid
                .PendingRegistration.Observed(Valid.Intent(PaymentStatus.Failed), Valid.Now)
                .Cancel(CancelledBy.Buyer, null, Valid.Now)
                .Refunds
        );
        Assert.Empty(Valid.FreeRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now).Refunds);
    }

    [Fact]
    public void Cancelling_gives_back_only_what_is_left()
    {
        var cancelled = Valid.PaidRegistration.Refunded("ref_1", 1200).Cancel(CancelledBy.Buyer, null, Valid.Now);
        Assert.Equal([1200, 3800], cancelled.Refunds.Select(refund => refund.Amount));
    }

    [Fact]
    public void The_buyer_can_cancel_until_the_event_starts()
    {
        Assert.Null(Valid.IssuedRegistration.WhyNotCancellable(Of, [Valid.Ticket], Of.StartsAt - Valid.Tick));
        Assert.Equal("event_started", Valid.IssuedRegistration.WhyNotCancellable(Of, [Valid.Ticket], Of.StartsAt)?.Code);
    }

    [Fact]
    public void The_buyer_cannot_cancel_once_a_ticket_has_been_used() =>
        Assert.Equal(
            "already_checked_in",
            Valid.IssuedRegistration.WhyNotCancellable(Of, [Valid.Ticket, Valid.UsedTicket], Valid.Now)?.Code
        );

    [Fact]
    public void The_buyer_can_give_up_a_hold_until_it_ends()
    {
        Assert.Null(Valid.PendingRegistration.WhyNotCancellable(Of, [], Valid.Now + Valid.HoldTime - Valid.Tick));
        Assert.Equal("registration_expired", Valid.PendingRegistration.WhyNotCancellable(Of, [], Valid.Now + Valid.HoldTime)?.Code);
    }

    [Fact]
    public void Nobody_cancels_while_the_bank_is_processing()
    {
        var processing = Valid.PendingRegistration.Observed(Valid.Intent(PaymentStatus.Processing), Valid.Now);
        Assert.Equal("payment_processing", processing.WhyNotCancellable(Of, [], Valid.Now)?.Code);
        Assert.Equal("payment_processing", processing.WhyNotCancellableByEvent()?.Code);
    }

    [Fact]
    public void With_its_event_goes_everything_else() =>
        Assert.All(
            (Registration[])
                [
                    Valid.PendingRegistration,
                    Valid.PaidRegistration,
                    Valid.IssuedRegistration,
                    Valid.FreeRegistration,
                    Valid.PendingRegistration.Expire(Valid.Now),
                ],
            registration => Assert.Null(registration.WhyNotCancellableByEvent())
        );

    [Fact]
    public void A_confirmed_registration_with_another_payment_under_way_goes_with_its_event() =>
        Assert.Null(Valid.PaidRegistration.Observed(Valid.Intent(PaymentStatus.Processing, "pi_2"), Valid.Now).WhyNotCancellableByEvent());
}
