namespace EventTicketing.Tests.Domain;

public sealed class SurplusTests
{
    private static readonly Registration PaidTwice = Valid.PaidRegistration.Observed(
        Valid.Intent(PaymentStatus.Succeeded, "pi_2"),
        Valid.Now
    );

    [Fact]
    public void Who_has_paid_once_gets_nothing_back() => Assert.Empty(Valid.PaidRegistration.RequestDueRefunds(Valid.Now).Refunds);

    [Fact]
    public void Who_has_paid_twice_gets_the_second_payment_back()
    {
        var returned = PaidTwice.RequestDueRefunds(Valid.Now);
        var refund = Assert.Single(returned.Refunds);
        Assert.Equal(("pi_2", 5000L, RefundReason.PaidTwice), (refund.PaymentIntentId, refund.Amount, refund.Reason));
        Assert.True(returned.Ledger.IsPaid);
    }

    [Fact]
    public void A_surplus_is_returned_once()
    {
        var returned = PaidTwice.RequestDueRefunds(Valid.Now);
        Assert.Same(returned, returned.RequestDueRefunds(Valid.Now.AddMinutes(1)));
        var made = returned.Observed(Made(returned.Refunds[0]), Valid.Now);
        Assert.Same(made, made.RequestDueRefunds(Valid.Now.AddMinutes(1)));
    }

