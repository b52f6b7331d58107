using System.Collections.Concurrent;

namespace EventTicketing.Tests.Data;

/// <summary>Power cuts during a sale: what was acknowledged must survive, and every payment must end in tickets or a refund.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killing_the_table_engine_mid_sale_loses_nothing_that_was_acknowledged()
    {
        var directory = Directory.CreateTempSubdirectory("event-ticketing-crash-").FullName;
        try
        {
            await using var shop = new KeptShop(directory);
            await shop.InitializeAsync();
            var sale = await shop.Event(45, (2000, 45));
            var buying = Shop.AtOnce(
                16,
                async i =>
                {
                    List<string> paid = [];
                    for (var round = 0; round < 3; round++)
                    {
                        var buyer = shop.Buyers[i + 16 * round];
                        var registered = await Insistently(() => Shop.Register(buyer, sale, key: $"{i}-{round}"));
                        if (!registered.IsOk)
                        {
                            registered.Refused(409, "sold_out");
                            break;
                        }

                        var id = (string)registered["registrationId"]!;
                        paid.Add(id);
                        var started = (await Insistently(() => Shop.StartPayment(buyer, id))).Ok();
                        (await shop.Stripe.Confirm((string)started["paymentIntentId"]!)).Ok();
                    }

                    return paid;
                }
            );
            var random = new Random(7);
            for (var crash = 0; crash < 3; crash++)
            {
                await Task.Delay(random.Next(50, 500), Stop);
                await shop.Cloud.Engine.Crash();
            }

            var paid = (await buying).SelectMany(ids => ids).ToList();
            Assert.Equal(45, paid.Distinct().Count());
            foreach (var id in paid)
                Assert.Single(await shop.Tickets(id));
            Assert.All(await Task.WhenAll(paid.Select(shop.Stripe.Kept)), kept => Assert.Equal(2000, kept));
            await shop.Webhooks();
            await shop.AddsUp(sale, sold: 45);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Killing_everything_mid_sale_loses_nothing_that_was_acknowledged()
    {
        await using var local = new Local();
        var random = new Random(11);
        // The first start may be interrupted too, while it creates its demo data.
        local.Launch();
        await local.Says("Making demo people and events");
        await Task.Delay(random.Next(700, 1_100), Stop);
        await local.Kill();

        local.Launch();
        Sale? sale = null;
        ConcurrentDictionary<string, int> acknowledged = [];
        for (var cut = 0; cut < 3; cut++)
        {
            using (var street = await Street.Of(local))
            {
                sale ??= await Shop.Event(street.Organizer, "Blackout", 400, (2000, 400));
                var end = DateTime.UtcNow.AddSeconds(20);
                var buying = Shop.AtOnce(8, i => street.BuyUntilTheLightsGoOut(i, sale, acknowledged, end));
                var enough = random.Next(3, 20);
                await Shop.Eventually(() => Task.FromResult(street.Paid), paid => paid >= enough);
                await Task.Delay(random.Next(100), Stop);
                await local.Kill();
                await buying;
            }

            local.Launch();
            using var again = await Street.Of(local);
            await again.EverythingIsSettled(acknowledged);
            Assert.Equal((0, "Everything adds up.\n"), await Local.Cli("reconcile", "--services", local.Services.AbsoluteUri));
        }

        Assert.InRange(acknowledged.Count, 9, 400);
    }

    /// <summary>Retries like a client that got no answer, or one that asks to try again.</summary>
    private static async Task<Answer> Insistently(Func<Task<Answer>> call)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            var answer = await call();
            if (answer.Status != 503)
                return answer;
            await Task.Delay(50, Stop);
        }

        throw new TimeoutException("It stayed busy.");
    }

    /// <summary>Data on disk, swept at the default interval.</summary>
    private sealed class KeptShop(string directory) : Shop(new LocalOptions(0, directory) { Demo = true }, buyers: 48);

    /// <summary>Buyers at a local host, and its payment provider.</summary>
    private sealed class Street(IReadOnlyList<Client> people, Provider stripe) : IDisposable
    {
        private int _paid;

        public Client Organizer => people[0];

        /// <summary>How many payments were acknowledged.</summary>
        public int Paid => Volatile.Read(ref _paid);

        public static async Task<Street> Of(Local local)
        {
            var services = await local.Ready();
            List<Client> people = [];
            var (cognito, client) = (new Uri((string)services["cognito"]!["endpoint"]!), (string)services["cognito"]!["clientId"]!);
            foreach (var login in Demo.Logins)
                people.Add(new(await Demo.SignedIn(local.Web, cognito, client, login.Email)));

            return new(people, new(new Uri((string)services["stripe"]!["endpoint"]!)));
        }

        public async Task<int> BuyUntilTheLightsGoOut(int buyer, Sale sale, ConcurrentDictionary<string, int> acknowledged, DateTime end)
        {
            var who = buyer % people.Count;
            try
            {
                while (DateTime.UtcNow < end)
                {
                    var registered = await Shop.Register(people[who], sale, 1 + acknowledged.Count % 2);
                    if (!registered.IsOk)
                        continue;
                    var id = (string)registered["registrationId"]!;
                    acknowledged[id] = who;
                    var started = await Shop.StartPayment(people[who], id);
                    if (started.IsOk && (await stripe.Confirm((string)started["paymentIntentId"]!)).IsOk)
                        Interlocked.Increment(ref _paid);
                }
            }
            catch (HttpRequestException)
            {
                // The host was killed.
            }

            return 0;
        }

        /// <summary>Acknowledged registrations must exist, and successful payments must have their tickets or be refunded.</summary>
        public async Task EverythingIsSettled(ConcurrentDictionary<string, int> acknowledged)
        {
            foreach (var (id, who) in acknowledged)
                (await people[who].Get($"/registrations/{id}")).Ok();
            var paid = (await stripe.All("/v1/payment_intents"))
                .Where(intent => (string)intent["status"]! == "succeeded")
                .ToLookup(intent => (string)intent["metadata"]!["registrationId"]!);
            Assert.NotEmpty(paid);
            foreach (var payments in paid)
            {
                var person = people[acknowledged[payments.Key]];
                var registration = await Shop.Eventually(() => person.Get($"/registrations/{payments.Key}"), IsSettled, Settling);
                Assert.Equal(payments.Sum(payment => (long)payment["amount"]!), (long)registration["paid"]["amount"]!);
            }
        }

        public void Dispose()
        {
            foreach (var person in people)
                person.Dispose();
            stripe.Dispose();
        }

        private static bool IsSettled(Answer registration)
        {
            var quantity = registration["items"].AsArray().Sum(item => (int)item!["quantity"]!);
            return (string)registration["status"]! == "confirmed"
                ? registration["ticketIds"].AsArray().Count == quantity
                : (long)registration["paid"]["amount"]! == (long)registration["refunded"]["amount"]!;
        }
    }
}
