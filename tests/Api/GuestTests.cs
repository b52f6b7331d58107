using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.Local;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Buyers without an account: what the key of an order opens, and what it does not.</summary>
public sealed class GuestTests(Cloud cloud)
{
    private sealed record Guest(Cloud Cloud, string Email, string Key, string RegistrationId)
    {
        public Task<Answer> Send(string method, string path, JsonNode? body = null) =>
            Cloud.Anonymous.Send(new(method), path, body, ("X-Order-Key", Key));

        public Task<Answer> Order() => Send("GET", $"/registrations/{RegistrationId}");

        public async Task<IReadOnlyList<JsonNode>> Tickets()
        {
            var shown = await Cloud.Eventually(async () =>
                await Order() is var order && order["tickets"].AsArray().Count > 0 ? order : null
            );
            return [.. shown["tickets"].AsArray().Select(ticket => ticket!)];
        }

        public async Task Pay()
        {
            var intent = await Send("POST", "/create-payment-intent", new JsonObject { ["registrationId"] = RegistrationId });
            Assert.Equal(200, intent.Status);
            Assert.Equal(200, await Cloud.Confirm(intent.Text("paymentIntentId")));
        }
    }

    private static string NewAddress() => $"guest-{Guid.NewGuid():N}@example.com";

    private static JsonObject GuestBasket(MadeEvent ev, string email, int quantity = 1)
    {
        var basket = Basket(ev, quantity);
        basket["buyer"] = new JsonObject
        {
            ["name"] = "Gabi Gast",
            ["email"] = email,
            ["language"] = "de",
        };
        return basket;
    }

    private Task<Answer> Register(MadeEvent ev, string email, int quantity = 1, string? key = null) =>
        cloud.Anonymous.Post("/registrations", GuestBasket(ev, email, quantity), key);

    private async Task<Guest> Ordered(MadeEvent ev, int quantity = 1, string? email = null)
    {
        email ??= NewAddress();
        var made = await Register(ev, email, quantity);
        Assert.Equal(201, made.Status);
        return new(cloud, email, made.Text("orderKey"), made.Text("registrationId"));
    }

