namespace EventTicketing.Tests.Domain;

/// <summary>When a registration must be processed again if nothing else happens.</summary>
public sealed class DueTests
{
    private static readonly DateTimeOffset Later = Valid.Now.AddDays(1);

    [Fact]
    public void A_hold_is_due_when_it_ends() => Assert.Equal(Valid.Now + Valid.HoldTime, Valid.PendingRegistration.DueAt);

    [Fact]
    public void A_hold_stays_due_while_the_bank_is_processing() =>
        Assert.Equal(
            Valid.Now + Valid.HoldTime,
            Valid.PendingRegistration.Observed(Valid.Intent(PaymentStatus.Processing), Valid.Now).DueAt
        );

    [Fact]
    public void A_confirmed_registration_is_due_until_its_tickets_are_issued()
    {
        Assert.Equal(Valid.Now.AddMinutes(1), Valid.PaidRegistration.DueAt);
        Assert.Equal(Valid.Now.AddMinutes(1), Valid.FreeRegistration.DueAt);
        Assert.Null(Valid.IssuedRegistration.DueAt);
    }

    [Fact]
    public void A_requested_refund_is_due_in_every_status_that_can_have_one() =>
        Assert.All(
            (Registration[])
                [
                    Valid.IssuedRegistration.With(Valid.IssuedRegistration.Ledger.RequestRefund("ref_1", 1, null, Later).Value),
                    Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Later),
                    Valid.PendingRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded), Later).Expire(Later),
                ],
            registration => Assert.Equal(Later.AddMinutes(1), registration.DueAt)
        );

    [Fact]
    public void The_oldest_of_several_refunds_counts() =>
        Assert.Equal(
            Valid.Now.AddMinutes(1),
            Valid
                .IssuedRegistration.With(Valid.IssuedRegistration.Refunded("ref_1", 1).Ledger.RequestRefund("ref_2", 1, null, Later).Value)
                .DueAt
        );

    [Fact]
    public void A_refund_that_was_made_is_not_due()
    {
        var cancelled = Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now);
        Assert.Null(cancelled.Observed(Valid.RefundSeen(cancelled.Refunds[0].RefundId, 5000, RefundStatus.Succeeded), Valid.Now).DueAt);
    }

    [Fact]
    public void Money_that_could_not_be_returned_is_due_again_until_it_has_failed_three_times()
    {
        var cancelled = Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now);
        for (var failures = 1; failures <= 3; failures++)
        {
            cancelled = cancelled.Observed(Valid.RefundSeen(cancelled.Refunds[^1].RefundId, 5000, RefundStatus.Failed), Valid.Now);
            Assert.Equal(
                failures switch
                {
                    1 => Valid.Now.AddMinutes(10),
                    2 => Valid.Now.AddHours(4),
                    _ => null,
                },
                cancelled.DueAt
            );
            cancelled = cancelled.RequestDueRefunds(Valid.Now);
            Assert.All(cancelled.Refunds, refund => Assert.Equal(RefundReason.Buyer, refund.Reason));
        }

        Assert.Equal(3, cancelled.Refunds.Count);
    }

    [Fact]
    public void What_was_paid_twice_and_could_not_be_returned_is_due_again()
    {
        var twice = Valid
            .IssuedRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), Valid.Now)
            .RequestDueRefunds(Valid.Now);
        var refused = twice.Observed(Valid.RefundRefused(twice.Refunds[0].RefundId, 5000, intent: "pi_2"), Valid.Now);
        Assert.Equal(Valid.Now.AddMinutes(10), refused.DueAt);
    }

    [Fact]
    public void What_has_ended_without_money_is_never_due_again() =>
        Assert.All(
            (Registration[])
                [
                    Valid.PendingRegistration.Expire(Valid.Now),
                    Valid.PendingRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now),
                    Valid.FreeRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now),
                ],
            registration => Assert.Null(registration.DueAt)
        );
}
