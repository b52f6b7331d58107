namespace EventTicketing.Tests.Domain;

public sealed class PaymentTests
{
    private static readonly PaymentStatus[] Unsettled = [PaymentStatus.Created, PaymentStatus.Processing, PaymentStatus.Failed];

    [Fact]
    public void Whatever_the_order_and_however_often_captured_money_stays_captured() =>
        EveryOrderEndsIn(
            new Payment("pi_1", 5000, PaymentStatus.Succeeded, Valid.Now) { SucceededAt = Valid.Now },
            [.. Unsettled, PaymentStatus.Cancelled, PaymentStatus.Succeeded, PaymentStatus.Succeeded, PaymentStatus.Failed]
        );

    [Fact]
    public void Whatever_the_order_and_however_often_a_cancelled_payment_stays_cancelled() =>
        EveryOrderEndsIn(
            new Payment("pi_1", 5000, PaymentStatus.Cancelled, Valid.Now),
            [.. Unsettled, PaymentStatus.Cancelled, PaymentStatus.Cancelled, PaymentStatus.Failed]
        );

    [Fact]
    public void While_nothing_is_settled_the_latest_look_counts()
    {
        var failed = Seen(PaymentStatus.Created, PaymentStatus.Processing, PaymentStatus.Failed);
        Assert.Equal((PaymentStatus.Failed, "card_declined"), (failed.Payments[0].Status, failed.Payments[0].FailureCode));
        var again = failed.Observed(Valid.Intent(PaymentStatus.Processing), Valid.Now);
        Assert.Equal((PaymentStatus.Processing, null), (again.Payments[0].Status, again.Payments[0].FailureCode));
    }

    [Theory]
    [InlineData(PaymentStatus.Created)]
    [InlineData(PaymentStatus.Processing)]
    [InlineData(PaymentStatus.Failed)]
    [InlineData(PaymentStatus.Cancelled)]
    [InlineData(PaymentStatus.Succeeded)]
    public void Seeing_the_same_again_is_no_change(PaymentStatus status)
    {
        var seen = Seen(status);
        Assert.Same(seen, seen.Observed(Valid.Intent(status), Valid.Now.AddHours(1)));
    }

