using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>Checks what people are shown (availability, registrations, tickets, files) and what TTL deletes.</summary>
public sealed partial class Oracle
{
    /// <summary>How stale an eventually consistent read may be; index lag comes on top.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The availability shown must be between the fewest and most units free during the call; expired holds may count as free.
    /// </summary>
    private void JudgeShown(Request asked, Answer answer)
    {
        var id = asked.Path[0];
        var from = asked.At - Late - TimeSpan.FromSeconds(_cloud.Tables.WorstLag.Seconds);
        var past = SaleOf(id).Past;
        var first = Math.Max(0, past.FindLastIndex(each => each.At <= from));
        foreach (var type in answer.Body!["ticketTypes"]!.AsArray())
        {
            var shown = Number(type!["available"]!);
            var most = new[] { (string)type["ticketTypeId"]!, "capacity" }.Min(pool =>
                past.Skip(first).Max(each => each.Free.GetValueOrDefault(pool)) + Lapsed(id, pool, from)
            );
            var least = new[] { (string)type["ticketTypeId"]!, "capacity" }.Min(pool => LeastFree(id, pool, from));
            Must(shown >= least, () => $"{id} shows {shown} places of {type["ticketTypeId"]}, and there were never less than {least}");
            Must(shown <= most, () => $"{id} shows {shown} places of {type["ticketTypeId"]}, and there were never more than {most}");
        }
    }

    /// <summary>A lower bound of the free units since then: the sum of the shards' minimums, because they are read one by one.</summary>
    private long LeastFree(string eventId, string pool, DateTimeOffset from) =>
        SaleOf(eventId)
            .Shards.Values.Sum(past =>
                past.FindLastIndex(each => each.At <= from) is >= 0 and var first
                    ? past.Skip(first).Min(each => each.Free.GetValueOrDefault(pool))
                    : 0
            );

    /// <summary>A registration must be shown in a state that it had during the call, amounts included.</summary>
    private void JudgeRegistrationShown(Request asked, Answer answer)
    {
        var (id, shown) = (asked.Path[0], answer.Body!);
        var (status, paid, refunded) = ((string)shown["status"]!, Number(shown["paid"]!["amount"]!), Number(shown["refunded"]!["amount"]!));
        Must(
            Since(asked.At - Late, id)
                .Any(was =>
                    was.Number("version") == Number(shown["version"]!)
                    && was.Total() == Number(shown["total"]!["amount"]!)
                    && paid
                        == was.List("payments")
                            .Where(payment => payment.Text("status") == "Succeeded")
                            .Sum(payment => payment.Number("amount"))
                    && refunded
                        == was.List("refunds").Where(refund => refund.Text("status") != "Failed").Sum(refund => refund.Number("amount"))
                    && (
                        IsSaid(was.Text("status")!, status)
                        || (status == "expired" && was.Text("status") == "Pending" && Instant(was, "expiresAt") <= Latest)
                    )
                ),
            () => $"{id} is shown as {status}, {paid} paid and {refunded} given back, and never was that"
        );
        JudgeTicketsShown(asked, shown["tickets"]!.AsArray());
    }

    /// <summary>A ticket must be shown in a state that it had, code and issue included. Lists are stale by the index lag.</summary>
    private void JudgeTicketsShown(Request asked, IEnumerable<JsonNode?> tickets)
    {
        var from = asked.At - Late - TimeSpan.FromSeconds(_cloud.Tables.WorstLag.Seconds);
        foreach (var shown in tickets)
        {
            Must(
                Since(from, (string)shown!["ticketId"]!)
                    .Any(was =>
                        IsSaid(was.Text("status")!, (string)shown["status"]!)
                        && (
                            shown["code"] is not { } code
                            || (string)code! == $"{was.Map("code").Text("locator")}-{was.Map("code").Text("secret")}"
                        )
                        && (shown["issue"] is not { } issue || Number(issue) == was.Number("issue"))
                        && (shown["paid"] is not { } paid || (bool)paid == was.Flag("paid"))
                    ),
                () => $"{shown["ticketId"]} is shown as {shown.ToJsonString()}, and never was that"
            );
        }
    }

    private static bool IsSaid(string stored, string said) => stored.Equals(said, StringComparison.OrdinalIgnoreCase);

    /// <summary>Units that expired holds have kept since then.</summary>
    private long Lapsed(string eventId, string pool, DateTimeOffset from) =>
        _registrations
            .Where(each => each.Value.Text("eventId") == eventId)
            .Sum(each =>
                Since(from, each.Key)
                    .Where(state => state.Text("status") == "Pending" && Instant(state, "expiresAt") <= Latest)
                    .Select(state => state.Allocated().GetValueOrDefault(pool))
                    .DefaultIfEmpty()
                    .Max()
            );

    /// <summary>A ticket's download link must lead to the file of the same issue.</summary>
    private void JudgeLink(Answer answer)
    {
        if ((string?)answer.Body!["downloadUrl"] is not { } url)
            return;
        var file = _cloud.Files.Stored(new Uri(url).AbsolutePath[1..]);
        Must(file is not null, () => $"the link of {answer.Text("ticketId")} leads to nothing");
        Must(
            _cloud.Prints || Encoding.UTF8.GetString(file!) == answer.Text("code"),
            () => $"the link of {answer.Text("ticketId")} leads to the file of another issue"
        );
    }

    /// <summary>TTL may delete an item only when nothing needs it any more.</summary>
    private void JudgeForgotten(Committed change)
    {
        var (old, now) = (change.Old!, _cloud.World.Time.Now);
        Sometimes("a request is forgotten", change.Key.Table == Tables.Requests);
        if (change.Key.Table == Tables.Requests)
            Must(
                Instant(old, "receivedAt") <= now.AddDays(-1),
                () => $"a request of {old.Text("receivedAt")} is forgotten, and may still be repeated"
            );
        else if (change.Key.Table == Tables.Tickets)
            Must(
                Instant(SaleOf(old.Text("eventId")!).Event!, "endsAt").AddHours(6) <= now,
                () => $"{old.Text("ticketId")} is gone before its gate has closed"
            );
        else if (change.Key.Table == Tables.Notifications && old.Text("kind") == "OrdersFound")
            Must(Instant(old, "createdAt") <= now.AddHours(-1), () => $"{old.Text("notificationId")} may be sent again within the hour");
        else if (change.Key.Table == Tables.Notifications)
            Must(
                old.Text("status") != "Queued" && Instant(old, "createdAt") <= now.AddYears(-1),
                () => $"{old.Text("notificationId")} is forgotten, and would be sent again"
            );
        else if (change.Key.Table == Tables.Quotas)
            Must(
                Instant(SaleOf(old.Text("eventId")!).Event!, "endsAt") <= now,
                () => $"what {old.Text("userId")} has of an event is forgotten while that is sold"
            );
    }
}
