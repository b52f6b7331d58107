namespace EventTicketing.Tests.Domain;

public sealed class RefundTests
{
    private static readonly Ledger Paid = Valid.PaidLedger;

    [Fact]
    public void A_part_can_be_given_back_several_times_but_never_more_than_was_paid()
    {
        var twice = Asked(Asked(Paid, "ref_1", 2000), "ref_2", 2500);
        Assert.Equal((4500L, 500L), (twice.Refunded, twice.Refundable(twice.Payments[0])));
        Assert.Equal("refund_exceeds_payment", twice.RequestRefund("ref_3", 501, null, Valid.Now).Problem?.Code);
        Assert.Equal("nothing_to_refund", Asked(twice, "ref_3", 500).RequestRefund("ref_4", 1, null, Valid.Now).Problem?.Code);
    }

    [Fact]
    public void After_ninety_parts_only_the_rest_is_given_back()
    {
        var parts = Enumerable.Range(0, Ledger.MaxRefunds).Aggregate(Paid, (ledger, i) => Asked(ledger, $"ref_{i}", 1));
        Assert.Equal("too_many_refunds", parts.RequestRefund("ref_90", 1, null, Valid.Now).Problem?.Code);
        Assert.Equal(0, Asked(parts, "ref_90", null) is var all ? all.Refundable(all.Payments[0]) : -1);
    }

    [Fact]
    public void Without_an_amount_all_that_is_left_is_given_back()
    {
        var all = Asked(Asked(Paid, "ref_1", 2000), "ref_2", null);
        Assert.Equal([2000, 3000], all.Refunds.Select(refund => refund.Amount));
        Assert.Equal("nothing_to_refund", all.RequestRefund("ref_3", null, null, Valid.Now).Problem?.Code);
    }

    [Fact]
    public void A_part_in_thousandths_ends_in_0_and_the_rest_goes_back_whatever_it_is()
    {
        var dinars = Paid with { Currency = "kwd" };
        var refused = Assert.Single(dinars.RequestRefund("ref_1", 5, null, Valid.Now).Problem!.Errors);
        Assert.Equal(("amount.amount", "not_payable"), (refused.Field, refused.Code));
        Assert.Equal(4990, Asked(dinars, "ref_1", 10).Refundable(dinars.Payments[0]));
        var odd = dinars.Observed(Valid.RefundSeen(null, 4, RefundStatus.Succeeded), Valid.Now);
        Assert.Equal(4996, Asked(odd, "ref_1", null).Refunds[^1].Amount);
    }

    [Fact]
    public void A_refund_leaves_the_registration_and_its_tickets_alone()
    {
        var refunded = Valid.IssuedRegistration.Refunded("ref_1", 2000);
        Assert.Equal((RegistrationStatus.Confirmed, 2), (refunded.Status, refunded.TicketIds.Count));
        Assert.Equal(Valid.IssuedRegistration.Allocations, refunded.Allocations);
    }

    [Fact]
    public void The_same_request_again_is_the_same_refund()
    {
        var asked = Asked(Paid, "ref_1", 2000);
        Assert.Same(asked, asked.RequestRefund("ref_1", 2000, null, Valid.Now.AddHours(1)).Value);
    }

    [Fact]
    public void The_note_of_the_organizer_is_kept() =>
        Assert.Equal("sorry", Paid.RequestRefund("ref_1", 1, "sorry", Valid.Now).Value.Refunds[0].Note);

    [Fact]
    public void It_is_kept_who_asked_for_it() =>
        Assert.Equal(
            new RefundedBy("usr_1", AsAdmin: true),
            Paid.RequestRefund("ref_1", 1, null, Valid.Now, new("usr_1", AsAdmin: true)).Value.Refunds[0].By
        );

