namespace EventTicketing.Tests.Domain;

/// <summary>When a registration must be processed again if nothing else happens.</summary>
public sealed class DueTests
{
    private static readonly DateTimeOffset Later = A.Now.AddDays(1);

    [Fact]
    public void A_hold_is_due_when_it_ends() => Assert.Equal(A.Now + A.HoldTime, A.PendingRegistration.DueAt);

    [Fact]
    public void A_hold_stays_due_while_the_bank_is_processing() =>
        Assert.Equal(A.Now + A.HoldTime, A.PendingRegistration.Observed(A.Intent(PaymentStatus.Processing), A.Now).DueAt);

    [Fact]
    public void A_confirmed_registration_is_due_until_its_tickets_are_issued()
    {
        Assert.Equal(A.Now.AddMinutes(1), A.PaidRegistration.DueAt);
        Assert.Equal(A.Now.AddMinutes(1), A.FreeRegistration.DueAt);
        Assert.Null(A.IssuedRegistration.DueAt);
    }

    [Fact]
    public void A_requested_refund_is_due_in_every_status_that_can_have_one() =>
        Assert.All(
            (Registration[])
                [
                    A.IssuedRegistration.With(A.IssuedRegistration.Ledger.RequestRefund("ref_1", 1, null, Later).Value),
                    A.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Later),
                    A.PendingRegistration.Observed(A.Intent(PaymentStatus.Succeeded), Later).Expire(Later),
                ],
            registration => Assert.Equal(Later.AddMinutes(1), registration.DueAt)
        );

    [Fact]
    public void The_oldest_of_several_refunds_counts() =>
        Assert.Equal(
            A.Now.AddMinutes(1),
            A.IssuedRegistration.With(A.IssuedRegistration.Refunded("ref_1", 1).Ledger.RequestRefund("ref_2", 1, null, Later).Value).DueAt
        );

    [Fact]
    public void A_refund_that_was_made_is_not_due()
    {
        var cancelled = A.IssuedRegistration.Cancel(CancelledBy.Buyer, null, A.Now);
        Assert.Null(cancelled.Observed(A.RefundSeen(cancelled.Refunds[0].RefundId, 5000, RefundStatus.Succeeded), A.Now).DueAt);
    }

    [Fact]
    public void Money_that_could_not_be_returned_is_due_again_until_it_has_failed_three_times()
    {
        var cancelled = A.IssuedRegistration.Cancel(CancelledBy.Buyer, null, A.Now);
        for (var failures = 1; failures <= 3; failures++)
        {
            cancelled = cancelled.Observed(A.RefundSeen(cancelled.Refunds[^1].RefundId, 5000, RefundStatus.Failed), A.Now);
            Assert.Equal(
                failures switch
                {
                    1 => A.Now.AddMinutes(10),
                    2 => A.Now.AddHours(4),
                    _ => null,
                },
                cancelled.DueAt
            );
            cancelled = cancelled.RequestDueRefunds(A.Now);
            Assert.All(cancelled.Refunds, refund => Assert.Equal(RefundReason.Buyer, refund.Reason));
        }

        Assert.Equal(3, cancelled.Refunds.Count);
    }

    [Fact]
    public void What_was_paid_twice_and_could_not_be_returned_is_due_again()
    {
        var twice = A.IssuedRegistration.Observed(A.Intent(PaymentStatus.Succeeded, "pi_2"), A.Now).RequestDueRefunds(A.Now);
        var refused = twice.Observed(A.RefundRefused(twice.Refunds[0].RefundId, 5000, intent: "pi_2"), A.Now);
        Assert.Equal(A.Now.AddMinutes(10), refused.DueAt);
    }

    [Fact]
    public void What_has_ended_without_money_is_never_due_again() =>
        Assert.All(
            (Registration[])
                [
                    A.PendingRegistration.Expire(A.Now),
                    A.PendingRegistration.Cancel(CancelledBy.Buyer, null, A.Now),
                    A.FreeRegistration.Cancel(CancelledBy.Buyer, null, A.Now),
                ],
            registration => Assert.Null(registration.DueAt)
        );
}
