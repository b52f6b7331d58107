namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>The state changes that the model allows, and the rare states that a run must reach at least once.</summary>
public sealed partial class Oracle
{
    private static readonly HashSet<(string Table, string? From, string To)> Steps =
    [
        ("events", null, "Draft"),
        ("events", "Draft", "Published"),
        ("events", "Published", "Cancelled"),
        ("registrations", null, "Pending"),
        ("registrations", null, "Confirmed"),
        ("registrations", "Pending", "Confirmed"),
        ("registrations", "Pending", "Expired"),
        ("registrations", "Pending", "Cancelled"),
        ("registrations", "Expired", "Confirmed"),
        ("registrations", "Expired", "Cancelled"),
        ("registrations", "Confirmed", "Cancelled"),
        ("tickets", null, "Valid"),
        ("tickets", "Valid", "Used"),
        ("tickets", "Used", "Valid"),
        ("tickets", "Valid", "Void"),
        ("tickets", "Used", "Void"),
        ("notifications", null, "Queued"),
        ("notifications", "Queued", "Sent"),
        ("notifications", "Queued", "Failed"),
    ];

    /// <summary>Attributes that never change once they are set.</summary>
    private static readonly Dictionary<string, string[]> Fixed = new(StringComparer.Ordinal)
    {
        ["events"] = ["organizationId", "organizerId", "createdAt", "publishedAt", "cancelledAt", "refundedAt"],
        ["registrations"] = ["eventId", "organizationId", "createdAt", "cancelledAt"],
        ["tickets"] = ["eventId", "registrationId", "ticketTypeId", "voidedAt"],
        ["notifications"] = ["registrationId", "kind", "createdAt", "sentAt"],
    };

    /// <summary>Rare states that the seeds of a run together must reach: schedules prove nothing about states they never reach.</summary>
    public static readonly IReadOnlyList<string> Rare =
    [
        "a hold comes back for a late payment",
        "a late payment goes back",
        "a late payment has gone back or is disputed before it is heard of",
        "paid twice, and one goes back",
        "an organizer gives a part back",
        "an organizer's refund cancels",
        "a refund fails at the bank",
        "refunds are given up",
        "a dispute is lost",
        "a dispute is won",
        "the books take a refund back",
        "the books have money without tickets",
        "a buyer cancels",
        "cancelled with its event",
        "a price changes while somebody buys",
        "sold in jpy",
        "sold in kwd",
        "sold in idr",
        "tax is added to dinars",
        "refused: sold_out",
        "refused: sales_closed",
        "refused: event_not_published",
        "refused: event_closed",
        "refused: event_started",
        "refused: below_sold",
        "refused: registration_expired",
        "refused: registration_cancelled",
        "refused: already_paid",
        "refused: payment_processing",
        "refused: already_checked_in",
        "refused: ticket_void",
        "refused: nothing_to_refund",
        "refused: refund_exceeds_payment",
        "refused: too_many_refunds",
        "refused: tax_unavailable",
        "refused: too_many_attempts",
        "turned away: void",
        "turned away: not_paid",
        "turned away: already_used",
        "turned away: wrong_event",
        "turned away: forged",
        "turned away: event_not_open",
        "told of a change",
        "moved, and back before anybody was told",
        "offline: letInTwice",
        "offline: letInRefused",
        "offline: turnedAwayValid",
        "a request is forgotten",
        "cancelled while somebody is inside",
        "somebody was inside before the ticket was void",
        "a check-in by a void ticket is taken back",
        "an event is cancelled while somebody is inside by a cancelled order",
        "done: disableUser",
        "done: enableUser",
        "done: signOutUser",
        "done: signOutEverywhere",
        "done: setUserGroups",
        "done: reviewKycRequest",
        "done: suspendOrganization",
        "done: resumeOrganization",
        "an act is finished by a worker",
        "a revoked token is refused",
        "somebody accepts an invitation",
        "of two owners, one is refused",
        "an approval verifies an organization",
        "an administrator is told of papers",
        "refused: act_in_progress",
        "refused: signed_out",
        "refused: forbidden",
        "refused: kyc_not_pending",
    ];

    private readonly HashSet<string> _reached = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Reached => _reached;

    private void Sometimes(string state, bool holds = true)
    {
        if (holds)
            _reached.Add(state);
    }

    /// <summary>The rare states that are missing from the given ones.</summary>
    public static IEnumerable<string> NeverReached(IEnumerable<string> reached) => Rare.Except(reached);

    private void JudgeStep(Committed change)
    {
        if (change.New is not { } now || !Fixed.TryGetValue(change.Key.Table.Name, out var kept))
            return;
        var (before, id) = (change.Old, now.Text(change.Key.Table.Key.Partition));
        var (from, to) = (before?.Text("status"), now.Text("status")!);
        Must(from == to || Steps.Contains((change.Key.Table.Name, from, to)), () => $"{id} was {from ?? "nothing"} and is {to}");
        foreach (var name in kept)
            Must(
                before?.Text(name) is null || before.Text(name) == now.Text(name),
                () => $"{id}: {name} was {before!.Text(name)} and is {now.Text(name)}"
            );
        if (change.Key.Table != Tables.Registrations)
            return;
        Must(
            (now.Text("expiresAt") is not null) == (to is "Pending" or "Expired"),
            () => $"{id} is {to}, and its hold ends {now.Text("expiresAt") ?? "never"}"
        );
        Must(to != "Confirmed" || now.Text("confirmedAt") is not null, () => $"{id} is confirmed, and nobody has noted when");
    }

    /// <summary>Records the rare states that a registration has been in.</summary>
    private void Note(string id, Image registration)
    {
        var (status, intents) = (registration.Text("status"), IntentsOf(id).ToList());
        foreach (var refund in registration.List("refunds"))
        {
            Sometimes("a late payment goes back", refund.Text("reason") == "LatePayment");
            Sometimes("paid twice, and one goes back", refund.Text("reason") == "PaidTwice");
            Sometimes("an organizer gives a part back", refund.Text("reason") == "Organizer" && status == "Confirmed");
        }

        foreach (var intent in intents)
        {
            Sometimes("a refund fails at the bank", intent.Refunds.Exists(refund => refund.Status == "failed"));
            Sometimes("refunds are given up", GivenUp(registration, intent));
            Sometimes("a dispute is lost", intent.Dispute == "lost");
            Sometimes("a dispute is won", intent.Dispute == "won");
            Sometimes(
                "a late payment has gone back or is disputed before it is heard of",
                status == "Expired"
                    && intent.Captured >= registration.Total()
                    && (IsDisputed(intent) || intent.Refunds.Exists(refund => refund.RefundId is null))
            );
        }

        Sometimes($"sold in {registration.Text("currency")}", registration.Total() > 0 && status == "Confirmed");
        Sometimes(
            "tax is added to dinars",
            registration.Text("currency") == "kwd" && !registration.Flag("taxIncluded") && registration.Number("tax") > 0
        );
    }
}