    [Fact]
    public void The_payment_that_covers_the_total_is_the_one_that_is_kept()
    {
        var taxed = (Valid.PendingRegistration with { TaxIncluded = false })
            .Observed(Valid.Intent(PaymentStatus.Succeeded), Valid.Now)
            .Taxed("tax_1", 950)
            .Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2", 5950), Valid.Now);
        var returned = taxed.Confirm(Valid.Now);
        Assert.Equal([("pi_1", 5000L)], returned.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
        Assert.True(returned.Ledger.IsPaid);
    }

    [Fact]
    public void The_second_payment_is_not_taken_for_a_surplus_after_the_first_was_given_back()
    {
        var late = Valid.Now.AddHours(1);
        var expired = Valid.PendingRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded), late).Expire(late);
        Assert.Equal("pi_1", Assert.Single(expired.Refunds).PaymentIntentId);
        var revived = expired.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), late).Revive([new(0, "tty_standard", 2)], late);
        Assert.Same(revived, revived.RequestDueRefunds(late));
        Assert.True(revived.Ledger.IsPaid);
    }

    [Fact]
    public void Two_late_payments_bring_it_back_once_and_one_is_returned()
    {
        var late = Valid.Now.AddHours(1);
        var paid = Valid.PendingRegistration.Expire(late).Observed(Valid.Intent(PaymentStatus.Succeeded), late);
        var revived = paid.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), late).Revive([new(0, "tty_standard", 2)], late);
        Assert.Equal([("pi_2", 5000L)], revived.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
    }

    [Fact]
    public void A_partial_refund_of_the_kept_payment_does_not_make_it_a_surplus()
    {
        var partly = Valid.PaidRegistration.Refunded("ref_1", 2000);
        var returned = partly.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), Valid.Now).RequestDueRefunds(Valid.Now);
        Assert.Equal([("pi_1", 2000L), ("pi_2", 5000L)], returned.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
    }

    [Fact]
    public void Of_a_surplus_that_was_partly_returned_in_the_dashboard_the_rest_is_returned()
    {
        var returned = PaidTwice
            .Observed(Valid.RefundSeen(null, 1500, RefundStatus.Succeeded, intent: "pi_2"), Valid.Now)
            .RequestDueRefunds(Valid.Now);
        Assert.Equal([1500, 3500], returned.Refunds.Select(refund => refund.Amount));
        Assert.All(returned.Refunds, refund => Assert.Equal("pi_2", refund.PaymentIntentId));
    }

    [Fact]
    public void A_surplus_whose_return_failed_is_returned_under_another_id()
    {
        var failed = PaidTwice.RequestDueRefunds(Valid.Now);
        failed = failed.Observed(Valid.RefundSeen(failed.Refunds[0].RefundId, 5000, RefundStatus.Failed, intent: "pi_2"), Valid.Now);
        var again = failed.RequestDueRefunds(Valid.Now);
        Assert.Equal(2, again.Refunds.Select(refund => refund.RefundId).Distinct().Count());
        var made = again.Observed(Made(again.Refunds[1]), Valid.Now);
        Assert.Equal([RefundStatus.Failed, RefundStatus.Succeeded], made.Refunds.Select(refund => refund.Status));
    }

    /// <summary>
    /// Payments, refunds and time in random order, processed as the flow does. At the end the organizer has the price of a confirmed
    /// registration or nothing; refunds never exceed what was captured; places are returned exactly when the registration gives them up.
    /// </summary>
    [Fact]
    public void However_it_comes_money_ends_in_tickets_or_in_a_refund()
    {
        var (confirmed, revived, returned) = (0, 0, 0);
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var (registration, free) = (Valid.PendingRegistration, 0);
            for (var step = 0; step < 12; step++)
            {
                var now = Valid.Now + random.NextDouble() * 2 * Valid.HoldTime;
                var (before, heard) = (registration, Hears(registration, random, now));
                registration = Concludes(heard, placesAreLeft: random.Next(2) == 0, now);
                free += Units(before) - Units(registration);
                if (before.Status == RegistrationStatus.Expired && registration.Status == RegistrationStatus.Confirmed)
                    revived++;
                Check(registration, free);
            }

            if (registration.Status == RegistrationStatus.Confirmed)
                confirmed++;
            if (registration.Refunds.Count > 0)
                returned++;
        }

        // All outcomes must have occurred, or the test proves nothing.
        Assert.True(confirmed > 500 && revived > 50 && returned > 500, $"confirmed {confirmed}, revived {revived}, returned {returned}");
    }

    private static Registration Hears(Registration registration, Random random, DateTimeOffset now)
    {
        var asked = registration.Refunds.FirstOrDefault(refund => refund.Status == RefundStatus.Requested);
        if (asked is not null && random.Next(4) == 0)
            return registration.Observed(Made(asked), now);
        return registration.Observed(Valid.Intent((PaymentStatus)random.Next(5), $"pi_{random.Next(3)}"), now);
    }

    private static Registration Concludes(Registration registration, bool placesAreLeft, DateTimeOffset now) =>
        registration.Status switch
        {
            RegistrationStatus.Pending when registration.Ledger.IsPaid => registration.Confirm(now),
            RegistrationStatus.Pending when registration.StatusAt(now) == RegistrationStatus.Expired => registration.Expire(now),
            RegistrationStatus.Expired when registration.Ledger.KeepsTotal && placesAreLeft => registration.Revive(
                Valid.PendingRegistration.Allocations,
                now
            ),
            _ => registration.RequestDueRefunds(now),
        };

    private static void Check(Registration registration, int free)
    {
        var keeps = registration.Status switch
        {
            RegistrationStatus.Confirmed => registration.Total,
            RegistrationStatus.Expired => 0,
            _ => registration.Ledger.Captured,
        };
        Assert.Equal(keeps, registration.Ledger.Captured - registration.Ledger.Refunded);
        Assert.Equal(registration.Status == RegistrationStatus.Expired ? Units(Valid.PendingRegistration) : 0, free);
        Assert.Equal(registration.Refunds.Count, registration.Refunds.Select(refund => refund.RefundId).Distinct().Count());
        Assert.All(registration.Payments, payment => Assert.InRange(Returned(payment), 0, payment.Amount));

        long Returned(Payment payment) =>
            registration.Refunds.Where(refund => refund.PaymentIntentId == payment.PaymentIntentId).Sum(refund => refund.Amount);
    }

    private static int Units(Registration registration) => registration.Allocations.Sum(part => part.Units);

    private static ProviderRefund Made(Refund asked) =>
        Valid.RefundSeen(asked.RefundId, asked.Amount, RefundStatus.Succeeded, $"re_{asked.RefundId}", asked.PaymentIntentId);
}
