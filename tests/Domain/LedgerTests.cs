using CsCheck;

namespace EventTicketing.Tests.Domain;

/// <summary>Rules of a ledger that hold for every sequence of messages and requests.</summary>
public sealed class LedgerTests
{
    private const int Steps = 25;

    private static readonly Gen<string> Intents = Gen.Int[1, 3].Select(number => $"pi_{number}");

    /// <summary>A payment that covers the total, or one that does not.</summary>
    private static readonly Gen<Func<Ledger, Ledger>> Payments = Gen.Select(Intents, Gen.Enum<PaymentStatus>())
        .Select((id, status) => (Func<Ledger, Ledger>)(ledger => ledger.Observed(Valid.Intent(status, id, AmountOf(id)), Valid.Now)));

    private static readonly Gen<Func<Ledger, Ledger>> Disputes = Gen.Select(Intents, Gen.Bool)
        .Select((id, disputed) => (Func<Ledger, Ledger>)(ledger => ledger.Disputed(id, disputed, Valid.Now)));

    /// <summary>The provider makes or refuses one of our refunds, or tells an outcome again.</summary>
    private static readonly Gen<Func<Ledger, Ledger>> Outcomes = Gen.Select(Gen.Int[0, 9], Gen.Bool, Gen.Bool)
        .Select((index, made, disputed) => (Func<Ledger, Ledger>)(ledger => Outcome(ledger, index, made, disputed)));

    /// <summary>Automatic refunds of everything or of the surplus.</summary>
    private static readonly Gen<Func<Ledger, Ledger>> Returns = Gen.Bool.Select(all =>
        (Func<Ledger, Ledger>)(ledger => ledger.Return(all ? ledger.Payments : ledger.Surplus, RefundReason.Buyer, Valid.Now))
    );

    private static readonly Gen<Func<Ledger, Ledger>> Requests = Gen.Select(Gen.Int[0, 20], Gen.Long[1, 6000])
        .Select(
            (number, amount) =>
                (Func<Ledger, Ledger>)(
                    ledger =>
                        ledger.RequestRefund($"ref_people{number}", amount, null, Valid.Now).Refused(out _, out var next) ? ledger : next
                )
        );

    private static readonly Gen<Func<Ledger, Ledger>[]> Histories = Gen.OneOf(Payments, Disputes, Outcomes, Returns, Requests).Array[
        0,
        Steps
    ];

    [Fact]
    public void No_more_is_refunded_than_was_captured() =>
        Histories.Sample(steps =>
            After(
                steps,
                (_, ledger) =>
                {
                    Assert.InRange(ledger.Refunded, 0, ledger.Captured);
                    Assert.All(
                        ledger.Payments,
                        payment =>
                            Assert.InRange(RefundedOf(ledger, payment), 0, payment.Status == PaymentStatus.Succeeded ? payment.Amount : 0)
                    );
                }
            )
        );

    [Fact]
    public void Nothing_disputed_is_refunded_without_a_person() =>
        Histories.Sample(steps =>
        {
            var ledger = steps.Aggregate(Valid.Ledger, (current, step) => step(current));
            var returned = ledger.Return(ledger.Payments, RefundReason.Buyer, Valid.Now);
            Assert.DoesNotContain(
                returned.Refunds.Skip(ledger.Refunds.Count),
                refund => ledger.Payments.Single(payment => payment.PaymentIntentId == refund.PaymentIntentId).Disputed
            );
        });

    [Fact]
    public void Refunds_are_never_removed_and_have_ids_of_their_own() =>
        Histories.Sample(steps =>
            After(
                steps,
                (before, ledger) =>
                {
                    Assert.Equal(
                        before.Refunds.Select(refund => (refund.RefundId, refund.Amount)),
                        ledger.Refunds.Take(before.Refunds.Count).Select(refund => (refund.RefundId, refund.Amount))
                    );
                    Assert.Equal(ledger.Refunds.Count, ledger.Refunds.Select(refund => refund.RefundId).Distinct().Count());
                }
            )
        );

    [Fact]
    public void Automatic_refunds_are_requested_once_and_keep_the_total_if_only_the_surplus_is_returned() =>
        Histories.Sample(steps =>
        {
            var ledger = steps.Aggregate(Valid.Ledger, (current, step) => step(current));
            var once = ledger.Return(ledger.Surplus, RefundReason.PaidTwice, Valid.Now);
            Assert.Same(once, once.Return(once.Surplus, RefundReason.PaidTwice, Valid.Now));
            Assert.Equal(
                ledger.Payments.Any(payment => payment.Amount >= ledger.Total && ledger.Refundable(payment) > 0),
                once.Payments.Any(payment => payment.Amount >= once.Total && once.Refundable(payment) > 0)
            );
        });

