using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>A buyer: impatient, with several tabs, with bad cards, changing plans.</summary>
public sealed class Buyer(Schedule schedule, OtherActors others, Person person)
{
    private SimulatedWorld World => schedule.World;
    private Random Random => schedule.World.Random;

    public void Begin(int orders)
    {
        for (; orders > 0; orders--)
        {
            var number = orders;
            schedule.Act(
                World.Between(0, schedule.Arrival),
                () => Buy(schedule.Shows[Random.Next(schedule.Shows.Count)], $"order-{number}")
            );
        }
    }

    private async Task Buy(Show show, string key)
    {
        if (World.Chance(0.2))
            await schedule.Call(EventEndpoints.GetEvent, World.Chance(0.5) ? person : null, path: [show.EventId]);
        if (World.Chance(0.05))
            schedule.Act(World.Between(0, 0.03), () => others.ChangeNumbers(show));
        if (await Register(show, key) is not { } order)
            return;
        show.Orders.Add(order);
        if (World.Chance(0.9))
            await Pay(order);
        else if (World.Chance(0.5))
            await PayLate(show, order);
        if (World.Chance(0.05))
            await Start(order, $"{order.Key}-pay-once-more");
        // The organizer may cancel the event just while the tickets are issued.
        if (World.Chance(0.12))
            schedule.Act(World.Between(0, 3), () => others.CancelEvent(show));
        await Look(order);
        if (World.Chance(0.15))
            await Correct(order);
        else if (person.IsGuest && World.Chance(0.05))
            await Rotate(order);
        if (World.Chance(0.2))
            await Cancel(order);
        if (World.Chance(0.6))
            await Show(order);
        if (World.Chance(0.15))
            await Reissue(order);
        if (World.Chance(0.1))
            await Cancel(order);
    }

    /// <summary>A hoarder, who hardly pays: keeps making holds, several at once, whatever became of earlier ones.</summary>
    public async Task Hoard(Show show)
    {
        List<Order> held = [];
        for (var rounds = Random.Next(2, 8); rounds > 0; rounds--)
        {
            var round = rounds;
            var orders = await Task.WhenAll(Enumerable.Range(0, Random.Next(1, 4)).Select(i => Register(show, $"hoard-{round}-{i}")));
            foreach (var order in orders.OfType<Order>())
            {
                held.Add(order);
                show.Orders.Add(order);
                if (World.Chance(0.15))
                    await Pay(order);
            }

            if (World.Chance(0.5))
            {
                foreach (var order in held)
                    await Cancel(order);
            }
            else
                await World.Time.Wait(World.Chance(0.5) ? World.Between(1, 60) : World.Between(600, 4000));
        }
    }

    private async Task<Order?> Register(Show show, string key)
    {
        var items = new JsonArray([
            .. show
                .Types.Where((_, i) => i == 0 || World.Chance(0.4))
                .Select(type => new JsonObject { ["ticketTypeId"] = type, ["quantity"] = Random.Next(1, 4) }),
        ]);
        var wanted = items.ToDictionary(item => (string)item!["ticketTypeId"]!, item => (long)(int)item!["quantity"]!);
        wanted["capacity"] = wanted.Values.Sum();
        var basket = new JsonObject
        {
            ["eventId"] = show.EventId,
            ["items"] = items,
            ["attendees"] = Guests(key, (int)wanted["capacity"]),
        };
        if (person.IsGuest)
            basket["buyer"] = new JsonObject { ["name"] = person.Id, ["email"] = person.Email };
        schedule.Oracle.Asked(person, key);
        var answers = await Tabs(async () =>
        {
            var (watch, asked) = (schedule.Oracle.WatchPlaces(show.EventId), World.Time.Now);
            var answer = await schedule.Call(RegistrationEndpoints.CreateRegistration, person, basket, Order.Unguessed(person, key));
            if (answer.Code == "sold_out")
                schedule.Oracle.TurnedAway(show.EventId, watch, asked, wanted);
            else
                schedule.Oracle.Served(show.EventId, watch);
            if (answer.IsOk)
                schedule.Oracle.Registered(person, key, answer);
            return answer;
        });
        return answers.Find(answer => answer.IsOk) is { } held ? new Order(person, held.Text("registrationId"), key, basket) : null;
    }

