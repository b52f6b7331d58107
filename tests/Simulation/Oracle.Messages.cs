using Image = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventTicketing.Tests.Simulation;

/// <summary>Checks that every address with tickets gets an organizer's message exactly once.</summary>
public sealed partial class Oracle
{
    private readonly HashSet<(string MessageId, string Recipient)> _written = [];

    private void JudgeWritten(string messageId, Image mail) =>
        Must(
            _written.Add((messageId, mail.Text("recipient")!.ToUpperInvariant())),
            () => $"{mail.Text("recipient")} gets message {messageId} twice"
        );

    private void JudgeMessages()
    {
        foreach (var message in _cloud.Tables.All(Tables.Notifications).Where(item => item.ContainsKey("message")))
        {
            var (id, eventId) = (message.Text("notificationId")!, message.Text("registrationId")!);
            Must(message.Text("status") == "Sent", () => $"{id} was not sent out");
            var writtenAt = Instant(message, "createdAt");
            var ev = _cloud.Tables.Find(Tables.Events, eventId)!;
            // More than seven days before the event, only buyers who asked for news get the message. Six days leave room for moved events.
            if (writtenAt < Instant(ev, "startsAt").AddDays(-6))
                continue;
            foreach (var (orderId, order) in _registrations)
            {
                if (
                    order.Text("eventId") != eventId
                    || order.Text("status") != "Confirmed"
                    || order.Text("erasedAt") is not null
                    || Instant(order, "confirmedAt") > writtenAt - IndexLag
                )
                    continue;
                Sometimes("a message for a buyer");
                Must(
                    BuyerAddresses(orderId).Any(address => _written.Contains((id, address.ToUpperInvariant()))),
                    () => $"{order.Text("buyerEmail")} had tickets, and does not get message {id}"
                );
            }
        }
    }
}
