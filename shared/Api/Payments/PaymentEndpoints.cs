using EventTicketing.Data;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>Tax, payments and refunds, and the ledger of them.</summary>
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

    public static readonly Endpoint<ListTransactionsRequest, ListOf<TransactionView>> ListTransactions = new(
        "GET",
        "/transactions",
        Access.Organizer,
        "Lists what an organization sold and gave back, newest first. Administrators who name none see the whole platform.",
        Grants.Write(Organizations, Users).AndRead(LedgerEntries)
    )
    {
        AdminsActForAll = true,
        FieldCodes = ["ends_before_start", "invalid_date", "organization_required", "range_too_long"],
    };

    public static readonly Endpoint<DailyTransactionsRequest, DayMoneyView> DailyTransactions = new(
        "GET",
        "/transactions/daily/{date}",
        Access.Organizer,
        "Adds up the money of a day by currency and event.",
        Grants.Write(Organizations, Users).AndRead(LedgerEntries)
    )
    {
        AdminsActForAll = true,
        FieldCodes = ["invalid_date", "organization_required"],
    };

    public static readonly Endpoint<MonthlySummaryRequest, MonthMoneyView> MonthlySummary = new(
        "GET",
        "/transactions/monthly/{month}",
        Access.Organizer,
        "Adds up the money of a month by currency, event and day, with the month before.",
        Grants.Write(Organizations, Users).AndRead(LedgerEntries)
    )
    {
        AdminsActForAll = true,
        FieldCodes = ["invalid_date", "organization_required"],
    };

    public static readonly Endpoint<ExportTransactionsRequest, ReportView> ExportTransactions = new(
        "POST",
        "/transactions/export",
        Access.Organizer,
        "Writes a report (CSV or XLSX) with one line per transaction and returns a link to it, valid for 15 minutes.",
        Grants.Write(Organizations, Users).AndRead(LedgerEntries).And(Buckets.Exports, May.Get | May.Put)
    )
    {
        AdminsActForAll = true,
        Recorded = true,
        FieldCodes = ["ends_before_start", "invalid_date", "organization_required", "range_too_long"],
    };
}