    /// <summary>Attendees for every other order: a guest, the buyer, and the guest with the address in capitals. Not random.</summary>
    private JsonArray Guests(string key, int places)
    {
        var guest = $"guest.of.{person.Id}.{key}@example.com";
        string[] addresses = key[^1] % 2 == 0 ? [] : [guest, person.Email.ToUpperInvariant(), guest.ToUpperInvariant()];
        return [.. addresses.Take(places).Select(address => new JsonObject { ["name"] = $"Guest {address}", ["email"] = address })];
    }

    /// <summary>One call; sometimes two concurrent ones, as from two tabs.</summary>
    private async Task<List<Answer>> Tabs(Func<Task<Answer>> call) =>
        World.Chance(0.15) ? [.. await Task.WhenAll(call(), call())] : [await call()];

    private async Task Pay(Order order)
    {
        await World.Time.Wait(World.Chance(0.1) ? World.Between(600, 1500) : schedule.Span(1, 300));
        if (World.Chance(0.15))
            await Tax(order, "DE");
        var attempt = 0;
        await Tabs(() => Start(order, $"{order.Key}-pay-{attempt++}"));
        if (World.Chance(0.1))
        {
            await Tax(order, "AT");
            await Start(order, $"{order.Key}-pay-again");
        }

        // Where few payments are allowed, some are cancelled outside of our checkout, so that an order needs more of them.
        if (schedule.Cloud.Limits.Payments < new Limits().Payments && World.Chance(0.3) && order.Intents is [.., var open])
        {
            schedule.Cloud.Stripe.CancelInDashboard(open);
            await schedule.Pause(1, 60);
            await Start(order, $"{order.Key}-pay-after-cancelled");
        }

        if (World.Chance(0.1))
            return;
        await World.Time.Wait(World.Chance(0.15) ? World.Between(600, 3600) : schedule.Span(1, 120));
        foreach (var intent in order.Intents.Distinct().ToList())
        {
            var card = Random.Next(10) switch
            {
                0 => Card.Declined,
                1 => Card.SlowThenGood,
                2 => Card.SlowThenFailed,
                _ => Card.Good,
            };
            var refused = schedule.Cloud.Stripe.Confirm(intent, card);
            World.Note(person.Id, () => $"pays {intent}: {card} {refused}");
            if (card != Card.Declined || World.Chance(0.3))
                continue;
            await schedule.Pause(5, 120);
            schedule.Cloud.Stripe.Confirm(intent, Card.Good);
        }
    }

    /// <summary>Pays after the hold has expired, perhaps with another order by then. The payment may be disputed at once.</summary>
    private async Task PayLate(Show show, Order order)
    {
        await Start(order, $"{order.Key}-pay-late");
        await World.Time.Wait(World.Between(900, 2000));
        if (World.Chance(0.5) && await Register(show, $"{order.Key}-instead") is { } other)
        {
            show.Orders.Add(other);
            await Pay(other);
        }

        if (schedule.Cloud.Stripe.PayAgain(order.RegistrationId) is not { } paid || World.Chance(0.5))
            return;
        await World.Time.Wait(World.Between(0.01, 5));
        schedule.Cloud.Stripe.Dispute(paid);
    }

    private async Task Tax(Order order, string country)
    {
        var taxed = await schedule.Call(
            PaymentEndpoints.CalculateTax,
            person,
            new()
            {
                ["registrationId"] = order.RegistrationId,
                ["address"] = new JsonObject { ["country"] = country },
            }
        );
        if (taxed.IsOk)
            schedule.Oracle.Taxed(order.RegistrationId, taxed);
    }

    private async Task<Answer> Start(Order order, string key)
    {
        var asked = World.Time.Now;
        var started = await schedule.Call(
            PaymentEndpoints.ProcessPayment,
            person,
            new() { ["registrationId"] = order.RegistrationId },
            key
        );
        if (!started.IsOk)
            return started;
        schedule.Oracle.PaymentStarted(order.RegistrationId, key, asked, started);
        order.Intents.Add(started.Text("paymentIntentId"));
        return started;
    }

    private async Task Look(Order order)
    {
        for (var looks = Random.Next(4); looks > 0; looks--)
        {
            await schedule.Pause(2, 60);
            await schedule.Call(RegistrationEndpoints.GetRegistration, person, path: [order.RegistrationId], tries: 1);
        }
    }

