using System.Globalization;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Checks prices and refunds by computing every amount independently, from people's requests and the provider's state.</summary>
public sealed partial class Oracle
{
    /// <summary>Amounts of organizers' refund requests by registration, in minor units; null requests all that is left.</summary>
    private readonly Dictionary<string, List<long?>> _refundsAsked = new(StringComparer.Ordinal);

    /// <summary>Longer than any process pauses between reading a price and selling at it.</summary>
    private static readonly TimeSpan LongestSale = TimeSpan.FromHours(1);

    /// <summary>An order keeps a price that the event showed; its tax is calculated once; our payments are for the total.</summary>
    private void JudgePrice(Image? before, Image now)
    {
        var id = now.Text("registrationId")!;
        var items = now.List("items").ToList();
        Must(
            now.Number("subtotal") == items.Sum(item => item.Map("unitPrice").Number("amount") * item.Number("quantity")),
            () => $"{id} costs {now.Number("subtotal")}, which is not price times quantity"
        );
        Must(
            now.Number("tax") == items.Sum(item => item.Number("tax")),
            () => $"{id} is taxed with {now.Number("tax")}, which is not the sum of its lines"
        );
        if (before is null)
        {
            var shown = Since(_cloud.World.Time.Now - LongestSale, now.Text("eventId")).ToList();
            Must(
                items.TrueForAll(item =>
                    shown.Exists(of =>
                        of.List("ticketTypes")
                            .Any(type =>
                                type.Text("ticketTypeId") == item.Text("ticketTypeId")
                                && Price(type.Map("price")) == Price(item.Map("unitPrice"))
                            )
                    )
                ),
                () => $"{id} was sold at a price that its event never showed"
            );
            Sometimes(
                "a price changes while somebody buys",
                items.Exists(item =>
                    shown[0]
                        .List("ticketTypes")
                        .Any(type =>
                            type.Text("ticketTypeId") == item.Text("ticketTypeId")
                            && Price(type.Map("price")) != Price(item.Map("unitPrice"))
                        )
                )
            );
            Must(
                items.TrueForAll(item => item.Map("unitPrice").Text("currency") == now.Text("currency")),
                () => $"{id} is sold in {now.Text("currency")}, and its prices are in another currency"
            );
            Must(
                shown.Exists(of => of.Text("priceDisplay") == (now.Flag("taxIncluded") ? "TaxIncluded" : "TaxExcluded")),
                () => $"{id} counts its tax in another way than its event says"
            );
            Must(now.Number("tax") == 0, () => $"{id} is taxed before its tax was determined");
        }
        else
        {
            Must(
                Sold(before).SequenceEqual(Sold(now)),
                () => $"{id} was sold as {string.Join(", ", Sold(before))} and is {string.Join(", ", Sold(now))}"
            );
            Must(
                before.Text("taxCalculationId") is not { } tax
                    || (now.Text("taxCalculationId") == tax && now.Number("tax") == before.Number("tax")),
                () => $"{id}: the tax was determined, and is another one"
            );
        }

        var known = before?.List("payments").Select(payment => payment.Text("paymentIntentId")).ToHashSet() ?? [];
        foreach (var payment in now.List("payments").Where(payment => !known.Contains(payment.Text("paymentIntentId"))))
        {
            var intent = IntentsOf(id).FirstOrDefault(intent => intent.Id == payment.Text("paymentIntentId"));
            Must(
                intent is null || (intent.Amount == payment.Number("amount") && intent.Currency == now.Text("currency")),
                () => $"{id}: {payment.Number("amount")} are booked of {intent!.Id}, which is of {intent.Amount} {intent.Currency}"
            );
            Must(
                intent is not { IsOurs: true } || now.Text("taxCalculationId") is null || intent.Amount == now.Total(),
                () => $"{id} costs {now.Total()}, and {intent!.Id} is made out for {intent.Amount}"
            );
            Must(
                intent is not { IsOurs: true } || known.Count < _cloud.Limits.Payments,
                () => $"{id}: {intent!.Id} was started after {known.Count} payments"
            );
        }
    }

    /// <summary>
    /// An expired registration may be confirmed only for money that was not refunded or disputed before anybody could check.
    /// </summary>
    private void JudgeRevival(Image? before, Image now)
    {
        if (before?.Text("status") != "Expired" || now.Text("status") != "Confirmed")
            return;
        var id = now.Text("registrationId")!;
        var seen = _cloud.World.Time.Now - LongestSale;
        var kept = IntentsOf(id)
            .Where(intent => !(IsDisputed(intent) && intent.DisputedAt < seen))
            .Sum(intent =>
                intent.Captured - intent.Refunds.Where(refund => refund.Status != "failed" && refund.At < seen).Sum(refund => refund.Amount)
            );
        Sometimes("a hold comes back for a late payment");
        Must(kept >= now.Total(), () => $"{id} was brought back: it costs {now.Total()}, and {kept} are there");
    }

    /// <summary>Recalculates the tax at the venue's rate. Tax added to KWD prices is rounded to 10 minor units in total.</summary>
    private void JudgeTax(string id, Image registration)
    {
        var (included, rate) = (
            registration.Flag("taxIncluded"),
            SaleOf(registration.Text("eventId")!).Event!.Map("venue").Text("country") == "DE" ? 19 : 8
        );
        var lines = registration
            .List("items")
            .Select(item =>
                (
                    Tax: item.Number("tax"),
                    Right: item.Number("quantity") * item.Map("unitPrice").Number("amount") * rate / (included ? 100 + rate : 100)
                )
            )
            .ToList();
        var rounded = registration.Text("currency") == "kwd" && !included;
        Must(
            rounded
                ? lines.Sum(line => line.Tax) == (lines.Sum(line => line.Right) + 5) / 10 * 10
                : lines.TrueForAll(line => line.Tax == line.Right),
            () => $"{id} is not taxed where its event is"
        );
    }

