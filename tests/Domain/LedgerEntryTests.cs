using CsCheck;

namespace EventTicketing.Tests.Domain;

public sealed class LedgerEntryTests
{
    private static readonly DateTimeOffset Later = Valid.Now.AddMinutes(5);

    [Fact]
    public void A_sale_has_its_lines_its_tax_and_its_payment()
    {
        var before = Valid.PendingRegistration.Taxed("tax_1", 327);
        var paid = before.Observed(Valid.Intent(PaymentStatus.Succeeded), Later).Confirm(Later).PaidSince(before);
        var sale = Assert.Single(LedgerEntry.Of(paid)).In(Valid.PublishedEvent);
        Assert.Equal(
            (LedgerEntryKind.Sale, Later, 2, 5000L, 327L, 5000L),
            (sale.Kind, sale.At, sale.Tickets, sale.Gross, sale.Tax, sale.Net)
        );
        Assert.Equal([new("tty_standard", "Standard", 2, 5000)], sale.Lines);
        Assert.Equal(("pi_1", "usd", "reg_1", "org_1"), (sale.PaymentIntentId, sale.Currency, sale.RegistrationId, sale.OrganizationId));
        Assert.Equal(
            ("evt_1", "Summer concert", "music", "Berlin", "DE"),
            (sale.EventId, sale.EventTitle, sale.Category, sale.City, sale.Country)
        );
    }

    [Fact]
    public void A_free_registration_is_a_sale_of_nothing_and_a_hold_is_none()
    {
        Assert.Equal((1, 0L), (Assert.Single(LedgerEntry.Of(Valid.FreeRegistration)).Tickets, Books(Valid.FreeRegistration)));
        Assert.Empty(LedgerEntry.Of(Valid.PendingRegistration));
        Assert.Empty(LedgerEntry.Of(Valid.PendingRegistration.Expire(Later)));
        Assert.Empty(LedgerEntry.Of(Valid.PendingRegistration.Cancel(CancelledBy.Buyer, null, Later)));
    }

    [Theory]
    [InlineData(PaymentStatus.Created)]
    [InlineData(PaymentStatus.Processing)]
    [InlineData(PaymentStatus.Failed)]
    [InlineData(PaymentStatus.Cancelled)]
    public void What_is_not_paid_is_not_booked(PaymentStatus status) =>
        Assert.Empty(LedgerEntry.Of(Valid.PendingRegistration.Observed(Valid.Intent(status), Later)));

    [Fact]
    public void A_late_payment_is_money_without_tickets_and_stays_so_when_it_brings_the_order_back()
    {
        var late = Valid.PendingRegistration.Expire(Valid.Now).Observed(Valid.Intent(PaymentStatus.Succeeded), Later);
        var money = Assert.Single(LedgerEntry.Of(late));
        Assert.Equal((LedgerEntryKind.Sale, 0, 5000L, Later), (money.Kind, money.Tickets, money.Gross, money.At));
        var revived = late.Revive(Valid.PendingRegistration.Allocations, Later).PaidSince(late);
        Assert.Equal([(2, 0L), (0, 5000L)], LedgerEntry.Of(revived).Select(entry => (entry.Tickets, entry.Gross)));
        Assert.Contains(LedgerEntry.Of(revived), entry => entry.EntryId == money.EntryId);
    }

    [Fact]
    public void A_surplus_payment_and_its_refund_are_booked_and_leave_the_price()
    {
        var twice = Valid.PaidRegistration.Observed(Valid.Intent(PaymentStatus.Succeeded, "pi_2"), Later).RequestDueRefunds(Later);
        Assert.Equal(10_000, Books(twice));
        var made = twice.Observed(Valid.RefundSeen(twice.Refunds[0].RefundId, 5000, RefundStatus.Succeeded, intent: "pi_2"), Later);
        Assert.Equal(5000, Books(made));
        var refund = Assert.Single(LedgerEntry.Of(made), entry => entry.Kind == LedgerEntryKind.Refund);
        Assert.Equal((RefundReason.PaidTwice, twice.Refunds[0].RefundId, -5000L), (refund.Reason, refund.RefundId, refund.Net));
    }

