using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>Somebody who buys tickets: impatient, with several tabs, with bad cards, changing plans.</summary>
public sealed class Buyer(Play play, Crew crew, Person person)
{
    private World World => play.World;
    private Random Random => play.World.Random;

    public void Begin(int orders)
    {
        for (; orders > 0; orders--)
        {
            var number = orders;
            play.Act(World.Between(0, play.Arrival), () => Buy(play.Shows[Random.Next(play.Shows.Count)], $"order-{number}"));
        }
    }

    private async Task Buy(Show show, string key)
    {
        if (await Register(show, key) is not { } order) return;
        show.Orders.Add(order);
        if (World.Chance(0.9)) await Pay(order);
        // Of all moments the organizer may choose the one in which the tickets come to be.
        if (World.Chance(0.12)) play.Act(World.Between(0, 3), () => crew.CancelEvent(show));
        await Look(order);
        if (World.Chance(0.2)) await Cancel(order);
        if (World.Chance(0.6)) await Show(order);
        if (World.Chance(0.15)) await Reissue(order);
        if (World.Chance(0.1)) await Cancel(order);
    }

    private async Task<Order?> Register(Show show, string key)
    {
        var items = new JsonArray([.. show.Types.Where((_, i) => i == 0 || World.Chance(0.4)).Select(type => new JsonObject { ["ticketTypeId"] = type, ["quantity"] = Random.Next(1, 4) })]);
        var basket = new JsonObject { ["eventId"] = show.EventId, ["items"] = items };
        var wanted = items.ToDictionary(item => (string)item!["ticketTypeId"]!, item => (long)(int)item!["quantity"]!);
        wanted["capacity"] = wanted.Values.Sum();
        play.Oracle.Asked(person, key);
        var answers = await Tabs(async () =>
        {
            var (watch, asked) = (play.Oracle.WatchPlaces(show.EventId), World.Time.Now);
            var answer = await play.Call(Endpoints.CreateRegistration, person, basket, key);
            if (answer.Code == "sold_out") play.Oracle.TurnedAway(show.EventId, watch, asked, wanted);
            else play.Oracle.Served(show.EventId, watch);
            if (answer.IsOk) play.Oracle.Registered(person, key, answer);
            return answer;
        });
        return answers.Find(answer => answer.IsOk) is { } held ? new Order(person, held.Text("registrationId"), key, basket) : null;
    }

    /// <summary>Mostly once; now and then in two tabs at once.</summary>
    private async Task<List<Answer>> Tabs(Func<Task<Answer>> call) =>
        World.Chance(0.15) ? [.. await Task.WhenAll(call(), call())] : [await call()];

    private async Task Pay(Order order)
    {
        await World.Time.Wait(World.Chance(0.1) ? World.Between(600, 1500) : play.Span(1, 300));
        if (World.Chance(0.15)) await Tax(order, "DE");
        var attempt = 0;
        await Tabs(() => Start(order, $"{order.Key}-pay-{attempt++}"));
        if (World.Chance(0.1))
        {
            await Tax(order, "AT");
            await Start(order, $"{order.Key}-pay-again");
        }

        if (World.Chance(0.1)) return;
        await World.Time.Wait(World.Chance(0.15) ? World.Between(600, 3600) : play.Span(1, 120));
        foreach (var intent in order.Intents.Distinct().ToList())
        {
            var card = Random.Next(10) switch { 0 => Card.Declined, 1 => Card.SlowThenGood, 2 => Card.SlowThenFailed, _ => Card.Good };
            var refused = play.Cloud.Stripe.Confirm(intent, card);
            World.Note(person.Id, () => $"pays {intent}: {card} {refused}");
            if (card != Card.Declined || World.Chance(0.3)) continue;
            await play.Pause(5, 120);
            play.Cloud.Stripe.Confirm(intent, Card.Good);
        }
    }

    private async Task Tax(Order order, string country)
    {
        var taxed = await play.Call(Endpoints.CalculateTax, person, new() { ["registrationId"] = order.RegistrationId, ["address"] = new JsonObject { ["country"] = country } });
        if (taxed.IsOk) play.Oracle.Taxed(order.RegistrationId, taxed);
    }

    private async Task<Answer> Start(Order order, string key)
    {
        var asked = World.Time.Now;
        var started = await play.Call(Endpoints.ProcessPayment, person, new() { ["registrationId"] = order.RegistrationId }, key);
        if (!started.IsOk) return started;
        play.Oracle.PaymentStarted(order.RegistrationId, key, asked, started);
        order.Intents.Add(started.Text("paymentIntentId"));
        return started;
    }

    private async Task Look(Order order)
    {
        for (var looks = Random.Next(4); looks > 0; looks--)
        {
            await play.Pause(2, 60);
            await play.Call(Endpoints.GetRegistration, person, path: [order.RegistrationId], tries: 1);
        }
    }

    private async Task Cancel(Order order)
    {
        await play.Pause(1, 600);
        var cancelled = await play.Call(Endpoints.CancelRegistration, person, new() { ["reason"] = "ill" }, path: [order.RegistrationId]);
        if (!cancelled.IsOk) return;
        order.Cancelled = true;
        play.Oracle.RegistrationCancelled(order.RegistrationId, cancelled);
    }

    /// <summary>Takes the codes out, to show them at the gate.</summary>
    private async Task Show(Order order)
    {
        await play.Pause(10, 900);
        var tickets = await play.Call(Endpoints.ListMyTickets, person);
        if (!tickets.IsOk) return;
        foreach (var ticket in tickets.Body!["items"]!.AsArray())
        {
            if ((string)ticket!["registrationId"]! != order.RegistrationId) continue;
            order.Codes.Add(((string)ticket["ticketId"]!, (string)ticket["qr"]!, (string)ticket["code"]!));
        }

        if (order.Codes.Count > 0 && World.Chance(0.2)) await play.Call(Endpoints.GetTicketDownload, person, path: [order.Codes[^1].TicketId]);
    }

    private async Task Reissue(Order order)
    {
        if (order.Codes.Count == 0) return;
        var old = order.Codes[^1];
        var issued = await play.Call(Endpoints.RegenerateTicketQr, person, path: [old.TicketId]);
        if (!issued.IsOk) return;
        order.OldCodes.UnionWith(order.Codes.Where(code => code.TicketId == old.TicketId).SelectMany(code => new[] { code.Qr, code.Code }));
        order.Codes.Add((old.TicketId, issued.Text("qr"), issued.Text("code")));
    }
}