    [Fact]
    public void What_was_not_captured_cannot_be_given_back() =>
        Assert.All(
            (PaymentStatus[])[PaymentStatus.Created, PaymentStatus.Processing, PaymentStatus.Failed, PaymentStatus.Cancelled],
            status =>
            {
                var ledger = Valid.Ledger.Observed(Valid.Intent(status), Valid.Now);
                Assert.Equal("nothing_to_refund", ledger.RequestRefund("ref_1", 1, null, Valid.Now).Problem?.Code);
            }
        );

    [Fact]
    public void A_requested_refund_counts_before_it_is_made()
    {
        var asked = Asked(Paid, "ref_1", 5000);
        Assert.Equal((5000L, false), (asked.Refunded, asked.IsPaid));
    }

    [Fact]
    public void A_failed_refund_gives_room_again()
    {
        var failed = Asked(Paid, "ref_1", 5000).Observed(Valid.RefundSeen("ref_1", 5000, RefundStatus.Failed), Valid.Now);
        Assert.Equal((0L, true, RefundStatus.Failed), (failed.Refunded, failed.IsPaid, failed.Refunds[0].Status));
        Assert.Equal(5000, Asked(failed, "ref_2", 5000).Refunded);
    }

    [Fact]
    public void The_outcome_is_noted_once()
    {
        var made = Asked(Paid, "ref_1", 2000).Observed(Valid.RefundSeen("ref_1", 2000, RefundStatus.Succeeded), Valid.Now);
        Assert.Equal(
            ("ref_1", "re_1", RefundStatus.Succeeded),
            (made.Refunds[0].RefundId, made.Refunds[0].ProviderRefundId, made.Refunds[0].Status)
        );
        Assert.Same(made, made.Observed(Valid.RefundSeen("ref_1", 2000, RefundStatus.Succeeded), Valid.Now.AddHours(1)));
        Assert.Same(made, made.Observed(Valid.RefundSeen(null, 2000, RefundStatus.Succeeded), Valid.Now.AddHours(1)));
    }

    [Fact]
    public void Two_refunds_that_are_refused_for_the_same_reason_are_both_failed()
    {
        var first = Asked(Paid, "ref_1", 2000).Observed(Valid.RefundRefused("ref_1", 2000, disputed: true), Valid.Now);
        var again = Valid.RefundRefused("ref_2", 2000, disputed: true);
        var second = Asked(first, "ref_2", 2000).Observed(again, Valid.Now);
        Assert.Equal(
            [(null, "charge_disputed"), (null, "charge_disputed")],
            second.Refunds.Select(refund => (refund.ProviderRefundId, refund.FailureCode))
        );
        Assert.Equal([RefundStatus.Failed, RefundStatus.Failed], second.Refunds.Select(refund => refund.Status));
        Assert.Null(Valid.IssuedRegistration.With(second).DueAt);
    }

    [Fact]
    public void A_refund_made_in_the_dashboard_is_recorded_as_external_and_voids_nothing()
    {
        var seen = Paid.Observed(Valid.RefundSeen(null, 5000, RefundStatus.Succeeded), Valid.Now);
        Assert.Equal(
            (5000L, RefundReason.External, RefundStatus.Succeeded),
            (seen.Refunds[0].Amount, seen.Refunds[0].Reason, seen.Refunds[0].Status)
        );
        Assert.Null(Valid.IssuedRegistration.With(seen).DueAt);
        Assert.Same(seen, seen.Observed(Valid.RefundSeen(null, 5000, RefundStatus.Succeeded), Valid.Now.AddHours(1)));
        Assert.Equal("nothing_to_refund", seen.RequestRefund("ref_1", 1, null, Valid.Now).Problem?.Code);
    }

    [Fact]
    public void A_dashboard_refund_that_fails_later_gives_room_again()
    {
        var made = Paid.Observed(Valid.RefundSeen(null, 5000, RefundStatus.Succeeded), Valid.Now);
        var failed = made.Observed(Valid.RefundSeen(null, 5000, RefundStatus.Failed), Valid.Now);
        Assert.Equal((RefundStatus.Failed, 0L), (Assert.Single(failed.Refunds).Status, failed.Refunded));
    }

