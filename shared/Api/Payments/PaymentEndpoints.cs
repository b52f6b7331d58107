using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Tax, payments and refunds.</summary>
public static class PaymentEndpoints
{
    public static readonly Endpoint<CalculateTaxRequest, TaxView> CalculateTax = new(
        "POST",
        "/payments/calculate-tax",
        Access.Order,
        "Calculates the tax of a held registration at the venue of its event and returns it. It is calculated only once.",
        Grants.Write(Registrations).AndRead(Events).And(Uses.Payments)
    )
    {
        Problems =
        [
            "registration_expired",
            "already_paid",
            "nothing_to_pay",
            "tax_unavailable",
            "payment_processing",
            "registration_cancelled",
            "order_limit_exceeded",
        ],
    };

    public static readonly Endpoint<ProcessPaymentRequest, PaymentView> ProcessPayment = new(
        "POST",
        "/create-payment-intent",
        Access.Order,
        "Starts the payment of a held registration, or continues the one that was started. Calculates the tax first.",
        Grants.Write(Registrations, Inventory, Quotas, Notifications).AndRead(Events).And(Uses.Payments)
    )
    {
        AlsoAt = "/payments/createPaymentIntent",
        Idempotent = true,
        Problems =
        [
            "registration_expired",
            "already_paid",
            "nothing_to_pay",
            "payment_processing",
            "registration_cancelled",
            "payment_refused",
            "tax_unavailable",
            "order_limit_exceeded",
        ],
    };

    public static readonly Endpoint<WebhookRequest, WebhookView> StripeWebhook = new(
        "POST",
        "/webhooks/stripe",
        Access.Public,
        "Receives the signed webhooks of the payment provider.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments)
    )
    {
        Problems = ["bad_signature"],
    };

    public static readonly Endpoint<RefundRequest, RefundView> RefundRegistration = new(
        "POST",
        "/registrations/{registrationId}/refunds",
        Access.Organizer,
        "Refunds a part or, without an amount, all of what is left. A full refund cancels the registration.",
        Grants.Write(Registrations, Inventory, Quotas, Tickets, Notifications).AndRead(Events).And(Uses.Payments)
    )
    {
        Recorded = true,
        Status = 201,
        Idempotent = true,
        AdminsActForAll = true,
        Problems = ["nothing_to_refund", "refund_exceeds_payment", "too_many_refunds"],
        FieldCodes = ["currency_mismatch", "out_of_range", "not_payable"],
    };
}
