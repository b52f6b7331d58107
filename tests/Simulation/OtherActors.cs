using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>All actors except buyers: the organizer, gates, the provider's dashboard, and an intruder.</summary>
public sealed class OtherActors(Schedule schedule)
{
    /// <summary>The subject of the organizer's messages.</summary>
    public const string Subject = "Doors";

    private static readonly Person Intruder = new("intruder");
    private SimulatedWorld World => schedule.World;
    private Random Random => schedule.World.Random;
    private int _scans;
    private int _messages;

    public void Begin(int gates)
    {
        Often(0.4, 1800, ChangeNumbers);
        Often(0.15, 2400, CancelEvent);
        Often(0.3, 3000, Refund);
        Often(0.25, 3000, Dashboard);
        if (World.Chance(0.15))
            World.Begin(World.Between(60, 36_000), () => PayAgain(schedule.Shows[Random.Next(schedule.Shows.Count)]));
        Often(0.2, 2400, Intrude);
        for (var gate = 0; gate < gates; gate++)
        {
            var name = $"gate-{gate}";
            schedule.Act(schedule.Span(300, 2400), () => Scan(name));
        }

        for (var device = 0; device < 2 && World.Chance(0.3); device++)
        {
            var gate = new OfflineGate(
                schedule,
                schedule.Shows[Random.Next(schedule.Shows.Count)],
                $"device-{device}",
                World.Chance(0.1) ? World.Between(-600, 600) : World.Between(-2, 2)
            );
            schedule.Act(schedule.Span(300, 2400), () => Offline(gate));
        }

        // By the seed, not by chance: all other schedules stay what they were. The list of this device is older than the tickets.
        if (World.Seed % 20 == 13)
        {
            var early = new OfflineGate(schedule, schedule.Shows[0], "early-device", TimeSpan.Zero);
            schedule.Act(TimeSpan.FromSeconds(1), () => Offline(early));
        }

        // By the seed, not by chance: all other schedules stay what they were.
        if (World.Seed % 20 == 16)
        {
            for (var messages = 0; messages < 2; messages++)
                schedule.Act(schedule.Span(600, 4800), () => Write(schedule.Shows[0]));
        }

        Often(0.3, 2400, Move);
    }

    /// <summary>Writes to everybody with tickets.</summary>
    private Task Write(Show show) =>
        schedule.Call(
            EventEndpoints.MessageAttendees,
            Schedule.Organizer,
            new() { ["subject"] = Subject, ["text"] = "They open later." },
            $"message-{++_messages}",
            [show.EventId]
        );

    private void Often(double chance, double seconds, Func<Show, Task> act)
    {
        for (var times = 0; times < 2 && World.Chance(chance); times++)
            schedule.Act(schedule.Span(1, seconds), () => act(schedule.Shows[Random.Next(schedule.Shows.Count)]));
    }

    public async Task ChangeNumbers(Show show)
    {
        var places = Random.Next(1, 14);
        var type = show.Types[Random.Next(show.Types.Count)];
        var (place, price) = (show.Location, Random.Next(2, 5) * show.Location.Price / 4);
        var changed =
            World.Chance(0.3) && schedule.Oracle.HasPrice(show.EventId, type)
                ? await schedule.Call(
                    EventEndpoints.UpdateTicketType,
                    Schedule.Organizer,
                    new() { ["price"] = Schedule.Price(price, place.Currency) },
                    path: [show.EventId, type]
                )
            : World.Chance(0.5)
                ? await schedule.Call(EventEndpoints.UpdateEvent, Schedule.Organizer, new() { ["capacity"] = places }, path: [show.EventId])
            : await schedule.Call(
                EventEndpoints.UpdateTicketType,
                Schedule.Organizer,
                new() { ["quantity"] = places },
                path: [show.EventId, type]
            );
        if (changed.IsOk)
            schedule.Oracle.Changed(show.EventId, changed);
    }

