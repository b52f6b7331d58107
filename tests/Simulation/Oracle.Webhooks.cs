using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Checks that other systems were told, and of what.</summary>
public sealed partial class Oracle
{
    /// <summary>How much later than its endpoint something happened for sure, whatever the clocks of the functions say.</summary>
    private static readonly TimeSpan AfterAll = TimeSpan.FromMinutes(1);

    /// <summary>
    /// At rest no message to an endpoint is due, the receiver got what was delivered, each message is the same whenever it comes, and of
    /// each registration that was confirmed under the eyes of an endpoint that is on there is exactly one.
    /// </summary>
    private void JudgeWebhooks()
    {
        foreach (var ((to, id), bodies) in _cloud.Receivers.Got)
            Must(bodies.Count == 1, () => $"{id} said {bodies.Count} things to {to}");
        var messages = _cloud.Tables.All(Tables.WebhookDeliveries).ToLookup(message => message.Text("endpointId")!, StringComparer.Ordinal);
        foreach (var endpoint in _cloud.Tables.All(Tables.WebhookEndpoints))
        {
            var (endpointId, url) = (endpoint.Text("endpointId")!, new Uri(endpoint.Text("url")!));
            foreach (var message in messages[endpointId])
            {
                var (id, status) = (message.Text("deliveryId")!, message.Text("status"));
                Must(
                    status is not (null or "Queued") || message.Number("dueAt") > Now.ToUnixTimeMilliseconds(),
                    () => $"{id} is due to be sent to {url}, and stays so"
                );
                if (status == "Delivered")
                    Must(_cloud.Receivers.Got.ContainsKey((url, id)), () => $"{id} is delivered, and {url} has not got it");
            }

            if (endpoint.Text("off") is null)
                JudgeTold(endpoint, messages[endpointId]);
        }
    }

    private void JudgeTold(Image endpoint, IEnumerable<Image> messages)
    {
        var told = messages
            .Where(message => message.Text("type") == "RegistrationConfirmed")
            .ToLookup(message => (string?)JsonNode.Parse(message.Text("body")!)!["data"]!["registrationId"], StringComparer.Ordinal);
        foreach (var (id, registration) in _registrations)
        {
            if (registration.Text("organizationId") != endpoint.Text("organizationId") || registration.Text("confirmedAt") is null)
                continue;
            var count = told[id].Count();
            Must(count <= 1, () => $"{id} was told {count} times");
            // The stream gave up a change of this registration after its retries; in the cloud an alarm tells people.
            if (
                Instant(registration, "confirmedAt") > Instant(endpoint, "since") + AfterAll
                && !_cloud.PutAside.Contains(new(Tables.Registrations, id))
            )
                Must(count == 1, () => $"{endpoint.Text("url")} was not told of {id}");
        }
    }
}
