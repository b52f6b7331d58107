using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Tax, payments and refunds.</summary>
public static class PaymentEndpoints
{
    public static readonly Endpoint<CalculateTaxRequest, TaxView> CalculateTax = new("POST", "/payments/calculate-tax", Access.User,
        "Determines the tax of a held registration, once, by the place of its event, and shows it.",
        Grants.Write(Registrations).AndRead(Events).And(Uses.Payments))
        { Problems = ["registration_expired", "already_paid", "nothing_to_pay", "tax_unavailable", "payment_processing", "registration_cancelled", "order_limit_exceeded"] };

    public static readonly Endpoint<ProcessPaymentRequest, PaymentView> ProcessPayment = new("POST", "/create-payment-intent", Access.User,
        "Starts the payment of a held registration, or continues the one that was started. Determines its tax before.",
        Grants.Write(Registrations, Inventory, Quotas, Notifications).AndRead(Events).And(Uses.Payments))
        {
            AlsoAt = "/payments/createPaymentIntent", Idempotent = true,
            Problems =
            [
                "registration_expired", "already_paid", "nothing_to_pay", "payment_processing", "registration_cancelled", "payment_refused", "tax_unavailable",
                "order_limit_exceeded",
            ],
        };

    public static readonly Endpoint<WebhookRequest, WebhookView> StripeWebhook = new("POST", "/webhooks/stripe", Access.Public,
        "Takes the payment provider's signed messages.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments)) { Problems = ["bad_signature"] };

    public static readonly Endpoint<RefundRequest, RefundView> RefundRegistration = new("POST", "/registrations/{registrationId}/refunds", Access.Organizer,
        "Gives back a part or, without an amount, the rest of what was paid. A registration that is refunded in full is cancelled.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments))
        { Status = 201, Idempotent = true, AdminsActForAll = true, Problems = ["nothing_to_refund", "refund_exceeds_payment", "too_many_refunds"] };
}
