using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EventTicketing.Local;
using Stripe;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

public sealed class PaymentTests(Cloud cloud)
{
    private static JsonObject Of(string registrationId) => new() { ["registrationId"] = registrationId };

    [Fact]
    public async Task A_payment_is_started_once_on_either_path()
    {
        var registrationId = await cloud.Attendee.Held(await cloud.Organizer.PublishedEvent());
        var started = await cloud.Attendee.Post("/create-payment-intent", Of(registrationId));
        Assert.Equal((200, 2500, "eur"), (started.Status, (int)started["amount"]["amount"]!, (string)started["amount"]["currency"]!));
        Assert.Equal(LocalAccount.StripePublishableKey, started.Text("publishableKey"));
        Assert.StartsWith(started.Text("paymentIntentId"), started.Text("clientSecret"));
        var again = await cloud.Attendee.Post("/payments/createPaymentIntent", Of(registrationId));
        Assert.Equal(started.Text("paymentIntentId"), again.Text("paymentIntentId"));
    }

    [Fact]
    public async Task A_declined_card_can_be_replaced_by_another()
    {
        var registrationId = await cloud.Attendee.Held(await cloud.Organizer.PublishedEvent());
        var intent = await cloud.Attendee.Intent(registrationId);
        Assert.Equal(402, await cloud.Confirm(intent, "pm_card_chargeDeclined"));
        var declined = await Cloud.Eventually(async () =>
            (await cloud.Attendee.Registration(registrationId)) is var answer && answer.Text("paymentStatus") == "failed" ? answer : null
        );
        Assert.Equal(("pending", "generic_decline"), (declined.Text("status"), declined.Text("paymentFailure")));
        Assert.Equal(intent, await cloud.Attendee.Intent(registrationId));
        Assert.Equal(200, await cloud.Confirm(intent));
        Assert.Equal("completed", (await cloud.Attendee.Until(registrationId, "confirmed")).Text("paymentStatus"));
        Assert.Equal(
            (409, "already_paid"),
            (await cloud.Attendee.Post("/create-payment-intent", Of(registrationId))) is var answer ? (answer.Status, answer.Code) : default
        );
    }

    [Fact]
    public async Task There_is_nothing_to_pay_for_a_free_registration()
    {
        var registrationId = await cloud.Attendee.Held(await cloud.Organizer.FreeEvent());
        Assert.Equal(
            (409, "nothing_to_pay"),
            (await cloud.Attendee.Post("/create-payment-intent", Of(registrationId))) is var answer ? (answer.Status, answer.Code) : default
        );
        Assert.Equal("nothing_to_pay", (await cloud.Attendee.Post("/payments/calculate-tax", Of(registrationId))).Code);
    }

    [Theory]
    [InlineData("taxIncluded", 5000, 4202, 798, 5000)]
    [InlineData("taxExcluded", 5000, 5000, 950, 5950)]
    public async Task Tax_is_that_of_the_place_whatever_the_buyer_says_or_leaves_out(
        string display,
        int subtotal,
        int net,
        int tax,
        int total
    )
    {
        var body = EventBody();
        body["priceDisplay"] = display;
        var ev = await cloud.Organizer.PublishedEvent(body);
        JsonObject?[] addresses =
        [
            null,
            new()
            {
                ["country"] = "US",
                ["state"] = "OR",
                ["postalCode"] = "97201",
            },
            new() { ["country"] = "HK" },
        ];
        foreach (var address in addresses)
        {
            var registrationId = await cloud.Attendee.Held(ev, 2);
            // Without an address, the payment is started without a tax calculation before it.
            if (address is not null)
            {
                var asked = Of(registrationId);
                asked["address"] = address;
                Assert.Equal(200, (await cloud.Attendee.Post("/payments/calculate-tax", asked)).Status);
            }

            var started = await cloud.Attendee.Post("/create-payment-intent", Of(registrationId));
            Assert.Equal(total, (int)started["amount"]["amount"]!);
            var shown = await cloud.Attendee.Post("/payments/calculate-tax", Of(registrationId));
            Assert.Equal(
                (subtotal, tax, total),
                ((int)shown["subtotal"]["amount"]!, (int)shown["tax"]["amount"]!, (int)shown["total"]["amount"]!)
            );
            Assert.Equal(
                (net, tax, net + tax),
                (
                    (int)shown["lines"][0]!["net"]!["amount"]!,
                    (int)shown["lines"][0]!["tax"]!["amount"]!,
                    (int)shown["lines"][0]!["gross"]!["amount"]!
                )
            );
            Assert.Equal(started.Text("paymentIntentId"), await cloud.Attendee.Intent(registrationId));
            Assert.Equal(200, await cloud.Confirm(started.Text("paymentIntentId")));
            var confirmed = await cloud.Attendee.Until(registrationId, "confirmed");
            Assert.Equal((total, tax), ((int)confirmed["paid"]["amount"]!, (int)confirmed["tax"]["amount"]!));
        }
    }

