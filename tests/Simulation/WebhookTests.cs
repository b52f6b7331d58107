using Amazon.DynamoDBv2.Model;

namespace EventTicketing.Tests.Simulation;

/// <summary>The life of a payment with its webhooks in every possible order: each at any time after the change that it reports.</summary>
public sealed class WebhookTests
{
    private static readonly Action<SimulatedStripe, string>[] Life =
    [
        (stripe, intent) => stripe.Process(intent),
        (stripe, intent) => stripe.Fail(intent),
        (stripe, intent) => stripe.Confirm(intent, Card.Good),
        (stripe, intent) => stripe.RefundInDashboard(intent, 500),
        (stripe, intent) => stripe.Dispute(intent),
    ];

    private static readonly string[] Times = ["createdAt", "confirmedAt", "expiresAt", "succeededAt", "settledAt", "bouncedAt", "version"];

    /// <summary>Each message once; each twice in a row; each once and then all again in reverse order.</summary>
    /// <param name="step">Of the orders with repeated messages, every third is tried.</param>
    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(2, false, 3)]
    [InlineData(1, true, 3)]
    public void In_whatever_order_messages_come_the_end_is_the_same(int times, bool again, int step)
    {
        var orders = Orders(Life.Length).ToList();
        Assert.Equal(945, orders.Count);
        Assert.Single(
            orders.Where((_, i) => i % step == 0).AsParallel().Select(order => End(order, times, again)).ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>All interleavings of the steps 0, 1, … and the deliveries of their messages ~0, ~1, …, each after its step.</summary>
    private static IEnumerable<int[]> Orders(int steps)
    {
        return From([], 0, []);

        IEnumerable<int[]> From(int[] before, int next, int[] underWay)
        {
            if (next == steps && underWay.Length == 0)
                yield return before;
            if (next < steps)
            {
                foreach (var order in From([.. before, next], next + 1, [.. underWay, next]))
                    yield return order;
            }

            foreach (var message in underWay)
            {
                foreach (var order in From([.. before, ~message], next, [.. underWay.Where(other => other != message)]))
                    yield return order;
            }
        }
    }

    private static string End(int[] order, int times, bool again)
    {
        var schedule = new Schedule(new SimulatedWorld(1));
        var ending = schedule.Complete(async () =>
        {
            var show = await schedule.Open(5, Schedule.Type("Standing", 2000, 5));
            var placed = await Flow.Started(schedule, show, new Person("ann"));
            schedule.Oracle.GivenBackByPeople(placed.RegistrationId);
            List<(string Body, string Signature)> messages = [];
            var deliver = schedule.Cloud.Stripe.Webhook!;
            schedule.Cloud.Stripe.Webhook = (body, signature) =>
            {
                messages.Add((body, signature));
                return Task.FromResult(200);
            };
            foreach (var step in order)
            {
                if (step >= 0)
                {
                    Life[step](schedule.Cloud.Stripe, placed.Intents[0]);
                    await schedule.World.Time.Wait(TimeSpan.FromSeconds(1));
                    continue;
                }

                for (var time = 0; time < times; time++)
                    Assert.Equal(200, await deliver(messages[~step].Body, messages[~step].Signature));
            }

            if (!again)
                return;
            foreach (var (body, signature) in Enumerable.Reverse(messages))
                Assert.Equal(200, await deliver(body, signature));
        });
        Assert.True(ending.Failure is null, $"{string.Join(' ', order)}: {ending.Failure}");
        return string.Join(
            '\n',
            schedule
                .Oracle.Registrations.Values.Concat(schedule.Oracle.Tickets.Values)
                .Select(image => Told(new AttributeValue { M = image }))
        );
    }

    /// <summary>
    /// A stored value as text, without times and sealed codes, which differ in every run, and without what came before in a dispute.
    /// </summary>
    private static string Told(AttributeValue value) =>
        value switch
        {
            { M: { Count: > 0 } map } => $"{{{string.Join(", ", Fields(map))}}}",
            { L: { } list } => $"[{string.Join(", ", list.Select(Told))}]",
            _ => value.S ?? value.N ?? $"{value.BOOL}",
        };

    private static IEnumerable<string> Fields(Dictionary<string, AttributeValue> map) =>
        map.Where(field => !Times.Contains(field.Key) && field.Key is not ("qr" or "issuedAt" or "changedAt" or "disputes"))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}: {Told(field.Value)}");
}
