using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

/// <summary>What people do with us, step by step and with nothing left to chance.</summary>
/// <param name="Ends">The states that the registrations must end in, oldest first, when no process was held up for minutes.</param>
public sealed record Flow(string Name, Func<Play, Task> Script, params IReadOnlyList<string> Ends)
{
    private static readonly Person Ann = new("ann"), Ben = new("ben");

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("a free ticket", async play => await Held(play, await play.Open(5, Play.Type("Free", 0, 5)), Ann), "Confirmed"),
        new("a paid ticket", async play => await Paid(play, await Concert(play), Ann), "Confirmed"),
        new("a declined card, then another one", async play =>
        {
            var order = await Started(play, await Concert(play), Ann);
            play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Declined);
            await play.World.Time.Wait(TimeSpan.FromSeconds(20));
            play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
        }, "Confirmed"),
        new("a bank that takes its time", async play =>
        {
            var order = await Started(play, await Concert(play), Ann);
            play.Cloud.Stripe.Confirm(order.Intents[^1], Card.SlowThenGood);
        }, "Confirmed"),
        new("a hold that nobody pays", async play =>
        {
            await Started(play, await Concert(play), Ann);
            await play.World.Time.Wait(TimeSpan.FromMinutes(30));
        }, "Expired"),
        new("tax, paid", async play =>
        {
            var order = await Started(play, await Concert(play), Ann);
            await play.Call(Endpoints.CalculateTax, Ann, new() { ["registrationId"] = order.RegistrationId });
            await Start(play, order, "again");
            play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
        }, "Confirmed"),
        new("paid, then cancelled by the buyer", async play => await Cancelled(play, await Paid(play, await Concert(play), Ann)), "Cancelled"),
        new("paid twice", async play =>
        {
            var order = await Paid(play, await Concert(play), Ann);
            play.Cloud.Stripe.PayAgain(order.RegistrationId);
        }, "Confirmed"),
        new("paid again after it was cancelled", async play =>
        {
            var order = await Paid(play, await Concert(play), Ann);
            await Cancelled(play, order);
            play.Cloud.Stripe.PayAgain(order.RegistrationId);
        }, "Cancelled"),
        new("refunded in two parts", async play =>
        {
            var order = await Paid(play, await Concert(play), Ann);
            await Refunded(play, order, 500, "part");
            await Refunded(play, order, null, "rest");
        }, "Cancelled"),
        new("the event is cancelled", async play =>
        {
            var show = await Concert(play);
            await Paid(play, show, Ann);
            await Started(play, show, Ben);
            play.Oracle.EventCancelled(show.EventId, Play.Ok(await play.Call(Endpoints.CancelEvent, Play.Organizer, new() { ["reason"] = "rain" }, path: [show.EventId])));
        }, "Cancelled", "Cancelled"),
        new("let in, taken back and let in", async play =>
        {
            var order = await Paid(play, await Concert(play), Ann);
            var code = await Shown(play, order);
            await Scanned(play, order, code.Code, "one");
            await play.Call(Endpoints.UndoCheckIn, Play.Organizer, [], path: [code.TicketId]);
            await Scanned(play, order, code.Qr, "two");
        }, "Confirmed"),
        new("issued again, then let in", async play =>
        {
            var order = await Paid(play, await Concert(play), Ann);
            var old = await Shown(play, order);
            var issued = Play.Ok(await play.Call(Endpoints.RegenerateTicketQr, Ann, path: [old.TicketId]));
            await Scanned(play, order, issued.Text("qr"), "new");
        }, "Confirmed"),
        new("disputed and won", async play =>
        {
            var order = await Paid(play, await Concert(play), Ann);
            play.Cloud.Stripe.Dispute(order.Intents[^1]);
            await play.World.Time.Wait(TimeSpan.FromMinutes(2));
            play.Cloud.Stripe.CloseDispute(order.Intents[^1], won: true);
        }, "Confirmed"),
    ];

    public override string ToString() => Name;

    public static Task<Show> Concert(Play play) => play.Open(5, Play.Type("Standing", 2000, 5));

    private static async Task<Order> Held(Play play, Show show, Person buyer)
    {
        var basket = new JsonObject { ["eventId"] = show.EventId, ["items"] = new JsonArray(new JsonObject { ["ticketTypeId"] = show.Types[0], ["quantity"] = 1 }) };
        play.Oracle.Asked(buyer, "order");
        var held = Play.Ok(await play.Call(Endpoints.CreateRegistration, buyer, basket, "order"));
        play.Oracle.Registered(buyer, "order", held);
        var order = new Order(buyer, held.Text("registrationId"), "order", basket);
        show.Orders.Add(order);
        return order;
    }

    public static async Task<Order> Started(Play play, Show show, Person buyer)
    {
        var order = await Held(play, show, buyer);
        await Start(play, order, "pay");
        return order;
    }

    private static async Task Start(Play play, Order order, string key)
    {
        var asked = play.World.Time.Now;
        var started = Play.Ok(await play.Call(Endpoints.ProcessPayment, order.Buyer, new() { ["registrationId"] = order.RegistrationId }, key));
        play.Oracle.PaymentStarted(order.RegistrationId, key, asked, started);
        order.Intents.Add(started.Text("paymentIntentId"));
    }

    /// <summary>Paid, and long enough ago that its tickets are there.</summary>
    private static async Task<Order> Paid(Play play, Show show, Person buyer)
    {
        var order = await Started(play, show, buyer);
        play.Cloud.Stripe.Confirm(order.Intents[^1], Card.Good);
        await play.World.Time.Wait(TimeSpan.FromMinutes(20));
        return order;
    }

    private static async Task Cancelled(Play play, Order order) => play.Oracle.RegistrationCancelled(
        order.RegistrationId, Play.Ok(await play.Call(Endpoints.CancelRegistration, order.Buyer, new() { ["reason"] = "ill" }, path: [order.RegistrationId])));

    private static async Task Refunded(Play play, Order order, long? amount, string key)
    {
        JsonObject body = amount is null ? [] : new() { ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "eur" } };
        play.Oracle.GivenBackByPeople(order.RegistrationId);
        play.Oracle.Refunded(order.RegistrationId, Play.Ok(await play.Call(Endpoints.RefundRegistration, Play.Organizer, body, key, [order.RegistrationId])));
    }

    private static async Task<(string TicketId, string Qr, string Code)> Shown(Play play, Order order)
    {
        var ticket = Play.Ok(await play.Call(Endpoints.ListMyTickets, order.Buyer)).Body!["items"]![0]!;
        return ((string)ticket["ticketId"]!, (string)ticket["qr"]!, (string)ticket["code"]!);
    }

    public static async Task Scanned(Play play, Order order, string code, string scanId)
    {
        var scan = new JsonObject { ["eventId"] = (string)order.Basket["eventId"]!, ["scanId"] = scanId, [code.Length < 20 ? "code" : "qr"] = code };
        var verdict = Play.Ok(await play.Call(Endpoints.ValidateTicket, Play.Organizer, scan));
        play.Oracle.Scanned(scanId, verdict, null, genuine: true);
        play.Oracle.LetIn(verdict);
    }
}