    [Fact]
    public async Task Each_line_of_a_long_order_has_its_own_tax()
    {
        var body = EventBody(50, [.. Enumerable.Range(1, 12).Select(i => Type($"Type {i}", 1190 * i, 4))]);
        var ev = await cloud.Organizer.PublishedEvent(body);
        var basket = Basket(ev);
        basket["items"] = new JsonArray([.. ev.TypeIds.Select(id => new JsonObject { ["ticketTypeId"] = id, ["quantity"] = 1 })]);
        var registrationId = (await cloud.Attendee.Post("/registrations", basket)).Text("registrationId");
        var tax = await cloud.Attendee.Post("/payments/calculate-tax", Of(registrationId));
        Assert.Equal(
            ev.TypeIds.Select((id, i) => (id, 190 * (i + 1))),
            tax["lines"].AsArray().Select(line => ((string)line!["ticketTypeId"]!, (int)line["tax"]!["amount"]!))
        );
        Assert.Equal(190 * 78, (int)tax["tax"]["amount"]!);
    }

    [Fact]
    public async Task Prices_include_the_tax_but_in_America_and_that_is_settled_when_the_event_is_published()
    {
        var body = EventBody();
        Assert.Equal("taxIncluded", await Display(body));
        (body["venue"]!["country"], body["venue"]!["postalCode"]) = ("US", "10001");
        Assert.Equal("taxExcluded", await Display(body));
        body["priceDisplay"] = "taxIncluded";
        Assert.Equal("taxIncluded", await Display(body));
        var ev = await cloud.Organizer.PublishedEvent();
        var changed = await cloud.Organizer.Send(HttpMethod.Patch, $"/events/{ev.Id}", new JsonObject { ["priceDisplay"] = "taxExcluded" });
        Assert.Equal((409, "locked_when_published"), (changed.Status, changed.Code));

        async Task<string> Display(JsonObject of) => (await cloud.Organizer.Post("/events", of.DeepClone())).Text("priceDisplay");
    }

    [Theory]
    [InlineData("DE", "taxIncluded", 19, "vat")]
    [InlineData("CH", "taxExcluded", 8.1, "vat")]
    [InlineData("JP", "taxIncluded", 10, "tax")]
    // No tax is collected in Hong Kong.
    [InlineData("HK", "taxIncluded", 0, "tax")]
    public async Task The_rate_is_told_from_the_first_page_on(string country, string display, double percent, string name)
    {
        var (body, word) = (EventBody(), $"{Guid.NewGuid():N}");
        (body["priceDisplay"], body["venue"]!["country"], body["title"]) = (display, country, $"Ratepayers {word}");
        var ev = await cloud.Organizer.PublishedEvent(body);
        var registrationId = await cloud.Attendee.Held(ev);
        Assert.Null((await cloud.Attendee.Registration(registrationId)).Body!["taxRate"]);
        var listed = (await cloud.Anonymous.Get($"/events?text={word}"))["items"].AsArray().Single()!;
        JsonNode?[] told =
        [
            listed["taxRate"],
            (await cloud.Anonymous.Get($"/events/{ev.Id}"))["taxRate"],
            (await cloud.Attendee.Post("/payments/calculate-tax", Of(registrationId)))["taxRate"],
            (await cloud.Attendee.Registration(registrationId))["taxRate"],
        ];
        Assert.All(told, rate => Assert.Equal((percent, name), ((double)rate!["percent"]!, (string)rate["name"]!)));
    }