    /// <summary>Moves the event to another time or venue, and sometimes back.</summary>
    private async Task Move(Show show)
    {
        for (var back = false; ; back = true)
        {
            var hours = back ? 0 : Random.Next(1, 3);
            var (starts, ends) = show.FirstTimes;
            var body = new JsonObject
            {
                ["startsAt"] = $"{starts.AddHours(hours):yyyy-MM-dd'T'HH:mm:ss'Z'}",
                ["endsAt"] = $"{ends.AddHours(hours):yyyy-MM-dd'T'HH:mm:ss'Z'}",
                ["venue"] = new JsonObject
                {
                    ["name"] = back || World.Chance(0.5) ? "Hafenklang" : "Markthalle",
                    ["city"] = show.Location.City,
                    ["country"] = show.Location.Country,
                    ["postalCode"] = show.Location.PostalCode,
                },
            };
            var moved = await schedule.Call(EventEndpoints.UpdateEvent, Schedule.Organizer, body, path: [show.EventId]);
            if (moved.IsOk)
                schedule.Oracle.Changed(show.EventId, moved);
            if (back || World.Chance(0.6))
                return;
            await schedule.Pause(1, 1500);
        }
    }

    public async Task CancelEvent(Show show)
    {
        var cancelled = await schedule.Call(
            EventEndpoints.CancelEvent,
            Schedule.Organizer,
            new() { ["reason"] = "rain" },
            path: [show.EventId]
        );
        if (cancelled.IsOk)
            schedule.Oracle.EventCancelled(show.EventId, cancelled);
    }

    private async Task Refund(Show show)
    {
        if (show.Orders.Count == 0)
            return;
        var order = show.Orders[Random.Next(show.Orders.Count)];
        JsonObject Part() => new() { ["amount"] = Schedule.Price(show.Location.Part(Random), show.Location.Currency) };
        await Refund(World.Chance(0.5) ? [] : Part(), $"refund-{Random.Next(3)}");
        // Where few refunds are allowed, one order gets more of them.
        for (var part = 0; part < 2 && schedule.Cloud.Limits.Refunds < new Limits().Refunds; part++)
            await Refund(Part(), $"part-{part}");

        async Task Refund(JsonObject body, string key)
        {
            var refunded = await schedule.Call(PaymentEndpoints.RefundRegistration, Schedule.Organizer, body, key, [order.RegistrationId]);
            if (refunded.IsOk)
                schedule.Oracle.Refunded(order.RegistrationId, refunded);
        }
    }

    /// <summary>Refunds the order of a ticket shown at the gate in full, and sometimes cancels the event as well.</summary>
    private async Task RefundWhole(Presentation shown)
    {
        if (shown.AtShow.Orders.Find(order => order.Codes.Exists(code => code.TicketId == shown.TicketId)) is not { } order)
            return;
        var refunded = await schedule.Call(
            PaymentEndpoints.RefundRegistration,
            Schedule.Organizer,
            [],
            $"whole-{order.RegistrationId}",
            [order.RegistrationId]
        );
        if (refunded.IsOk)
            schedule.Oracle.Refunded(order.RegistrationId, refunded);
        if (World.Chance(0.2))
            await CancelEvent(shown.AtShow);
    }

    private Task Dashboard(Show show)
    {
        var intents = show.Orders.SelectMany(order => order.Intents.Select(intent => (order, intent))).ToList();
        if (intents.Count == 0)
            return Task.CompletedTask;
        var (about, id) = intents[Random.Next(intents.Count)];
        if (World.Chance(0.5))
        {
            schedule.Oracle.GivenBackByPeople(about.RegistrationId);
            schedule.Cloud.Stripe.RefundInDashboard(id, show.Location.Part(Random));
            return Task.CompletedTask;
        }

        schedule.Cloud.Stripe.Dispute(id);
        schedule.Act(
            World.Between(60, 3600),
            () =>
            {
                schedule.Cloud.Stripe.CloseDispute(id, won: World.Chance(0.5));
                return Task.CompletedTask;
            }
        );
        return Task.CompletedTask;
    }

