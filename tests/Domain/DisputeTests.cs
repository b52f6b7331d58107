namespace EventTicketing.Tests.Domain;

public sealed class DisputeTests
{
    [Fact]
    public void A_dispute_is_of_one_payment()
    {
        var disputed = Valid.PaidRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), Valid.Now).Disputed("pi_2", true);
        Assert.Equal([false, true], disputed.Payments.Select(payment => payment.Disputed));
    }

    [Fact]
    public void A_dispute_that_is_won_is_over() =>
        Assert.False(Valid.PaidRegistration.Disputed("pi_1", true).Disputed("pi_1", false).Payments[0].Disputed);

    [Fact]
    public void Seeing_a_disputed_payment_again_does_not_end_the_dispute() =>
        Assert.True(
            Valid.PaidRegistration.Disputed("pi_1", true).Observed(Valid.Intent(PaymentStatus.Succeeded), Valid.Now).Payments[0].Disputed
        );

    [Fact]
    public void What_is_disputed_is_not_asked_back_until_the_dispute_is_won()
    {
        var disputed = Valid.IssuedRegistration.Disputed("pi_1", true).Cancel(CancelledBy.Event, null, Valid.Now);
        Assert.Equal((0, null), (disputed.Refunds.Count, disputed.DueAt));
        var won = disputed.Disputed("pi_1", false).RequestDueRefunds(Valid.Now);
        Assert.Equal(5000, won.Ledger.Refunded);
    }

    [Fact]
    public void That_the_provider_refuses_because_of_a_dispute_is_no_try()
    {
        var registration = Valid.IssuedRegistration.Cancel(CancelledBy.Event, null, Valid.Now);
        for (var time = 0; time < 5; time++)
        {
            registration = registration.Observed(Valid.RefundRefused(registration.Refunds[^1].RefundId, 5000, disputed: true), Valid.Now);
            Assert.Equal(0, registration.Ledger.Refunded);
            registration = registration.RequestDueRefunds(Valid.Now);
            Assert.Equal((5000L, RefundReason.EventCancelled), (registration.Ledger.Refunded, registration.Refunds[^1].Reason));
        }
    }

    [Fact]
    public void Money_in_dispute_brings_nothing_back_that_has_lapsed()
    {
        var late = Valid.PendingRegistration.Expire(Valid.Now).Observed(Valid.Intent(PaymentStatus.Succeeded), Valid.Now);
        Assert.Equal((true, false), (late.Ledger.KeepsTotal, late.Disputed("pi_1", true).Ledger.KeepsTotal));
    }

    [Fact]
    public void Only_a_payment_that_still_pays_for_something_is_a_dispute_about_the_tickets()
    {
        var twice = Valid
            .IssuedRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), Valid.Now)
            .RequestDueRefunds(Valid.Now);
        Assert.False(twice.Disputed("pi_2", true).Ledger.InDispute);
        Assert.True(twice.Disputed("pi_1", true).Disputed("pi_2", true).Disputed("pi_2", false).Ledger.InDispute);
    }

    [Fact]
    public void Tickets_issued_during_a_dispute_are_not_paid()
    {
        Assert.All(TicketTests.Issued(Valid.PaidRegistration), ticket => Assert.True(ticket.Paid));
        Assert.All(TicketTests.Issued(Valid.PaidRegistration.Disputed("pi_1", true)), ticket => Assert.False(ticket.Paid));
    }
}