    [Fact]
    public async Task The_rate_follows_the_place_and_is_asked_for_ten_times_at_most()
    {
        var ev = await cloud.Organizer.PublishedEvent();
        Assert.Equal(19, await At("Altona", "DE"));
        Assert.Equal(20, await At("Wien", "AT"));
        // When the rate is unknown, the page shows none; the next change of the event looks it up again.
        Assert.Null(await At("Portland", "US"));
        Assert.Equal(20, await At("Wien", "AT"));
        for (var n = 6; n <= 10; n++)
            Assert.Equal(19, await At($"Hall {n}", "DE"));
        Assert.Null(await At("Hall 11", "DE"));

        async Task<double?> At(string city, string country) => (double?)(
                    await cloud.Organizer.Send(
                        HttpMethod.Patch,
                        $"/events/{ev.Id}",
                        new JsonObject
                        {
                            ["venue"] = new JsonObject
                            {
                                ["name"] = "Hall",
                                ["city"] = city,
                                ["country"] = country,
                                ["postalCode"] = country == "US" ? "no such code" : null,
                            },
                            ["priceDisplay"] = "taxIncluded",
                        }
                    )
                ).Body!["taxRate"]?["percent"];
    }

    [Fact]
    public async Task A_free_event_and_a_draft_ask_for_no_rate()
    {
        foreach (var ev in new[] { await cloud.Organizer.FreeEvent(), await cloud.Organizer.DraftEvent() })
            Assert.Null((await cloud.Organizer.Get($"/events/{ev.Id}")).Body!["taxRate"]);
    }

    [Fact]
    public async Task In_America_the_tax_is_that_of_the_venue_s_postal_code_and_state()
    {
        var body = EventBody();
        body["venue"]!["country"] = "US";
        var refused = await cloud.Organizer.Post("/events", body.DeepClone());
        Assert.Equal(
            (422, "venue.postalCode", "required"),
            (refused.Status, (string?)refused["errors"][0]!["field"], (string?)refused["errors"][0]!["code"])
        );
        (body["venue"]!["state"], body["venue"]!["postalCode"]) = ("NY", "10001");
        var ev = await cloud.Organizer.PublishedEvent(body);
        Assert.Equal(
            ("NY", "10001"),
            (await cloud.Anonymous.Get($"/events/{ev.Id}"))["venue"] is { } venue
                ? ((string?)venue["state"], (string?)venue["postalCode"])
                : default
        );
        var registrationId = await cloud.Attendee.Held(ev, 2);
        // Plus 4 % tax.
        Assert.Equal(5200, (int)(await cloud.Attendee.Post("/create-payment-intent", Of(registrationId)))["amount"]["amount"]!);
    }

    [Fact]
    public async Task A_tax_that_cannot_be_determined_is_asked_for_ten_times_at_most()
    {
        var body = EventBody();
        // Like Stripe, the stand-in cannot locate this US postal code.
        (body["venue"]!["country"], body["venue"]!["postalCode"]) = ("US", "00000");
        var registrationId = await cloud.Attendee.Held(await cloud.Organizer.PublishedEvent(body));
        for (var time = 0; time < 10; time++)
            Assert.Equal(
                (409, "tax_unavailable"),
                (await cloud.Attendee.Post(time % 2 == 0 ? "/payments/calculate-tax" : "/create-payment-intent", Of(registrationId)))
                    is var no
                    ? (no.Status, no.Code)
                    : default
            );
        foreach (var path in new[] { "/payments/calculate-tax", "/create-payment-intent" })
            Assert.Equal(
                (429, "too_many_attempts"),
                (await cloud.Attendee.Post(path, Of(registrationId))) is var over ? (over.Status, over.Code) : default
            );
    }