    /// <summary>Somebody pays a second time at the provider, outside of our checkout.</summary>
    private async Task PayAgain(Show show)
    {
        if (show.Orders.Count == 0)
            return;
        var about = show.Orders[Random.Next(show.Orders.Count)].RegistrationId;
        if (schedule.Cloud.Stripe.PayAgain(about) is not { } paid || World.Chance(0.4))
            return;
        // The payment is disputed or refunded there, mostly before its webhook arrives.
        await World.Time.Wait(World.Between(0.01, 600));
        if (World.Chance(0.5))
        {
            schedule.Cloud.Stripe.Dispute(paid);
            return;
        }

        schedule.Oracle.GivenBackByPeople(about);
        schedule.Cloud.Stripe.RefundInDashboard(paid, schedule.Cloud.Stripe.Find(paid).Amount);
    }

    /// <summary>Somebody who knows other people's ids must get no access and no information.</summary>
    private async Task Intrude(Show show)
    {
        if (show.Orders.Count == 0)
            return;
        var order = show.Orders[Random.Next(show.Orders.Count)];
        foreach (
            var (endpoint, body, path) in new (Endpoint, JsonObject?, string[]?)[]
            {
                (RegistrationEndpoints.GetRegistration, null, [order.RegistrationId]),
                (RegistrationEndpoints.CancelRegistration, [], [order.RegistrationId]),
                (PaymentEndpoints.ProcessPayment, new() { ["registrationId"] = order.RegistrationId }, null),
            }
        )
        {
            var answer = await schedule.Call(endpoint, Intruder, body, path: path);
            schedule.Oracle.Kept(endpoint, answer, order.RegistrationId);
            // The key of another order opens nothing else.
            if (schedule.Cloud.KeyOf(show.Orders.Find(other => other != order)?.RegistrationId ?? "") is { } key)
                schedule.Oracle.Kept(
                    endpoint,
                    await schedule.Cloud.Call(endpoint, null, body?.DeepClone().AsObject(), path: path, orderKey: key),
                    order.RegistrationId
                );
        }

        if (order.Intents.Count == 0)
            return;
        var message = schedule.Cloud.Stripe.Message("payment_intent.succeeded", schedule.Cloud.Stripe.Find(order.Intents[0]));
        foreach (
            var signature in new[]
            {
                SimulatedStripe.Sign(message, "whsec_guessed", World.Time.Now),
                SimulatedStripe.Sign(message, schedule.Cloud.WebhookSecret, World.Time.Now.AddMinutes(-6)),
            }
        )
            schedule.Oracle.Forged(await schedule.Cloud.Call(PaymentEndpoints.StripeWebhook, null, rawBody: message, signature: signature));
    }

    private async Task Scan(string gate)
    {
        for (var scans = Random.Next(1, 7); scans > 0; scans--)
        {
            await schedule.Pause(1, 300);
            if (Presented(schedule.Shows[Random.Next(schedule.Shows.Count)]) is { } shown)
                await Scan(shown, gate);
        }
    }

    /// <summary>Shows a ticket of the event at a gate: mostly the right gate, mostly not forged. Null when nobody has a ticket.</summary>
    private Presentation? Presented(Show show, Show? here = null)
    {
        var codes = show.Orders.SelectMany(order => order.Codes.Select(code => (order, code))).ToList();
        if (codes.Count == 0)
            return null;
        var (order, ticket) = codes[Random.Next(codes.Count)];
        var typed = World.Chance(0.3);
        var text = typed ? ticket.Code : ticket.Qr;
        var at = here ?? (World.Chance(0.1) ? schedule.Shows[Random.Next(schedule.Shows.Count)] : show);
        var forged = World.Chance(0.1);
        if (forged)
            text = Forge(text);
        var mustNot =
            forged ? "a forged code"
            : at != show ? "a ticket of another event"
            : order.OldCodes.Contains(text) ? "the code of an earlier issue"
            : order.Cancelled ? "a cancelled registration"
            : schedule.Oracle.IsCancelled(at.EventId) ? "a cancelled event"
            : at.GateIsClosed ? "a gate that is closed"
            : null;
        return new(at, ticket.TicketId, text, typed, mustNot, Genuine: !forged && schedule.Oracle.IsOld(ticket.TicketId));
    }

