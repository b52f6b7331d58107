using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventTicketing.Domain;

namespace EventTicketing.Local.Standins;

/// <summary>Payment intents: creation, confirmation, authentication, cancellation.</summary>
internal static partial class StripePayments
{
    private const string NeedsMethod = "requires_payment_method",
        NeedsConfirmation = "requires_confirmation";
    private const string NeedsAction = "requires_action";
    private const string Processing = "processing",
        Succeeded = "succeeded",
        Canceled = "canceled";

    private static readonly string[] Unused =
    [
        "customer",
        "shipping",
        "setup_future_usage",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "confirmation_method",
        "use_stripe_sdk",
        "off_session",
        "mandate_data",
        "payment_method_options",
    ];

    public static void Map(StripeApi api)
    {
        api.Post("/payment_intents", Create);
        api.Get("/payment_intents", List);
        api.Get("/payment_intents/{id}", call => call.Show(Intent(call)), publishable: true);
        api.Post("/payment_intents/{id}", Update);
        api.Post("/payment_intents/{id}/confirm", Confirm, publishable: true);
        api.Post("/payment_intents/{id}/cancel", Cancel);
        api.Get("/payment_methods/{id}", call => call.Show(call.Get<PaymentMethod>("payment_method")));
        api.Test("POST", "/payment_intents/{id}/authenticate", Authenticate);
        api.Test("POST", "/payment_intents/{id}/complete", Complete);
    }

    /// <summary>The bank's authentication page. Its buttons post the outcome.</summary>
    public static string AuthenticationPage(PaymentIntent intent) =>
        $$"""
            <!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Test bank</title>
            <style>
            body{font:18px/1.5 system-ui;max-width:28rem;margin:15vh auto;padding:1rem} button{font:inherit;padding:.5rem 1rem}
            </style>
            <h1>Test bank</h1>
            <p>Allow the payment of {{intent.Amount}} {{intent.Currency.ToUpperInvariant()}} (in minor units)?</p>
            <form method="post">
            <button name="outcome" value="success">Allow</button> <button name="outcome" value="failure">Refuse</button>
            </form></html>
            """;

    private static JsonNode Create(StripeCall call)
    {
        var form = call.Form;
        form.Ignore(Unused);
        if (form.OneOf("capture_method", "automatic", "automatic_async", "manual") is "manual")
            throw StripeRefusal.Invalid("This stand-in does not capture later.", "capture_method");
        var id = call.NewId("pi");
        var intent = new PaymentIntent
        {
            Id = id,
            Created = call.Now,
            ClientSecret = $"{id}_secret_{RandomNumberGenerator.GetHexString(24, lowercase: true)}",
            Amount = Amount(form, Currency(form)) ?? throw StripeRefusal.Without("amount"),
            Currency = Currency(form),
            Status = NeedsMethod,
            Description = form.Text("description"),
            ReceiptEmail = form.Text("receipt_email"),
            Metadata = form.Metadata(),
            AutomaticPaymentMethods = Automatic(form),
            PaymentMethodTypes = form.List("payment_method_types") is { Count: > 0 } types ? types : ["card"],
        };
        var confirm = form.Flag("confirm");
        var method = ChosenMethod(call);
        if (method is not null)
            intent = Chosen(intent, method);
        call.Save(intent);
        call.Emit("payment_intent.created", intent);
        return confirm ? Confirmed(call, intent) : call.Show(intent);
    }

    private static JsonNode List(StripeCall call)
    {
        call.Form.Ignore("customer");
        return call.Page(call.All<PaymentIntent>());
    }

    private static JsonNode Update(StripeCall call)
    {
        var form = call.Form;
        form.Ignore(Unused);
        var intent = Intent(call);
        if (form.Has("amount") || form.Has("currency") || form.Has("payment_method") || form.Has("payment_method_data[type]"))
            Require(intent, "update", NeedsMethod, NeedsConfirmation);
        var method = ChosenMethod(call);
        if (method is not null)
            intent = Chosen(intent, method);
        var currency = form.Has("currency") ? Currency(form) : intent.Currency;
        return call.Show(
            call.Save(
                intent with
                {
                    Amount = Amount(form, currency) ?? intent.Amount,
                    Currency = currency,
                    Metadata = form.Metadata(intent.Metadata),
                    Description = form.Has("description") ? form.Text("description") : intent.Description,
                    ReceiptEmail = form.Has("receipt_email") ? form.Text("receipt_email") : intent.ReceiptEmail,
                }
            )
        );
    }

    private static JsonNode Confirm(StripeCall call)
    {
        var intent = Intent(call);
        Require(intent, "confirm", NeedsMethod, NeedsConfirmation, NeedsAction);
        if (call.Form.Text("receipt_email") is { } email)
            intent = intent with { ReceiptEmail = email };
        var method = ChosenMethod(call);
        return Confirmed(call, method is null ? intent : Chosen(intent, method));
    }

