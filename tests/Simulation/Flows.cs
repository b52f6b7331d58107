using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>A scenario of users' steps, with nothing left to chance.</summary>
/// <param name="Ends">The final states of the registrations, oldest first, when no process was paused for minutes.</param>
public sealed record Flow(string Name, Func<Schedule, Task> Script, params IReadOnlyList<string> Ends)
{
    private static readonly Person Ann = new("ann"),
        Ben = new("ben"),
        Cem = new("cem");

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("a free ticket", async schedule => await Held(schedule, await schedule.Open(5, Schedule.Type("Free", 0, 5)), Ann), "Confirmed"),
        new("a paid ticket", async schedule => await Paid(schedule, await Concert(schedule), Ann), "Confirmed"),
        new(
            "a declined card, then another one",
            async schedule =>
            {
                var order = await Started(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.Declined);
                await schedule.World.Time.Wait(TimeSpan.FromSeconds(20));
                schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            },
            "Confirmed"
        ),
        new(
            "a slow bank",
            async schedule =>
            {
                var order = await Started(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.SlowThenGood);
            },
            "Confirmed"
        ),
        new(
            "a hold that nobody pays",
            async schedule =>
            {
                await Started(schedule, await Concert(schedule), Ann);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(30));
            },
            "Expired"
        ),
        new(
            "tax, paid",
            async schedule =>
            {
                var order = await Started(schedule, await Concert(schedule), Ann);
                await Taxed(schedule, order);
                await Start(schedule, order, "again");
                schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            },
            "Confirmed"
        ),
        new(
            "paid, then cancelled by the buyer",
            async schedule => await Cancelled(schedule, await Paid(schedule, await Concert(schedule), Ann)),
            "Cancelled"
        ),
        new(
            "cancelled before its tickets were mailed",
            async schedule =>
            {
                schedule.Cloud.Mail.IsAway = true;
                var order = await Paid(schedule, await Concert(schedule), Ann);
                await Cancelled(schedule, order);
                schedule.Cloud.Mail.IsAway = false;
            },
            "Cancelled"
        ),
        new(
            "paid twice",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.PayAgain(order.RegistrationId);
            },
            "Confirmed"
        ),
        new(
            "paid again after it was cancelled",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                await Cancelled(schedule, order);
                schedule.Cloud.Stripe.PayAgain(order.RegistrationId);
            },
            "Cancelled"
        ),
        new(
            "refunded in two parts",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                await Refunded(schedule, order, 500, "part");
                await Refunded(schedule, order, null, "rest");
            },
            "Cancelled"
        ),
        new(
            "the event is cancelled",
            async schedule =>
            {
                var show = await Concert(schedule);
                await Paid(schedule, show, Ann);
                await Started(schedule, show, Ben);
                await Abandoned(schedule, show);
            },
            "Cancelled",
            "Cancelled"
        ),
        new(
            "admitted, undone and admitted again",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                var code = await Shown(schedule, order);
                await Scanned(schedule, order, code.Code, "one");
                await schedule.Call(TicketEndpoints.UndoCheckIn, Schedule.Organizer, [], "undo", path: [code.TicketId]);
                await Scanned(schedule, order, code.Qr, "two");
                await schedule.Call(TicketEndpoints.UndoCheckIn, Schedule.Organizer, [], "undo", path: [code.TicketId]);
                schedule.Oracle.IsIn(code.TicketId);
            },
            "Confirmed"
        ),
        new(
            "re-issued, then admitted",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                var old = await Shown(schedule, order);
                var issued = Schedule.Ok(await schedule.Call(TicketEndpoints.RegenerateTicketQr, Ann, path: [old.TicketId]));
                await Scanned(schedule, order, issued.Text("qr"), "new");
            },
            "Confirmed"
        ),
        new(
            "disputed and won",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Dispute(order.Intents[^1]);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(2));
                schedule.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Confirmed"
        ),
        new(
            "disputed, and won at once",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Dispute(order.Intents[^1]);
                await schedule.World.Time.Wait(TimeSpan.FromSeconds(2));
                schedule.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Confirmed"
        ),
        new(
            "disputed, cancelled with its event, and won",
            async schedule =>
            {
                var show = await Concert(schedule);
                var order = await Paid(schedule, show, Ann);
                schedule.Cloud.Stripe.Dispute(order.Intents[^1]);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(2));
                await Abandoned(schedule, show);
                await schedule.World.Time.Wait(TimeSpan.FromHours(6));
                schedule.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Cancelled"
        ),
        // The provider refuses the refund before the webhook about the dispute arrives.
        new(
            "disputed, reported hours later, cancelled with its event, and won",
            async schedule =>
            {
                var show = await Concert(schedule);
                var order = await Paid(schedule, show, Ann);
                schedule.Cloud.Stripe.Delay = () => TimeSpan.FromHours(1);
                schedule.Cloud.Stripe.Dispute(order.Intents[^1]);
                await Abandoned(schedule, show);
                await schedule.World.Time.Wait(TimeSpan.FromHours(6));
                schedule.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
            },
            "Cancelled"
        ),
        new(
            "paid twice, and both disputed",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.PayAgain(order.RegistrationId);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(20));
                var returned = schedule.Cloud.Stripe.Intents.Last().Id;
                foreach (var intent in new[] { order.Intents[^1], returned })
                    schedule.Cloud.Stripe.Dispute(intent);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(2));
                schedule.Cloud.Stripe.CloseDispute(returned, won: true);
            },
            "Confirmed"
        ),
        new(
            "paid twice, and the refunded payment is disputed",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.PayAgain(order.RegistrationId);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(20));
                schedule.Cloud.Stripe.Dispute(schedule.Cloud.Stripe.Intents.Last().Id);
            },
            "Confirmed"
        ),
        new(
            "a payment that succeeds after the event",
            async schedule =>
            {
                // Skip the sweeps: nine hours of them find nothing to do and are much alike.
                schedule.Punctuality = 0;
                var order = await Started(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Process(order.Intents[^1]);
                await schedule.World.Time.Wait(TimeSpan.FromHours(9));
                schedule.Cloud.Stripe.Clear(order.Intents[^1]);
            },
            "Expired"
        ),
        new(
            "a payment that the provider forgets, and the next buyer ends the hold",
            async schedule =>
            {
                schedule.Punctuality = 0;
                var show = await schedule.Open(1, Schedule.Type("Standing", 2000, 1));
                var order = await Started(schedule, show, Ann);
                schedule.Cloud.Stripe.Forget(order.Intents[^1]);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(40));
                await Paid(schedule, show, Ben);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "paid in time, and reported hours later",
            async schedule =>
            {
                schedule.Cloud.Stripe.Delay = () => TimeSpan.FromHours(2);
                await Paid(schedule, await Concert(schedule), Ann);
            },
            "Confirmed"
        ),
        new(
            "paid after the hold has ended",
            async schedule =>
            {
                var order = await Lapsed(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.PayAgain(order.RegistrationId);
            },
            "Confirmed"
        ),
        new(
            "paid after the hold has ended, and refunded in the dashboard before the webhook arrives",
            async schedule =>
            {
                var order = await Lapsed(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Delay = () => TimeSpan.FromHours(2);
                var late = schedule.Cloud.Stripe.PayAgain(order.RegistrationId)!;
                schedule.Oracle.GivenBackByPeople(order.RegistrationId);
                schedule.Cloud.Stripe.RefundInDashboard(late, 2000);
            },
            "Expired"
        ),
        new(
            "paid after the hold has ended, and disputed before the webhook arrives",
            async schedule =>
            {
                var order = await Lapsed(schedule, await Concert(schedule), Ann);
                schedule.Cloud.Stripe.Delay = () => TimeSpan.FromHours(2);
                schedule.Cloud.Stripe.Dispute(schedule.Cloud.Stripe.PayAgain(order.RegistrationId)!);
            },
            "Expired"
        ),
        new(
            "paid after the hold has ended and its place is sold",
            async schedule =>
            {
                var show = await schedule.Open(1, Schedule.Type("Standing", 2000, 1));
                var late = await Lapsed(schedule, show, Ann);
                await Paid(schedule, show, Ben);
                schedule.Cloud.Stripe.PayAgain(late.RegistrationId);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "paid after the hold has ended, by somebody who has other places by then",
            async schedule =>
            {
                schedule.MostPerPerson = 1;
                var show = await Concert(schedule);
                var late = await Lapsed(schedule, show, Ann);
                await Paid(schedule, show, Ann, "other");
                schedule.Cloud.Stripe.PayAgain(late.RegistrationId);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "three lapsed holds, and another hold after the wait",
            async schedule =>
            {
                var show = await Concert(schedule);
                for (var times = 0; times < 3; times++)
                    await Cancelled(schedule, await Held(schedule, show, Ann, $"order-{times}"));
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(6));
                await Paid(schedule, show, Ann);
            },
            "Cancelled",
            "Cancelled",
            "Cancelled",
            "Confirmed"
        ),
        // The payment is a partial one, made outside of our checkout.
        new(
            "paid too little, and the next buyer ends the hold",
            async schedule =>
            {
                schedule.Punctuality = 0;
                var show = await schedule.Open(1, Schedule.Type("Standing", 2000, 1));
                var order = await Started(schedule, show, Ann);
                schedule.Cloud.Stripe.PayAgain(order.RegistrationId, amount: 1000);
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(40));
                await Paid(schedule, show, Ben);
            },
            "Expired",
            "Confirmed"
        ),
        new(
            "the capacity is raised",
            async schedule =>
            {
                var show = await schedule.Open(1, Schedule.Type("Standing", 2000, 1));
                var first = await Started(schedule, show, Ann);
                await Resized(schedule, show, 2, ofEvent: true);
                await Resized(schedule, show, 2, ofEvent: false);
                await Paid(schedule, show, Ben);
                schedule.Cloud.Stripe.PayAgain(first.RegistrationId);
            },
            "Confirmed",
            "Confirmed"
        ),
        new(
            "the capacity is lowered",
            async schedule =>
            {
                var show = await schedule.Open(3, Schedule.Type("Standing", 2000, 3));
                var first = await Started(schedule, show, Ann);
                var second = await Started(schedule, show, Ben);
                // First below the held quantity, which is refused; then equal to it.
                await Resized(schedule, show, 1, ofEvent: true);
                await Resized(schedule, show, 2, ofEvent: true);
                schedule.Oracle.Asked(Cem, "order");
                var third = await schedule.Call(RegistrationEndpoints.CreateRegistration, Cem, Basket(show), "order");
                if (third.IsOk)
                    schedule.Oracle.Registered(Cem, "order", third);
                foreach (var order in new[] { first, second })
                    schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
            },
            "Confirmed",
            "Confirmed"
        ),
        new(
            "re-issued and shown while the files are unavailable",
            async schedule =>
            {
                var order = await Paid(schedule, await Concert(schedule), Ann);
                var old = await Shown(schedule, order);
                schedule.Cloud.Files.AreAway = true;
                var issued = Schedule.Ok(await schedule.Call(TicketEndpoints.RegenerateTicketQr, Ann, path: [old.TicketId]));
                Schedule.Ok(await schedule.Call(TicketEndpoints.GetTicketDownload, Ann, path: [old.TicketId]));
                schedule.Cloud.Files.AreAway = false;
                await Scanned(schedule, order, issued.Text("qr"), "new");
            },
            "Confirmed"
        ),
        new(
            "admitted offline, and uploaded twice",
            async schedule =>
            {
                var show = await Concert(schedule);
                var shown = Presented(show, await Shown(schedule, await Paid(schedule, show, Ann)));
                var gate = await Device(schedule, show, "device");
                gate.Scan("one", shown);
                await gate.Upload(again: true);
                await gate.Upload();
                schedule.Oracle.AdmittedOnce(shown.TicketId);
            },
            "Confirmed"
        ),
        new(
            "admitted offline at two gates",
            async schedule =>
            {
                var show = await Concert(schedule);
                var ticket = await Shown(schedule, await Paid(schedule, show, Ann));
                var (north, south) = (await Device(schedule, show, "north"), await Device(schedule, show, "south"));
                north.Scan("early", Presented(show, ticket));
                await schedule.World.Time.Wait(TimeSpan.FromMinutes(1));
                south.Scan("late", Presented(show, ticket));
                await south.Upload();
                await north.Upload();
                schedule.Oracle.AdmittedOnce(ticket.TicketId);
            },
            "Confirmed"
        ),
    ];

    public override string ToString() => Name;

    public static Task<Show> Concert(Schedule schedule) => schedule.Open(5, Schedule.Type("Standing", 2000, 5));

    private static JsonObject Basket(Show show) =>
        new()
        {
            ["eventId"] = show.EventId,
            ["items"] = new JsonArray(new JsonObject { ["ticketTypeId"] = show.Types[0], ["quantity"] = 1 }),
        };

    public static async Task<Order> Held(Schedule schedule, Show show, Person buyer, string key = "order")
    {
        var basket = Basket(show);
        schedule.Oracle.Asked(buyer, key);
        var held = Schedule.Ok(await schedule.Call(RegistrationEndpoints.CreateRegistration, buyer, basket, key));
        schedule.Oracle.Registered(buyer, key, held);
        var order = new Order(buyer, held.Text("registrationId"), key, basket);
        show.Orders.Add(order);
        return order;
    }

    public static async Task<Order> Started(Schedule schedule, Show show, Person buyer, string key = "order")
    {
        var order = await Held(schedule, show, buyer, key);
        await Start(schedule, order, $"{key}-pay");
        return order;
    }

    private static async Task Start(Schedule schedule, Order order, string key)
    {
        var asked = schedule.World.Time.Now;
        var started = Schedule.Ok(
            await schedule.Call(PaymentEndpoints.ProcessPayment, order.Buyer, new() { ["registrationId"] = order.RegistrationId }, key)
        );
        schedule.Oracle.PaymentStarted(order.RegistrationId, key, asked, started);
        order.Intents.Add(started.Text("paymentIntentId"));
    }

    /// <summary>A paid order whose tickets have had time to be issued.</summary>
    private static async Task<Order> Paid(Schedule schedule, Show show, Person buyer, string key = "order")
    {
        var order = await Started(schedule, show, buyer, key);
        schedule.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
        await schedule.World.Time.Wait(TimeSpan.FromMinutes(20));
        return order;
    }

    /// <summary>A hold that expired so long ago that its places are free again.</summary>
    private static async Task<Order> Lapsed(Schedule schedule, Show show, Person buyer)
    {
        var order = await Started(schedule, show, buyer);
        await schedule.World.Time.Wait(TimeSpan.FromMinutes(40));
        return order;
    }

    private static Task Taxed(Schedule schedule, Order order) =>
        schedule.Call(PaymentEndpoints.CalculateTax, order.Buyer, new() { ["registrationId"] = order.RegistrationId });

    private static async Task Resized(Schedule schedule, Show show, int places, bool ofEvent)
    {
        var changed = ofEvent
            ? await schedule.Call(EventEndpoints.UpdateEvent, Schedule.Organizer, new() { ["capacity"] = places }, path: [show.EventId])
            : await schedule.Call(
                EventEndpoints.UpdateTicketType,
                Schedule.Organizer,
                new() { ["quantity"] = places },
                path: [show.EventId, show.Types[0]]
            );
        if (changed.IsOk)
            schedule.Oracle.Changed(show.EventId, changed);
    }

    private static async Task Abandoned(Schedule schedule, Show show) =>
        schedule.Oracle.EventCancelled(
            show.EventId,
            Schedule.Ok(
                await schedule.Call(EventEndpoints.CancelEvent, Schedule.Organizer, new() { ["reason"] = "rain" }, path: [show.EventId])
            )
        );

    private static async Task Cancelled(Schedule schedule, Order order) =>
        schedule.Oracle.RegistrationCancelled(
            order.RegistrationId,
            Schedule.Ok(
                await schedule.Call(
                    RegistrationEndpoints.CancelRegistration,
                    order.Buyer,
                    new() { ["reason"] = "ill" },
                    path: [order.RegistrationId]
                )
            )
        );

    private static async Task Refunded(Schedule schedule, Order order, long? amount, string key)
    {
        JsonObject body = amount is null
            ? []
            : new()
            {
                ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "eur" },
            };
        schedule.Oracle.Refunded(
            order.RegistrationId,
            Schedule.Ok(await schedule.Call(PaymentEndpoints.RefundRegistration, Schedule.Organizer, body, key, [order.RegistrationId]))
        );
    }

    private static async Task<(string TicketId, string Qr, string Code)> Shown(Schedule schedule, Order order)
    {
        var ticket = Schedule.Ok(await schedule.Call(TicketEndpoints.ListMyTickets, order.Buyer)).Body!["items"]![0]!;
        return ((string)ticket["ticketId"]!, (string)ticket["qr"]!, (string)ticket["code"]!);
    }

    public static async Task Scanned(Schedule schedule, Order order, string code, string scanId)
    {
        var scan = new JsonObject
        {
            ["eventId"] = (string)order.Basket["eventId"]!,
            ["scanId"] = scanId,
            [code.Length < 20 ? "code" : "qr"] = code,
        };
        var verdict = Schedule.Ok(await schedule.Call(TicketEndpoints.ValidateTicket, Schedule.Organizer, scan));
        schedule.Oracle.Scanned(scanId, verdict, new(schedule.Shows[0], "", code, code.Length < 20, MustNot: null, Genuine: true));
        schedule.Oracle.Admitted(verdict);
    }

    private static Presentation Presented(Show show, (string TicketId, string Qr, string Code) ticket) =>
        new(show, ticket.TicketId, ticket.Qr, Typed: false, MustNot: null, Genuine: true);

    private static async Task<OfflineGate> Device(Schedule schedule, Show show, string name)
    {
        var gate = new OfflineGate(schedule, show, name, TimeSpan.Zero);
        return await gate.Fetch() ? gate : throw new InvalidOperationException("There is no list.");
    }
}