    /// <summary>Corrects the name, or a guest the address. Who loses the answer has lost the key, and asks for the link by mail.</summary>
    private async Task Correct(Order order)
    {
        await schedule.Pause(1, 120);
        var address = person.IsGuest && World.Chance(0.6);
        var buyer = new JsonObject { [address ? "email" : "name"] = address ? person.MeantEmail : $"{person.Id} as meant" };
        var (known, body) = (schedule.Cloud.KeyOf(order.RegistrationId), new JsonObject { ["buyer"] = buyer });
        var corrected = await schedule.Call(RegistrationEndpoints.UpdateRegistration, person, body, path: [order.RegistrationId]);
        if (corrected.IsOk)
            schedule.Oracle.Corrected(order.RegistrationId, corrected, address ? known : null);
        else if (address && corrected.Status is 404 or >= 500)
            await FindAgain(order, person.MeantEmail);

        if (corrected.IsOk && World.Chance(0.3))
            await schedule.Call(RegistrationEndpoints.ResendRegistration, person, path: [order.RegistrationId]);
    }

    private async Task FindAgain(Order order, string address)
    {
        await schedule.Call(RegistrationEndpoints.LookupOrders, null, new() { ["email"] = address });
        await World.Time.Wait(World.Between(200, 400));
        schedule.Cloud.OpenLink(address, order.RegistrationId);
    }

    /// <summary>A guest whose link has leaked gets another one.</summary>
    private async Task Rotate(Order order)
    {
        var leaked = schedule.Cloud.KeyOf(order.RegistrationId);
        var rotated = await schedule.Call(RegistrationEndpoints.RotateRegistrationLink, person, path: [order.RegistrationId]);
        if (!rotated.IsOk)
            await FindAgain(order, person.Email);
        else if (leaked is not null)
        {
            var late = await schedule.Cloud.Call(
                RegistrationEndpoints.GetRegistration,
                null,
                path: [order.RegistrationId],
                orderKey: leaked
            );
            schedule.Oracle.Kept(RegistrationEndpoints.GetRegistration, late, order.RegistrationId);
        }
    }

    private async Task Cancel(Order order)
    {
        await schedule.Pause(1, 600);
        var cancelled = await schedule.Call(
            RegistrationEndpoints.CancelRegistration,
            person,
            new() { ["reason"] = order.Key[^1] % 2 == 0 ? "event_cancelled" : "ill" },
            path: [order.RegistrationId]
        );
        if (!cancelled.IsOk)
            return;
        order.Cancelled = true;
        schedule.Oracle.RegistrationCancelled(order.RegistrationId, cancelled);
    }

    /// <summary>Fetches the order's ticket codes, to show them at the gate.</summary>
    private async Task Show(Order order)
    {
        await schedule.Pause(10, 900);
        foreach (var ticket in person.IsGuest ? await TicketsByKey(order) : [.. await OwnTickets()])
        {
            if ((string)ticket!["registrationId"]! == order.RegistrationId)
                order.Codes.Add(((string)ticket["ticketId"]!, (string)ticket["qr"]!, (string)ticket["code"]!));
        }

        if (order.Codes.Count > 0 && World.Chance(0.2))
            await schedule.Call(TicketEndpoints.GetTicketDownload, person, path: [order.Codes[^1].TicketId]);
    }

    private async Task<JsonArray> OwnTickets() =>
        await schedule.Call(TicketEndpoints.ListMyTickets, person) is { IsOk: true } tickets ? tickets.Body!["items"]!.AsArray() : [];

    private async Task<List<JsonNode?>> TicketsByKey(Order order)
    {
        List<JsonNode?> tickets = [];
        var shown = await schedule.Call(RegistrationEndpoints.GetRegistration, person, path: [order.RegistrationId]);
        foreach (var ticket in shown.IsOk ? shown.Body!["tickets"]!.AsArray() : [])
        {
            if (await schedule.Call(TicketEndpoints.GetTicketDownload, person, path: [(string)ticket!["ticketId"]!]) is { IsOk: true } one)
                tickets.Add(one.Body);
        }

        return tickets;
    }

    private async Task Reissue(Order order)
    {
        if (order.Codes.Count == 0)
            return;
        var old = order.Codes[^1];
        var issued = await schedule.Call(TicketEndpoints.RegenerateTicketQr, person, path: [old.TicketId]);
        if (!issued.IsOk)
            return;
        order.OldCodes.UnionWith(order.Codes.Where(code => code.TicketId == old.TicketId).SelectMany(code => new[] { code.Qr, code.Code }));
        order.Codes.Add((old.TicketId, issued.Text("qr"), issued.Text("code")));
    }
}
