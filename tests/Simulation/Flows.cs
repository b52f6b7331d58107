using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>A scenario of users' steps, with nothing left to chance.</summary>
/// <param name="Ends">The final states of the registrations, oldest first, when no process was paused for minutes.</param>
public sealed record Flow(string Name, Func<Play, Task> Script, params IReadOnlyList<string> Ends)
{
    private static readonly Person Ann = new("ann"),
        Ben = new("ben"),
        Cem = new("cem");

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("a free ticket", async play => await Held(play, await play.Open(5, Play.Type("Free", 0, 5)), Ann), "Confirmed"),
        new("a paid ticket", async play => await Paid(play, await Concert(play), Ann), "Confirmed"),
        new(
            "a declined card, then another one",
            async play =>
            {
                var order = await Started(play, await Concert(play), Ann);
                play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Declined);
                await play.World.Time.Wait(TimeSpan.FromSeconds(20));
                play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            },
            "Confirmed"
        ),
        new(
            "a bank that takes its time",
            async play =>
            {
                var order = await Started(play, await Concert(play), Ann);
                play.Cloud.Stripe.Confirm(order.Intents[^1], Card.SlowThenGood);
            },
            "Confirmed"
        ),
        new(
            "a hold that nobody pays",
            async play =>
            {
                await Started(play, await Concert(play), Ann);
                await play.World.Time.Wait(TimeSpan.FromMinutes(30));
            },
            "Expired"
        ),
        new(
            "tax, paid",
            async play =>
            {
                var order = await Started(play, await Concert(play), Ann);
                await Taxed(play, order);
                await Start(play, order, "again");
                play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            },
            "Confirmed"
        ),
        new(
            "paid, then cancelled by the buyer",
            async play => await Cancelled(play, await Paid(play, await Concert(play), Ann)),
            "Cancelled"
        ),
        new(
            "cancelled before its tickets were mailed",
            async play =>
            {
                play.Cloud.Mail.IsAway = true;
                var order = await Paid(play, await Concert(play), Ann);
                await Cancelled(play, order);
                play.Cloud.Mail.IsAway = false;
            },
            "Cancelled"
        ),
        new(
            "paid twice",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                play.Cloud.Stripe.PayAgain(order.RegistrationId);
            },
            "Confirmed"
        ),
        new(
            "paid again after it was cancelled",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                await Cancelled(play, order);
                play.Cloud.Stripe.PayAgain(order.RegistrationId);
            },
            "Cancelled"
        ),
        new(
            "refunded in two parts",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                await Refunded(play, order, 500, "part");
                await Refunded(play, order, null, "rest");
            },
            "Cancelled"
        ),
        new(
            "the event is cancelled",
            async play =>
            {
                var show = await Concert(play);
                await Paid(play, show, Ann);
                await Started(play, show, Ben);
                await Abandoned(play, show);
            },
            "Cancelled",
            "Cancelled"
        ),
        new(
            "let in, taken back and let in",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                var code = await Shown(play, order);
                await Scanned(play, order, code.Code, "one");
                await play.Call(TicketEndpoints.UndoCheckIn, Play.Organizer, [], "undo", path: [code.TicketId]);
                await Scanned(play, order, code.Qr, "two");
                await play.Call(TicketEndpoints.UndoCheckIn, Play.Organizer, [], "undo", path: [code.TicketId]);
                play.Oracle.IsIn(code.TicketId);
            },
            "Confirmed"
        ),
        new(
            "issued again, then let in",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                var old = await Shown(play, order);
                var issued = Play.Ok(await play.Call(TicketEndpoints.RegenerateTicketQr, Ann, path: [old.TicketId]));
                await Scanned(play, order, issued.Text("qr"), "new");
            },
            "Confirmed"
        ),
        new(
            "disputed and won",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                play.Cloud.Stripe.Dispute(order.Intents[^1]);
                await play.World.Time.Wait(TimeSpan.FromMinutes(2));
                play.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Confirmed"
        ),
        new(
            "disputed, and won at once",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                play.Cloud.Stripe.Dispute(order.Intents[^1]);
                await play.World.Time.Wait(TimeSpan.FromSeconds(2));
                play.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Confirmed"
        ),
        new(
            "disputed, cancelled with its event, and won",
            async play =>
            {
                var show = await Concert(play);
                var order = await Paid(play, show, Ann);
                play.Cloud.Stripe.Dispute(order.Intents[^1]);
                await play.World.Time.Wait(TimeSpan.FromMinutes(2));
                await Abandoned(play, show);
                await play.World.Time.Wait(TimeSpan.FromHours(6));
                play.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Cancelled"
        ),
        // The provider refuses the refund before the webhook about the dispute arrives.
        new(
            "disputed and told hours later, cancelled with its event, and won",
            async play =>
            {
                var show = await Concert(play);
                var order = await Paid(play, show, Ann);
                play.Cloud.Stripe.Delay = () => TimeSpan.FromHours(1);
                play.Cloud.Stripe.Dispute(order.Intents[^1]);
                await Abandoned(play, show);
                await play.World.Time.Wait(TimeSpan.FromHours(6));
                play.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Cancelled"
        ),
        new(
            "paid twice, and both disputed",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                play.Cloud.Stripe.PayAgain(order.RegistrationId);
                await play.World.Time.Wait(TimeSpan.FromMinutes(20));
                var returned = play.Cloud.Stripe.Intents.Last().Id;
                foreach (var intent in new[] { order.Intents[^1], returned })
                    play.Cloud.Stripe.Dispute(intent);
                await play.World.Time.Wait(TimeSpan.FromMinutes(2));
                play.Cloud.Stripe.CloseDispute(returned, won: true);
            },
            "Confirmed"
        ),
        new(
            "paid twice, and what was given back is disputed",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                play.Cloud.Stripe.PayAgain(order.RegistrationId);
                await play.World.Time.Wait(TimeSpan.FromMinutes(20));
                play.Cloud.Stripe.Dispute(play.Cloud.Stripe.Intents.Last().Id);
            },
            "Confirmed"
        ),
        new(
            "a bank that is done when the event is over",
            async play =>
            {
                // Skip the sweeps: nine hours of them find nothing to do and are much alike.
                play.Punctuality = 0;
                var order = await Started(play, await Concert(play), Ann);
                play.Cloud.Stripe.Process(order.Intents[^1]);
                await play.World.Time.Wait(TimeSpan.FromHours(9));
                play.Cloud.Stripe.Clear(order.Intents[^1]);
            },
            "Expired"
        ),
        new(
            "a payment that the provider forgets, and the next buyer ends the hold",
            async play =>
            {
                play.Punctuality = 0;
                var show = await play.Open(1, Play.Type("Standing", 2000, 1));
                var order = await Started(play, show, Ann);
                play.Cloud.Stripe.Forget(order.Intents[^1]);
                await play.World.Time.Wait(TimeSpan.FromMinutes(40));
                await Paid(play, show, Ben);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "paid in time, and told hours later",
            async play =>
            {
                play.Cloud.Stripe.Delay = () => TimeSpan.FromHours(2);
                await Paid(play, await Concert(play), Ann);
            },
            "Confirmed"
        ),
        new(
            "paid after the hold has ended",
            async play =>
            {
                var order = await Lapsed(play, await Concert(play), Ann);
                play.Cloud.Stripe.PayAgain(order.RegistrationId);
            },
            "Confirmed"
        ),
        new(
            "paid after the hold has ended, and given back in the dashboard before we hear of it",
            async play =>
            {
                var order = await Lapsed(play, await Concert(play), Ann);
                play.Cloud.Stripe.Delay = () => TimeSpan.FromHours(2);
                var late = play.Cloud.Stripe.PayAgain(order.RegistrationId)!;
                play.Oracle.GivenBackByPeople(order.RegistrationId);
                play.Cloud.Stripe.RefundInDashboard(late, 2000);
            },
            "Expired"
        ),
        new(
            "paid after the hold has ended, and disputed before we hear of it",
            async play =>
            {
                var order = await Lapsed(play, await Concert(play), Ann);
                play.Cloud.Stripe.Delay = () => TimeSpan.FromHours(2);
                play.Cloud.Stripe.Dispute(play.Cloud.Stripe.PayAgain(order.RegistrationId)!);
            },
            "Expired"
        ),
        new(
            "paid after the hold has ended and its place is sold",
            async play =>
            {
                var show = await play.Open(1, Play.Type("Standing", 2000, 1));
                var late = await Lapsed(play, show, Ann);
                await Paid(play, show, Ben);
                play.Cloud.Stripe.PayAgain(late.RegistrationId);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "paid after the hold has ended, by somebody who has other places by then",
            async play =>
            {
                play.MostPerPerson = 1;
                var show = await Concert(play);
                var late = await Lapsed(play, show, Ann);
                await Paid(play, show, Ann, "other");
                play.Cloud.Stripe.PayAgain(late.RegistrationId);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "given up three times, and held after a wait",
            async play =>
            {
                var show = await Concert(play);
                for (var times = 0; times < 3; times++)
                    await Cancelled(play, await Held(play, show, Ann, $"order-{times}"));
                await play.World.Time.Wait(TimeSpan.FromMinutes(6));
                await Paid(play, show, Ann);
            },
            "Cancelled",
            "Cancelled",
            "Cancelled",
            "Confirmed"
        ),
        // The payment is a partial one, made outside of our checkout.
        new(
            "paid too little, and the next buyer ends the hold",
            async play =>
            {
                play.Punctuality = 0;
                var show = await play.Open(1, Play.Type("Standing", 2000, 1));
                var order = await Started(play, show, Ann);
                play.Cloud.Stripe.PayAgain(order.RegistrationId, amount: 1000);
                await play.World.Time.Wait(TimeSpan.FromMinutes(40));
                await Paid(play, show, Ben);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "the capacity is raised",
            async play =>
            {
                var show = await play.Open(1, Play.Type("Standing", 2000, 1));
                var first = await Started(play, show, Ann);
                await Resized(play, show, 2, ofEvent: true);
                await Resized(play, show, 2, ofEvent: false);
                await Paid(play, show, Ben);
                play.Cloud.Stripe.PayAgain(first.RegistrationId);
            },
            "Confirmed",
            "Confirmed"
        ),
        new(
            "the capacity is lowered",
            async play =>
            {
                var show = await play.Open(3, Play.Type("Standing", 2000, 3));
                var first = await Started(play, show, Ann);
                var second = await Started(play, show, Ben);
                // First below the held quantity, which is refused; then equal to it.
                await Resized(play, show, 1, ofEvent: true);
                await Resized(play, show, 2, ofEvent: true);
                play.Oracle.Asked(Cem, "order");
                var third = await play.Call(RegistrationEndpoints.CreateRegistration, Cem, Basket(show), "order");
                if (third.IsOk)
                    play.Oracle.Registered(Cem, "order", third);
                foreach (var order in new[] { first, second })
                    play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            },
            "Confirmed",
            "Confirmed"
        ),
        new(
            "issued again and shown while the files are away",
            async play =>
            {
                var order = await Paid(play, await Concert(play), Ann);
                var old = await Shown(play, order);
                play.Cloud.Files.AreAway = true;
                var issued = Play.Ok(await play.Call(TicketEndpoints.RegenerateTicketQr, Ann, path: [old.TicketId]));
                Play.Ok(await play.Call(TicketEndpoints.GetTicketDownload, Ann, path: [old.TicketId]));
                play.Cloud.Files.AreAway = false;
                await Scanned(play, order, issued.Text("qr"), "new");
            },
            "Confirmed"
        ),
        new(
            "let in offline, and uploaded twice",
            async play =>
            {
                var show = await Concert(play);
                var shown = Presented(show, await Shown(play, await Paid(play, show, Ann)));
                var gate = await Device(play, show, "device");
                gate.Scan("one", shown);
                await gate.Upload(again: true);
                await gate.Upload();
                play.Oracle.AdmittedOnce(shown.TicketId);
            },
            "Confirmed"
        ),
        new(
            "let in offline at two gates",
            async play =>
            {
                var show = await Concert(play);
                var ticket = await Shown(play, await Paid(play, show, Ann));
                var (north, south) = (await Device(play, show, "north"), await Device(play, show, "south"));
                north.Scan("early", Presented(show, ticket));
                await play.World.Time.Wait(TimeSpan.FromMinutes(1));
                south.Scan("late", Presented(show, ticket));
                await south.Upload();
                await north.Upload();
                play.Oracle.AdmittedOnce(ticket.TicketId);
            },
            "Confirmed"
        ),
    ];

    public override string ToString() => Name;

    public static Task<Show> Concert(Play play) => play.Open(5, Play.Type("Standing", 2000, 5));

    private static JsonObject Basket(Show show) =>
        new()
        {
            ["eventId"] = show.EventId,
            ["items"] = new JsonArray(new JsonObject { ["ticketTypeId"] = show.Types[0], ["quantity"] = 1 }),
        };

    public static async Task<Order> Held(Play play, Show show, Person buyer, string key = "order")
    {
        var basket = Basket(show);
        play.Oracle.Asked(buyer, key);
        var held = Play.Ok(await play.Call(RegistrationEndpoints.CreateRegistration, buyer, basket, key));
        play.Oracle.Registered(buyer, key, held);
        var order = new Order(buyer, held.Text("registrationId"), key, basket);
        show.Orders.Add(order);
        return order;
    }

    public static async Task<Order> Started(Play play, Show show, Person buyer, string key = "order")
    {
        var order = await Held(play, show, buyer, key);
        await Start(play, order, $"{key}-pay");
        return order;
    }

    private static async Task Start(Play play, Order order, string key)
    {
        var asked = play.World.Time.Now;
        var started = Play.Ok(
            await play.Call(PaymentEndpoints.ProcessPayment, order.Buyer, new() { ["registrationId"] = order.RegistrationId }, key)
        );
        play.Oracle.PaymentStarted(order.RegistrationId, key, asked, started);
        order.Intents.Add(started.Text("paymentIntentId"));
    }

    /// <summary>A paid order whose tickets have had time to be issued.</summary>
    private static async Task<Order> Paid(Play play, Show show, Person buyer, string key = "order")
    {
        var order = await Started(play, show, buyer, key);
        play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
        await play.World.Time.Wait(TimeSpan.FromMinutes(20));
        return order;
    }

    /// <summary>A hold that expired so long ago that its places are free again.</summary>
    private static async Task<Order> Lapsed(Play play, Show show, Person buyer)
    {
        var order = await Started(play, show, buyer);
        await play.World.Time.Wait(TimeSpan.FromMinutes(40));
        return order;
    }

    private static Task Taxed(Play play, Order order) =>
        play.Call(PaymentEndpoints.CalculateTax, order.Buyer, new() { ["registrationId"] = order.RegistrationId });

    private static async Task Resized(Play play, Show show, int places, bool ofEvent)
    {
        var changed = ofEvent
            ? await play.Call(EventEndpoints.UpdateEvent, Play.Organizer, new() { ["capacity"] = places }, path: [show.EventId])
            : await play.Call(
                EventEndpoints.UpdateTicketType,
                Play.Organizer,
                new() { ["quantity"] = places },
                path: [show.EventId, show.Types[0]]
            );
        if (changed.IsOk)
            play.Oracle.Changed(show.EventId, changed);
    }

    private static async Task Abandoned(Play play, Show show) =>
        play.Oracle.EventCancelled(
            show.EventId,
            Play.Ok(await play.Call(EventEndpoints.CancelEvent, Play.Organizer, new() { ["reason"] = "rain" }, path: [show.EventId]))
        );

    private static async Task Cancelled(Play play, Order order) =>
        play.Oracle.RegistrationCancelled(
            order.RegistrationId,
            Play.Ok(
                await play.Call(
                    RegistrationEndpoints.CancelRegistration,
                    order.Buyer,
                    new() { ["reason"] = "ill" },
                    path: [order.RegistrationId]
                )
            )
        );

    private static async Task Refunded(Play play, Order order, long? amount, string key)
    {
        JsonObject body = amount is null
            ? []
            : new()
            {
                ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "eur" },
            };
        play.Oracle.Refunded(
            order.RegistrationId,
            Play.Ok(await play.Call(PaymentEndpoints.RefundRegistration, Play.Organizer, body, key, [order.RegistrationId]))
        );
    }

    private static async Task<(string TicketId, string Qr, string Code)> Shown(Play play, Order order)
    {
        var ticket = Play.Ok(await play.Call(TicketEndpoints.ListMyTickets, order.Buyer)).Body!["items"]![0]!;
        return ((string)ticket["ticketId"]!, (string)ticket["qr"]!, (string)ticket["code"]!);
    }

    public static async Task Scanned(Play play, Order order, string code, string scanId)
    {
        var scan = new JsonObject
        {
            ["eventId"] = (string)order.Basket["eventId"]!,
            ["scanId"] = scanId,
            [code.Length < 20 ? "code" : "qr"] = code,
        };
        var verdict = Play.Ok(await play.Call(TicketEndpoints.ValidateTicket, Play.Organizer, scan));
        play.Oracle.Scanned(scanId, verdict, new(play.Shows[0], "", code, code.Length < 20, MustNot: null, Genuine: true));
        play.Oracle.Admitted(verdict);
    }

    private static Presentation Presented(Show show, (string TicketId, string Qr, string Code) ticket) =>
        new(show, ticket.TicketId, ticket.Qr, Typed: false, MustNot: null, Genuine: true);

    private static async Task<OfflineGate> Device(Play play, Show show, string name)
    {
        var gate = new OfflineGate(play, show, name, TimeSpan.Zero);
        return await gate.Fetch() ? gate : throw new InvalidOperationException("There is no list.");
    }
}
