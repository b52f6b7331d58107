using System.Net;
using CsCheck;
using Stripe;
using Stripe.Tax;
using NewRefund = EventTicketing.Ports.NewRefund;
using OurClient = EventTicketing.Ports.StripePayments;
using TaxedLine = EventTicketing.Ports.TaxedLine;

namespace EventTicketing.Local.Tests;

/// <summary>Uses Stripe's own client to check both the stand-in and our client.</summary>
public sealed class StripeNetTests
{
    private static readonly CardCase[] Declines =
    [
        new("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        new("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_clients_speak_one_version() => Assert.Equal(OurClient.ApiVersion, StripeConfiguration.ApiVersion);

    [Fact]
    public async Task It_pays()
    {
        await using var stripe = await StripeAccount.Open();
        var intents = new PaymentIntentService(Client(stripe));
        var created = await intents.CreateAsync(Ticket(2500), cancellationToken: Stop);
        Assert.Equal(("payment_intent", "requires_payment_method", false), (created.Object, created.Status, created.Livemode));
        Assert.Equal(new() { ["registration"] = "r 1", ["a&b"] = "ü=?" }, created.Metadata);
        Assert.StartsWith($"{created.Id}_secret_", created.ClientSecret);
        Assert.StartsWith("req_", created.StripeResponse.RequestId);
        foreach (var decline in Declines)
        {
            var confirmed = intents.ConfirmAsync(created.Id, new() { PaymentMethod = decline.Method }, null, Stop);
            var declined = await Refused(confirmed, HttpStatusCode.PaymentRequired, decline.Code);
            Assert.Equal((decline.Reason, "requires_payment_method"), (declined.DeclineCode, declined.PaymentIntent.Status));
        }

        var paid = await intents.ConfirmAsync(created.Id, new() { PaymentMethod = "pm_card_visa", Expand = ["latest_charge"] }, null, Stop);
        Assert.Equal(("succeeded", "4242"), (paid.Status, paid.LatestCharge.PaymentMethodDetails.Card.Last4));
        Assert.Equal(2500, (await intents.GetAsync(created.Id, cancellationToken: Stop)).AmountReceived);
        await Refused(
            intents.CancelAsync(created.Id, cancellationToken: Stop),
            HttpStatusCode.BadRequest,
            "payment_intent_unexpected_state"
        );
        await Refused(intents.GetAsync("pi_none", cancellationToken: Stop), HttpStatusCode.NotFound, "resource_missing");
        await Refused(
            new PaymentIntentService(Client(stripe, "sk_test_wrong")).ListAsync(cancellationToken: Stop),
            HttpStatusCode.Unauthorized
        );
        var wrong = new PaymentIntentCreateOptions { Amount = 100, Currency = "eur" };
        wrong.AddExtraParam("nonsense", 1);
        Assert.Equal(
            "nonsense",
            (await Refused(intents.CreateAsync(wrong, cancellationToken: Stop), HttpStatusCode.BadRequest, "parameter_unknown")).Param
        );

        var asked = await intents.CreateAsync(Paid(900, "pm_card_authenticationRequired"), cancellationToken: Stop);
        Assert.Equal("requires_action", asked.Status);
        (await stripe.Post($"/test/payment_intents/{asked.Id}/authenticate?outcome=success")).Ok();
        Assert.Equal("succeeded", (await intents.GetAsync(asked.Id, cancellationToken: Stop)).Status);
        var open = await intents.CreateAsync(new() { Amount = 900, Currency = "usd" }, cancellationToken: Stop);
        Assert.Equal(800, (await intents.UpdateAsync(open.Id, new() { Amount = 800 }, cancellationToken: Stop)).Amount);
        Assert.Equal(
            "canceled",
            (await intents.CancelAsync(open.Id, new() { CancellationReason = "abandoned" }, cancellationToken: Stop)).Status
        );
    }

    [Fact]
    public async Task It_repeats_a_call_under_its_key()
    {
        await using var stripe = await StripeAccount.Open();
        var intents = new PaymentIntentService(Client(stripe));
        var under = new RequestOptions { IdempotencyKey = "k" };
        var created = await intents.CreateAsync(Ticket(2500), under, Stop);
        var again = await intents.CreateAsync(Ticket(2500), under, Stop);
        Assert.Equal((created.Id, "true"), (again.Id, again.StripeResponse.Headers.GetValues("Idempotent-Replayed").Single()));
        Assert.Equal("idempotency_error", (await Refused(intents.CreateAsync(Ticket(2600), under, Stop), HttpStatusCode.BadRequest)).Type);
        foreach (var status in (int[])[0, 500])
        {
            (await stripe.Post($"/test/faults?status={status}&after=true")).Ok();
            var survived = await new PaymentIntentService(Client(stripe, retries: 2)).CreateAsync(
                new()
                {
                    Amount = 100,
                    Currency = "eur",
                    Description = $"{status}",
                },
                cancellationToken: Stop
            );
            var made = (await intents.ListAsync(new() { Limit = 100 }, cancellationToken: Stop)).Where(intent =>
                intent.Description == $"{status}"
            );
            Assert.Equal([survived.Id], made.Select(intent => intent.Id));
        }
    }

    [Fact]
    public async Task It_gives_back_and_sees_disputes()
    {
        await using var stripe = await StripeAccount.Open();
        var client = Client(stripe);
        var (refunds, disputes, charges) = (new RefundService(client), new DisputeService(client), new ChargeService(client));
        var paid = await new PaymentIntentService(client).CreateAsync(Paid(2500), cancellationToken: Stop);
        var part = await refunds.CreateAsync(
            new()
            {
                PaymentIntent = paid.Id,
                Amount = 1000,
                Reason = "requested_by_customer",
            },
            cancellationToken: Stop
        );
        Assert.Equal(("succeeded", paid.Id), (part.Status, part.PaymentIntentId));
        var tooMuch = refunds.CreateAsync(new() { PaymentIntent = paid.Id, Amount = 1501 }, cancellationToken: Stop);
        Assert.Equal("amount", (await Refused(tooMuch, HttpStatusCode.BadRequest)).Param);
        Assert.Equal(1500, (await refunds.CreateAsync(new() { Charge = paid.LatestChargeId }, cancellationToken: Stop)).Amount);
        await Refused(
            refunds.CreateAsync(new() { PaymentIntent = paid.Id }, cancellationToken: Stop),
            HttpStatusCode.BadRequest,
            "charge_already_refunded"
        );
        Assert.Equal(1000, (await refunds.GetAsync(part.Id, cancellationToken: Stop)).Amount);
        var pages = 0;
        await foreach (var refund in refunds.ListAutoPagingAsync(new() { PaymentIntent = paid.Id, Limit = 1 }, cancellationToken: Stop))
            pages++;
        Assert.Equal(2, pages);
        var charge = await charges.GetAsync(paid.LatestChargeId, cancellationToken: Stop);
        Assert.Equal((true, 2500, 2), (charge.Refunded, charge.AmountRefunded, charge.Refunds.Data.Count));

        var contested = await new PaymentIntentService(client).CreateAsync(Paid(700), cancellationToken: Stop);
        (await stripe.Post($"/test/charges/{contested.LatestChargeId}/dispute")).Ok();
        var dispute = (await disputes.ListAsync(new() { PaymentIntent = contested.Id }, cancellationToken: Stop)).Single();
        Assert.Equal(("needs_response", 700, contested.LatestChargeId), (dispute.Status, dispute.Amount, dispute.ChargeId));
        Assert.True((await charges.GetAsync(contested.LatestChargeId, cancellationToken: Stop)).Disputed);
        await Refused(
            refunds.CreateAsync(new() { PaymentIntent = contested.Id }, cancellationToken: Stop),
            HttpStatusCode.BadRequest,
            "charge_disputed"
        );
    }

    [Fact]
    public async Task It_calculates_tax()
    {
        await using var stripe = await StripeAccount.Open();
        var (calculations, transactions) = (new CalculationService(Client(stripe)), new Stripe.Tax.TransactionService(Client(stripe)));
        var calculation = await calculations.CreateAsync(
            new()
            {
                Currency = "eur",
                LineItems =
                [
                    new()
                    {
                        Amount = 1000,
                        Reference = "standard",
                        Quantity = 2,
                        TaxBehavior = "exclusive",
                    },
                    new()
                    {
                        Amount = 1190,
                        Reference = "vip",
                        TaxBehavior = "inclusive",
                    },
                ],
                CustomerDetails = InGermany("10115", "Berlin", "Weg 1"),
                Expand = ["line_items"],
            },
            cancellationToken: Stop
        );
        Assert.Equal((2380, 190, 190), (calculation.AmountTotal, calculation.TaxAmountExclusive, calculation.TaxAmountInclusive));
        Assert.Equal([("standard", 190L), ("vip", 190L)], calculation.LineItems.Data.Select(line => (line.Reference, line.AmountTax)));
        Assert.Equal(
            2,
            (await new CalculationLineItemService(Client(stripe)).ListAsync(calculation.Id, cancellationToken: Stop)).Data.Count
        );
        var transaction = await transactions.CreateFromCalculationAsync(
            new() { Calculation = calculation.Id, Reference = "invoice-1" },
            cancellationToken: Stop
        );
        Assert.Equal("tax.transaction", transaction.Object);
    }

    [Fact]
    public async Task It_reads_every_message_that_is_sent_and_so_does_our_client()
    {
        await using var stripe = await StripeAccount.Open();
        var client = Client(stripe);
        var intents = new PaymentIntentService(client);
        var paid = await intents.CreateAsync(Paid(2500), cancellationToken: Stop);
        await new RefundService(client).CreateAsync(new() { PaymentIntent = paid.Id, Amount = 1000 }, cancellationToken: Stop);
        (await stripe.Post($"/test/charges/{paid.LatestChargeId}/dispute")).Ok();
        await intents.CancelAsync((await intents.CreateAsync(Ticket(900), cancellationToken: Stop)).Id, cancellationToken: Stop);
        await stripe.Delivered();

        List<Event> listed = [];
        await foreach (var happened in new EventService(client).ListAutoPagingAsync(new() { Limit = 3 }, cancellationToken: Stop))
            listed.Add(happened);
        Assert.Equal(listed.Select(happened => happened.Id).Order(), stripe.Listener.Received.Select(webhook => webhook.EventId).Order());
        foreach (var webhook in stripe.Listener.Received)
        {
            // Including the API version, as Stripe's client checks by default.
            var theirs = EventUtility.ConstructEvent(
                webhook.Body,
                webhook.Signature,
                StripeAccount.WebhookSecret,
                300,
                webhook.Json.Number("created")
            );
            var ours = Ours(stripe)
                .Open(webhook.Body, webhook.Signature, DateTimeOffset.FromUnixTimeSeconds(webhook.Json.Number("created")));
            Assert.Equal(webhook.EventId, theirs.Id);
            Assert.Equal((theirs.Type, IntentOf(theirs.Data.Object), theirs.Livemode), (ours!.Type, ours.PaymentIntentId, ours.Live));
        }
    }

    [Fact]
    public void Both_clients_believe_the_same_signatures()
    {
        const long now = 1_780_000_000;
        const string body = """
            {"id":"evt_1","object":"event","api_version":"2020-08-27","created":1,"type":"payment_intent.succeeded",
             "data":{"object":{"object":"payment_intent","id":"pi_1"}}}
            """;
        string By(string secret, long second) => EventUtility.ComputeSignature(secret, $"{second}", body);
        var right = By(StripeAccount.WebhookSecret, now);
        var parts = Gen.OneOf(
            $"t={now}",
            $"t={now}",
            $"t={now - 300}",
            $"t={now - 301}",
            $"t={now + 300}",
            $"t={now + 301}",
            "t=",
            "t=now",
            "t=-1",
            "x=y",
            $"v1={right}",
            $" v1={right}",
            $"v1={right.ToUpperInvariant()}",
            $"v1={right[..^1]}",
            $"v0={right}",
            "v1=",
            $"v1={By("whsec_other", now)}",
            $"v1={By(StripeAccount.WebhookSecret, now - 300)}",
            $"v1={By(StripeAccount.WebhookSecret, now + 301)}"
        );
        using var http = new HttpClient();
        var ours = new OurClient(http, new("http://127.0.0.1:1"), new("", "", StripeAccount.WebhookSecret));
        parts
            .Array[1, 5]
            .Select(chosen => string.Join(',', chosen))
            .Sample(
                header => Believed(header) == ours.Open(body, header, DateTimeOffset.FromUnixTimeSeconds(now)) is not null,
                iter: 20_000
            );
        Assert.True(Believed($"t={now},v1={right}"));

        bool Believed(string header)
        {
            try
            {
                return EventUtility.ConstructEvent(body, header, StripeAccount.WebhookSecret, 300, now, throwOnApiVersionMismatch: false)
                    is not null;
            }
            catch (Exception refused) when (refused is StripeException or NullReferenceException or FormatException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Our_client_asks_as_it_asks()
    {
        await using var stripe = await StripeAccount.Open();
        var (paid, open) = ((await stripe.PaidIntent(5000)).Id, (await stripe.Intent()).Id);
        await Same(
            stripe,
            ours => ours.Create(new("reg_1", "evt_1", 2500, "eur", "Zwei Plätze & mehr", "ann+1@example.com", "k1"), Stop),
            client =>
                new PaymentIntentService(client).CreateAsync(
                    new()
                    {
                        Amount = 2500,
                        Currency = "eur",
                        Description = "Zwei Plätze & mehr",
                        ReceiptEmail = "ann+1@example.com",
                        AutomaticPaymentMethods = new() { Enabled = true },
                        Metadata = new() { ["registrationId"] = "reg_1", ["eventId"] = "evt_1" },
                    },
                    new() { IdempotencyKey = "k1" },
                    Stop
                )
        );
        await Same(
            stripe,
            ours => ours.Get(paid, Stop),
            client => new PaymentIntentService(client).GetAsync(paid, cancellationToken: Stop)
        );
        await Same(
            stripe,
            ours => ours.Cancel(open, Stop),
            client => new PaymentIntentService(client).CancelAsync(open, cancellationToken: Stop)
        );
        await Same(
            stripe,
            ours => ours.Refund(new NewRefund("ref_1", "reg_1", paid, 400), Stop),
            client =>
                new RefundService(client).CreateAsync(
                    new()
                    {
                        PaymentIntent = paid,
                        Amount = 400,
                        Metadata = new() { ["refundId"] = "ref_1", ["registrationId"] = "reg_1" },
                    },
                    new() { IdempotencyKey = "ref_1" },
                    Stop
                )
        );
        await Same(
            stripe,
            ours => ours.Refunds(paid, Stop),
            client => new RefundService(client).ListAsync(new() { PaymentIntent = paid, Limit = 100 }, cancellationToken: Stop)
        );
        await Same(
            stripe,
            ours => ours.Disputed(paid, Stop),
            client => new DisputeService(client).ListAsync(new() { PaymentIntent = paid, Limit = 10 }, cancellationToken: Stop)
        );
        TaxedLine[] lines = [new("typ_1", 1000, 2), new("typ_2", 500, 1)];
        foreach (var included in (bool[])[true, false])
        {
            var behavior = included ? "inclusive" : "exclusive";
            await Same(
                stripe,
                ours => ours.Tax("eur", lines, included, new("DE", "20457", null, "Hamburg", "Am Kai 1"), behavior, Stop),
                client =>
                    new CalculationService(client).CreateAsync(
                        new()
                        {
                            Currency = "eur",
                            CustomerDetails = InGermany("20457", "Hamburg", "Am Kai 1"),
                            LineItems =
                            [
                                new()
                                {
                                    Amount = 1000,
                                    Quantity = 2,
                                    Reference = "typ_1",
                                    TaxBehavior = behavior,
                                },
                                new()
                                {
                                    Amount = 500,
                                    Quantity = 1,
                                    Reference = "typ_2",
                                    TaxBehavior = behavior,
                                },
                            ],
                            Expand = ["line_items"],
                        },
                        new() { IdempotencyKey = behavior },
                        Stop
                    )
            );
        }
    }

    /// <summary>Both clients must send the same request: method, address, form, API version, account and any key of ours.</summary>
    private static async Task Same(StripeAccount stripe, Func<OurClient, Task> ours, Func<StripeClient, Task> theirs)
    {
        Recorder first = new(),
            second = new();
        using HttpClient one = new(first),
            two = new(second);
        await ours(Ours(stripe, one));
        // The second call may fail, because the first one has changed the state.
        _ = await Record.ExceptionAsync(() => theirs(Client(stripe, http: two)));
        var (asked, meant) = (first.Requests.Single(), second.Requests.Single());
        // Where we give no key, Stripe's client generates one.
        Assert.Equal(asked.Key is null ? meant with { Key = null } : meant, asked);
    }

    private static string? IntentOf(object subject) =>
        subject switch
        {
            PaymentIntent intent => intent.Id,
            Charge charge => charge.PaymentIntentId,
            Refund refund => refund.PaymentIntentId,
            Dispute dispute => dispute.PaymentIntentId,
            _ => null,
        };

    private static PaymentIntentCreateOptions Ticket(long amount) =>
        new()
        {
            Amount = amount,
            Currency = "eur",
            AutomaticPaymentMethods = new() { Enabled = true },
            Metadata = new() { ["registration"] = "r 1", ["a&b"] = "ü=?" },
        };

    private static PaymentIntentCreateOptions Paid(long amount, string method = "pm_card_visa") =>
        new()
        {
            Amount = amount,
            Currency = "eur",
            PaymentMethod = method,
            Confirm = true,
        };

    private static CalculationCustomerDetailsOptions InGermany(string postalCode, string city, string line1) =>
        new()
        {
            AddressSource = "billing",
            Address = new()
            {
                Country = "DE",
                PostalCode = postalCode,
                City = city,
                Line1 = line1,
            },
        };

    private static async Task<StripeError> Refused(Task call, HttpStatusCode status, string? code = null)
    {
        var error = await Assert.ThrowsAsync<StripeException>(() => call);
        Assert.Equal(status, error.HttpStatusCode);
        if (code is not null)
            Assert.Equal(code, error.StripeError.Code);
        return error.StripeError;
    }

    private static StripeClient Client(
        StripeAccount stripe,
        string key = StripeAccount.SecretKey,
        int retries = 0,
        HttpClient? http = null
    ) =>
        new(
            key,
            apiBase: stripe.Address.AbsoluteUri.TrimEnd('/'),
            httpClient: new SystemNetHttpClient(http, retries, enableTelemetry: false)
        );

    private static OurClient Ours(StripeAccount stripe, HttpClient? http = null) =>
        new(
            http ?? new HttpClient(),
            stripe.Address,
            new(StripeAccount.SecretKey, StripeAccount.PublishableKey, StripeAccount.WebhookSecret)
        );

    private sealed record CardCase(string Method, string Code, string Reason);

    /// <param name="Form">Parameters of query and body, sorted and decoded.</param>
    private sealed record Request(string Method, string Path, string Form, string? Version, string? Authorization, string? Key);

    private sealed class Recorder() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<Request> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(stop);
            var fields = $"{request.RequestUri!.Query.TrimStart('?')}&{body}".Split('&', StringSplitOptions.RemoveEmptyEntries);
            var form = string.Join('\n', fields.Select(WebUtility.UrlDecode).Order(StringComparer.Ordinal));
            Requests.Add(
                new(
                    request.Method.Method,
                    request.RequestUri.AbsolutePath,
                    form,
                    Header("Stripe-Version"),
                    request.Headers.Authorization?.ToString(),
                    Header("Idempotency-Key")
                )
            );
            return await base.SendAsync(request, stop);

            string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : null;
        }
    }
}
