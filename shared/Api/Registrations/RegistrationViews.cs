using EventTicketing.Domain;

namespace EventTicketing.Api;

public enum PaymentState
{
    Pending,
    Completed,
    Failed,
}

public sealed record RegistrationItemView(string TicketTypeId, string Name, int Quantity, Money UnitPrice, Money Total);

public sealed record RegistrationTicketView(string TicketId, string Code, string TicketTypeName, string HolderName, TicketStatus Status)
{
    public static RegistrationTicketView Of(Ticket ticket) =>
        new(ticket.TicketId, ticket.Code.ToString(), ticket.TicketTypeName, ticket.HolderName, ticket.Status);
}

/// <param name="PaymentStatus">Null when there is nothing to pay.</param>
/// <param name="TaxIncluded">
/// Whether the subtotal includes the tax. If not, the total is subtotal plus tax. The tax is 0 until it is calculated before the payment.
/// </param>
/// <param name="TaxRate">Null until the tax is calculated, and when there is no single rate.</param>
/// <param name="Paid">Captured amount. Compare with <c>total</c> and <c>refunded</c> to see an over- or underpayment.</param>
public sealed record RegistrationView(
    string RegistrationId,
    string EventId,
    string UserId,
    string BuyerName,
    string BuyerEmail,
    RegistrationStatus Status,
    PaymentState? PaymentStatus,
    string? PaymentFailure,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<RegistrationItemView> Items,
    IReadOnlyList<Attendee> Attendees,
    Money Subtotal,
    Money Tax,
    bool TaxIncluded,
    TaxRate? TaxRate,
    Money Total,
    Money Paid,
    Money Refunded,
    IReadOnlyList<RefundView> Refunds,
    IReadOnlyList<RegistrationTicketView> Tickets,
    IReadOnlyList<string> TicketIds,
    CancelledBy? CancelledBy,
    string? CancellationReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? CancelledAt,
    int Version
)
{
    public static RegistrationView Of(Registration item, DateTimeOffset now, IReadOnlyList<Ticket>? tickets = null)
    {
        Money Amount(long amount) => new(amount, item.Currency);
        return new(
            item.RegistrationId,
            item.EventId,
            item.UserId,
            item.BuyerName,
            item.BuyerEmail,
            item.StatusAt(now),
            PaymentStateOf(item),
            item.Payments.LastOrDefault()?.FailureCode,
            item.Status == RegistrationStatus.Pending ? item.ExpiresAt : null,
            [
                .. item.Items.Select(line => new RegistrationItemView(
                    line.TicketTypeId,
                    line.Name,
                    line.Quantity,
                    line.UnitPrice,
                    Amount(line.Price)
                )),
            ],
            item.Attendees,
            Amount(item.Subtotal),
            Amount(item.Tax),
            item.TaxIncluded,
            item.TaxRate,
            Amount(item.Total),
            Amount(item.Ledger.Captured),
            Amount(item.Ledger.Refunded),
            [.. item.Refunds.Select(refund => RefundView.Of(item, refund))],
            [.. (tickets ?? []).Select(RegistrationTicketView.Of)],
            item.TicketIds,
            item.CancelledBy,
            item.CancellationReason,
            item.CreatedAt,
            item.ConfirmedAt,
            item.CancelledAt,
            item.Version
        );
    }

    private static PaymentState? PaymentStateOf(Registration item) =>
        item.Total == 0 ? null
        : item.Payments.Any(payment => payment.Status == Domain.PaymentStatus.Succeeded) ? PaymentState.Completed
        : item.Payments.LastOrDefault()?.Status == Domain.PaymentStatus.Failed ? PaymentState.Failed
        : PaymentState.Pending;
}
