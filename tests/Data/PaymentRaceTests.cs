using System.Reflection;
using System.Text.Json.Nodes;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Data;

/// <summary>Payments that arrive twice, out of order or during other operations; and a provider that fails.</summary>
public sealed class PaymentRaceTests(LongHolds shop)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Webhooks

    [Fact]
    public async Task Messages_that_come_several_times_and_in_disorder_end_in_the_same_state()
    {
        var sale = await shop.Event(40, (2000, 40));
        await Switch("/test/webhooks?duplicates=3&shuffle=true");
        try
        {
            var paid = await Shop.AtOnce(
                8,
                async i =>
                {
                    var (registration, intent) = await Shop.Held(shop.Buyers[i], sale, 2);
                    if (i % 2 == 0)
                        Assert.Equal(402, (await shop.Stripe.Confirm(intent, "pm_card_chargeDeclined")).Status);
                    (await shop.Stripe.Confirm(intent)).Ok();
                    if (i % 4 == 1)
                        (await shop.Stripe.Post($"/v1/refunds?payment_intent={intent}&amount=500")).Ok();
                    return registration;
                }
            );
            await shop.Webhooks();
            foreach (var (i, id) in paid.Index())
            {
                var tickets = await shop.Tickets(id);
                Assert.Equal(2, tickets.Count);
                var registration = await shop.Registration(id);
                Assert.Equal((RegistrationStatus.Confirmed, 4000), (registration.Status, registration.Ledger.Captured));
                Assert.Equal(i % 4 == 1 ? [500] : [], registration.Refunds.Select(refund => refund.Amount));
                Assert.Equal(i % 4 == 1 ? 3500 : 4000, await shop.Stripe.Kept(id));
            }

            await shop.AddsUp(sale, sold: 16);
            var orders = await Shop.Eventually(
                () => Mails(paid),
                mails => mails.Count(mail => mail.StartsWith("Your ticket", StringComparison.Ordinal)) >= 8
            );
            Assert.Equal(8, orders.Count(mail => mail.StartsWith("Your ticket", StringComparison.Ordinal)));
        }
        finally
        {
            await Switch("/test/webhooks?duplicates=1&shuffle=false");
        }
    }

    [Fact]
    public async Task A_message_whose_reading_another_one_has_overtaken_undoes_nothing()
    {
        var sale = await shop.Event(1, (2000, 1));
        var (id, intent) = await Shop.Held(shop.Buyers[0], sale);
        var app = shop.Cloud.Host.App;
        var before = await app.Payments.Get(intent, Stop);
        (await shop.Stripe.Confirm(intent, "pm_usBankAccount")).Ok();
        await shop.Webhooks();
        Assert.True((await shop.Registration(id)).Ledger.InPayment);

        var overtaken = new App
        {
            Store = app.Store,
            Payments = FirstReading.Of(app.Payments, before),
            Files = app.Files,
            Queues = app.Queues,
            Settings = app.Settings,
            Ids = app.Ids,
            Clock = app.Clock,
        };
        await Paying.SyncPayment(overtaken, intent, withRefundsAndDisputes: false, Stop);
        Assert.True((await shop.Registration(id)).Ledger.InPayment);

        (await shop.Stripe.Post($"/test/payment_intents/{intent}/complete?outcome=succeeded")).Ok();
        await shop.Webhooks();
        Assert.Single(await shop.Tickets(id));
    }

    [Fact]
    public async Task A_declined_payment_is_shown_and_another_card_pays_it()
    {
        var sale = await shop.Event(5, (2000, 5));
        var (id, intent) = await Shop.Held(shop.Buyers[0], sale);
        Assert.Equal(402, (await shop.Stripe.Confirm(intent, "pm_card_chargeDeclinedInsufficientFunds")).Status);
        await shop.Webhooks();
        var declined = await shop.Buyers[0].Get($"/registrations/{id}");
        Assert.Equal(
            ("pending", "failed", "insufficient_funds"),
            ((string)declined["status"]!, (string)declined["paymentStatus"]!, (string)declined["paymentFailure"]!)
        );
        Assert.Equal(intent, (string)(await Shop.StartPayment(shop.Buyers[0], id)).Ok()["paymentIntentId"]!);
        (await shop.Stripe.Confirm(intent)).Ok();
        Assert.Single(await shop.Tickets(id));
        (await Shop.StartPayment(shop.Buyers[0], id)).Refused(409, "already_paid");
        await shop.AddsUp(sale, sold: 1);
    }

    [Fact]
    public async Task The_same_registration_paid_twice_keeps_one_payment()
    {
        var sale = await shop.Event(5, (2000, 5));
        var (id, intent) = await Shop.Held(shop.Buyers[0], sale);
        await Switch("/test/webhooks?pause=true");
        (await shop.Stripe.Confirm(intent)).Ok();
        (
            await shop.Stripe.Post(
                $"/v1/payment_intents?amount=2000&currency=eur&metadata[registrationId]={id}&payment_method=pm_card_visa&confirm=true"
            )
        ).Ok();
        await Switch("/test/webhooks?pause=false&shuffle=true&duplicates=2");
        await shop.Webhooks();
        await Switch("/test/webhooks?shuffle=false&duplicates=1");
        Assert.Single(await shop.Tickets(id));
        await Shop.Eventually(() => shop.Stripe.Kept(id), kept => kept == 2000);
        Assert.Equal(RefundReason.PaidTwice, Assert.Single((await shop.Registration(id)).Refunds).Reason);
        await shop.AddsUp(sale, sold: 1);
    }

    // Changes in the provider's dashboard

    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    public async Task A_refund_from_the_dashboard_is_recorded_and_voids_nothing(long amount)
    {
        var sale = await shop.Event(5, (2000, 5));
        var (id, intent, tickets) = await shop.Paid(shop.Buyers[0], sale);
        (await shop.Stripe.Post($"/v1/refunds?payment_intent={intent}&amount={amount}")).Ok();
        var registration = await Shop.Eventually(() => shop.Registration(id), item => item.Refunds.Count > 0);
        Assert.Equal(
            (RefundReason.External, RefundStatus.Succeeded, amount),
            registration.Refunds.Select(refund => (refund.Reason, refund.Status, refund.Amount)).Single()
        );
        Assert.Equal(RegistrationStatus.Confirmed, registration.Status);
        Assert.Equal("valid", await Verdict(sale, tickets[0], "scan"));
        await shop.AddsUp(sale, sold: 1);
    }

    [Fact]
    public async Task A_refund_from_the_dashboard_that_is_heard_of_before_the_payment_voids_nothing_either()
    {
        var sale = await shop.Event(5, (2000, 5));
        await Switch("/test/webhooks?pause=true");
        var (id, intent) = await Shop.Held(shop.Buyers[0], sale);
        (await shop.Stripe.Confirm(intent)).Ok();
        (await shop.Stripe.Post($"/v1/refunds?payment_intent={intent}&amount=500")).Ok();
        await Paying.SyncPayment(shop.Cloud.Host.App, intent, withRefundsAndDisputes: true, Stop);
        await Switch("/test/webhooks?pause=false");
        Assert.Equal("valid", await Verdict(sale, Assert.Single(await shop.Tickets(id)), "scan"));
        Assert.Equal(1500, await shop.Stripe.Kept(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_disputed_payment_keeps_its_tickets_out_until_the_dispute_is_won(bool beforeTheyAreIssued)
    {
        var sale = await shop.Event(5, (2000, 5));
        var (id, intent) = await Shop.Held(shop.Buyers[0], sale);
        if (beforeTheyAreIssued)
            await Switch("/test/webhooks?pause=true");
        var charge = (string)(await shop.Stripe.Confirm(intent)).Ok()["latest_charge"]!;
        if (!beforeTheyAreIssued)
            await shop.Tickets(id);
        (await shop.Stripe.Post($"/test/charges/{charge}/dispute")).Ok();
        await Switch("/test/webhooks?pause=false");
        await shop.Webhooks();
        var ticket = Assert.Single(await shop.Tickets(id));
        Assert.Equal("not_paid", await Verdict(sale, ticket, "disputed"));
        (await shop.Stripe.Post($"/test/charges/{charge}/dispute?close=won")).Ok();
        await shop.Webhooks();
        Assert.Equal("valid", await Verdict(sale, ticket, "won"));
    }

    [Fact]
    public async Task A_lost_dispute_keeps_its_tickets_out()
    {
        var sale = await shop.Event(5, (2000, 5));
        var (_, intent, tickets) = await shop.Paid(shop.Buyers[0], sale);
        var charge = (string)(await shop.Stripe.Get($"/v1/payment_intents/{intent}")).Ok()["latest_charge"]!;
        (await shop.Stripe.Post($"/test/charges/{charge}/dispute")).Ok();
        (await shop.Stripe.Post($"/test/charges/{charge}/dispute?close=lost")).Ok();
        await shop.Webhooks();
        Assert.Equal("not_paid", await Verdict(sale, tickets[0], "lost"));
    }

    // Concurrent refunds

    [Fact]
    public async Task Refunds_at_once_never_return_more_than_was_paid()
    {
        var sale = await shop.Event(5, (2000, 5));
        var (id, _, _) = await shop.Paid(shop.Buyers[0], sale);
        var answers = await Shop.AtOnce(12, _ => RefundOf(id, 300));
        Assert.Equal(6, answers.Count(answer => answer.IsOk));
        Assert.All(answers.Where(answer => !answer.IsOk), answer => answer.Refused(409, "refund_exceeds_payment"));
        Assert.Equal(200, await shop.Stripe.Kept(id));
        Assert.Equal(RegistrationStatus.Confirmed, (await shop.Registration(id)).Status);
    }

    [Fact]
    public async Task Two_halves_that_are_refunded_at_once_take_the_tickets_as_the_whole_would()
    {
        for (var round = 0; round < 4; round++)
        {
            var sale = await shop.Event(5, (2000, 5));
            var (id, _, _) = await shop.Paid(shop.Buyers[round], sale);
            Assert.All(await Shop.AtOnce(2, _ => RefundOf(id, 1000)), answer => answer.Ok());
            var registration = await shop.Registration(id);
            Assert.Equal((RegistrationStatus.Cancelled, 2000), (registration.Status, registration.Ledger.Refunded));
            Assert.Equal(0, await shop.Stripe.Kept(id));
            await shop.AddsUp(sale, sold: 0);
        }
    }

    [Fact]
    public async Task Of_full_refunds_at_once_one_is_made_and_the_others_find_nothing_left()
    {
        for (var round = 0; round < 3; round++)
        {
            var sale = await shop.Event(5, (2000, 5));
            var (id, _, _) = await shop.Paid(shop.Buyers[round], sale);
            var answers = await Shop.AtOnce(8, i => i < 6 ? RefundOf(id, null) : shop.Buyers[round].Post($"/registrations/{id}/cancel"));
            foreach (var answer in answers[..6].Where(answer => !answer.IsOk))
                answer.Refused(409, "nothing_to_refund");
            Assert.InRange(answers[..6].Count(answer => answer.IsOk), 0, 1);
            Assert.All(answers[6..], answer => answer.Ok());
            Assert.Equal(2000, (await shop.Registration(id)).Ledger.Refunded);
            Assert.Equal(0, await shop.Stripe.Kept(id));
            await shop.AddsUp(sale, sold: 0);
        }
    }

    // Concurrent payments

    [Fact]
    public async Task Payments_that_are_started_at_once_are_one_payment()
    {
        var sale = await shop.Event(5, (2000, 5));
        var id = (string)(await Shop.Register(shop.Buyers[0], sale)).Ok()["registrationId"]!;
        var answers = await Shop.AtOnce(16, _ => Shop.StartPayment(shop.Buyers[0], id));
        Assert.Single(answers.Select(answer => (string)answer.Ok()["paymentIntentId"]!).Distinct());
        Assert.Single(await shop.Stripe.Intents(id));
    }

    [Fact]
    public async Task Tax_that_is_calculated_while_the_payment_starts_leaves_one_payment_of_the_right_amount()
    {
        var sale = await shop.Event(20, (2000, 20));
        for (var round = 0; round < 6; round++)
        {
            var buyer = shop.Buyers[round];
            var id = (string)(await Shop.Register(buyer, sale)).Ok()["registrationId"]!;
            var tax = buyer.Post("/payments/calculate-tax", new JsonObject { ["registrationId"] = id });
            var starting = Shop.AtOnce(4, _ => Shop.StartPayment(buyer, id));
            (await tax).Ok();
            Assert.All(await starting, answer => answer.Ok());
            var started = (await Shop.StartPayment(buyer, id)).Ok();
            var registration = await shop.Registration(id);
            Assert.True(registration.Tax > 0);
            Assert.Equal(registration.Total, (long)started["amount"]["amount"]!);
            (await shop.Stripe.Confirm((string)started["paymentIntentId"]!)).Ok();
            Assert.Single(await shop.Tickets(id));
            Assert.Equal(registration.Total, await shop.Stripe.Kept(id));
        }
    }

    /// <summary>Simulates a payment that was started for less, before the server had calculated the tax.</summary>
    [Fact]
    public async Task A_payment_over_another_total_is_stopped_when_the_tax_is_known()
    {
        var buyer = shop.Buyers[0];
        var (id, intent) = await Shop.Held(buyer, await shop.Event(5, (2000, 5)));
        var taxed = await shop.Registration(id);
        var before = taxed with
        {
            Tax = 0,
            TaxCalculationId = null,
            TaxIncluded = false,
            Items = [.. taxed.Items.Select(item => item with { Tax = 0 })],
        };
        await shop.Db.Write([shop.Db.Registrations.Save(before)], TestContext.Current.CancellationToken);

        var answer = (await buyer.Post("/payments/calculate-tax", new JsonObject { ["registrationId"] = id })).Ok();
        Assert.Equal(2380, (long)answer["total"]!["amount"]!);
        Assert.Equal("canceled", (string?)(await shop.Stripe.Intents(id)).Single(one => (string?)one["id"] == intent)["status"]);
        Assert.Equal(2380, (long)(await Shop.StartPayment(buyer, id)).Ok()["amount"]!["amount"]!);
    }

    [Fact]
    public async Task A_registration_has_a_limited_number_of_payment_attempts()
    {
        var id = (string)(await Shop.Register(shop.Buyers[0], await shop.Event(5, (2000, 5)))).Ok()["registrationId"]!;
        var held = await shop.Registration(id);
        var failed = Enumerable
            .Range(1, Ledger.MaxPayments)
            .Select(i => new Payment($"pi_{i}", 2000, PaymentStatus.Cancelled, held.CreatedAt));
        await shop.Db.Write([shop.Db.Registrations.Save(held with { Payments = [.. failed] })], TestContext.Current.CancellationToken);
        var answer = await Shop.StartPayment(shop.Buyers[0], id);
        Assert.Equal((429, "too_many_attempts"), (answer.Status, answer.Code));
        Assert.Empty(await shop.Stripe.Intents(id));
    }

    [Fact]
    public async Task A_registration_that_is_cancelled_while_it_is_paid_keeps_no_money_and_no_place()
    {
        var sale = await shop.Event(30, (2000, 30));
        var ids = await Shop.AtOnce(
            12,
            async i =>
            {
                var (id, intent) = await Shop.Held(shop.Buyers[i], sale);
                var paying = shop.Stripe.Confirm(intent);
                (await shop.Buyers[i].Post($"/registrations/{id}/cancel")).Ok();
                await paying;
                return id;
            }
        );
        await shop.Webhooks();
        foreach (var id in ids)
        {
            Assert.Equal(RegistrationStatus.Cancelled, (await shop.Registration(id)).Status);
            Assert.Equal(0, await shop.Stripe.Kept(id));
        }

        await shop.AddsUp(sale, sold: 0);
    }

    // A provider that fails

    public static TheoryData<string> Faults =>
        [
            "status=500&times=1",
            "status=500&times=4",
            "status=0&times=1&after=true",
            "status=0&times=4&after=true",
            "status=0&times=3",
            "status=429&times=2",
        ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task While_the_provider_fails_nothing_is_lost_and_nothing_is_done_twice(string fault)
    {
        var sale = await shop.Event(20, (2000, 20));
        var buyer = shop.Buyers[0];
        var id = (string)(await Shop.Register(buyer, sale, 2)).Ok()["registrationId"]!;

        await Switch($"/test/faults?{fault}&path=/v1/payment_intents");
        var intent = (string)(await Patiently(() => Shop.StartPayment(buyer, id)))["paymentIntentId"]!;
        Assert.Single(await shop.Stripe.Intents(id));

        // The webhook arrives while the provider's API fails.
        await PaidDespite(fault, intent);
        Assert.Equal(2, (await shop.Tickets(id)).Count);

        await Switch($"/test/faults?{fault}&path=/v1/refunds");
        var key = Guid.NewGuid().ToString();
        await Patiently(() => RefundOf(id, 500, key));
        Assert.Equal(3500, await shop.Stripe.Kept(id));
        Assert.Single((await shop.Registration(id)).Refunds);

        await Switch($"/test/faults?{fault}&path=/v1/refunds");
        await Patiently(() => buyer.Post($"/registrations/{id}/cancel"));
        Assert.Equal(0, await shop.Stripe.Kept(id));
        Assert.Equal(2, (await shop.Stripe.All($"/v1/refunds?payment_intent={intent}")).Count);

        // Also a hold that is cancelled while its payment is open.
        var (held, open) = await Shop.Held(buyer, sale);
        await Switch($"/test/faults?{fault}&path=/v1/payment_intents/{open}/cancel");
        await Patiently(() => buyer.Post($"/registrations/{held}/cancel"));
        Assert.Equal("canceled", (string)(await shop.Stripe.Get($"/v1/payment_intents/{open}")).Ok()["status"]!);
        await shop.Webhooks();
        await shop.AddsUp(sale, sold: 0);
    }

    [Fact]
    public async Task An_event_goes_on_sale_while_the_provider_cannot_tell_its_rate()
    {
        await Switch("/test/faults?status=500&times=3&path=/v1/tax/calculations");
        var sale = await shop.Event(20, (2000, 20));
        Assert.Null((await shop.Organizer.Get($"/events/{sale.EventId}")).Ok()["taxRate"]);
        var changed = await shop.Organizer.Patch($"/events/{sale.EventId}", new JsonObject { ["description"] = "Doors at eight." });
        Assert.Equal(19, (int)changed.Ok()["taxRate"]!["percent"]!);
    }

    [Fact]
    public async Task A_refund_whose_request_failed_is_made_by_the_sweeper()
    {
        var sale = await shop.Event(20, (2000, 20));
        var (id, intent, _) = await shop.Paid(shop.Buyers[0], sale);
        await Switch("/test/faults?status=500&times=3&path=/v1/refunds");
        Assert.Equal(503, (await shop.Buyers[0].Post($"/registrations/{id}/cancel")).Status);
        var cancelled = await shop.Registration(id);
        Assert.Equal((RegistrationStatus.Cancelled, RefundStatus.Requested), (cancelled.Status, cancelled.Refunds.Single().Status));
        Assert.Equal(2000, await shop.Stripe.Kept(id));
        await Sweeping.ProcessDue(shop.Cloud.Host.App, id, Stop);
        Assert.Equal(0, await shop.Stripe.Kept(id));
        Assert.Single(await shop.Stripe.All($"/v1/refunds?payment_intent={intent}"));
        await shop.AddsUp(sale, sold: 0);
    }

    [Fact]
    public async Task One_refund_that_fails_keeps_nobody_else_of_a_cancelled_event_from_theirs()
    {
        var sale = await shop.Event(20, (2000, 20));
        var paid = new List<string>();
        for (var i = 0; i < 3; i++)
            paid.Add((await shop.Paid(shop.Buyers[i], sale)).RegistrationId);
        await Switch("/test/faults?status=500&times=3&path=/v1/refunds");
        (await shop.Organizer.Post($"/events/{sale.EventId}/cancel")).Ok();
        await Shop.Eventually(async () => (await shop.Db.Events.Find(sale.EventId, Stop))!, of => !of.RefundsDue);
        // Concurrent workers may have used up the faults between them, so that no refund has failed.
        Assert.Equal(new long[2], (await Task.WhenAll(paid.Select(shop.Stripe.Kept))).Order().Take(2));
        foreach (var id in paid)
            await Sweeping.ProcessDue(shop.Cloud.Host.App, id, Stop);
        Assert.Equal(new long[3], await Task.WhenAll(paid.Select(shop.Stripe.Kept)));
        await shop.AddsUp(sale, sold: 0);
    }

    private async Task PaidDespite(string fault, string intent)
    {
        await Switch("/test/webhooks?pause=true");
        (await shop.Stripe.Confirm(intent)).Ok();
        await Switch($"/test/faults?{fault}&path=/v1/payment_intents/{intent}");
        await Switch("/test/webhooks?pause=false");
        await shop.Webhooks();
    }

    /// <summary>Retries like a client that was told to.</summary>
    private static async Task<Answer> Patiently(Func<Task<Answer>> call)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            var answer = await call();
            if (answer.Status != 503)
                return answer.Ok();
        }

        throw new TimeoutException("It stayed busy.");
    }

    private Task<Answer> RefundOf(string id, long? amount, string? key = null) =>
        shop.Organizer.Post(
            $"/registrations/{id}/refunds",
            amount is null
                ? []
                : new JsonObject
                {
                    ["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = "eur" },
                },
            key
        );

    private async Task<string> Verdict(Sale sale, Ticket ticket, string scanId)
    {
        var verdict = (await shop.Scan(sale, ticket.Qr, scanId)).Ok();
        return (string?)verdict["reason"] ?? (string)verdict["result"]!;
    }

    private async Task Switch(string path) => (await shop.Stripe.Post(path)).Ok();

    /// <summary>The subjects of the mails about the registrations.</summary>
    private async Task<IReadOnlyList<string>> Mails(IReadOnlyCollection<string> registrations)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Cloud.Mail, "/inbox"))
        {
            Headers = { Accept = { new("application/json") } },
        };
        using var response = await http.SendAsync(request, Stop);
        return
        [
            .. JsonNode
                .Parse(await response.Content.ReadAsStringAsync(Stop))!
                .AsArray()
                .Where(mail => registrations.Any(id => ((string)mail!["text"]!).Contains(id, StringComparison.Ordinal)))
                .Select(mail => (string)mail!["subject"]!),
        ];
    }
}

/// <summary>A payment provider that answers the first <see cref="IPayments.Get"/> with an outdated state, and then as usual.</summary>
public class FirstReading : DispatchProxy
{
    private IPayments _payments = null!;
    private PaymentIntent? _first;

    public static IPayments Of(IPayments payments, PaymentIntent first)
    {
        var proxy = Create<IPayments, FirstReading>();
        ((FirstReading)proxy)._payments = payments;
        ((FirstReading)proxy)._first = first;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IPayments.Get) && Interlocked.Exchange(ref _first, null) is { } first
            ? Task.FromResult(first)
            : targetMethod.Invoke(_payments, args);
}