    private static (long, string?) Price(Image money) => (money.Number("amount"), money.Text("currency"));

    private static IEnumerable<string> Sold(Image registration) =>
        registration
            .List("items")
            .Select(item =>
                $"{item.Number("quantity")} {item.Text("ticketTypeId")} at {Price(item.Map("unitPrice"))} "
                + $"{registration.Flag("taxIncluded")}"
            );

    /// <summary>The total in an answer must be the stored total.</summary>
    private void JudgeTold(Answer answer)
    {
        var id = answer.Text("registrationId");
        var (shown, line) = (
            Number(answer.Body!["total"]!["amount"]!),
            answer.Body["items"]!.AsArray().Sum(item => Number(item!["unitPrice"]!["amount"]!) * Number(item["quantity"]!))
        );
        var tax = (bool)answer.Body["taxIncluded"]! ? 0 : Number(answer.Body["tax"]!["amount"]!);
        Must(shown == line + tax, () => $"{id} shows a total of {shown}, and its lines come to {line} and {tax} tax");
    }

    private void NoteRefund(Request asked)
    {
        var id = asked.Path[0];
        GivenBackByPeople(id);
        if (!_refundsAsked.TryGetValue(id, out var amounts))
            _refundsAsked[id] = amounts = [];
        amounts.Add(asked.Body?["amount"]?["amount"] is { } amount ? Number(amount) : null);
    }

    /// <summary>Reads an integer, whatever number type the node was created from.</summary>
    private static long Number(JsonNode value) => long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>
    /// A new refund must have the amount that its reason allows: what an organizer requested, what was refunded in the provider's
    /// dashboard, or otherwise the rest of the payment.
    /// </summary>
    private void JudgeRefunds(Image? before, Image now)
    {
        var id = now.Text("registrationId")!;
        var known = before?.List("refunds").Select(refund => refund.Text("refundId")).ToHashSet() ?? [];
        var refunds = now.List("refunds").ToList();
        for (var i = 0; i < refunds.Count; i++)
        {
            var refund = refunds[i];
            if (known.Contains(refund.Text("refundId")))
                continue;
            var (amount, reason) = (refund.Number("amount"), refund.Text("reason"));
            var intent = IntentsOf(id).FirstOrDefault(intent => intent.Id == refund.Text("paymentIntentId"));
            Must(intent is not null, () => $"{id}: {amount} are to go back of a payment that is none of its own");
            var left =
                intent!.Captured
                - refunds
                    .Take(i)
                    .Where(other => other.Text("paymentIntentId") == intent.Id && other.Text("status") != "Failed")
                    .Sum(other => other.Number("amount"));
            var asked = _refundsAsked.GetValueOrDefault(id, []);
            var right = reason switch
            {
                "External" => intent.Refunds.Exists(made =>
                    made.Id == refund.Text("providerRefundId") && made.RefundId is null && made.Amount == amount
                ),
                "Organizer" when refund.ContainsKey("by") => amount > 0
                    && amount <= left
                    && (amount == left || i < _cloud.Limits.Refunds)
                    && (asked.Contains(amount) || (asked.Contains(null) && amount == left)),
                _ => amount > 0 && amount == left,
            };
            // A refund without a requester follows from the cancellation, even if the money could be returned only later.
            var follows = refund.ContainsKey("by")
                ? null
                : reason switch
                {
                    "Buyer" => "Buyer",
                    "EventCancelled" => "Event",
                    "Organizer" => "Organizer",
                    _ => null,
                };
            Must(
                follows is null || follows == now.Text("cancelledBy"),
                () => $"{id} was cancelled by {now.Text("cancelledBy")}, and a refund is booked as {reason}"
            );
            Must(
                right,
                () =>
                    $"{id}: {amount} of {intent.Id} are to go back ({reason}), {left} are left, "
                    + $"and organizers asked for {string.Join(", ", asked.Select(each => each?.ToString() ?? "all"))}"
            );
        }
    }

    /// <summary>A refund that we make at the provider must be stored with the same amount, and must not use disputed money.</summary>
    private void JudgeMade(Intent intent, StripeRefund made)
    {
        var id = intent.RegistrationId;
        var booked = _registrations[id].List("refunds").FirstOrDefault(refund => refund.Text("refundId") == made.RefundId);
        Must(
            booked is not null && booked.Text("paymentIntentId") == intent.Id && booked.Number("amount") == made.Amount,
            () =>
                $"{id}: {made.Amount} of {intent.Id} went back, "
                + $"and {booked?.Number("amount")} of {booked?.Text("paymentIntentId")} are booked"
        );
        var (captured, returned) = (IntentsOf(id).Sum(each => each.Captured), IntentsOf(id).Sum(each => each.Returned));
        var disputed = IntentsOf(id).Where(IsDisputed).Sum(each => each.Captured - each.Returned);
        Must(
            returned <= captured - disputed,
            () => $"{id}: {returned} went back, of {captured} that were paid and {disputed} that are disputed"
        );
    }
}