    [Fact]
    public async Task Dinars_are_charged_and_given_back_in_tens()
    {
        var body = EventBody(5, Type("Day", 1230, 5, "kwd"));
        body["priceDisplay"] = "taxExcluded";
        var ev = await cloud.Organizer.PublishedEvent(body);
        var buyer = await cloud.NewAttendee();
        var (registrationId, _) = await buyer.PaidRegistration(ev);
        Assert.Equal(
            (230, 1460),
            (await buyer.Registration(registrationId)) is var shown
                ? ((int)shown["tax"]["amount"]!, (int)shown["paid"]["amount"]!)
                : default
        );
        var path = $"/registrations/{registrationId}/refunds";
        var refused = await cloud.Organizer.Post(path, Amount(5));
        Assert.Equal((422, "not_payable"), (refused.Status, refused.Code));
        Assert.Equal(
            (201, "succeeded"),
            (await cloud.Organizer.Post(path, Amount(10))) is var made ? (made.Status, made.Text("status")) : default
        );

        static JsonObject Amount(long amount) =>
            new()
            {
                ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "kwd" },
            };
    }

    [Theory]
    [InlineData(150_000_000, "idr", 201, null)]
    [InlineData(0, "eur", 201, null)]
    [InlineData(1, "eur", 422, "not_payable")]
    [InlineData(100_000_000, "eur", 422, "not_payable")]
    [InlineData(1_000_000_000_000, "idr", 422, "out_of_range")]
    public async Task A_price_is_free_or_can_be_paid(long amount, string currency, int status, string? code)
    {
        var made = await cloud.Organizer.Post("/events", EventBody(5, Type("Day", amount, 5, currency)));
        Assert.Equal((status, code), (made.Status, status == 422 ? made.Code : null));
    }

    [Fact]
    public async Task Millions_of_rupiahs_are_paid()
    {
        var ev = await cloud.Organizer.PublishedEvent(EventBody(5, Type("Day", 150_000_000, 5, "idr")));
        var buyer = await cloud.NewAttendee();
        var (registrationId, _) = await buyer.PaidRegistration(ev);
        Assert.Equal(150_000_000, (int)(await buyer.Registration(registrationId))["paid"]["amount"]!);
    }

    [Fact]
    public async Task Yen_have_no_cents_anywhere()
    {
        var ev = await cloud.Organizer.PublishedEvent(EventBody(5, Type("Day", 8000, 5, "jpy")));
        var buyer = await cloud.NewAttendee();
        var (registrationId, _) = await buyer.PaidRegistration(ev);
        Assert.Equal(
            (8000, "jpy"),
            (await buyer.Registration(registrationId)) is var shown
                ? ((int)shown["paid"]["amount"]!, (string)shown["paid"]["currency"]!)
                : default
        );
        Assert.Contains("¥8,000", (string)(await cloud.Mail(buyer.Email, _ => true))["text"]!);
    }

    [Fact]
    public async Task A_message_that_is_not_signed_by_the_provider_does_nothing()
    {
        var registrationId = await cloud.Attendee.Held(await cloud.Organizer.PublishedEvent());
        var intent = await cloud.Attendee.Intent(registrationId);
        var forged = JsonNode.Parse(
            $$$"""
            {
              "id": "evt_1", "type": "payment_intent.succeeded", "livemode": false,
              "data": { "object": { "object": "payment_intent", "id": "{{{intent}}}", "status": "succeeded" } }
            }
            """
        );
        foreach (
            var signature in new[]
            {
                null,
                "t=1,v1=00",
                $"t={DateTimeOffset.UtcNow.ToUnixTimeSeconds()},v1={new string('0', 64)}",
                "garbage",
            }
        )
        {
            var answer = await cloud.Anonymous.Send(HttpMethod.Post, "/webhooks/stripe", forged, ("Stripe-Signature", signature));
            Assert.Equal((400, "bad_signature"), (answer.Status, answer.Code));
        }

        Assert.Equal("pending", (await cloud.Attendee.Registration(registrationId)).Text("status"));
    }

    [Fact]
    public async Task A_signed_message_is_a_hint_and_the_provider_is_asked()
    {
        var registrationId = await cloud.Attendee.Held(await cloud.Organizer.PublishedEvent());
        var intent = await cloud.Attendee.Intent(registrationId);
        var lie = $$$"""
            {
              "id": "evt_1", "type": "payment_intent.succeeded", "livemode": false,
              "data": { "object": { "object": "payment_intent", "id": "{{{intent}}}", "status": "succeeded" } }
            }
            """;
        Assert.Equal(200, (await Signed(lie)).Status);
        Assert.Equal("pending", (await cloud.Attendee.Registration(registrationId)).Text("status"));
        Assert.Equal(
            200,
            (
                await Signed(
                    """{"id":"evt_2","type":"customer.created","livemode":false,"data":{"object":{"object":"customer","id":"cus_1"}}}"""
                )
            ).Status
        );
        Assert.Equal(
            200,
            (
                await Signed(
                    """
                    {
                      "id": "evt_3", "type": "payment_intent.succeeded", "livemode": false,
                      "data": { "object": { "object": "payment_intent", "id": "pi_of_somebody_else" } }
                    }
                    """
                )
            ).Status
        );
    }

    private async Task<Answer> Signed(string body)
    {
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(cloud.Local.Secrets.Stripe!.WebhookSecret),
                Encoding.UTF8.GetBytes($"{stamp}.{body}")
            )
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe")
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", $"t={stamp},v1={signature}");
        var response = await cloud.Anonymous.Http.SendAsync(request);
        return new((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()), response);
    }

    [Fact]
    public async Task A_part_is_refunded_and_the_tickets_stay_good_until_the_rest_is()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent(EventBody(5));
        var (registrationId, ticketIds) = await buyer.PaidRegistration(ev);
        var path = $"/registrations/{registrationId}/refunds";
        JsonObject Amount(long amount, string currency = "eur") =>
            new()
            {
                ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = currency },
                ["reason"] = "The band played short.",
            };

        Assert.Equal("refund_exceeds_payment", (await cloud.Organizer.Post(path, Amount(2501))).Code);
        Assert.Equal("currency_mismatch", (await cloud.Organizer.Post(path, Amount(100, "usd"))).Code);
        Assert.Equal(422, (await cloud.Organizer.Post(path, Amount(0))).Status);
        Assert.Equal(404, (await cloud.Stranger.Post(path, Amount(100))).Status);
        Assert.Equal(403, (await buyer.Post(path, Amount(100))).Status);

        var part = await cloud.Organizer.Post(path, Amount(1000), "part");
        Assert.Equal((201, "succeeded", 1000), (part.Status, part.Text("status"), (int)part["amount"]["amount"]!));
        Assert.Equal(part.Text("refundId"), (await cloud.Organizer.Post(path, Amount(1000), "part")).Text("refundId"));
        Assert.Equal(
            ("confirmed", 1000),
            (await buyer.Registration(registrationId)) is var partly ? (partly.Text("status"), (int)partly["refunded"]["amount"]!) : default
        );
        Assert.Equal("valid", (await buyer.Get($"/tickets/{ticketIds[0]}")).Text("status"));

        Assert.Equal((201, 1500), (await cloud.Admin.Post(path)) is var rest ? (rest.Status, (int)rest["amount"]["amount"]!) : default);
        Assert.Equal(
            ("cancelled", 2500),
            (await buyer.Registration(registrationId)) is var whole ? (whole.Text("status"), (int)whole["refunded"]["amount"]!) : default
        );
        Assert.Equal("void", (await buyer.Get($"/tickets/{ticketIds[0]}")).Text("status"));
        Assert.Equal("nothing_to_refund", (await cloud.Organizer.Post(path)).Code);
        // Who made the refund is stored, but not shown to the buyer.
        var kept = (await cloud.Local.Host.App.Db.Registrations.Find(registrationId, TestContext.Current.CancellationToken))!.Refunds;
        Assert.Equal([false, true], kept.Select(refund => refund.By!.AsAdmin));
        string[] by = [(await cloud.Organizer.Get("/me")).Text("userId"), (await cloud.Admin.Get("/me")).Text("userId")];
        Assert.Equal(by, kept.Select(refund => refund.By!.UserId));
        var shown = (await buyer.Get($"/registrations/{registrationId}")).Body!.ToJsonString();
        Assert.All(by, userId => Assert.DoesNotContain(userId, shown));
        Assert.Equal(5, (int)(await cloud.Anonymous.Get($"/events/{ev.Id}"))["ticketTypes"][0]!["available"]!);
    }

    [Fact]
    public async Task A_refund_leaves_the_place_of_somebody_who_is_inside_until_the_check_in_is_undone()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent(EventBody(2));
        var (registrationId, ticketIds) = await buyer.PaidRegistration(ev, 2);
        var inside = await buyer.Get($"/tickets/{ticketIds[0]}");
        Assert.Equal("valid", (await cloud.Staff.Scan(ev.Id, qr: inside.Text("qr"))).Text("result"));
        Assert.Equal(201, (await cloud.Organizer.Post($"/registrations/{registrationId}/refunds")).Status);
        Assert.Equal("cancelled", (await buyer.Registration(registrationId)).Text("status"));

        var next = await cloud.NewAttendee();
        Assert.Equal(
            (409, "sold_out"),
            (await next.Post("/registrations", Basket(ev, 2))) is var refused ? (refused.Status, refused.Code) : default
        );
        await next.Held(ev, 1);
        Assert.Equal("sold_out", (await next.Post("/registrations", Basket(ev, 1))).Code);
        var figures = await cloud.Organizer.Get($"/events/{ev.Id}/analytics");
        Assert.Equal((1, 1), ((int)figures["capacity"]["sold"]!, (int)figures["checkIns"]["used"]!));
        Assert.Equal((1, 1), figures["salesPerDay"].AsArray() is [{ } day] ? ((int)day["registrations"]!, (int)day["tickets"]!) : default);

        Assert.Equal("not_checked_in", (await cloud.Staff.Post($"/tickets/{ticketIds[1]}/undo-check-in")).Code);
        Assert.Equal("void", (await cloud.Staff.Post($"/tickets/{ticketIds[0]}/undo-check-in")).Text("status"));
        await (await cloud.NewAttendee()).Held(ev, 1);
    }

    [Fact]
    public async Task An_event_that_is_cancelled_after_somebody_came_in_and_was_refunded_is_done_with()
    {
        var buyer = await cloud.NewAttendee();
        var ev = await cloud.Organizer.PublishedEvent(EventBody(2));
        var (registrationId, ticketIds) = await buyer.PaidRegistration(ev);
        await cloud.Staff.Scan(ev.Id, qr: (await buyer.Get($"/tickets/{ticketIds[0]}")).Text("qr"));
        Assert.Equal(201, (await cloud.Organizer.Post($"/registrations/{registrationId}/refunds")).Status);
        Assert.Equal(200, (await cloud.Organizer.Post($"/events/{ev.Id}/cancel")).Status);
        var stop = TestContext.Current.CancellationToken;
        await Cloud.Eventually(async () =>
            await cloud.Local.Host.App.Db.Events.Find(ev.Id, stop) is { RefundedAt: not null } done ? done : null
        );
        Assert.Empty((await cloud.Local.Host.App.Db.Registrations.Find(registrationId, stop))!.Allocations);
    }

    /// <summary>Uses the official client as a shop's page would.</summary>
    [Fact]
    public async Task The_official_stripe_client_completes_a_sale()
    {
        var buyer = await cloud.NewAttendee();
        var registrationId = await buyer.Held(await cloud.Organizer.PublishedEvent());
        var intent = await buyer.Intent(registrationId);
        var stripe = new StripeClient(LocalAccount.StripeSecretKey, apiBase: cloud.Local.Config.StripeEndpoint.AbsoluteUri.TrimEnd('/'));
        var confirmed = await stripe.V1.PaymentIntents.ConfirmAsync(intent, new() { PaymentMethod = "pm_card_visa" });
        Assert.Equal("succeeded", confirmed.Status);
        Assert.Equal("confirmed", (await buyer.Until(registrationId, "confirmed")).Text("status"));
        Assert.Single(await buyer.Tickets(registrationId));
    }
}