    [Fact]
    public void A_refund_that_comes_back_is_taken_back_and_one_that_was_refused_is_not_booked()
    {
        var asked = Valid.PaidRegistration.Refunded("ref_1", 2000);
        var made = asked.Observed(Valid.RefundSeen("ref_1", 2000, RefundStatus.Succeeded), Later);
        var bounced = made.Observed(Valid.RefundSeen("ref_1", 2000, RefundStatus.Failed), Later.AddDays(2));
        Assert.Equal((5000, 3000, 5000), (Books(asked), Books(made), Books(bounced)));
        Assert.Equal(Later.AddDays(2), Assert.Single(LedgerEntry.Of(bounced), entry => entry.Kind == LedgerEntryKind.RefundFailed).At);
        var refused = asked.Observed(Valid.RefundRefused("ref_1", 2000), Later);
        Assert.Equal((5000, false), (Books(refused), LedgerEntry.Of(refused).Any(entry => entry.RefundId is not null)));
    }

    [Fact]
    public void A_dispute_takes_what_is_not_refunded_and_winning_it_brings_that_back()
    {
        var partly = Valid
            .PaidRegistration.Refunded("ref_1", 2000)
            .Observed(Valid.RefundSeen("ref_1", 2000, RefundStatus.Succeeded), Later);
        var disputed = partly.Disputed("pi_1", true);
        var won = disputed.Disputed("pi_1", false);
        Assert.Equal((3000, 0, 3000, 0), (Books(partly), Books(disputed), Books(won), Books(won.Disputed("pi_1", true))));
    }

    [Fact]
    public void A_refund_that_is_heard_of_during_a_dispute_makes_the_dispute_smaller()
    {
        var disputed = Valid.PaidRegistration.Refunded("ref_1", 2000).Disputed("pi_1", true);
        var heard = disputed.Observed(Valid.RefundSeen("ref_1", 2000, RefundStatus.Succeeded), Later);
        Assert.Equal((0, 0), (Books(disputed), Books(heard)));
        Assert.True(heard.Payments[0].Disputed);
        Assert.Equal([5000L, 3000L], heard.Payments[0].Disputes!.Select(dispute => dispute.Amount));
        Assert.Subset(Ids(heard), Ids(disputed));
    }

    [Fact]
    public void A_cancellation_gives_back_tickets_and_no_money()
    {
        var cancelled = Valid.IssuedRegistration.Cancel(CancelledBy.Event, "Storm", Later);
        var entry = Assert.Single(LedgerEntry.Of(cancelled), entry => entry.Kind == LedgerEntryKind.Cancelled);
        Assert.Equal((2, 0L, RefundReason.EventCancelled, Later), (entry.Tickets, entry.Net, entry.Reason, entry.At));
    }

    /// <summary>Registrations from before the instants were stored.</summary>
    [Fact]
    public void What_was_stored_without_instants_is_booked_at_the_instants_that_it_has()
    {
        var old = Valid.PaidRegistration with
        {
            PaidBy = null,
            Payments = [new("pi_1", 5000, PaymentStatus.Succeeded, Valid.Now) { Disputed = true }],
            Refunds = [new("ref_1", "pi_1", 1000, RefundReason.Organizer, Later) { Status = RefundStatus.Succeeded }],
        };
        Assert.Equal(
            [
                (LedgerEntryKind.Sale, Valid.Now, 0L),
                (LedgerEntryKind.Sale, Valid.Now, 5000L),
                (LedgerEntryKind.Dispute, Valid.Now, 4000L),
                (LedgerEntryKind.Refund, Later, 1000L),
            ],
            LedgerEntry.Of(old).Select(entry => (entry.Kind, entry.At, entry.Gross))
        );
        Assert.Equal((0, 4000), (Books(old), Books(old.Disputed("pi_1", false))));
    }