    [Fact]
    public void A_dashboard_refund_that_failed_before_it_was_seen_is_none() =>
        Assert.Same(Paid, Paid.Observed(Valid.RefundSeen(null, 5000, RefundStatus.Failed), Valid.Now));

    [Fact]
    public void Ours_and_a_dashboard_refund_together_leave_nothing_rather_than_less()
    {
        var both = Asked(Paid, "ref_1", 5000).Observed(Valid.RefundSeen(null, 3000, RefundStatus.Succeeded), Valid.Now);
        Assert.Equal(0, both.Refundable(both.Payments[0]));
        Assert.Equal("nothing_to_refund", both.RequestRefund("ref_2", null, null, Valid.Now).Problem?.Code);
        Assert.Equal("nothing_to_refund", both.RequestRefund("ref_2", 1, null, Valid.Now).Problem?.Code);
        Assert.Same(both, both.Return(both.Payments, RefundReason.Buyer, Valid.Now));
    }

    [Fact]
    public void Returning_everything_covers_every_captured_payment_and_is_done_once()
    {
        var captured = Paid.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2", 700), Valid.Now);
        captured = captured.Observed(Valid.Intent(PaymentStatus.Failed, "pi_3"), Valid.Now);
        var returned = captured.Return(captured.Payments, RefundReason.LatePayment, Valid.Now);
        Assert.Equal([("pi_1", 5000L), ("pi_2", 700L)], returned.Refunds.Select(refund => (refund.PaymentIntentId, refund.Amount)));
        Assert.Equal(2, returned.Refunds.Select(refund => refund.RefundId).Distinct().Count());
        Assert.Same(returned, returned.Return(returned.Payments, RefundReason.LatePayment, Valid.Now));
    }

    [Fact]
    public void Deciding_the_same_again_on_the_same_state_asks_for_the_same_refunds() =>
        Assert.Equal(
            Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now).Refunds,
            Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now).Refunds
        );

    [Fact]
    public void A_refund_that_failed_is_asked_for_again_under_another_id_but_not_for_ever()
    {
        var ledger = Paid.Return(Paid.Payments, RefundReason.EventCancelled, Valid.Now);
        for (var look = 0; look < 20; look++)
        {
            if (ledger.Refunds[^1] is { Status: RefundStatus.Requested } asked)
                ledger = ledger.Observed(Valid.RefundSeen(asked.RefundId, 5000, RefundStatus.Failed, $"re_{look}"), Valid.Now);
            ledger = ledger.Return(ledger.Payments, RefundReason.EventCancelled, Valid.Now);
        }

        Assert.Equal([RefundStatus.Failed, RefundStatus.Failed, RefundStatus.Failed], ledger.Refunds.Select(refund => refund.Status));
        Assert.Equal(3, ledger.Refunds.Select(refund => refund.RefundId).Distinct().Count());
        Assert.Equal(5000, Asked(ledger, "ref_people", null).Refunded);
    }

    [Fact]
    public void Failed_refunds_by_the_organizer_do_not_keep_the_money_when_the_event_is_cancelled()
    {
        var ledger = Paid;
        for (var i = 0; i < 5; i++)
        {
            var asked = ledger.RequestRefund($"ref_{i}", 5000, null, Valid.Now, new("usr_organizer", AsAdmin: false)).Value;
            ledger = asked.Observed(Valid.RefundSeen($"ref_{i}", 5000, RefundStatus.Failed, $"re_{i}"), Valid.Now);
        }

        Assert.Equal(5000, Valid.IssuedRegistration.With(ledger).Cancel(CancelledBy.Event, null, Valid.Now).Ledger.Refunded);
    }

    private static Ledger Asked(Ledger ledger, string refundId, long? amount) =>
        ledger.RequestRefund(refundId, amount, null, Valid.Now).Value;
}
