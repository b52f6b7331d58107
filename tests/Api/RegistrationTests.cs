using System.Text.Json.Nodes;
using EventTicketing.Local;
using EventTicketing.Tests.Documents;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

public sealed class RegistrationTests(Cloud cloud)
{
    [Fact]
    public async Task Places_are_held_for_fifteen_minutes_at_the_listed_price()
    {
        var ev = await cloud.Organizer.PublishedEvent(EventBody(10));
        var held = await cloud.Attendee.Post("/registrations", Basket(ev, 2));
        Assert.Equal((201, "pending", "pending"), (held.Status, held.Text("status"), held.Text("paymentStatus")));
        Assert.Equal(5000, (int)held["total"]["amount"]!);
        Assert.InRange(
            DateTimeOffset.Parse(held.Text("expiresAt")) - DateTimeOffset.UtcNow,
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15)
        );
        Assert.Empty(held["tickets"].AsArray());
        Assert.Equal(8, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["available"]!);
        await cloud.Organizer.Patch(
            $"/events/{ev.Id}/ticket-types/{ev.TypeId}",
            new JsonObject
            {
                ["price"] = new JsonObject { ["amount"] = 9900, ["currency"] = "eur" },
            }
        );
        Assert.Equal(5000, (int)(await cloud.Attendee.Registration(held.Text("registrationId")))["total"]["amount"]!);
    }

    [Fact]
    public async Task A_free_registration_is_confirmed_at_once_and_its_tickets_come_by_mail()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.FreeEvent();
        var basket = Basket(ev, 2);
        basket["attendees"] = new JsonArray(new JsonObject { ["name"] = "Zoë Ødegård", ["email"] = "zoe@example.com" });
        var confirmed = await buyer.Post("/registrations", basket);
        Assert.Equal((201, "confirmed", null), (confirmed.Status, confirmed.Text("status"), (string?)confirmed.Body!["paymentStatus"]));
        await buyer.Tickets(confirmed.Text("registrationId"));
        var shown = await buyer.Registration(confirmed.Text("registrationId"));
        Assert.Equal(
            ["Zoë Ødegård", (string)shown["buyerName"]!],
            shown["tickets"].AsArray().Select(ticket => (string)ticket!["holderName"]!)
        );
        var mail = await cloud.Mail(buyer.Email, mail => ((string)mail["subject"]!).StartsWith("Your tickets", StringComparison.Ordinal));
        Assert.Equal(2, mail["attachments"]!.AsArray().Count);
        using var http = new HttpClient();
        var pdf = await http.GetByteArrayAsync((string)mail["attachments"]![0]!["url"]!);
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        Assert.Contains(pdf, one => one > 0x7f);
    }

    [Fact]
    public async Task Ticket_and_mail_name_the_organizer_who_answers_and_the_mail_leads_to_the_order()
    {
        var email = $"olga-{Guid.NewGuid():N}@example.com";
        cloud.Local.Cognito.EnsureUser(email, Demo.Password, "Olga Organizer", ["Organizers"]);
        var (buyer, organizer) = (await cloud.NewAttendee(), await cloud.CreateClient(email));
        var ev = await organizer.FreeEvent();
        var registered = await buyer.Post("/registrations", Basket(ev));
        var mail = await cloud.Mail(buyer.Email, mail => ((string)mail["subject"]!).StartsWith("Your ticket", StringComparison.Ordinal));
        Assert.Equal(email, (string?)mail["replyTo"]);
        var order = new Uri(cloud.Local.Web, $"/me/registrations/{registered.Text("registrationId")}").AbsoluteUri;
        Assert.Contains($"<a href=\"{order}\">", (string)mail["html"]!);
        Assert.All(new[] { "Organized by Olga Organizer.", order }, text => Assert.Contains(text, (string)mail["text"]!));
        using var http = new HttpClient();
        Assert.Contains(
            "Organized by Olga Organizer",
            (await PdfReport.Of(await http.GetByteArrayAsync((string)mail["attachments"]![0]!["url"]!))).Page.Words
        );
        // The contact address is only for replies to mails: no page and no ticket shows it.
        foreach (
            var shown in new[]
            {
                await cloud.Anonymous.Get($"/events/{ev.Id}"),
                await buyer.Get("/tickets"),
                registered,
                await organizer.Get($"/events/{ev.Id}"),
            }
        )
            Assert.DoesNotContain(email, shown.Body!.ToJsonString());
        Assert.DoesNotContain(email, (string)mail["text"]! + (string)mail["html"]!);
    }

    [Fact]
    public async Task Each_attendee_gets_one_mail_with_their_own_tickets_and_nothing_of_the_order()
    {
        var buyer = await cloud.NewAttendee();
        var (friend, other) = ($"friend-{Guid.NewGuid():N}@example.com", $"other-{Guid.NewGuid():N}@example.com");
        var ev = await cloud.Organizer.PublishedEvent();
        var basket = Basket(ev, 4);
        basket["attendees"] = new JsonArray([
            .. new[]
            {
                ("Fay Friend", friend),
                ("Otto Other", other),
                ("Finn Friend", friend.ToUpperInvariant()),
                ("Bea Buyer", buyer.Email),
            }.Select(attendee => new JsonObject { ["name"] = attendee.Item1, ["email"] = attendee.Item2 }),
        ]);
        var registrationId = (await buyer.Post("/registrations", basket)).Text("registrationId");
        await cloud.Confirm(await buyer.Intent(registrationId));
        var tickets = await buyer.Tickets(registrationId);
        var codes = await Task.WhenAll(tickets.Select(async id => (await buyer.Get($"/tickets/{id}")).Text("code")));

        var mail = await cloud.Mail(friend, _ => true);
        Assert.Equal("Your tickets for Late set", (string?)mail["subject"]);
        Assert.Equal(
            [$"ticket-{codes[0]}.pdf", $"ticket-{codes[2]}.pdf"],
            mail["attachments"]!.AsArray().Select(pdf => (string)pdf!["name"]!)
        );
        Assert.Equal(
            [$"ticket-{codes[1]}.pdf"],
            (await cloud.Mail(other, _ => true))["attachments"]!.AsArray().Select(pdf => (string)pdf!["name"]!)
        );
        Assert.Contains(new Uri(cloud.Local.Web, $"/e/{ev.Id}").AbsoluteUri, (string)mail["text"]!);
        string[] secret =
        [
            "Otto",
            "Bea",
            buyer.Email,
            other,
            "25.00",
            "100.00",
            "EUR",
            registrationId,
            tickets[1],
            tickets[3],
            codes[1],
            codes[3],
            (await buyer.Registration(registrationId)).Text("buyerName"),
        ];
        Assert.All(secret, text => Assert.DoesNotContain(text, mail.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(4, (await cloud.Mail(buyer.Email, _ => true))["attachments"]!.AsArray().Count);
        foreach (var address in new[] { friend, other, buyer.Email })
            Assert.Single(await cloud.Mails(address));

        // Attendees are told of the cancellation, and again nothing else about the order.
        await buyer.Post($"/registrations/{registrationId}/cancel");
        var cancelled = await cloud.Mail(friend, IsCancellation);
        Assert.Equal(
            ("Cancelled: your tickets for Late set", 0),
            ((string)cancelled["subject"]!, cancelled["attachments"]!.AsArray().Count)
        );
        Assert.All(secret, text => Assert.DoesNotContain(text, cancelled.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal("Cancelled: your ticket for Late set", (string?)(await cloud.Mail(other, IsCancellation))["subject"]);
        foreach (var address in new[] { friend, other, buyer.Email })
            Assert.Single(await cloud.Mails(address), IsCancellation);

        static bool IsCancellation(JsonNode? mail) => ((string)mail!["subject"]!).StartsWith("Cancelled: ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_buys_or_answers_under_an_address_that_is_not_verified()
    {
        var email = $"typed-{Guid.NewGuid():N}@example.com";
        cloud.Local.Cognito.EnsureUser(email, Demo.Password, "Olaf", ["Organizers"], verified: false);
        var unverified = await cloud.CreateClient(email);
        var ev = await unverified.FreeEvent();
        Assert.Equal(
            (409, "email_unverified"),
            await unverified.Post("/registrations", Basket(ev)) is var answer ? (answer.Status, answer.Code) : default
        );
        var buyer = await cloud.NewAttendee();
        await buyer.Post("/registrations", Basket(ev));
        var mail = await cloud.Mail(buyer.Email, _ => true);
        Assert.Equal("", (string?)mail["replyTo"]);
        Assert.Contains("Organized by Olaf.\n", (string)mail["text"]!);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_bought()
    {
        var ev = await cloud.Organizer.PublishedEvent(
            EventBody(3, Type(quantity: 3), Type("Dinner", 6000, 3, "usd"), Type("Single", 1000, 3, maxPerOrder: 1))
        );
        JsonObject Buy(params (int Type, int Quantity)[] items) =>
            new()
            {
                ["eventId"] = ev.Id,
                ["items"] = new JsonArray([
                    .. items.Select(item => new JsonObject { ["ticketTypeId"] = ev.TypeIds[item.Type], ["quantity"] = item.Quantity }),
                ]),
            };
        async Task<(int, string?)> Refusal(JsonObject basket) =>
            await cloud.Attendee.Post("/registrations", basket) is var answer ? (answer.Status, answer.Code) : default;

        Assert.Equal((409, "currency_mismatch"), await Refusal(Buy((0, 1), (1, 1))));
        Assert.Equal((409, "order_limit_exceeded"), await Refusal(Buy((2, 2))));
        Assert.Equal((422, "duplicate_ticket_type"), await Refusal(Buy((0, 1), (0, 1))));
        Assert.Equal((422, "out_of_range"), await Refusal(Buy((0, 0))));
        Assert.Equal((422, "out_of_range"), await Refusal(Buy((0, -1))));
        var unknown = Buy((0, 1));
        unknown["items"]![0]!["ticketTypeId"] = "tty_00000000000000000000000000";
        Assert.Equal((422, "unknown_ticket_type"), await Refusal(unknown));
        unknown["eventId"] = "evt_00000000000000000000000000";
        Assert.Equal((404, "event_not_found"), await Refusal(unknown));
        var priced = Buy((0, 1));
        priced["items"]![0]!["price"] = 1;
        Assert.Equal((422, "unknown_field"), await Refusal(priced));

        await cloud.Attendee.Held(ev, 2);
        var soldOut = await cloud.Attendee.Post("/registrations", Buy((0, 2)));
        Assert.Equal((409, "sold_out", 1), (soldOut.Status, soldOut.Code, (int)soldOut["available"][ev.TypeIds[0]]!));
    }

    [Fact]
    public async Task Sales_keep_to_their_window()
    {
        var (early, late) = (Type(), Type());
        early["salesStartAt"] = At(1);
        late["salesStartAt"] = At(-3);
        late["salesEndAt"] = At(-1);
        var ev = await cloud.Organizer.PublishedEvent(EventBody(50, early, late));
        Assert.Equal("sales_not_open", (await cloud.Attendee.Post("/registrations", Basket(ev))).Code);
        Assert.Equal("sales_closed", (await cloud.Attendee.Post("/registrations", Basket(ev with { TypeIds = [ev.TypeIds[1]] }))).Code);
        var draft = await cloud.Organizer.DraftEvent();
        Assert.Equal(
            (409, "event_not_published"),
            (await cloud.Attendee.Post("/registrations", Basket(draft))) is var answer ? (answer.Status, answer.Code) : default
        );
    }

    [Fact]
    public async Task An_event_says_whether_places_are_held_or_sold()
    {
        var ev = await cloud.Organizer.PublishedEvent(EventBody(1));
        async Task<string> Availability() => (string)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["availability"]!;
        Assert.Equal("available", await Availability());
        var registrationId = await cloud.Attendee.Held(ev);
        Assert.Equal("held", await Availability());
        await cloud.Confirm(await cloud.Attendee.Intent(registrationId));
        await cloud.Attendee.Until(registrationId, "confirmed");
        Assert.Equal("soldOut", await Availability());
    }

    [Fact]
    public async Task Nobody_sees_or_touches_the_registration_of_another()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var registrationId = await cloud.Attendee.Held(ev);
        var other = await cloud.NewAttendee();
        var body = new JsonObject { ["registrationId"] = registrationId };
        foreach (var person in new[] { other, cloud.Organizer, cloud.Admin })
        {
            Answer[] answers =
            [
                await person.Get($"/registrations/{registrationId}"),
                await person.Post($"/registrations/{registrationId}/cancel"),
                await person.Post("/create-payment-intent", body.DeepClone()),
                await person.Post("/payments/calculate-tax", body.DeepClone()),
            ];
            Assert.All(answers, answer => Assert.Equal((404, "registration_not_found"), (answer.Status, answer.Code)));
            Assert.All(answers, answer => Assert.DoesNotContain("attendee@example.com", answer.Body!.ToJsonString()));
        }

        Assert.DoesNotContain(
            (await other.Get("/registrations"))["items"].AsArray(),
            item => (string?)item!["registrationId"] == registrationId
        );
        Assert.Contains(
            (await cloud.Attendee.Get("/registrations"))["items"].AsArray(),
            item => (string?)item!["registrationId"] == registrationId
        );
        var listed = (await cloud.Organizer.Get($"/events/{ev.Id}/registrations?status=pending"))["items"].AsArray();
        Assert.Equal(registrationId, (string?)Assert.Single(listed)!["registrationId"]);
        Assert.Empty((await cloud.Organizer.Get($"/events/{ev.Id}/registrations?status=confirmed"))["items"].AsArray());
    }

    [Fact]
    public async Task A_cancelled_registration_frees_its_places_voids_its_tickets_and_returns_the_money()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent(EventBody(2));
        var (registrationId, ticketIds) = await buyer.PaidRegistration(ev, 2);
        Assert.Equal(
            "version_mismatch",
            (await buyer.Send(HttpMethod.Post, $"/registrations/{registrationId}/cancel", null, ("If-Match", "\"77\""))).Code
        );
        var cancelled = await buyer.Post($"/registrations/{registrationId}/cancel", new JsonObject { ["reason"] = "event_cancelled" });
        Assert.Equal(("buyer", "event_cancelled"), (cancelled.Text("cancelledBy"), cancelled.Text("cancellationReason")));
        Assert.Equal(
            ("cancelled", 5000, "succeeded"),
            (cancelled.Text("status"), (int)cancelled["refunded"]["amount"]!, (string)cancelled["refunds"][0]!["status"]!)
        );
        Assert.Equal("void", (await buyer.Get($"/tickets/{ticketIds[0]}")).Text("status"));
        Assert.Equal(2, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["available"]!);
        Assert.Equal(200, (await buyer.Post($"/registrations/{registrationId}/cancel")).Status);
        Assert.Equal(2, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["available"]!);
        Assert.Equal(
            "registration_cancelled",
            (await buyer.Post("/create-payment-intent", new JsonObject { ["registrationId"] = registrationId })).Code
        );
        var mail = await cloud.Mail(buyer.Email, mail => ((string)mail["subject"]!).StartsWith("Cancelled", StringComparison.Ordinal));
        Assert.Contains("your registration is cancelled", (string)mail["text"]!);
        await cloud.Mail(buyer.Email, mail => ((string)mail["text"]!).Contains("€50.00"));
    }

    [Fact]
    public async Task After_a_check_in_the_buyer_cannot_cancel()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var registrationId = await cloud.Attendee.Held(ev);
        var ticketId = Assert.Single(await cloud.Attendee.Tickets(registrationId));
        await cloud.Staff.Scan(ev.Id, qr: (await cloud.Attendee.Get($"/tickets/{ticketId}")).Text("qr"));
        Assert.Equal("already_checked_in", (await cloud.Attendee.Post($"/registrations/{registrationId}/cancel")).Code);
    }

    [Fact]
    public async Task A_cancelled_event_refunds_everybody()
    {
        var (first, second) = (await cloud.NewAttendee(), await cloud.NewAttendee());
        var ev = await cloud.Organizer.PublishedEvent(EventBody(10));
        var (paid, ticketIds) = await first.PaidRegistration(ev, 2);
        var held = await second.Held(ev);
        var intent = await second.Intent(held);
        await cloud.Organizer.Post($"/events/{ev.Id}/cancel", new JsonObject { ["reason"] = "The singer lost her voice." });
        var refunded = await first.Until(paid, "cancelled");
        Assert.Equal((5000, "eventCancelled"), ((int)refunded["refunded"]["amount"]!, (string)refunded["refunds"][0]!["reason"]!));
        Assert.Equal(("event", null), (refunded.Text("cancelledBy"), (string?)refunded["cancellationReason"]));
        await second.Until(held, "cancelled");
        Assert.NotEqual(200, await cloud.Confirm(intent));
        Assert.Equal("void", (await first.Get($"/tickets/{ticketIds[0]}")).Text("status"));
        var mail = await cloud.Mail(first.Email, mail => (string)mail["subject"]! == "Cancelled: Late set");
        Assert.Contains("lost her voice", (string)mail["text"]!);
    }

    [Fact]
    public async Task The_same_key_holds_once_and_answers_the_same()
    {
        var ev = await cloud.Organizer.PublishedEvent(EventBody(5));
        var key = Guid.NewGuid().ToString();
        var first = await cloud.Attendee.Post("/registrations", Basket(ev, 2), key);
        var again = await cloud.Attendee.Post("/registrations", Basket(ev, 2), key);
        Assert.Equal((201, first.Body!.ToJsonString()), (again.Status, again.Body!.ToJsonString()));
        Assert.Equal(
            (422, "idempotency_mismatch"),
            (await cloud.Attendee.Post("/registrations", Basket(ev, 1), key)) is var answer ? (answer.Status, answer.Code) : default
        );
        Assert.Equal(3, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["available"]!);
        Assert.Equal(422, (await cloud.Attendee.Post("/registrations", Basket(ev, 1), new string('k', 256))).Status);
    }
}
