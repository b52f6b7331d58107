namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Checks the ledger against the provider's state and the registrations.</summary>
public sealed partial class Oracle
{
    private static readonly HashSet<string> NoPerson =
    [
        "entryId",
        "at",
        "kind",
        "registrationId",
        "organizationId",
        "eventId",
        "eventTitle",
        "category",
        "city",
        "country",
        "timeZone",
        "lines",
        "tickets",
        "gross",
        "tax",
        "currency",
        "paymentIntentId",
        "refundId",
        "reason",
        "organizationShard",
        "platformShard",
    ];

    /// <summary>The entries of the ledger, by registration.</summary>
    private readonly Dictionary<string, List<Image>> _entries = new(StringComparer.Ordinal);

    /// <summary>What is in the books stays as it is.</summary>
    private void JudgeEntry(Image? before, Image? now)
    {
        Must(before is null && now is not null, () => $"{(before ?? now)!.Text("entryId")} was in the books, and was changed");
        Must(now!.Keys.All(NoPerson.Contains), () => $"{now.Text("entryId")} says more than the books may");
        Must(now.Number("gross") >= 0, () => $"{now.Text("entryId")} is of {now.Number("gross")}");
        var id = now.Text("registrationId")!;
        if (!_entries.TryGetValue(id, out var entries))
            _entries[id] = entries = [];
        entries.Add(now);
    }

    /// <summary>The books say of each registration what the provider says, and how many places were sold and given back.</summary>
    private void JudgeBooks(string id, Image registration)
    {
        // The stream gave up a change of this registration after its retries, so entries may be missing. In the cloud an alarm tells
        // people, and "reconcile --repair-ledger" writes the entries.
        if (_cloud.PutAside.Contains(new(Tables.Registrations, id)))
            return;
        var entries = _entries.GetValueOrDefault(id) ?? [];
        var kept = IntentsOf(id)
            .Where(intent => intent.Captured > 0 && !IsDisputed(intent))
            .Sum(intent => intent.Captured - intent.Returned);
        var booked = Sum("Sale") - Sum("Refund") + Sum("RefundFailed") - Sum("Dispute") + Sum("DisputeWon");
        Must(booked == kept, () => $"{id}: the books have {booked}, and {kept} are there");
        var captured = IntentsOf(id).Sum(intent => intent.Captured);
        Must(Sum("Sale") == captured, () => $"{id}: {Sum("Sale")} are booked as paid, and {captured} were captured");
        var (sold, cancelled) = (registration.Text("confirmedAt") is not null, registration.Text("cancelledAt") is not null);
        Must(
            Tickets("Sale") == (sold ? registration.Quantity() : 0),
            () => $"{id} was {(sold ? "sold" : "never sold")}: {Tickets("Sale")} of {registration.Quantity()} tickets are booked"
        );
        Must(
            Tickets("Cancelled") == (sold && cancelled ? registration.Quantity() : 0),
            () => $"{id} is {registration.Text("status")}: {Tickets("Cancelled")} cancelled tickets are booked"
        );
        Must(
            entries.Sum(entry => entry.Number("tax")) == (sold ? registration.Number("tax") : 0),
            () => $"{id}: the books have another tax than {registration.Number("tax")}"
        );
        Must(
            entries.TrueForAll(entry =>
                entry.Text("currency") == registration.Text("currency")
                && entry.Text("organizationId") == registration.Text("organizationId")
                && entry.Text("eventId") == registration.Text("eventId")
            ),
            () => $"{id} is in the books of somebody else"
        );
        Sometimes("the books take a refund back", Sum("RefundFailed") > 0);
        Sometimes("the books have money without tickets", entries.Exists(entry => Of(entry, "Sale") && entry.Number("tickets") == 0));

        long Sum(string kind) => entries.Where(entry => Of(entry, kind)).Sum(entry => entry.Number("gross"));

        long Tickets(string kind) => entries.Where(entry => Of(entry, kind)).Sum(entry => entry.Number("tickets"));

        static bool Of(Image entry, string kind) => entry.Text("kind") == kind;
    }
}