    [Fact]
    public async Task A_guest_pays_gets_tickets_and_a_mail_that_leads_to_the_order()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var guest = await Ordered(ev, 2);
        var shown = await guest.Order();
        Assert.Equal(("pending", "Gabi Gast", "de"), (shown.Text("status"), shown.Text("buyerName"), shown.Text("language")));
        Assert.Null(shown.Body!["orderKey"]);
        Assert.Equal(
            200,
            (await guest.Send("POST", "/payments/calculate-tax", new JsonObject { ["registrationId"] = guest.RegistrationId })).Status
        );
        await guest.Pay();
        var tickets = await guest.Tickets();
        Assert.Equal(["Gabi Gast", "Gabi Gast"], tickets.Select(ticket => (string)ticket["holderName"]!));
        var link = new Uri(cloud.Local.Web, $"/o/{guest.RegistrationId}#{guest.Key}").AbsoluteUri;
        var mail = await cloud.Mail(guest.Email, mail => (string)mail["subject"]! == "Ihre Tickets für Late set");
        Assert.Contains($"<a href=\"{link}\">", (string)mail["html"]!);
        Assert.Contains(link, (string)mail["text"]!);
    }

    [Theory]
    [InlineData("en", "Your ticket for Late set", "Hello Gabi Gast,", "Total: €25.00", "Cancelled: your registration for Late set")]
    [InlineData("de", "Ihr Ticket für Late set", "Guten Tag Gabi Gast,", "Summe: 25,00\u00A0€", "Storniert: Ihre Bestellung für Late set")]
    [InlineData("es", "Su entrada para Late set", "Hola, Gabi Gast:", "Total: 25,00\u00A0€", "Cancelado: su pedido para Late set")]
    public async Task Mails_are_in_the_language_of_the_order(string language, string subject, string hello, string total, string cancelled)
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var email = NewAddress();
        var basket = GuestBasket(ev, email);
        basket["buyer"]!["language"] = language;
        var made = await cloud.Anonymous.Post("/registrations", basket);
        var guest = new Guest(cloud, email, made.Text("orderKey"), made.Text("registrationId"));
        await guest.Pay();
        var mail = await cloud.Mail(email, mail => (string)mail["subject"]! == subject);
        Assert.All(new[] { hello, total }, text => Assert.Contains(text, (string)mail["text"]!));
        Assert.Contains($"<html lang=\"{language}\">", (string)mail["html"]!);
        Assert.Equal(200, (await guest.Send("POST", $"/registrations/{guest.RegistrationId}/cancel")).Status);
        await cloud.Mail(email, mail => (string)mail["subject"]! == cancelled);
    }

    [Fact]
    public async Task A_request_needs_a_guest_or_a_token_and_not_both()
    {
        var ev = await cloud.Organizer.FreeEvent();
        Assert.Equal(401, (await cloud.Anonymous.Post("/registrations", Basket(ev))).Status);
        var both = await cloud.Attendee.Post("/registrations", GuestBasket(ev, NewAddress()));
        Assert.Equal((422, "buyer_not_needed"), (both.Status, both.Code));
        var bad = await cloud.Anonymous.Post("/registrations", GuestBasket(ev, "not an address"));
        Assert.Equal((422, "buyer.email invalid_email"), (bad.Status, Assert.Single(bad.Fields)));
    }

    /// <summary>Every endpoint that takes a key, with the keys of others and with none.</summary>
    [Fact]
    public async Task A_key_opens_its_own_order_and_no_other()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var (guest, other) = (await Ordered(ev), await Ordered(ev));
        var ticket = (await guest.Tickets())[0];
        var ticketKey = ((string)ticket["ticketUrl"]!).Split('#')[1];
        var known = new Dictionary<string, string>
        {
            ["registrationId"] = guest.RegistrationId,
            ["ticketId"] = (string)ticket["ticketId"]!,
        };
        foreach (var endpoint in Endpoints.All.Where(endpoint => endpoint.Access == Access.Order))
        {
            var path = endpoint.PathParameters.Aggregate(endpoint.Path, (path, name) => path.Replace($"{{{name}}}", known[name]));
            var body = endpoint.PathParameters.Count == 0 ? new JsonObject { ["registrationId"] = guest.RegistrationId } : new JsonObject();
            async Task<int> Status(string? key) =>
                (
                    await cloud.Anonymous.Send(new(endpoint.Method), path, endpoint.HasBody ? body.DeepClone() : null, ("X-Order-Key", key))
                ).Status;
            Assert.Equal((endpoint.Name, 401), (endpoint.Name, await Status(null)));
            foreach (var key in new[] { other.Key, "", guest.Key[..25], guest.Key.ToUpperInvariant(), new string('0', 26) })
                Assert.Equal((endpoint.Name, key, 404), (endpoint.Name, key, await Status(key)));
            var byTicket = endpoint.Name == "GetTicketDownload" ? 200 : 404;
            Assert.Equal((endpoint.Name, byTicket), (endpoint.Name, await Status(ticketKey)));
        }

        // A key is no sign-in: what belongs to people stays closed.
        Assert.Equal(401, (await guest.Send("GET", "/registrations")).Status);
        Assert.Equal(401, (await guest.Send("GET", "/me")).Status);
        Assert.Equal(200, (await guest.Send("GET", $"/tickets/{known["ticketId"]}")).Status);
        Assert.Equal(200, (await guest.Send("POST", $"/tickets/{known["ticketId"]}/regenerate-qr")).Status);
        // A new code has a new link.
        Assert.Equal(
            404,
            (await cloud.Anonymous.Send(HttpMethod.Get, $"/tickets/{known["ticketId"]}", null, ("X-Order-Key", ticketKey))).Status
        );
    }

    [Fact]
    public async Task A_repeated_request_gives_the_order_again_and_a_guessed_key_nobodys()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var (email, key) = (NewAddress(), $"{Guid.NewGuid()}");
        var first = await Register(ev, email, key: key);
        var again = await Register(ev, email.ToUpperInvariant().Replace("EXAMPLE", "example"), key: key);
        Assert.Equal(201, first.Status);
        Assert.Equal((422, "idempotency_mismatch"), (again.Status, again.Code));
        var same = await Register(ev, email, key: key);
        Assert.Equal(
            (201, first.Text("registrationId"), first.Text("orderKey"), first.Text("orderUrl")),
            (same.Status, same.Text("registrationId"), same.Text("orderKey"), same.Text("orderUrl"))
        );
        var guessed = await Register(ev, email, quantity: 2, key: key);
        Assert.Equal((422, "idempotency_mismatch"), (guessed.Status, guessed.Code));
        Assert.NotEqual(first.Text("registrationId"), (await Register(ev, NewAddress(), key: key)).Text("registrationId"));
        var shortKey = await Register(ev, email, key: "order-1");
        Assert.Equal((422, "invalid_idempotency_key"), (shortKey.Status, shortKey.Code));
    }

    [Fact]
    public async Task The_limits_of_one_person_hold_for_an_address_however_it_is_written()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var email = NewAddress();
        Assert.Equal(201, (await Register(ev, email)).Status);
        Assert.Equal(201, (await Register(ev, email.ToUpperInvariant())).Status);
        var third = await Register(ev, email);
        Assert.Equal((409, "too_many_holds"), (third.Status, third.Code));
        // An order of somebody else does not get round the limits by a correction.
        var other = await Ordered(ev);
        var moved = await other.Send("PATCH", $"/registrations/{other.RegistrationId}", Corrected(email));
        Assert.Equal((409, "too_many_holds"), (moved.Status, moved.Code));
    }

    private static JsonObject Corrected(string email) => new() { ["buyer"] = new JsonObject { ["email"] = email } };

    [Fact]
    public async Task A_mistyped_address_is_corrected_and_what_was_sent_to_it_opens_nothing()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        var guest = await Ordered(ev, 2);
        await guest.Pay();
        var before = await guest.Tickets();
        var oldCode = (await guest.Send("GET", $"/tickets/{before[0]["ticketId"]}")).Text("code");
        await cloud.Mail(guest.Email, _ => true);

        var meant = NewAddress();
        var path = $"/registrations/{guest.RegistrationId}";
        var corrected = await guest.Send("PATCH", path, Corrected(meant));
        Assert.Equal((200, meant), (corrected.Status, corrected.Text("buyerEmail")));
        Assert.Equal(404, (await guest.Order()).Status);
        var owner = guest with { Email = meant, Key = corrected.Text("orderKey") };
        Assert.All(await owner.Tickets(), ticket => Assert.DoesNotContain(before, old => (string)old["code"]! == (string)ticket["code"]!));
        Assert.Equal("invalid", (await cloud.Organizer.Scan(ev.Id, code: oldCode)).Text("result"));
        var twice = await owner.Send("PATCH", path, Corrected(NewAddress()));
        Assert.Equal((409, "address_already_corrected"), (twice.Status, twice.Code));
        var late = await owner.Send("POST", "/create-payment-intent", new JsonObject { ["registrationId"] = guest.RegistrationId });
        Assert.Equal((409, "already_paid"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Names_are_corrected_by_guests_and_signed_in_buyers_but_the_address_of_an_account_is_not()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var guest = await Ordered(ev, 2);
        var codes = (await guest.Tickets()).Select(ticket => (string)ticket["code"]!).ToList();
        JsonObject Named(params string[] names) =>
            new() { ["attendees"] = new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name })]) };
        var path = $"/registrations/{guest.RegistrationId}";
        Assert.Equal(200, (await guest.Send("PATCH", path, Named("Ann", "Ben"))).Status);
        var named = await guest.Tickets();
        Assert.Equal(["Ann", "Ben"], named.Select(ticket => (string)ticket["holderName"]!));
        var tooMany = await guest.Send("PATCH", path, Named("Ann", "Ben", "Cem"));
        Assert.Equal((422, "attendees too_many_attendees"), (tooMany.Status, Assert.Single(tooMany.Fields)));
        Assert.Equal((409, "version_mismatch"), await Outdated());

        // Somebody who is given another address gets the ticket there, under a new code.
        var address = NewAddress();
        var readdressed = Named("Ann", "Ben");
        readdressed["attendees"]![0]!["email"] = address;
        Assert.Equal(200, (await guest.Send("PATCH", path, readdressed)).Status);
        var reissued = (string)(await guest.Tickets())[0]["code"]!;
        Assert.DoesNotContain(reissued, codes);
        var mail = await cloud.Mail(address, _ => true);
        Assert.Equal($"ticket-{reissued}.pdf", (string)Assert.Single(mail["attachments"]!.AsArray())!["name"]!);

        var buyer = await cloud.NewAttendee();
        var own = await buyer.Post("/registrations", Basket(ev));
        var ownPath = $"/registrations/{own.Text("registrationId")}";
        Assert.Equal("Cem", (await buyer.Patch(ownPath, Named("Cem")))["attendees"][0]!["name"]!.ToString());
        var refused = await buyer.Patch(ownPath, Corrected(NewAddress()));
        Assert.Equal((409, "address_of_account"), (refused.Status, refused.Code));
        var rotated = await buyer.Post($"{ownPath}/rotate-link");
        Assert.Equal((409, "order_of_account"), (rotated.Status, rotated.Code));

        async Task<(int, string?)> Outdated()
        {
            var answer = await cloud.Anonymous.Send(
                HttpMethod.Patch,
                path,
                Named("Dora"),
                ("X-Order-Key", guest.Key),
                ("If-Match", "\"1\"")
            );
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task A_new_link_outdates_the_old_one_and_the_mail_comes_again_when_asked_for()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var guest = await Ordered(ev);
        await guest.Tickets();
        var rotated = await guest.Send("POST", $"/registrations/{guest.RegistrationId}/rotate-link");
        Assert.Equal(200, rotated.Status);
        Assert.Equal(404, (await guest.Order()).Status);
        var owner = guest with { Key = rotated.Text("orderKey") };
        Assert.Equal(200, (await owner.Order()).Status);
        for (var times = 0; times < 2; times++)
            Assert.Equal(202, (await owner.Send("POST", $"/registrations/{guest.RegistrationId}/resend")).Status);
        Assert.Equal(200, (await owner.Send("POST", $"/registrations/{guest.RegistrationId}/cancel")).Status);
        var gone = await owner.Send("POST", $"/registrations/{guest.RegistrationId}/resend");
        Assert.Equal((409, "no_tickets_yet"), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task Whoever_has_the_address_verified_finds_the_orders_after_signing_in()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var email = NewAddress();
        var (first, second) = (await Ordered(ev, email: email), await Ordered(ev, email: email.ToUpperInvariant()));
        await first.Tickets();
        await second.Tickets();
        cloud.Local.Cognito.EnsureUser(email, Demo.Password, "Gabi Gast", []);
        var buyer = await cloud.CreateClient(email);
        var own = await buyer.Post("/registrations", Basket(ev));
        List<string> found = [];
        for (var path = "/registrations?limit=1"; ; )
        {
            var page = await buyer.Get(path);
            found.AddRange(page["items"].AsArray().Select(item => (string)item!["registrationId"]!));
            if ((string?)page.Body!["next"] is not { } next)
                break;
            path = $"/registrations?limit=1&cursor={Uri.EscapeDataString(next)}";
        }

        Assert.Equal([own.Text("registrationId"), second.RegistrationId, first.RegistrationId], found);
        Assert.Equal(
            3,
            (await Cloud.Eventually(async () => await buyer.Get("/tickets") is var all && all["items"].AsArray().Count == 3 ? all : null))[
                "items"
            ]
                .AsArray()
                .Count
        );
        Assert.Equal(200, (await buyer.Get($"/registrations/{first.RegistrationId}")).Status);
        Assert.Equal(404, (await cloud.Attendee.Get($"/registrations/{first.RegistrationId}")).Status);
        // Administrators find all of them by the address.
        var bookings = await cloud.Admin.Get($"/admin/bookings?email={Uri.EscapeDataString(email)}&eventId={ev.Id}");
        Assert.Equal(found, bookings["items"].AsArray().Select(item => (string)item!["registrationId"]!));
    }

    [Fact]
    public async Task A_lookup_answers_the_same_for_every_address_and_mails_once_an_hour()
    {
        var ev = await cloud.Organizer.FreeEvent();
        var guest = await Ordered(ev);
        await guest.Tickets();
        foreach (var email in new[] { guest.Email, guest.Email.ToUpperInvariant(), NewAddress() })
        {
            var asked = await cloud.Anonymous.Post("/orders/lookup", new JsonObject { ["email"] = email });
            Assert.Equal((202, null), (asked.Status, asked.Body));
        }

        Assert.Equal(422, (await cloud.Anonymous.Post("/orders/lookup", new JsonObject { ["email"] = "nobody" })).Status);
        var mail = await cloud.Mail(guest.Email, mail => (string)mail["subject"]! == "Ihre Bestellungen");
        Assert.Contains($"/o/{guest.RegistrationId}#{guest.Key}", (string)mail["text"]!);
        Assert.Single(await cloud.Mails(guest.Email), mail => (string)mail!["subject"]! == "Ihre Bestellungen");
    }
}
