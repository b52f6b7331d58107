using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>Charges, refunds and disputes.</summary>
internal sealed class StripeRefunds
{
    private const string Pending = "pending",
        Succeeded = "succeeded",
        Failed = "failed",
        Open = "needs_response",
        Inquiry = "warning_needs_response";
    private string _newStatus = Succeeded;

    public void Map(StripeApi api)
    {
        api.Post("/refunds", Create);
        api.Get("/refunds", call => call.Page(OfPayment(call, call.All<Refund>(), refund => (refund.PaymentIntent, refund.Charge))));
        api.Get("/refunds/{id}", call => call.Show(call.Get<Refund>("refund")));
        api.Post("/refunds/{id}", Update);
        api.Get("/charges", call => call.Page(OfPayment(call, call.All<Charge>(), charge => (charge.PaymentIntent, charge.Id))));
        api.Get("/charges/{id}", call => call.Show(call.Get<Charge>("charge")));
        api.Get("/disputes", call => call.Page(OfPayment(call, call.All<Dispute>(), dispute => (dispute.PaymentIntent, dispute.Charge))));
        api.Get("/disputes/{id}", call => call.Show(call.Get<Dispute>("dispute")));
        api.Test("POST", "/refunds", Switch);
        api.Test("POST", "/refunds/{id}/complete", Complete);
        api.Test("POST", "/charges/{id}/dispute", Contest);
    }

    private static IEnumerable<T> OfPayment<T>(StripeCall call, IEnumerable<T> all, Func<T, (string Intent, string Charge)> payment)
    {
        var (intent, charge) = (call.Form.Text("payment_intent"), call.Form.Text("charge"));
        return all.Where(one => (intent is null || intent == payment(one).Intent) && (charge is null || charge == payment(one).Charge));
    }