    private async Task Scan(Presentation shown, string gate)
    {
        var scanId = $"{gate}-{++_scans}";
        var verdict = await Asked(shown, scanId, gate);
        for (var again = World.Chance(0.15); verdict.IsOk; again = false)
        {
            schedule.Oracle.Scanned(scanId, verdict, shown);
            if (!again)
                break;
            verdict = await Asked(shown, scanId, gate);
        }

        if (!verdict.IsOk || verdict.Text("result") != "valid" || !World.Chance(0.2))
            return;
        // The undo may come after the order was refunded.
        if (World.Chance(0.3))
            await schedule.Pause(1, 2400);
        if (World.Chance(0.3))
            await RefundWhole(shown);
        await schedule.Call(
            TicketEndpoints.UndoCheckIn,
            Schedule.Organizer,
            new() { ["reason"] = "wrong person" },
            $"undo-{scanId}",
            path: [shown.TicketId]
        );
    }

    private Task<Answer> Asked(Presentation shown, string scanId, string gate, int tries = 4) =>
        schedule.Call(
            TicketEndpoints.ValidateTicket,
            Schedule.Organizer,
            new()
            {
                ["eventId"] = shown.AtShow.EventId,
                ["scanId"] = scanId,
                ["gate"] = gate,
                [shown.Field] = shown.Text,
            },
            tries: tries
        );

    /// <summary>A gate with an unreliable network.</summary>
    private async Task Offline(OfflineGate gate)
    {
        if (!await gate.Fetch())
            return;
        Presentation? shownLast = null;
        for (var rounds = Random.Next(1, 4); rounds > 0; rounds--)
        {
            for (var scans = Random.Next(1, 5); scans > 0; scans--)
            {
                await schedule.Pause(1, 300);
                if (Presented(World.Chance(0.9) ? gate.Of : schedule.Shows[Random.Next(schedule.Shows.Count)], gate.Of) is not { } shown)
                    continue;
                var scanId = gate.NewScan();
                // Without an answer, or signed out, the device decides alone, under the same scan id.
                if (World.Chance(0.3) && await Asked(shown, scanId, gate.Name, tries: 1) is { IsOk: true } told)
                    schedule.Oracle.Scanned(scanId, told, shown);
                else
                    gate.Scan(scanId, shown);
                shownLast = shown;
            }

            if (World.Chance(0.3))
                continue;
            if (shownLast is not null && World.Chance(0.3))
                await RefundWhole(shownLast);
            await (World.Chance(0.3) ? Task.WhenAll(gate.Upload(again: true), gate.Upload()) : gate.Upload(again: World.Chance(0.3)));
            if (World.Chance(0.5))
                await gate.Fetch();
        }

        await gate.Upload();
        // Wait for the index that the history is read from.
        await World.Time.Wait(TimeSpan.FromMinutes(2));
        var history = await schedule.Call(
            TicketEndpoints.ListCheckIns,
            Schedule.Organizer,
            path: [gate.Of.EventId],
            query: new() { ["limit"] = "100" }
        );
        if (history.IsOk)
            schedule.Oracle.Listed(history);
    }

    /// <summary>Changes a character in the signature of a sealed code, or in the secret of a typed one.</summary>
    private static string Forge(string text) => text[..^2] + (text[^2] == 'A' ? 'B' : 'A') + text[^1];
}