    /// <summary>What is final: a payment that succeeded, the outcome of a refund of ours, a refund in the dashboard.</summary>
    [Fact]
    public void The_order_of_final_messages_does_not_matter() =>
        Gen.Select(
                Gen.Enum<PaymentStatus>().Where(status => status is PaymentStatus.Succeeded or PaymentStatus.Cancelled).Array[3],
                Gen.Bool.Array[3],
                Gen.Long[1, 6000].Array[0, 3],
                Gen.Int
            )
            .Sample(
                (statuses, made, dashboard, seed) =>
                {
                    Func<Ledger, Ledger>[] messages =
                    [
                        .. statuses.Select(
                            (status, i) =>
                                (Func<Ledger, Ledger>)(
                                    ledger => ledger.Observed(Valid.Intent(status, $"pi_{i + 1}", AmountOf($"pi_{i + 1}")), Valid.Now)
                                )
                        ),
                        .. made.Select((succeeded, i) => (Func<Ledger, Ledger>)(ledger => Outcome(ledger, i, succeeded, disputed: false))),
                        .. dashboard.Select(
                            (amount, i) =>
                                (Func<Ledger, Ledger>)(
                                    ledger =>
                                        ledger.Observed(
                                            Valid.RefundSeen(null, amount, RefundStatus.Succeeded, $"re_dashboard{i}", "pi_2"),
                                            Valid.Now
                                        )
                                )
                        ),
                    ];
                    var requested = Enumerable
                        .Range(0, 3)
                        .Aggregate(Valid.PaidLedger, (ledger, i) => ledger.RequestRefund($"ref_{i}", 1000, null, Valid.Now).Value);
                    var shuffled = messages.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    Assert.Equal(Figures(messages), Figures(shuffled));

                    string Figures(Func<Ledger, Ledger>[] order)
                    {
                        var ledger = order.Aggregate(requested, (current, message) => message(current));
                        return $"{ledger.Captured} {ledger.Refunded} {ledger.IsPaid} {ledger.KeepsTotal} "
                            + string.Join(' ', ledger.Payments.OrderBy(payment => payment.PaymentIntentId).Select(ledger.Refundable));
                    }
                }
            );

    [Fact]
    public void A_payment_that_was_seen_settled_is_settled_so_whatever_else_was_seen_in_whatever_order() =>
        Gen.Select(Gen.Int[1, 3].Select(number => $"pi_{number}"), Gen.Enum<PaymentStatus>())
            .Array[1, 12]
            .Sample(seen =>
            {
                var payments = seen.Aggregate(
                    Valid.Ledger,
                    (ledger, look) => ledger.Observed(Valid.Intent(look.Item2, look.Item1), Valid.Now)
                ).Payments;

                Assert.Equal(
                    seen.Select(look => look.Item1).Distinct().Order(),
                    payments.Select(payment => payment.PaymentIntentId).Order()
                );
                foreach (var payment in payments)
                {
                    var looks = seen.Where(look => look.Item1 == payment.PaymentIntentId).Select(look => look.Item2).ToList();
                    Assert.Equal(
                        looks.Contains(PaymentStatus.Succeeded) ? PaymentStatus.Succeeded
                            : looks.Contains(PaymentStatus.Cancelled) ? PaymentStatus.Cancelled
                            : looks[^1],
                        payment.Status
                    );
                }
            });

    private static void After(Func<Ledger, Ledger>[] steps, Action<Ledger, Ledger> check)
    {
        var ledger = Valid.Ledger;
        foreach (var step in steps)
        {
            var before = ledger;
            ledger = step(ledger);
            check(before, ledger);
        }
    }

    private static long AmountOf(string intent) => intent == "pi_3" ? 700 : Valid.Ledger.Total;

    private static Ledger Outcome(Ledger ledger, int index, bool made, bool disputed) =>
        ledger.Refunds.ElementAtOrDefault(index) is not { } refund ? ledger
        : made
            ? ledger.Observed(
                Valid.RefundSeen(refund.RefundId, refund.Amount, RefundStatus.Succeeded, $"re_{refund.RefundId}", refund.PaymentIntentId),
                Valid.Now
            )
        : ledger.Observed(Valid.RefundRefused(refund.RefundId, refund.Amount, disputed, refund.PaymentIntentId), Valid.Now);

    private static long RefundedOf(Ledger ledger, Payment payment) =>
        ledger
            .Refunds.Where(refund => refund.PaymentIntentId == payment.PaymentIntentId && refund.Status != RefundStatus.Failed)
            .Sum(refund => refund.Amount);
}
