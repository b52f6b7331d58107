using System.Globalization;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>What things cost and what goes back: every amount is worked out here, from what people asked for and what the provider has.</summary>
public sealed partial class Oracle
{
    /// <summary>By registration, the amounts that organizers asked to give back, in minor units; null is all that is left.</summary>
    private readonly Dictionary<string, List<long?>> _refundsAsked = new(StringComparer.Ordinal);

    private void NoteRefund(Request asked)
    {
        var id = asked.Path[0];
        GivenBackByPeople(id);
        if (!_refundsAsked.TryGetValue(id, out var amounts)) _refundsAsked[id] = amounts = [];
        amounts.Add(asked.Body?["amount"]?["amount"] is { } amount ? Number(amount) : null);
    }

    /// <summary>A whole number, however it came to be one.</summary>
    private static long Number(JsonNode value) => long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>
    /// A refund is booked over what its rule says: what an organizer asked for, what somebody gave back at the provider, and in all other cases the
    /// rest of a payment.
    /// </summary>
    private void JudgeRefunds(Image? before, Image now)
    {
        var id = now.Text("registrationId")!;
        var known = before?.List("refunds").Select(refund => refund.Text("refundId")).ToHashSet() ?? [];
        var refunds = now.List("refunds").ToList();
        for (var i = 0; i < refunds.Count; i++)
        {
            var refund = refunds[i];
            if (known.Contains(refund.Text("refundId"))) continue;
            var (amount, reason) = (refund.Number("amount"), refund.Text("reason"));
            var intent = IntentsOf(id).FirstOrDefault(intent => intent.Id == refund.Text("paymentIntentId"));
            Must(intent is not null, () => $"{id}: {amount} are to go back of a payment that is none of its own");
            var left = intent!.Captured - refunds.Take(i).Where(other => other.Text("paymentIntentId") == intent.Id && other.Text("status") != "Failed").Sum(other => other.Number("amount"));
            var asked = _refundsAsked.GetValueOrDefault(id, []);
            var right = reason switch
            {
                "External" => intent.Refunds.Exists(made => made.Id == refund.Text("providerRefundId") && made.RefundId is null && made.Amount == amount),
                "Organizer" => amount > 0 && amount <= left && (asked.Contains(amount) || (asked.Contains(null) && amount == left)),
                _ => amount > 0 && amount == left,
            };
            Must(right, () => $"{id}: {amount} of {intent.Id} are to go back ({reason}), {left} are left, and organizers asked for {string.Join(", ", asked.Select(each => each?.ToString() ?? "all"))}");
        }
    }

    /// <summary>What the provider gives back for us is what was booked, and never money that the bank has.</summary>
    private void JudgeMade(Intent intent, StripeRefund made)
    {
        var id = intent.RegistrationId;
        var booked = _registrations[id].List("refunds").FirstOrDefault(refund => refund.Text("refundId") == made.RefundId);
        Must(booked is not null && booked.Text("paymentIntentId") == intent.Id && booked.Number("amount") == made.Amount,
            () => $"{id}: {made.Amount} of {intent.Id} went back, and {booked?.Number("amount")} of {booked?.Text("paymentIntentId")} are booked");
        var (captured, returned) = (IntentsOf(id).Sum(each => each.Captured), IntentsOf(id).Sum(each => each.Returned));
        var disputed = IntentsOf(id).Where(IsDisputed).Sum(each => each.Captured - each.Returned);
        Must(returned <= captured - disputed, () => $"{id}: {returned} went back, of {captured} that were paid and {disputed} that are disputed");
    }
}
