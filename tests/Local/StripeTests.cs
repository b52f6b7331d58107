using System.Security.Cryptography;
using System.Text;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Local.Tests;

public sealed class StripeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Keys

    [Fact]
    public async Task Without_a_right_key_nothing_is_answered()
    {
        await using var stripe = await StripeAccount.Open();
        foreach (var key in new[] { null, "sk_test_other" })
        {
            var reply = await stripe.Get("/v1/payment_intents", key);
            reply.Refused(401, null);
            Assert.StartsWith("req_", reply.Headers.GetValues("Request-Id").Single());
        }
        (await stripe.Get("/v1/payment_intents", StripeAccount.PublishableKey)).Refused(403, "secret_key_required");
    }

    [Fact]
    public async Task Another_version_of_the_API_is_not_spoken_here()
    {
        await using var stripe = await StripeAccount.Open();
        using HttpClient http = new()
        {
            DefaultRequestHeaders = { { "Authorization", $"Bearer {StripeAccount.SecretKey}" }, { "Stripe-Version", "2025-09-30.clover" } },
        };
        using var refused = await http.GetAsync(new Uri(stripe.Address, "/v1/payment_intents"), Stop);
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("Invalid Stripe API version: 2025-09-30.clover", await refused.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_browser_sees_and_confirms_only_the_intent_whose_client_secret_it_knows()
    {
        await using var stripe = await StripeAccount.Open();
        var intent = await stripe.Intent("metadata[registration]=r1");
        var path = $"/v1/payment_intents/{intent.Id}";
        var secret = intent.Json.Text("client_secret");

        (await stripe.Get(path, StripeAccount.PublishableKey)).Refused(404, "resource_missing");
        (await stripe.Get($"{path}?client_secret=guess", StripeAccount.PublishableKey)).Refused(404, "resource_missing");
        (await stripe.Post($"{path}/confirm", "payment_method=pm_card_visa", apiKey: StripeAccount.PublishableKey)).Refused(
            404,
            "resource_missing"
        );
        var seen = await stripe.Get($"{path}?client_secret={secret}", StripeAccount.PublishableKey);
        Assert.False(seen.Ok().Json.TryGetProperty("metadata", out _));
        var paid = await stripe.Post(
            $"{path}/confirm",
            $"payment_method=pm_card_visa&client_secret={secret}",
            apiKey: StripeAccount.PublishableKey
        );
        Assert.Equal("succeeded", paid.Ok().State);
        (await stripe.Post($"{path}/cancel", $"client_secret={secret}", apiKey: StripeAccount.PublishableKey)).Refused(
            403,
            "secret_key_required"
        );
    }

    // Payments

    [Fact]
    public async Task A_good_card_pays_the_intent()
    {
        await using var stripe = await StripeAccount.Open();
        var intent = await stripe.Intent("metadata[registration]=r1&description=Two+tickets&receipt_email=ann%40example.com");
        Assert.Equal("requires_payment_method", intent.State);

        var paid = (
            await stripe.Post($"/v1/payment_intents/{intent.Id}/confirm", "payment_method=pm_card_mastercard&expand[]=latest_charge")
        )
            .Ok()
            .Json;

        Assert.Equal("succeeded", paid.Text("status"));
        Assert.Equal(1000, paid.Number("amount_received"));
        Assert.Equal("r1", paid.GetProperty("metadata").Text("registration"));
        Assert.Equal("Two tickets", paid.Text("description"));
        var charge = paid.GetProperty("latest_charge");
        Assert.Equal("charge", charge.Text("object"));
        Assert.True(charge.GetProperty("paid").GetBoolean());
        Assert.Equal("4444", charge.GetProperty("payment_method_details").GetProperty("card").Text("last4"));
        Assert.Equal(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"], await stripe.EventTypes());
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined", "generic_decline")]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card")]
    [InlineData("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error")]
    public async Task After_a_decline_the_intent_can_be_paid_with_another_card(string method, string code, string declineCode)
    {
        await using var stripe = await StripeAccount.Open();
        var intent = await stripe.Intent();
        var confirm = $"/v1/payment_intents/{intent.Id}/confirm";

        var declined = await stripe.Post(confirm, $"payment_method={method}");

        declined.Refused(402, code, "card_error");
        Assert.Equal(declineCode, declined.Error.Text("decline_code"));
        var open = declined.Error.GetProperty("payment_intent");
        Assert.Equal("requires_payment_method", open.Text("status"));
        Assert.Equal(declineCode, open.GetProperty("last_payment_error").Text("decline_code"));
        Assert.Equal(declined.Error.Text("charge"), open.Text("latest_charge"));
        Assert.Equal("succeeded", (await stripe.Post(confirm, "payment_method=pm_card_visa")).Ok().State);
        Assert.Equal(
            ["payment_intent.created", "charge.failed", "payment_intent.payment_failed", "charge.succeeded", "payment_intent.succeeded"],
            await stripe.EventTypes()
        );
    }

    [Theory]
    [InlineData("4242 4242 4242 4242", "12", "succeeded", null)]
    [InlineData("4000000000000002", "12", null, "card_declined")]
    [InlineData("4000000000009995", "12", null, "card_declined")]
    [InlineData("4000002500003155", "12", "requires_action", null)]
    [InlineData("4242424242424241", "12", null, "incorrect_number")]
    [InlineData("4242424242424242", "13", null, "invalid_expiry_month")]
    [InlineData("4012888888881881", "12", null, "card_declined")]
    public async Task A_card_form_pays_with_test_numbers_only(string number, string month, string? status, string? code)
    {
        await using var stripe = await StripeAccount.Open();
        const string card = "payment_method_data[card]";
        var intent = await stripe.Intent();
        var reply = await stripe.Post(
            $"/v1/payment_intents/{intent.Id}/confirm",
            $"payment_method_data[type]=card&{card}[number]={number}&{card}[exp_month]={month}&{card}[exp_year]=30&{card}[cvc]=123"
        );
        if (code is null)
            Assert.Equal(status, reply.Ok().State);
        else
            reply.Refused(402, code, "card_error");
    }

    [Fact]
    public async Task A_bank_that_asks_the_buyer_sends_the_browser_back_with_the_outcome()
    {
        await using var stripe = await StripeAccount.Open();
        const string back = "http://127.0.0.1:9/back?a=b";
        var asked = await stripe.Intent($"payment_method=pm_card_authenticationRequired&confirm=true&return_url={back}");
        Assert.Equal("requires_action", asked.State);
        var page = asked.Json.GetProperty("next_action").GetProperty("redirect_to_url").Text("url");
        Assert.Contains("Test bank", (await stripe.Get(page, null)).Ok().Body);

        var refused = await stripe.Send(HttpMethod.Post, page, "outcome=failure", null, null, "text/html");
        Assert.Equal(303, refused.Status);
        Assert.StartsWith($"{back}&payment_intent={asked.Id}&", refused.Headers.Location!.ToString());
        Assert.EndsWith("&redirect_status=failed", refused.Headers.Location.ToString());
        var open = (await stripe.Get($"/v1/payment_intents/{asked.Id}")).Ok();
        Assert.Equal("requires_payment_method", open.State);
        Assert.Equal("payment_intent_authentication_failure", open.Json.GetProperty("last_payment_error").Text("code"));

        var again = await stripe.Post($"/v1/payment_intents/{asked.Id}/confirm", "payment_method=pm_card_authenticationRequired");
        Assert.Equal("use_stripe_sdk", again.Ok().Json.GetProperty("next_action").Text("type"));
        var allowed = await stripe.Post($"/test/payment_intents/{asked.Id}/authenticate?outcome=success");
        Assert.Equal("succeeded", allowed.Ok().State);
    }

    [Theory]
    [InlineData("succeeded", "succeeded", "payment_intent.succeeded")]
    [InlineData("failed", "requires_payment_method", "payment_intent.payment_failed")]
    public async Task A_bank_transfer_is_processing_until_it_arrives_or_fails(string outcome, string status, string type)
    {
        await using var stripe = await StripeAccount.Open();
        var intent = await stripe.Intent("payment_method=pm_usBankAccount&confirm=true");
        Assert.Equal("processing", intent.State);
        (await stripe.Post($"/v1/payment_intents/{intent.Id}/cancel")).Refused(400, "payment_intent_unexpected_state");
        (await stripe.Post("/v1/refunds", $"payment_intent={intent.Id}")).Refused(400, "payment_intent_unexpected_state");

        var completed = await stripe.Post($"/test/payment_intents/{intent.Id}/complete?outcome={outcome}");

        Assert.Equal(status, completed.Ok().State);
        Assert.Equal(type, (await stripe.EventTypes())[^1]);
    }

    [Fact]
    public async Task What_is_paid_or_canceled_cannot_be_paid_or_canceled_again()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = await stripe.PaidIntent();
        var canceled = await stripe.Intent();
        var cancel = await stripe.Post($"/v1/payment_intents/{canceled.Id}/cancel", "cancellation_reason=abandoned");
        Assert.Equal("canceled", cancel.Ok().State);
        Assert.Equal("abandoned", cancel.Json.Text("cancellation_reason"));

        foreach (var (id, status) in new[] { (paid.Id, "succeeded"), (canceled.Id, "canceled") })
        {
            foreach (var call in new[] { "/confirm", "/cancel" })
            {
                var refused = await stripe.Post($"/v1/payment_intents/{id}{call}");
                refused.Refused(400, "payment_intent_unexpected_state");
                Assert.Equal(status, refused.Error.GetProperty("payment_intent").Text("status"));
            }
            (await stripe.Post($"/v1/payment_intents/{id}", "amount=5")).Refused(400, "payment_intent_unexpected_state");
            var noted = await stripe.Post($"/v1/payment_intents/{id}", "metadata[k]=m");
            Assert.Equal("m", noted.Ok().Json.GetProperty("metadata").Text("k"));
        }
    }

    [Fact]
    public async Task An_open_intent_can_change_its_amount_and_metadata()
    {
        await using var stripe = await StripeAccount.Open();
        var intent = await stripe.Intent("metadata[a]=1&metadata[b]=2");
        var updated = (await stripe.Post($"/v1/payment_intents/{intent.Id}", "amount=2000&metadata[a]=&metadata[c]=3")).Ok();
        Assert.Equal(2000, updated.Json.Number("amount"));
        Assert.Equal("""{"b":"2","c":"3"}""", updated.Json.GetProperty("metadata").GetRawText());
    }

    [Theory]
    [InlineData("amount=0&currency=eur", "parameter_invalid_integer")]
    [InlineData("amount=-5&currency=eur", "parameter_invalid_integer")]
    [InlineData("amount=9.99&currency=eur", "parameter_invalid_integer")]
    [InlineData("amount=49&currency=eur", "amount_too_small")]
    [InlineData("amount=17499&currency=huf", "amount_too_small")]
    [InlineData("amount=100000000&currency=eur", "amount_too_large")]
    [InlineData("amount=1000000000000&currency=idr", "amount_too_large")]
    [InlineData("amount=1464&currency=kwd", null)]
    [InlineData("amount=150&currency=isk", null)]
    [InlineData("amount=100&currency=EUR", null)]
    [InlineData("currency=eur", "parameter_missing")]
    [InlineData("amount=100", "parameter_missing")]
    [InlineData("amount=100&currency=eur&colour=red", "parameter_unknown")]
    [InlineData("amount=100&currency=eur&payment_method=pm_none", "resource_missing", 404)]
    [InlineData("amount=100&currency=eur&confirm=true", "payment_intent_unexpected_state")]
    public async Task Wrong_parameters_are_refused_and_nothing_happens(string form, string? code, int status = 400)
    {
        await using var stripe = await StripeAccount.Open();
        (await stripe.Post("/v1/payment_intents", form)).Refused(status, code);
        if (code is not "payment_intent_unexpected_state")
            Assert.Empty((await stripe.Get("/v1/payment_intents")).Ids());
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_not_a_form_is_refused()
    {
        await using var stripe = await StripeAccount.Open();
        (await stripe.Post("/v1/payment_intents", "description=" + new string('x', 300_000))).Refused(413, null);
        (await stripe.Post("/v1/payment_intents", string.Join('&', Enumerable.Range(0, 2000).Select(n => $"m[{n}]=1")))).Refused(413, null);
        using var http = new HttpClient { BaseAddress = stripe.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", StripeAccount.SecretKey);
        using var json = new StringContent("""{"amount":1}""", Encoding.UTF8, "application/json");
        Assert.Equal(400, (int)(await http.PostAsync("/v1/payment_intents", json, Stop)).StatusCode);
        Assert.Equal(404, (await stripe.Get("/v1/subscriptions")).Status);
    }

    [Fact]
    public async Task Lists_are_newest_first_in_pages()
    {
        await using var stripe = await StripeAccount.Open();
        var ids = new List<string>();
        for (var n = 0; n < 5; n++)
            ids.Insert(0, (await stripe.Intent()).Id);

        var first = await stripe.Get("/v1/payment_intents?limit=2");
        Assert.Equal(ids[..2], first.Ids());
        Assert.True(first.Json.GetProperty("has_more").GetBoolean());
        var rest = await stripe.Get($"/v1/payment_intents?limit=3&starting_after={ids[1]}");
        Assert.Equal(ids[2..], rest.Ids());
        Assert.False(rest.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal(ids[1..3], (await stripe.Get($"/v1/payment_intents?limit=2&ending_before={ids[3]}")).Ids());
        (await stripe.Get("/v1/payment_intents?limit=101")).Refused(400, "parameter_invalid_integer");
    }

    // Idempotency

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_nothing_happens_twice()
    {
        await using var stripe = await StripeAccount.Open();
        const string form = "amount=1000&currency=eur&payment_method=pm_card_visa&confirm=true";
        var first = await stripe.Post("/v1/payment_intents", form, "k1");
        var again = await stripe.Post("/v1/payment_intents", "confirm=true&currency=eur&amount=1000&payment_method=pm_card_visa", "k1");

        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal(first.Ok().Body, again.Body);
        Assert.Single((await stripe.Get("/v1/payment_intents")).Ids());
        Assert.Equal(3, (await stripe.EventTypes()).Length);
        (await stripe.Post("/v1/payment_intents", "amount=999&currency=eur", "k1")).Refused(400, null, "idempotency_error");
        (await stripe.Post("/v1/refunds", $"payment_intent={first.Id}", "k1")).Refused(400, null, "idempotency_error");
    }

    [Fact]
    public async Task A_key_used_for_a_decline_replays_the_decline()
    {
        await using var stripe = await StripeAccount.Open();
        var confirm = $"/v1/payment_intents/{(await stripe.Intent()).Id}/confirm";
        var first = await stripe.Post(confirm, "payment_method=pm_card_chargeDeclined", "attempt-1");
        var again = await stripe.Post(confirm, "payment_method=pm_card_chargeDeclined", "attempt-1");
        again.Refused(402, "card_declined", "card_error");
        Assert.True(again.IsReplay);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal("succeeded", (await stripe.Post(confirm, "payment_method=pm_card_visa", "attempt-2")).Ok().State);
    }

    [Fact]
    public async Task A_key_is_free_again_after_wrong_parameters_and_after_a_day()
    {
        var clock = new HurriedClock();
        await using var stripe = await StripeAccount.Open(clock: clock);
        (await stripe.Post("/v1/payment_intents", "amount=0&currency=eur", "k1")).Refused(400, "parameter_invalid_integer");
        var first = (await stripe.Post("/v1/payment_intents", "amount=1000&currency=eur", "k1")).Ok();
        clock.Advance(TimeSpan.FromHours(25));
        var later = (await stripe.Post("/v1/payment_intents", "amount=1000&currency=eur", "k1")).Ok();
        Assert.NotEqual(first.Id, later.Id);
    }

    [Fact]
    public async Task Calls_at_once_with_one_key_make_one_intent()
    {
        await using var stripe = await StripeAccount.Open();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => stripe.Post("/v1/payment_intents", "amount=1000&currency=eur", "k1"))
        );
        Assert.Single(replies.Select(reply => reply.Ok().Id).Distinct());
        Assert.Single(replies, reply => !reply.IsReplay);
    }

    // Refunds and disputes

    [Fact]
    public async Task No_more_is_refunded_than_was_paid()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = await stripe.PaidIntent(amount: 1000);
        var refunds = $"payment_intent={paid.Id}";

        var part = (await stripe.Post("/v1/refunds", $"{refunds}&amount=300&reason=requested_by_customer&metadata[why]=ill")).Ok();
        (await stripe.Post("/v1/refunds", $"{refunds}&amount=701")).Refused(400, null);
        (await stripe.Post("/v1/refunds", $"{refunds}&amount=0")).Refused(400, "parameter_invalid_integer");
        var rest = (await stripe.Post("/v1/refunds", $"charge={paid.Json.Text("latest_charge")}")).Ok();
        (await stripe.Post("/v1/refunds", refunds)).Refused(400, "charge_already_refunded");

        Assert.Equal((300, 700), (part.Json.Number("amount"), rest.Json.Number("amount")));
        Assert.Equal([rest.Id, part.Id], (await stripe.Get($"/v1/refunds?{refunds}")).Ids());
        var charge = (await stripe.Get($"/v1/charges?{refunds}")).Json.GetProperty("data")[0];
        Assert.Equal(1000, charge.Number("amount_refunded"));
        Assert.True(charge.GetProperty("refunded").GetBoolean());
        Assert.Equal(2, charge.GetProperty("refunds").GetProperty("data").GetArrayLength());
        Assert.Equal(["refund.created", "charge.refunded", "refund.created", "charge.refunded"], (await stripe.EventTypes())[3..]);
    }

    [Fact]
    public async Task Refunds_in_thousandths_end_in_0()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = (await stripe.Post("/v1/payment_intents", "amount=1460&currency=kwd&payment_method=pm_card_visa&confirm=true")).Ok();
        (await stripe.Post("/v1/refunds", $"payment_intent={paid.Id}&amount=5")).Refused(400, null);
        (await stripe.Post("/v1/refunds", $"payment_intent={paid.Id}&amount=10")).Ok();
    }

    [Fact]
    public async Task Refunds_at_once_never_exceed_the_payment()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = await stripe.PaidIntent(amount: 1000);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => stripe.Post("/v1/refunds", $"payment_intent={paid.Id}&amount=300"))
        );
        Assert.Equal(3, replies.Count(reply => reply.Status == 200));
    }

    [Fact]
    public async Task A_refund_that_fails_later_puts_its_money_back_on_the_charge()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = await stripe.PaidIntent();
        (await stripe.Post("/test/refunds?status=pending")).Ok();
        var refund = (await stripe.Post("/v1/refunds", $"payment_intent={paid.Id}")).Ok();
        Assert.Equal("pending", refund.State);

        Assert.Equal("failed", (await stripe.Post($"/test/refunds/{refund.Id}/complete?outcome=failed")).Ok().State);

        var charge = (await stripe.Get($"/v1/charges/{paid.Json.Text("latest_charge")}")).Ok();
        Assert.Equal(0, charge.Json.Number("amount_refunded"));
        Assert.Equal("failed", charge.Json.GetProperty("refunds").GetProperty("data")[0].Text("status"));
        Assert.Equal(["refund.updated", "refund.failed"], (await stripe.EventTypes())[^2..]);
        (await stripe.Post("/v1/refunds", $"payment_intent={paid.Id}")).Ok();
    }

    [Fact]
    public async Task A_disputed_charge_is_not_refunded_until_the_dispute_is_won()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = await stripe.PaidIntent();
        var charge = paid.Json.Text("latest_charge");
        var dispute = (await stripe.Post($"/test/charges/{charge}/dispute")).Ok();
        Assert.True((await stripe.Get($"/v1/charges/{charge}")).Ok().Json.GetProperty("disputed").GetBoolean());
        (await stripe.Post("/v1/refunds", $"charge={charge}")).Refused(400, "charge_disputed");

        Assert.Equal("won", (await stripe.Post($"/test/charges/{charge}/dispute?close=won")).Ok().State);

        Assert.Equal("won", (await stripe.Get($"/v1/disputes/{dispute.Id}")).Ok().State);
        Assert.Equal(["charge.dispute.created", "charge.dispute.closed"], (await stripe.EventTypes())[^2..]);
        (await stripe.Post("/v1/refunds", $"charge={charge}")).Ok();
    }

    [Fact]
    public async Task An_inquiry_takes_no_money_and_a_wrong_key_says_nothing_about_a_refund()
    {
        await using var stripe = await StripeAccount.Open();
        var paid = await stripe.PaidIntent();
        using var http = new HttpClient();
        StripePayments With(string key) => new(http, stripe.Address, new(key, StripeAccount.PublishableKey, StripeAccount.WebhookSecret));
        var refund = new NewRefund("ref_1", "reg_1", paid.Id, 400);
        (await stripe.Post($"/test/charges/{paid.Json.Text("latest_charge")}/dispute", "inquiry=true")).Ok();

        Assert.False(await With(StripeAccount.SecretKey).Disputed(paid.Id, Stop));
        await Assert.ThrowsAsync<PaymentsUnavailableException>(() => With("sk_test_revoked").Refund(refund, Stop));
        Assert.Equal(RefundStatus.Succeeded, (await With(StripeAccount.SecretKey).Refund(refund, Stop)).Status);
    }

    // Tax

    [Theory]
    [InlineData("DE", null, 1000, "exclusive", 190, 1190)]
    [InlineData("DE", null, 1190, "inclusive", 190, 1190)]
    [InlineData("CH", null, 1000, "exclusive", 81, 1081)]
    [InlineData("AT", null, 1000, "exclusive", 200, 1200)]
    [InlineData("JP", null, 105, "exclusive", 11, 116)]
    [InlineData("US", "NY", 1000, "exclusive", 40, 1040)]
    [InlineData("US", "OR", 1000, "exclusive", 0, 1000)]
    [InlineData("BR", null, 1000, "exclusive", 0, 1000)]
    public async Task Tax_follows_the_place_of_the_customer(
        string country,
        string? state,
        long amount,
        string behavior,
        long tax,
        long total
    )
    {
        await using var stripe = await StripeAccount.Open();
        var form = Taxed(country, state, (amount, behavior)) + "&expand[]=line_items";
        var calculation = (await stripe.Post("/v1/tax/calculations", form)).Ok().Json;
        Assert.Equal(total, calculation.Number("amount_total"));
        Assert.Equal(tax, calculation.Number(behavior is "inclusive" ? "tax_amount_inclusive" : "tax_amount_exclusive"));
        Assert.Equal(tax, calculation.GetProperty("line_items").GetProperty("data")[0].Number("amount_tax"));
        var breakdown = calculation.GetProperty("tax_breakdown")[0];
        Assert.Equal(tax, breakdown.Number("amount"));
        Assert.Equal(country, breakdown.GetProperty("tax_rate_details").Text("country"));
        Assert.Equal(
            tax == 0 ? 0
                : behavior is "inclusive" ? amount - tax
                : amount,
            breakdown.Number("taxable_amount")
        );
    }

    [Fact]
    public async Task Tax_is_rounded_half_up_for_each_line_on_its_own()
    {
        await using var stripe = await StripeAccount.Open();
        // 20 % of 13 is 2.6 → 3, twice; of 26 it would be 5.2 → 5.
        var calculation = (await stripe.Post("/v1/tax/calculations", Taxed("FR", null, (13, "exclusive"), (13, "exclusive")))).Ok();
        Assert.Equal(6, calculation.Json.Number("tax_amount_exclusive"));
        Assert.False(calculation.Json.TryGetProperty("line_items", out _));
        var lines = (await stripe.Get($"/v1/tax/calculations/{calculation.Id}/line_items")).Ok().Json.GetProperty("data");
        Assert.Equal([3L, 3L], lines.EnumerateArray().Select(line => line.Number("amount_tax")));

        var transaction = $"calculation={calculation.Id}&reference=invoice-1";
        var recorded = await stripe.Post("/v1/tax/transactions/create_from_calculation", transaction);
        Assert.Equal("tax.transaction", recorded.Ok().Json.Text("object"));
        (await stripe.Post("/v1/tax/transactions/create_from_calculation", transaction)).Refused(400, "resource_already_exists");
    }

    [Fact]
    public async Task Tax_needs_to_know_where_the_customer_is()
    {
        await using var stripe = await StripeAccount.Open();
        var somewhere = Taxed("US", "NY", (1000, "exclusive"));
        // A state is not enough, and these postal codes do not exist.
        foreach (var code in (string[])["", "1000", "00000"])
            (await stripe.Post("/v1/tax/calculations", somewhere.Replace(PostalCode, code, StringComparison.Ordinal))).Refused(
                400,
                "customer_tax_location_invalid"
            );
        (await stripe.Post("/v1/tax/calculations", Taxed("CA", null, (1000, "exclusive")))).Refused(400, "customer_tax_location_invalid");
        (await stripe.Post("/v1/tax/calculations", Taxed("CA", "ON", (1000, "exclusive")))).Ok();
    }

    private const string PostalCode = "10001";

    private static string Taxed(string country, string? state, params (long Amount, string Behavior)[] lines) =>
        string.Join(
            '&',
            [
                "currency=eur",
                $"customer_details[address][country]={country}&customer_details[address][state]={state}",
                country is "US" ? $"customer_details[address][postal_code]={PostalCode}" : "customer_details[address][city]=Somewhere",
                "customer_details[address_source]=billing",
                .. lines.Select(
                    (line, n) =>
                        $"line_items[{n}][amount]={line.Amount}&line_items[{n}][reference]=t{n}"
                        + $"&line_items[{n}][tax_behavior]={line.Behavior}"
                ),
            ]
        );

    // Webhooks

    [Fact]
    public async Task Webhooks_are_signed_and_carry_the_subject_as_it_was()
    {
        await using var stripe = await StripeAccount.Open();
        const string form = "amount=1000&currency=eur&description=Gr%C3%BC%C3%9Fe&payment_method=pm_card_visa&confirm=true";
        var paid = (await stripe.Post("/v1/payment_intents", form, "k1")).Ok();
        await stripe.Delivered();

        Assert.Equal(
            ["charge.succeeded", "payment_intent.created", "payment_intent.succeeded"],
            stripe.Listener.Received.Select(webhook => webhook.Type).Order()
        );
        Assert.All(stripe.Listener.Received, webhook => Assert.Equal(Signed(webhook), webhook.Signature.Split(",v1=")[1]));
        var created = stripe.Listener.Received.Single(webhook => webhook.Type is "payment_intent.created").Json;
        var subject = created.GetProperty("data").GetProperty("object");
        Assert.Equal(paid.Id, subject.Text("id"));
        Assert.Equal("requires_confirmation", subject.Text("status"));
        Assert.Equal("Grüße", subject.Text("description"));
        Assert.Equal("k1", created.GetProperty("request").Text("idempotency_key"));
        Assert.Equal(paid.Headers.GetValues("Request-Id").Single(), created.GetProperty("request").Text("id"));
        Assert.Equal("payment_intent.created", (await stripe.Get($"/v1/events/{created.Text("id")}")).Ok().Json.Text("type"));
    }

    [Fact]
    public async Task A_webhook_is_tried_again_later_and_later_with_a_fresh_signature_until_it_is_accepted()
    {
        var clock = new HurriedClock();
        await using var stripe = await StripeAccount.Open(clock: clock);
        stripe.Listener.Answer = _ =>
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            return Task.FromResult(
                stripe.Listener.Received.Count switch
                {
                    1 => 500,
                    2 => 302,
                    3 => 404,
                    _ => 204,
                }
            );
        };
        await stripe.Intent();
        await stripe.Delivered();

        Assert.Equal(4, stripe.Listener.Received.Count);
        Assert.Single(stripe.Listener.Received.Select(webhook => webhook.EventId).Distinct());
        Assert.Equal(4, stripe.Listener.Received.Select(webhook => webhook.Signature).Distinct().Count());
        Assert.All(stripe.Listener.Received, webhook => Assert.Equal(Signed(webhook), webhook.Signature.Split(",v1=")[1]));
        Assert.Equal([1, 2, 4], clock.Waits.Select(wait => wait.TotalSeconds).Where(seconds => seconds is not 10));
        var delivery = (await stripe.Get("/test/webhooks", null)).Ok().Json.GetProperty("deliveries")[0];
        Assert.Equal(("delivered", 4, 204), (delivery.Text("state"), delivery.Number("tries"), delivery.Number("last_status")));
    }

    [Fact]
    public async Task A_webhook_that_nobody_takes_is_given_up_after_fifteen_tries()
    {
        var clock = new HurriedClock(times: 400);
        await using var stripe = await StripeAccount.Open(clock: clock);
        stripe.Listener.Answer = _ => Task.FromResult(503);
        await stripe.Intent();
        await stripe.Delivered();
        Assert.InRange(stripe.Listener.Received.Count, 1, 15);
        Assert.Equal(TimeSpan.FromSeconds(60), clock.Waits.Max());
        var delivery = (await stripe.Get("/test/webhooks")).Ok().Json.GetProperty("deliveries")[0];
        Assert.Equal(("failed", 15), (delivery.Text("state"), delivery.Number("tries")));
    }

    [Fact]
    public async Task A_listener_that_hangs_is_cut_off_and_at_most_eight_webhooks_are_under_way()
    {
        await using var stripe = await StripeAccount.Open();
        var hung = 0;
        stripe.Listener.Answer = async _ =>
        {
            await Task.Delay(Interlocked.Increment(ref hung) is 1 ? 2000 : 20, Stop);
            return 200;
        };
        for (var n = 0; n < 30; n++)
            await stripe.Intent();
        await stripe.Delivered();
        Assert.Equal(31, stripe.Listener.Received.Count);
        Assert.InRange(stripe.Listener.MostInFlight, 2, 9); // The sender has given up on the one that hung.
        var deliveries = (await stripe.Get("/test/webhooks")).Ok().Json.GetProperty("deliveries").EnumerateArray();
        Assert.All(deliveries, delivery => Assert.Equal("delivered", delivery.Text("state")));
    }

    [Fact]
    public async Task Webhooks_can_be_doubled_held_back_shuffled_and_sent_again()
    {
        await using var stripe = await StripeAccount.Open();
        (await stripe.Post("/test/webhooks?duplicates=3&pause=true&shuffle=true")).Ok();
        await stripe.PaidIntent();
        await Assert.ThrowsAsync<TimeoutException>(() => stripe.Standin.Idle(TimeSpan.FromMilliseconds(100)));
        Assert.Empty(stripe.Listener.Received);

        (await stripe.Post("/test/webhooks?duplicates=1&pause=false")).Ok();
        await stripe.Delivered();

        Assert.Equal(9, stripe.Listener.Received.Count);
        var eventId = stripe.Listener.Received.First().EventId;
        Assert.Equal(3, stripe.Listener.Received.Count(webhook => webhook.EventId == eventId));
        (await stripe.Post($"/test/events/{eventId}/redeliver")).Ok();
        await stripe.Delivered();
        Assert.Equal(4, stripe.Listener.Received.Count(webhook => webhook.EventId == eventId));
    }

    private static string Signed(Webhook webhook)
    {
        var time = webhook.Signature.Split(',')[0]["t=".Length..];
        var secret = Encoding.UTF8.GetBytes(StripeAccount.WebhookSecret);
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{time}.{webhook.Body}")));
    }

    // Faults and restarts

    [Fact]
    public async Task After_a_lost_reply_the_same_key_gets_the_same_intent()
    {
        await using var stripe = await StripeAccount.Open();
        foreach (var status in new[] { 0, 500 })
        {
            (await stripe.Post($"/test/faults?status={status}&times=1&after=true")).Ok();
            var key = $"k{status}";
            var reply = stripe.Post("/v1/payment_intents", "amount=700&currency=eur", key);
            if (status is 0)
                await Assert.ThrowsAsync<HttpRequestException>(() => reply);
            else
                (await reply).Refused(500, null, "api_error");
            var happened = (await stripe.Get("/v1/payment_intents?limit=1")).Ids().Single();
            var again = (await stripe.Post("/v1/payment_intents", "amount=700&currency=eur", key)).Ok();
            Assert.True(again.IsReplay);
            Assert.Equal(happened, again.Id);
        }
        Assert.Equal(2, (await stripe.Get("/v1/payment_intents")).Ids().Length);
    }

    [Fact]
    public async Task After_a_fault_before_the_effect_nothing_has_happened()
    {
        await using var stripe = await StripeAccount.Open();
        (await stripe.Post("/test/faults?status=503&times=2&path=/v1/payment_intents")).Ok();
        Assert.Empty((await stripe.Get("/v1/refunds")).Ids());
        const string form = "amount=700&currency=eur";
        for (var n = 0; n < 2; n++)
            (await stripe.Post("/v1/payment_intents", form, "k")).Refused(503, null, "api_error");
        var made = (await stripe.Post("/v1/payment_intents", form, "k")).Ok();
        Assert.False(made.IsReplay);
        Assert.Equal([made.Id], (await stripe.Get("/v1/payment_intents")).Ids());
    }

    [Fact]
    public async Task A_restart_keeps_everything_and_delivers_what_was_not_delivered()
    {
        using var disk = new Disk();
        StripeReply paid,
            declined,
            refund,
            calculation;
        string[] events;
        await using (var stripe = await StripeAccount.Open(disk.Path, listening: false))
        {
            paid = (
                await stripe.Post("/v1/payment_intents", "amount=700&currency=eur&payment_method=pm_card_visa&confirm=true", "k1")
            ).Ok();
            refund = (await stripe.Post("/v1/refunds", $"payment_intent={paid.Id}&amount=300")).Ok();
            var open = await stripe.Intent();
            declined = await stripe.Post($"/v1/payment_intents/{open.Id}/confirm", "payment_method=pm_card_chargeDeclined", "k2");
            calculation = (await stripe.Post("/v1/tax/calculations", Taxed("DE", null, (1000, "exclusive")))).Ok();
            events = (await stripe.Get("/v1/events?limit=100")).Ids();
        }

        await using var restarted = await StripeAccount.Open(disk.Path);
        await restarted.Delivered();

        Assert.Equal(events, (await restarted.Get("/v1/events?limit=100")).Ids());
        Assert.Equal(events.Order(), restarted.Listener.Received.Select(webhook => webhook.EventId).Order());
        Assert.Equal(refund.Body, (await restarted.Get($"/v1/refunds/{refund.Id}")).Body);
        Assert.Equal(calculation.Body, (await restarted.Get($"/v1/tax/calculations/{calculation.Id}")).Body);
        Assert.Equal(paid.Body, (await restarted.Get($"/v1/payment_intents/{paid.Id}")).Body);
        var again = await restarted.Post("/v1/payment_intents", "amount=700&currency=eur&payment_method=pm_card_visa&confirm=true", "k1");
        Assert.Equal((true, paid.Body), (again.IsReplay, again.Body));
        var charge = (await restarted.Get($"/v1/charges/{paid.Json.Text("latest_charge")}?expand[]=payment_method")).Ok().Json;
        Assert.Equal((300, "pm_"), (charge.Number("amount_refunded"), charge.GetProperty("payment_method").Text("id")[..3]));
        (await restarted.Post("/v1/refunds", $"payment_intent={paid.Id}&amount=500")).Refused(400, null);
        var retried = await restarted.Post(
            $"/v1/payment_intents/{declined.Error.GetProperty("payment_intent").Text("id")}/confirm",
            "payment_method=pm_card_visa",
            "k3"
        );
        Assert.Equal("succeeded", retried.Ok().State);
    }

    [Fact]
    public async Task What_was_delivered_before_a_restart_is_not_delivered_again()
    {
        using var disk = new Disk();
        await using (var stripe = await StripeAccount.Open(disk.Path))
        {
            await stripe.PaidIntent();
            await stripe.Delivered();
            Assert.Equal(3, stripe.Listener.Received.Count);
        }
        await using var restarted = await StripeAccount.Open(disk.Path);
        await restarted.Delivered();
        Assert.Empty(restarted.Listener.Received);
    }

    [Fact]
    public async Task Killed_at_any_moment_a_call_has_happened_wholly_or_not_at_all()
    {
        const string form = "amount=700&currency=eur&payment_method=pm_card_visa&confirm=true";
        using var disk = new Disk();
        await using (var stripe = await StripeAccount.Open(disk.Path, listening: false))
            (await stripe.Post("/v1/payment_intents", form, "k")).Ok();
        var written = await File.ReadAllBytesAsync(disk.Journal, Stop);
        var (none, whole) = (0, 0);
        for (var length = 0; length <= written.Length; length += length == written.Length ? 1 : Math.Min(997, written.Length - length))
        {
            using var cut = new Disk();
            await File.WriteAllBytesAsync(cut.Journal, written[..length], Stop);
            await using var restarted = await StripeAccount.Open(cut.Path, listening: false);
            var survivors = (await restarted.Get("/v1/payment_intents")).Ids();
            var retried = (await restarted.Post("/v1/payment_intents", form, "k")).Ok();
            Assert.Equal(survivors.Length == 1, retried.IsReplay);
            Assert.Equal([retried.Id], (await restarted.Get("/v1/payment_intents")).Ids());
            Assert.Equal(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"], await restarted.EventTypes());
            if (retried.IsReplay)
                whole++;
            else
                none++;
        }
        Assert.True(none > 0 && whole > 0, $"{none} cuts before the call took effect, {whole} after");
    }

    [Fact]
    public async Task Card_numbers_are_not_kept()
    {
        using var disk = new Disk();
        await using (var stripe = await StripeAccount.Open(disk.Path))
        {
            const string card = "payment_method_data[card]";
            const string number = $"{card}[number]=4242424242424242&{card}[exp_month]=1&{card}[exp_year]=2031&{card}[cvc]=737";
            await stripe.Intent($"confirm=true&payment_method_data[type]=card&{number}");
        }
        Assert.DoesNotContain("4242424242424242", await File.ReadAllTextAsync(disk.Journal, Stop));
    }

    /// <summary>A folder that is deleted after the test.</summary>
    private sealed class Disk : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("stripe-").FullName;
        public string Journal => System.IO.Path.Combine(Path, "stripe.jsonl");

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