    /// <summary>
    /// Lives of a registration in any order, with repeats: a writer that misses some states ends with the entries of one that has seen all.
    /// </summary>
    [Fact]
    public void However_many_states_are_missed_the_books_end_the_same_and_say_what_is_there() =>
        Gen.Select(Gen.Int[0, 7].Array[1, 30], Gen.Int[0, 1].Array[30], Gen.Int)
            .Sample(
                (steps, seen, seed) =>
                {
                    var random = new Random(seed);
                    Dictionary<string, LedgerEntry> written = [];
                    var registration = Valid.PendingRegistration;
                    for (var i = 0; i < steps.Length; i++)
                    {
                        registration = After(registration, steps[i], random, Valid.Now.AddMinutes(i));
                        if (seen[i] == 1)
                            Write(registration);
                        Assert.Equal(Expected(registration), Books(registration));
                    }

                    Write(registration);
                    var all = LedgerEntry.Of(registration).ToList();
                    Assert.Equal(all.Count, all.DistinctBy(entry => entry.EntryId).Count());
                    Assert.Equivalent(all.ToDictionary(entry => entry.EntryId), written, strict: true);
                    var sold = registration.ConfirmedAt is null ? 0 : registration.Quantity;
                    Assert.Equal(sold, all.Where(entry => entry.Kind == LedgerEntryKind.Sale).Sum(entry => entry.Tickets));

                    void Write(Registration of)
                    {
                        foreach (var entry in LedgerEntry.Of(of))
                            written.TryAdd(entry.EntryId, entry);
                    }
                }
            );

    private static Registration After(Registration current, int step, Random random, DateTimeOffset now)
    {
        var id = $"pi_{random.Next(3)}";
        var next = step switch
        {
            0 or 1 => current.Observed(Valid.Intent((PaymentStatus)random.Next(5), id), now),
            2 => current.With(current.Ledger.Disputed(id, random.Next(2) == 0, now)),
            3 when current.Refunds.Count > 0 && current.Refunds[random.Next(current.Refunds.Count)] is var refund => current.Observed(
                Valid.RefundSeen(
                    refund.RefundId,
                    refund.Amount,
                    random.Next(3) == 0 ? RefundStatus.Failed : RefundStatus.Succeeded,
                    $"re_{refund.RefundId}",
                    refund.PaymentIntentId
                ),
                now
            ),
            4 when current.Status == RegistrationStatus.Confirmed && current.Ledger.Captured > 0 => current
                .Ledger.RequestRefund($"ref_{random.Next(5)}", random.Next(1, 2000), null, now)
                .Refused(out _, out var asked)
                ? current
                : current.With(asked),
            5 when current.Status == RegistrationStatus.Confirmed => current.Cancel(CancelledBy.Organizer, null, now),
            6 when current.Status == RegistrationStatus.Pending => current.Expire(now),
            7 => current.RequestDueRefunds(now),
            _ => current,
        };
        var concludes = next.Status switch
        {
            RegistrationStatus.Pending => next.Ledger.IsPaid,
            RegistrationStatus.Expired => next.Ledger.KeepsTotal && random.Next(2) == 0,
            _ => false,
        };
        return (concludes ? next.Revive(Valid.PendingRegistration.Allocations, now) : next).PaidSince(current);
    }

    /// <summary>What is captured, not refunded and not disputed.</summary>
    private static long Expected(Registration registration) =>
        registration
            .Payments.Where(payment => payment is { Status: PaymentStatus.Succeeded, Disputed: false })
            .Sum(payment =>
                payment.Amount
                - registration
                    .Refunds.Where(refund => refund.PaymentIntentId == payment.PaymentIntentId && refund.Status == RefundStatus.Succeeded)
                    .Sum(refund => refund.Amount)
            );

    private static long Books(Registration registration) => LedgerEntry.Of(registration).Sum(entry => entry.Net);

    private static HashSet<string> Ids(Registration registration) => [.. LedgerEntry.Of(registration).Select(entry => entry.EntryId)];
}
