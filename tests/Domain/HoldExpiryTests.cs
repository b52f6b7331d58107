namespace EventTicketing.Tests.Domain;

public sealed class HoldExpiryTests
{
    private static readonly DateTimeOffset Ends = Valid.Now + Valid.HoldTime;

    [Fact]
    public void A_hold_ends_by_the_clock_without_anything_having_run()
    {
        Assert.Equal(RegistrationStatus.Pending, Valid.PendingRegistration.StatusAt(Ends - Valid.Tick));
        Assert.Equal(RegistrationStatus.Expired, Valid.PendingRegistration.StatusAt(Ends));
    }

    [Fact]
    public void A_hold_cannot_be_paid_from_the_instant_at_which_it_ends()
    {
        Assert.Null(Valid.PendingRegistration.WhyNotPayable(Ends - Valid.Tick));
        Assert.Equal("registration_expired", Valid.PendingRegistration.WhyNotPayable(Ends)?.Code);
    }

    [Fact]
    public void A_payment_that_the_bank_is_processing_keeps_the_hold() =>
        Assert.Equal(RegistrationStatus.Pending, Paying(PaymentStatus.Processing).StatusAt(Ends.AddDays(1)));

    [Theory]
    [InlineData(PaymentStatus.Created)]
    [InlineData(PaymentStatus.Failed)]
    [InlineData(PaymentStatus.Cancelled)]
    public void A_payment_that_is_not_under_way_does_not_keep_the_hold(PaymentStatus status) =>
        Assert.Equal(RegistrationStatus.Expired, Paying(status).StatusAt(Ends));

    [Fact]
    public void One_payment_under_way_among_failed_ones_keeps_the_hold() =>
        Assert.Equal(
            RegistrationStatus.Pending,
            Paying(PaymentStatus.Failed).Observed(Valid.Intent(PaymentStatus.Processing, "pi_2"), Valid.Now).StatusAt(Ends)
        );

    [Fact]
    public void What_is_confirmed_does_not_end()
    {
        Assert.Equal(RegistrationStatus.Confirmed, Valid.PaidRegistration.StatusAt(Ends.AddYears(1)));
        Assert.Equal(RegistrationStatus.Confirmed, Valid.FreeRegistration.StatusAt(Ends.AddYears(1)));
    }

    [Fact]
    public void An_expired_registration_holds_nothing()
    {
        var expired = Valid.PendingRegistration.Expire(Ends);
        Assert.Equal(RegistrationStatus.Expired, expired.Status);
        Assert.Empty(expired.Allocations);
        Assert.Empty(expired.Refunds);
    }

    [Fact]
    public void A_payment_that_is_too_small_is_returned_when_the_hold_ends()
    {
        var expired = Valid.PendingRegistration.Taxed("tax_1", 400).Observed(Valid.Intent(PaymentStatus.Succeeded), Valid.Now).Expire(Ends);
        Assert.False(expired.Ledger.IsPaid);
        Assert.Equal((5000L, "pi_1", RefundReason.LatePayment, RefundStatus.Requested), Only(expired.Refunds));
    }

    [Fact]
    public void Money_that_arrives_late_can_bring_it_back_with_new_places()
    {
        Allocation[] places = [new(1, "tty_standard", 2), new(1, Inventory.Capacity, 2)];
        var revived = PaidLate.Revive(places, Ends.AddMinutes(1));
        Assert.Equal((RegistrationStatus.Confirmed, Ends.AddMinutes(1), null), (revived.Status, revived.ConfirmedAt, revived.ExpiresAt));
        Assert.Same(places, revived.Allocations);
        Assert.Empty(revived.Refunds);
    }

    [Fact]
    public void Late_money_for_which_there_is_no_place_is_returned()
    {
        var returned = PaidLate.RequestDueRefunds(Ends);
        Assert.Equal((5000L, "pi_1", RefundReason.LatePayment, RefundStatus.Requested), Only(returned.Refunds));
        Assert.False(returned.Ledger.IsPaid);
    }

    [Fact]
    public void Places_are_given_back_exactly_once()
    {
        var expired = Valid.PendingRegistration.Expire(Ends);
        Assert.Empty(expired.Cancel(CancelledBy.Event, null, Ends).Allocations);
        Assert.Empty(expired.Expire(Ends).Allocations);
        Assert.Empty(
            Valid.PaidRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now).Cancel(CancelledBy.Buyer, null, Valid.Now).Allocations
        );
    }

    private static Registration PaidLate => Valid.PendingRegistration.Expire(Ends).Observed(Valid.Intent(PaymentStatus.Succeeded), Ends);

    private static Registration Paying(PaymentStatus status) => Valid.PendingRegistration.Observed(Valid.Intent(status), Valid.Now);

    private static (long, string, RefundReason, RefundStatus) Only(IReadOnlyList<Refund> refunds) =>
        Assert.Single(refunds) is var refund ? (refund.Amount, refund.PaymentIntentId, refund.Reason, refund.Status) : default;
}
