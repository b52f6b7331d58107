namespace EventTicketing.Tests.Domain;

public sealed class DisputeTests
{
    [Fact]
    public void A_dispute_is_of_one_payment()
    {
        var disputed = A.PaidRegistration.Observed(A.Intent(PaymentStatus.Succeeded, "pi_2"), A.Now).Disputed("pi_2", true);
        Assert.Equal([false, true], disputed.Payments.Select(payment => payment.Disputed));
    }

    [Fact]
    public void A_dispute_that_is_won_is_over() =>
        Assert.False(A.PaidRegistration.Disputed("pi_1", true).Disputed("pi_1", false).Payments[0].Disputed);

    [Fact]
    public void Seeing_a_disputed_payment_again_does_not_end_the_dispute() =>
        Assert.True(A.PaidRegistration.Disputed("pi_1", true).Observed(A.Intent(PaymentStatus.Succeeded), A.Now).Payments[0].Disputed);

    [Fact]
    public void Tickets_issued_during_a_dispute_are_not_paid()
    {
        Assert.All(TicketTests.Issued(A.PaidRegistration), ticket => Assert.True(ticket.Paid));
        Assert.All(TicketTests.Issued(A.PaidRegistration.Disputed("pi_1", true)), ticket => Assert.False(ticket.Paid));
    }
}
