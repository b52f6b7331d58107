namespace EventTicketing.Tests.Domain;

public sealed class SurplusTests
{
    private static readonly Registration PaidTwice = A.PaidRegistration.Observed(A.Intent(PaymentStatus.Succeeded, "pi_2"), A.Now);

    [Fact]
    public void Who_has_paid_once_gets_nothing_back() => Assert.Empty(A.PaidRegistration.RequestDueRefunds(A.Now).Refunds);

    [Fact]
    public void Who_has_paid_twice_gets_the_second_payment_back()
    {
        var returned = PaidTwice.RequestDueRefunds(A.Now);
        var refund = Assert.Single(returned.Refunds);
        Assert.Equal(("pi_2", 5000L, RefundReason.PaidTwice), (refund.PaymentIntentId, refund.Amount, refund.Reason));
        Assert.True(returned.Ledger.IsPaid);
    }

    [Fact]
    public void A_surplus_is_returned_once()
    {
        var returned = PaidTwice.RequestDueRefunds(A.Now);
        Assert.Same(returned, returned.RequestDueRefunds(A.Now.AddMinutes(1)));
        var made = returned.Observed(Made(returned.Refunds[0]), A.Now);
        Assert.Same(made, made.RequestDueRefunds(A.Now.AddMinutes(1)));
    }

    [Fact]
    public void The_payment_that_covers_the_total_is_the_one_that_is_kept()
    {
        var taxed = (A.PendingRegistration with { TaxIncluded = false })
            .Observed(A.Intent(PaymentStatus.Succeeded), A.Now)
            .Taxed("tax_1", 950)
            .Observed(A.Intent(PaymentStatus.Succeeded, "pi_2", 5950), A.Now);
        var returned = taxed.Confirm(A.Now);
        Assert.Equal([("pi_1", 5000L)], returned.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
        Assert.True(returned.Ledger.IsPaid);
    }

    [Fact]
    public void The_second_payment_is_not_taken_for_a_surplus_after_the_first_was_given_back()
    {
        var late = A.Now.AddHours(1);
        var expired = A.PendingRegistration.Observed(A.Intent(PaymentStatus.Succeeded), late).Expire(late);
        Assert.Equal("pi_1", Assert.Single(expired.Refunds).PaymentIntentId);
        var revived = expired.Observed(A.Intent(PaymentStatus.Succeeded, "pi_2"), late).Revive([new(0, "tty_standard", 2)], late);
        Assert.Same(revived, revived.RequestDueRefunds(late));
        Assert.True(revived.Ledger.IsPaid);
    }

    [Fact]
    public void Two_late_payments_bring_it_back_once_and_one_is_returned()
    {
        var late = A.Now.AddHours(1);
        var paid = A.PendingRegistration.Expire(late).Observed(A.Intent(PaymentStatus.Succeeded), late);
        var revived = paid.Observed(A.Intent(PaymentStatus.Succeeded, "pi_2"), late).Revive([new(0, "tty_standard", 2)], late);
        Assert.Equal([("pi_2", 5000L)], revived.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
    }

    [Fact]
    public void A_partial_refund_of_the_kept_payment_does_not_make_it_a_surplus()
    {
        var partly = A.PaidRegistration.Refunded("ref_1", 2000);
        var returned = partly.Observed(A.Intent(PaymentStatus.Succeeded, "pi_2"), A.Now).RequestDueRefunds(A.Now);
        Assert.Equal([("pi_1", 2000L), ("pi_2", 5000L)], returned.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
    }

    [Fact]
    public void Of_a_surplus_that_was_partly_returned_in_the_dashboard_the_rest_is_returned()
    {
        var returned = PaidTwice.Observed(A.RefundSeen(null, 1500, RefundStatus.Succeeded, intent: "pi_2"), A.Now).RequestDueRefunds(A.Now);
        Assert.Equal([1500, 3500], returned.Refunds.Select(refund => refund.Amount));
        Assert.All(returned.Refunds, refund => Assert.Equal("pi_2", refund.PaymentIntentId));
    }

    [Fact]
    public void A_surplus_whose_return_failed_is_returned_under_another_id()
    {
        var failed = PaidTwice.RequestDueRefunds(A.Now);
        failed = failed.Observed(A.RefundSeen(failed.Refunds[0].RefundId, 5000, RefundStatus.Failed, intent: "pi_2"), A.Now);
        var again = failed.RequestDueRefunds(A.Now);
        Assert.Equal(2, again.Refunds.Select(refund => refund.RefundId).Distinct().Count());
        var made = again.Observed(Made(again.Refunds[1]), A.Now);
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
            var (registration, free) = (A.PendingRegistration, 0);
            for (var step = 0; step < 12; step++)
            {
                var now = A.Now + random.NextDouble() * 2 * A.HoldTime;
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
        return registration.Observed(A.Intent((PaymentStatus)random.Next(5), $"pi_{random.Next(3)}"), now);
    }

    private static Registration Concludes(Registration registration, bool placesAreLeft, DateTimeOffset now) =>
        registration.Status switch
        {
            RegistrationStatus.Pending when registration.Ledger.IsPaid => registration.Confirm(now),
            RegistrationStatus.Pending when registration.StatusAt(now) == RegistrationStatus.Expired => registration.Expire(now),
            RegistrationStatus.Expired when registration.Ledger.KeepsTotal && placesAreLeft => registration.Revive(
                A.PendingRegistration.Allocations,
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
        Assert.Equal(registration.Status == RegistrationStatus.Expired ? Units(A.PendingRegistration) : 0, free);
        Assert.Equal(registration.Refunds.Count, registration.Refunds.Select(refund => refund.RefundId).Distinct().Count());
        Assert.All(registration.Payments, payment => Assert.InRange(Returned(payment), 0, payment.Amount));

        long Returned(Payment payment) =>
            registration.Refunds.Where(refund => refund.PaymentIntentId == payment.PaymentIntentId).Sum(refund => refund.Amount);
    }

    private static int Units(Registration registration) => registration.Allocations.Sum(part => part.Units);

    private static ProviderRefund Made(Refund asked) =>
        A.RefundSeen(asked.RefundId, asked.Amount, RefundStatus.Succeeded, $"re_{asked.RefundId}", asked.PaymentIntentId);
}