    [Fact]
    public void Each_intent_is_a_payment_of_its_own()
    {
        var both = Seen(PaymentStatus.Failed).Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), Valid.Now);
        Assert.Equal(
            [("pi_1", PaymentStatus.Failed), ("pi_2", PaymentStatus.Succeeded)],
            both.Payments.Select(payment => (payment.PaymentIntentId, payment.Status))
        );
        Assert.Equal(5000, both.Ledger.Captured);
    }

    [Fact]
    public void The_order_in_which_two_payments_are_seen_does_not_matter()
    {
        PaymentIntent[] seen =
        [
            Valid.Intent(PaymentStatus.Created),
            Valid.Intent(PaymentStatus.Succeeded),
            Valid.Intent(PaymentStatus.Failed, "pi_2"),
            Valid.Intent(PaymentStatus.Cancelled, "pi_2"),
            Valid.Intent(PaymentStatus.Succeeded),
        ];
        foreach (var order in Valid.OrdersOf(seen))
        {
            var payments = order
                .Aggregate(Valid.PendingRegistration, (registration, intent) => registration.Observed(intent, Valid.Now))
                .Payments;
            Assert.Equal(
                [("pi_1", PaymentStatus.Succeeded), ("pi_2", PaymentStatus.Cancelled)],
                payments.Select(payment => (payment.PaymentIntentId, payment.Status)).Order()
            );
        }
    }

    [Theory]
    [InlineData(4999, false)]
    [InlineData(5000, true)]
    [InlineData(5001, true)]
    public void It_is_paid_when_what_was_captured_covers_the_total(long amount, bool paid) =>
        Assert.Equal(
            paid,
            Valid.PendingRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded, amount: amount), Valid.Now).Ledger.IsPaid
        );

    [Fact]
    public void Included_tax_changes_no_total()
    {
        var taxed = Valid.PendingRegistration.Taxed("tax_1", 798);
        Assert.Equal((5000L, 798L, 5000L), (taxed.Subtotal, taxed.Tax, taxed.Total));
    }

    [Fact]
    public void Tax_is_part_of_what_is_owed()
    {
        var taxed = (Valid.PendingRegistration with { TaxIncluded = false }).Taxed("tax_1", 950);
        Assert.Equal((5000L, 950L, 5950L, "tax_1"), (taxed.Subtotal, taxed.Tax, taxed.Total, taxed.TaxCalculationId));
        Assert.False(taxed.Observed(Valid.Intent(PaymentStatus.Succeeded, amount: 5949), Valid.Now).Ledger.IsPaid);
        Assert.True(taxed.Observed(Valid.Intent(PaymentStatus.Succeeded, amount: 5950), Valid.Now).Ledger.IsPaid);
    }

    /// <summary>See docs.stripe.com/currencies, "Three-decimal currencies".</summary>
    [Theory]
    [InlineData(1230, 234, 230, 1460)]
    [InlineData(1230, 235, 240, 1470)]
    [InlineData(1230, 4, 0, 1230)]
    public void A_total_in_thousandths_ends_in_0_with_its_tax(long price, long tax, long rounded, long total)
    {
        var taxed = Dinars(price).Taxed("tax_1", tax);
        Assert.Equal((rounded, total, rounded), (taxed.Tax, taxed.Total, taxed.Items[0].Tax));
    }

    [Fact]
    public void Rounded_tax_is_dealt_out_to_the_lines_in_tens()
    {
        var taxed = (Dinars(1230) with { Items = [.. Enumerable.Repeat(Dinars(1230).Items[0], 3)] }).Taxed("tax_1", 234, 234, 234);
        Assert.Equal([240, 230, 230], taxed.Items.Select(item => item.Tax));
        Assert.Equal(700, taxed.Tax);
    }

    [Fact]
    public void Tax_within_a_price_in_thousandths_is_exact() =>
        Assert.Equal(
            (196L, 1230L),
            (Dinars(1230) with { TaxIncluded = true }).Taxed("tax_1", 196) is var taxed ? (taxed.Tax, taxed.Total) : default
        );

    private static Registration Dinars(long price) =>
        Valid.PendingRegistration with
        {
            Items = [new("tty_standard", "Standard", new(price, "kwd"), 1)],
            Currency = "kwd",
            Subtotal = price,
            TaxIncluded = false,
        };

    [Fact]
    public void Money_given_back_in_the_dashboard_takes_no_registration_away_but_brings_none_back()
    {
        var paid = Seen(PaymentStatus.Succeeded);
        Assert.False(paid.Observed(Valid.RefundSeen(null, 1, RefundStatus.Succeeded), Valid.Now).Ledger.KeepsTotal);
        Assert.True(paid.Observed(Valid.RefundSeen(null, 1, RefundStatus.Succeeded), Valid.Now).Ledger.IsPaid);
        Assert.True(paid.Observed(Valid.RefundSeen(null, 1, RefundStatus.Failed), Valid.Now).Ledger.IsPaid);
    }

    [Theory]
    [InlineData(PaymentStatus.Created, true)]
    [InlineData(PaymentStatus.Processing, true)]
    [InlineData(PaymentStatus.Failed, true)]
    [InlineData(PaymentStatus.Cancelled, false)]
    [InlineData(PaymentStatus.Succeeded, false)]
    public void A_payment_that_can_still_succeed_must_be_stopped_first(PaymentStatus status, bool open) =>
        Assert.Equal(open, Seen(status).Payments[0].IsOpen);

    [Fact]
    public void A_payment_over_another_amount_is_not_continued()
    {
        var started = Seen(PaymentStatus.Created);
        Assert.Equal("pi_1", started.Ledger.OpenPayments.FirstOrDefault()?.PaymentIntentId);
        Assert.Empty((started with { TaxIncluded = false }).Taxed("tax_1", 950).Ledger.OpenPayments);
    }

    [Fact]
    public void A_declined_payment_is_continued_and_a_cancelled_one_is_not()
    {
        Assert.Equal("pi_1", Seen(PaymentStatus.Failed).Ledger.OpenPayments.Single().PaymentIntentId);
        Assert.Empty(Seen(PaymentStatus.Cancelled).Ledger.OpenPayments);
    }

    [Fact]
    public void Attempts_are_numbered()
    {
        Assert.Equal(1, Valid.PendingRegistration.Ledger.NextAttempt);
        Assert.Equal(2, Seen(PaymentStatus.Cancelled).Ledger.NextAttempt);
    }

    [Fact]
    public void What_cannot_be_paid_says_why() =>
        Assert.Equal(
            [null, "payment_processing", "already_paid", "nothing_to_pay", "registration_expired", "registration_cancelled"],
            (
                (Registration[])
                    [
                        Valid.PendingRegistration,
                        Seen(PaymentStatus.Processing),
                        Valid.PaidRegistration,
                        Valid.FreeRegistration,
                        Valid.PendingRegistration.Expire(Valid.Now),
                        Valid.PendingRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now),
                    ]
            ).Select(registration => registration.WhyNotPayable(Valid.Now)?.Code)
        );

    private static Registration Seen(params PaymentStatus[] statuses) =>
        statuses.Aggregate(Valid.PendingRegistration, (registration, status) => registration.Observed(Valid.Intent(status), Valid.Now));

    private static void EveryOrderEndsIn(Payment expected, PaymentStatus[] statuses)
    {
        foreach (var order in Valid.OrdersOf(statuses))
            Assert.Equal(expected, Assert.Single(Seen(order).Payments));
    }
}
