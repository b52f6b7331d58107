using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Data;

/// <summary>An event on sale.</summary>
public sealed record Sale(string EventId, int Capacity, IReadOnlyList<string> Types);

/// <summary>A cloud in this process, with an organizer, gate staff and buyers, all signed in.</summary>
public abstract class Shop(LocalOptions options, int buyers) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private int _events;

    public LocalCloud Cloud { get; private set; } = null!;
    public Provider Stripe { get; private set; } = null!;
    public Client Organizer { get; private set; } = null!;
    public Client Staff { get; private set; } = null!;
    public IReadOnlyList<Client> Buyers { get; private set; } = [];
    public Database Db => Cloud.Host.App.Db;

    public async ValueTask InitializeAsync()
    {
        Cloud = await LocalCloud.Start(options);
        Stripe = new(Cloud.Config.StripeEndpoint);
        Organizer = new(await Cloud.SignedIn("organizer@example.com"));
        Staff = new(await Cloud.SignedIn("staff@example.com"));
        List<Client> signedIn = [];
        for (var i = 0; i < buyers; i++)
        {
            Cloud.Cognito.EnsureUser($"buyer{i}@example.com", Demo.Password, $"Buyer {i}", ["Attendees"]);
            signedIn.Add(new(await Cloud.SignedIn($"buyer{i}@example.com")));
        }

        Buyers = signedIn;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Buyers.Append(Organizer).Append(Staff))
            client.Dispose();
        Stripe.Dispose();
        await Cloud.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A published event whose gate is open. Amounts are cents; 0 is free.</summary>
    public Task<Sale> Event(int capacity, params (long Amount, int Quantity)[] types) =>
        Event(Organizer, $"Event {Interlocked.Increment(ref _events)}", capacity, types);

    public static async Task<Sale> Event(Client organizer, string title, int capacity, params (long Amount, int Quantity)[] types)
    {
        var now = DateTimeOffset.UtcNow;
        var draft = (
            await organizer.Post(
                "/events",
                new JsonObject
                {
                    ["title"] = title,
                    ["category"] = "races",
                    ["startsAt"] = now.AddHours(2),
                    ["endsAt"] = now.AddHours(5),
                    ["gateOpensAt"] = now.AddHours(-1),
                    ["timeZone"] = "Europe/Berlin",
                    ["venue"] = new JsonObject
                    {
                        ["name"] = "Hall",
                        ["city"] = "Berlin",
                        ["country"] = "DE",
                    },
                    ["capacity"] = capacity,
                    ["ticketTypes"] = new JsonArray([
                        .. types.Select(
                            (type, index) =>
                                new JsonObject
                                {
                                    ["name"] = $"Type {index}",
                                    ["price"] = new JsonObject { ["amount"] = type.Amount, ["currency"] = "eur" },
                                    ["quantity"] = type.Quantity,
                                    ["maxPerOrder"] = Domain.Registration.MaxTickets,
                                }
                        ),
                    ]),
                }
            )
        ).Ok();
        var id = (string)draft["eventId"]!;
        (await organizer.Post($"/events/{id}/publish")).Ok();
        return new(id, capacity, [.. draft["ticketTypes"].AsArray().Select(type => (string)type!["ticketTypeId"]!)]);
    }

    public static Task<Answer> Register(Client buyer, Sale sale, int quantity = 1, int type = 0, string? key = null) =>
        buyer.Post(
            "/registrations",
            new JsonObject
            {
                ["eventId"] = sale.EventId,
                ["items"] = new JsonArray(new JsonObject { ["ticketTypeId"] = sale.Types[type], ["quantity"] = quantity }),
            },
            key
        );

    /// <summary>A hold whose payment has been started.</summary>
    public static async Task<(string RegistrationId, string Intent)> Held(Client buyer, Sale sale, int quantity = 1)
    {
        var registration = (string)(await Register(buyer, sale, quantity)).Ok()["registrationId"]!;
        return (registration, (string)(await StartPayment(buyer, registration)).Ok()["paymentIntentId"]!);
    }

    public static Task<Answer> StartPayment(Client buyer, string registrationId) =>
        buyer.Post("/create-payment-intent", new JsonObject { ["registrationId"] = registrationId });

    /// <summary>A paid registration with its tickets.</summary>
    public async Task<(string RegistrationId, string Intent, IReadOnlyList<Ticket> Tickets)> Paid(Client buyer, Sale sale, int quantity = 1)
    {
        var (registration, intent) = await Held(buyer, sale, quantity);
        (await Stripe.Confirm(intent)).Ok();
        return (registration, intent, await Tickets(registration));
    }

    /// <summary>The tickets of a registration, once they are issued.</summary>
    public async Task<IReadOnlyList<Ticket>> Tickets(string registrationId)
    {
        var registration = await Eventually(() => Registration(registrationId), item => item.TicketIds.Count > 0);
        return await Db.Tickets.FindAll(registration.TicketIds, Stop);
    }

    public async Task<Registration> Registration(string registrationId) => (await Db.Registrations.Find(registrationId, Stop))!;

    public async Task<IReadOnlyList<Registration>> Registrations(Sale sale)
    {
        List<Registration> all = [];
        await foreach (var page in Db.Registrations.OfEvent(sale.EventId).Pages(Stop))
            all.AddRange(page);
        return all;
    }

    public Task<Answer> Scan(Sale sale, string qr, string scanId, Client? device = null) =>
        (device ?? Staff).Post(
            "/validate-ticket",
            new JsonObject
            {
                ["qr"] = qr,
                ["eventId"] = sale.EventId,
                ["scanId"] = scanId,
                ["gate"] = "A",
            }
        );

    public async Task<long> Available(Sale sale) => (long)(await Buyers[0].Get($"/events/{sale.EventId}")).Ok()["available"];

    /// <summary>Counters and tickets must match the registrations, which must hold the given number of places.</summary>
    public async Task AddsUp(Sale sale, int sold)
    {
        Assert.Empty(await Reconciling.Reconcile(Db, sale.EventId, Stop));
        Assert.Equal(
            sold,
            (await Registrations(sale)).Sum(item => item.Allocations.Where(part => part.Pool == Inventory.Capacity).Sum(part => part.Units))
        );
    }

    public async Task Webhooks() => await Cloud.Stripe!.Idle(Patience);

    /// <summary>Polls until the condition holds; fails with the last value.</summary>
    public static async Task<T> Eventually<T>(Func<Task<T>> look, Func<T, bool> isSo, TimeSpan? patience = null)
    {
        var end = DateTime.UtcNow + (patience ?? Patience);
        for (; ; await Task.Delay(25, Stop))
        {
            var seen = await look();
            if (isSo(seen))
                return seen;
            if (DateTime.UtcNow > end)
                Assert.Fail($"It did not come to be. Last seen: {seen}");
        }
    }

    /// <summary>Runs all calls concurrently, as far as one machine can.</summary>
    public static Task<T[]> AtOnce<T>(int times, Func<int, Task<T>> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Task.WhenAll(
            Enumerable
                .Range(0, times)
                .Select(async i =>
                {
                    await start.Task;
                    return await act(i);
                })
        );
        start.SetResult();
        return all;
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;
}