    private static JsonNode Confirmed(StripeCall call, PaymentIntent intent)
    {
        call.Form.Ignore(Unused);
        var returnUrl = call.Form.Url("return_url");
        if (intent.PaymentMethod is null)
            throw StripeRefusal.UnexpectedState(intent, "You cannot confirm this PaymentIntent because it's missing a payment method.");
        var method = call.Get<PaymentMethod>("payment_method", intent.PaymentMethod, "payment_method");
        var after = TestMethod.Of(method).Authentication ? AskTheBank(call, intent, returnUrl) : Attempt(call, intent, method);
        return after.Status != NeedsMethod ? call.Show(after) : throw StripeRefusal.Declined(after, method);
    }

    private static JsonNode Cancel(StripeCall call)
    {
        var reason = call.Form.OneOf("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
        var intent = Intent(call);
        Require(intent, "cancel", NeedsMethod, NeedsConfirmation, NeedsAction);
        var canceled = call.Save(intent with { Status = Canceled, CanceledAt = call.Now, CancellationReason = reason, NextAction = null });
        call.Emit("payment_intent.canceled", canceled);
        return call.Show(canceled);
    }

    /// <summary>Test switch: the buyer's decision on the bank's page.</summary>
    private static JsonNode Authenticate(StripeCall call)
    {
        var intent = Intent(call);
        var outcome = call.Form.OneOf("outcome", "success", "failure") ?? "success";
        Require(intent, "authenticate", NeedsAction);
        var method = call.Get<PaymentMethod>("payment_method", intent.PaymentMethod!);
        var after = outcome is "success"
            ? Attempt(call, intent with { NextAction = null }, method)
            : Failed(call, intent, null, Decline.NotAuthenticated);
        if (intent.NextAction?.RedirectToUrl is { } redirect)
            call.Next = Returned(redirect.ReturnUrl, after);
        return call.Show(after);
    }

    private static string Returned(string returnUrl, PaymentIntent intent)
    {
        var status = intent.Status is NeedsMethod ? "failed" : intent.Status;
        var result = $"payment_intent={intent.Id}&payment_intent_client_secret={intent.ClientSecret}&redirect_status={status}";
        var url = new UriBuilder(returnUrl);
        url.Query = url.Query is "" ? result : $"{url.Query}&{result}";
        return url.Uri.AbsoluteUri;
    }

    /// <summary>Test switch: the final outcome of a delayed payment.</summary>
    private static JsonNode Complete(StripeCall call)
    {
        var intent = Intent(call);
        var outcome = call.Form.OneOf("outcome", "succeeded", "failed") ?? "succeeded";
        Require(intent, "complete", Processing);
        var charge = call.Get<Charge>("charge", intent.LatestCharge!);
        return call.Show(outcome is "succeeded" ? Paid(call, intent, charge) : Failed(call, intent, charge, Decline.BankRefused));
    }

    private static PaymentIntent AskTheBank(StripeCall call, PaymentIntent intent, Uri? returnUrl)
    {
        var page = $"{call.Caller.Origin}/test/payment_intents/{intent.Id}/authenticate";
        var asked = call.Save(
            intent with
            {
                Status = NeedsAction,
                LastPaymentError = null,
                NextAction = returnUrl is null
                    ? new("use_stripe_sdk") { UseStripeSdk = new("three_d_secure_redirect", page) }
                    : new("redirect_to_url") { RedirectToUrl = new(page, returnUrl.ToString()) },
            }
        );
        call.Emit("payment_intent.requires_action", asked);
        return asked;
    }

    private static PaymentIntent Attempt(StripeCall call, PaymentIntent intent, PaymentMethod method)
    {
        var test = TestMethod.Of(method);
        var charge = NewCharge(call, intent, method);
        if (test.Decline is not null)
            return Failed(call, intent, charge, test.Decline);
        return test.Delayed ? Processed(call, intent, charge) : Paid(call, intent, charge);
    }

    private static PaymentIntent Paid(StripeCall call, PaymentIntent intent, Charge charge)
    {
        call.Emit(
            "charge.succeeded",
            call.Save(
                charge with
                {
                    Status = Succeeded,
                    AmountCaptured = charge.Amount,
                    Outcome = new("approved_by_network", null, "Payment complete.", "authorized"),
                }
            )
        );
        var paid = call.Save(
            intent with
            {
                Status = Succeeded,
                AmountReceived = intent.Amount,
                LatestCharge = charge.Id,
                LastPaymentError = null,
                NextAction = null,
            }
        );
        call.Emit("payment_intent.succeeded", paid);
        return paid;
    }

    private static PaymentIntent Processed(StripeCall call, PaymentIntent intent, Charge charge)
    {
        call.Emit("charge.pending", call.Save(charge));
        var processed = call.Save(
            intent with
            {
                Status = Processing,
                LatestCharge = charge.Id,
                LastPaymentError = null,
                NextAction = null,
            }
        );
        call.Emit("payment_intent.processing", processed);
        return processed;
    }

    /// <summary>Records a failed attempt and reopens the intent for another one.</summary>
    private static PaymentIntent Failed(StripeCall call, PaymentIntent intent, Charge? charge, Decline decline)
    {
        if (charge is not null)
        {
            call.Emit(
                "charge.failed",
                call.Save(
                    charge with
                    {
                        Status = "failed",
                        FailureCode = decline.Code,
                        FailureMessage = decline.Message,
                        Outcome = new("declined_by_network", decline.DeclineCode, "The bank gave no further details.", "issuer_declined"),
                    }
                )
            );
        }
        var failed = call.Save(
            intent with
            {
                Status = NeedsMethod,
                PaymentMethod = null,
                NextAction = null,
                LatestCharge = charge?.Id ?? intent.LatestCharge,
                LastPaymentError = new(decline.Type, decline.Code, decline.DeclineCode, decline.Message, charge?.Id),
            }
        );
        call.Emit("payment_intent.payment_failed", failed);
        return failed;
    }

    private static Charge NewCharge(StripeCall call, PaymentIntent intent, PaymentMethod method)
    {
        var id = call.NewId("ch");
        return new Charge
        {
            Id = id,
            Created = call.Now,
            Amount = intent.Amount,
            Currency = intent.Currency,
            Status = "pending",
            PaymentIntent = intent.Id,
            PaymentMethod = method.Id,
            PaymentMethodDetails = new(method.Type, method.Card, method.UsBankAccount),
            Description = intent.Description,
            ReceiptEmail = intent.ReceiptEmail,
            Metadata = intent.Metadata,
            Refunds = new($"/v1/charges/{id}/refunds", []),
        };
    }

    private static PaymentIntent Chosen(PaymentIntent intent, PaymentMethod method) =>
        intent with
        {
            PaymentMethod = method.Id,
            Status = NeedsConfirmation,
            NextAction = null,
        };

    private static PaymentMethod? ChosenMethod(StripeCall call)
    {
        call.Form.Ignore("payment_method_data[billing_details]", "payment_method_data[allow_redisplay]");
        if (call.Form.Text("payment_method_data[type]") is not null)
        {
            call.Form.OneOf("payment_method_data[type]", "card");
            return call.Save(TestMethod.FromCard(call.Form, "payment_method_data[card]", call.NewId("pm"), call.Now));
        }
        if (call.Form.Text("payment_method") is not { } id)
            return null;
        if (TestMethod.Named(id) is { } test)
            return call.Save(test.ToPaymentMethod(call.NewId("pm"), call.Now, 12, 2034));
        return call.Get<PaymentMethod>("PaymentMethod", id, "payment_method");
    }

    /// <summary>Finds the payment intent of the request path. A caller with the publishable key must also send its client secret.</summary>
    private static PaymentIntent Intent(StripeCall call)
    {
        var intent = call.Get<PaymentIntent>("payment_intent");
        var secret = call.Form.Text("client_secret");
        var isAllowed = secret is null ? !call.Caller.Publishable : secret == intent.ClientSecret;
        return isAllowed ? intent : throw StripeRefusal.Missing("payment_intent", intent.Id);
    }

    private static void Require(PaymentIntent intent, string verb, params ReadOnlySpan<string> statuses)
    {
        if (!statuses.Contains(intent.Status))
        {
            throw StripeRefusal.UnexpectedState(
                intent,
                $"You cannot {verb} this PaymentIntent because it has a status of {intent.Status}."
            );
        }
    }

    private static long? Amount(StripeForm form, string currency)
    {
        if (form.Integer("amount") is not { } amount)
            return null;
        var (least, most) = Currencies.IsKnown(currency) ? (Currencies.LeastOf(currency), Currencies.MostOf(currency)) : (1, 99_999_999);
        if (amount < 1)
            throw StripeRefusal.OutOfRange("amount", 1, most);
        if (amount < least)
            throw StripeRefusal.Invalid($"Amount must be at least {least} {currency}.", "amount", "amount_too_small");
        if (amount > most)
            throw StripeRefusal.Invalid($"Amount must be no more than {most} {currency}.", "amount", "amount_too_large");
        RequireStep(amount, currency);
        return amount;
    }

    /// <summary>Amounts must be multiples of 10 in three-decimal currencies, and of 100 in ISK and UGX, which have no minor unit.</summary>
    internal static void RequireStep(long amount, string currency)
    {
        var step =
            currency is "isk" or "ugx" ? 100
            : Currencies.IsKnown(currency) ? Currencies.StepOf(currency)
            : 1;
        if (amount % step != 0)
            throw StripeRefusal.Invalid($"Amounts in {currency} must be divisible by {step}.", "amount");
    }

    internal static string Currency(StripeForm form)
    {
        var currency = form.Required("currency");
        return CurrencyPattern().IsMatch(currency) ? currency : throw StripeRefusal.Invalid($"Invalid currency: {currency}", "currency");
    }

    private static AutomaticPaymentMethods? Automatic(StripeForm form)
    {
        var redirects = form.OneOf("automatic_payment_methods[allow_redirects]", "always", "never") ?? "always";
        return form.Flag("automatic_payment_methods[enabled]") ? new(true, redirects) : null;
    }

    [GeneratedRegex("^[a-z]{3}$")]
    private static partial Regex CurrencyPattern();
}