    private JsonNode Create(StripeCall call)
    {
        call.Form.Ignore("instructions_email", "refund_application_fee", "reverse_transfer");
        var charge = Refundable(call);
        var left = charge.AmountCaptured - charge.AmountRefunded;
        var amount = call.Form.Integer("amount") ?? left;
        if (amount < 1)
            throw StripeRefusal.OutOfRange("amount", 1, left);
        StripePayments.RequireStep(amount, charge.Currency);
        if (amount > left)
        {
            throw StripeRefusal.Invalid(
                $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).",
                "amount",
                executed: true
            );
        }
        var refund = call.Save(
            new Refund
            {
                Id = call.NewId("re"),
                Created = call.Now,
                Amount = amount,
                Currency = charge.Currency,
                Charge = charge.Id,
                PaymentIntent = charge.PaymentIntent,
                Status = _newStatus,
                Reason = call.Form.OneOf("reason", "duplicate", "fraudulent", "requested_by_customer"),
                Metadata = call.Form.Metadata(),
            }
        );
        var refunded = call.Save(
            charge with
            {
                AmountRefunded = charge.AmountRefunded + amount,
                Refunds = charge.Refunds with { Data = [refund, .. charge.Refunds.Data] },
            }
        );
        call.Emit("refund.created", refund);
        call.Emit("charge.refunded", refunded);
        return call.Show(refund);
    }

    /// <exception cref="StripeRefusal">The charge does not exist, or is unpaid, disputed or fully refunded.</exception>
    private static Charge Refundable(StripeCall call)
    {
        var (intentId, chargeId) = (call.Form.Text("payment_intent"), call.Form.Text("charge"));
        var intent = intentId is null ? null : call.Get<PaymentIntent>("payment_intent", intentId, "payment_intent");
        if (intent is { Status: not Succeeded })
            throw StripeRefusal.UnexpectedState(intent, "This PaymentIntent does not have a successful charge to refund.");
        chargeId ??= intent?.LatestCharge ?? throw StripeRefusal.Without("payment_intent");
        var charge = call.Get<Charge>("charge", chargeId, "charge");
        if (intent is not null && charge.PaymentIntent != intent.Id)
            throw StripeRefusal.Invalid("The charge does not belong to the payment_intent.", "charge");
        if (!charge.Paid)
            throw Refused($"Charge {charge.Id} is not paid.", "charge_not_refundable");
        if (charge.Dispute is { } dispute && call.Get<Dispute>("dispute", dispute).Status is not ("won" or Inquiry))
            throw Refused($"Charge {charge.Id} has been charged back; cannot issue a refund.", "charge_disputed");
        if (charge.Refunded)
            throw Refused($"Charge {charge.Id} has already been refunded.", "charge_already_refunded");
        return charge;
    }

    private static StripeRefusal Refused(string message, string code) => StripeRefusal.Invalid(message, "charge", code, executed: true);

    private static JsonNode Update(StripeCall call)
    {
        var refund = call.Get<Refund>("refund");
        return call.Show(Changed(call, refund with { Metadata = call.Form.Metadata(refund.Metadata) }));
    }

    private static Refund Changed(StripeCall call, Refund refund)
    {
        var charge = call.Get<Charge>("charge", refund.Charge);
        call.Save(
            charge with
            {
                AmountRefunded = charge.AmountRefunded - (refund.Status is Failed ? refund.Amount : 0),
                Refunds = charge.Refunds with { Data = [.. charge.Refunds.Data.Select(one => one.Id == refund.Id ? refund : one)] },
            }
        );
        call.Emit("refund.updated", call.Save(refund));
        return refund;
    }

    /// <summary>Test switch: whether new refunds start as pending or succeed at once.</summary>
    private JsonObject Switch(StripeCall call)
    {
        _newStatus = call.Form.OneOf("status", Pending, Succeeded) ?? Succeeded;
        return new() { ["status"] = _newStatus };
    }

    /// <summary>Test switch: the outcome of a pending refund. A failed one returns its amount to the charge.</summary>
    private static JsonNode Complete(StripeCall call)
    {
        var refund = call.Get<Refund>("refund");
        var outcome = call.Form.OneOf("outcome", Succeeded, Failed) ?? Succeeded;
        if (refund.Status != Pending)
            throw StripeRefusal.Invalid($"The refund is {refund.Status}, not pending.");
        var failure = outcome is Failed ? "lost_or_stolen_card" : null;
        var completed = Changed(call, refund with { Status = outcome, FailureReason = failure });
        if (outcome is Failed)
            call.Emit("refund.failed", completed);
        return call.Show(completed);
    }

    /// <summary>
    /// Test switch: opens a dispute, or with <c>inquiry=true</c> an inquiry; <c>close=won</c> or <c>close=lost</c> closes it.
    /// </summary>
    private static JsonNode Contest(StripeCall call)
    {
        var charge = call.Get<Charge>("charge");
        var decision = call.Form.OneOf("close", "won", "lost");
        if (decision is not null)
            return Decide(call, charge, decision);
        if (!charge.Paid || charge.Disputed)
            throw StripeRefusal.Invalid("The charge is not paid, or is disputed already.");
        var dispute = call.Save(
            new Dispute
            {
                Id = call.NewId("du"),
                Created = call.Now,
                Amount = charge.Amount,
                Currency = charge.Currency,
                Charge = charge.Id,
                PaymentIntent = charge.PaymentIntent,
                Status = call.Form.Flag("inquiry") ? Inquiry : Open,
            }
        );
        call.Save(charge with { Disputed = true, Dispute = dispute.Id });
        call.Emit("charge.dispute.created", dispute);
        return call.Show(dispute);
    }

    private static JsonNode Decide(StripeCall call, Charge charge, string decision)
    {
        var dispute = charge.Dispute is null ? null : call.Find<Dispute>(charge.Dispute);
        if (dispute is not { Status: Open })
            throw StripeRefusal.Invalid("The charge has no open dispute.");
        var closed = call.Save(dispute with { Status = decision });
        call.Emit("charge.dispute.closed", closed);
        return call.Show(closed);
    }
}
