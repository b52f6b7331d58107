using EventTicketing.Domain;

namespace EventTicketing.Api;

public enum PaymentState
{
    Pending,
    Completed,
    Failed,
}

public sealed record RegistrationItemView
{
    public required string TicketTypeId { get; init; }
    public required string Name { get; init; }
    public required int Quantity { get; init; }
    public required Money UnitPrice { get; init; }
    public required Money Total { get; init; }
}

public sealed record RegistrationTicketView
{
    public required string TicketId { get; init; }
    public required string Code { get; init; }
    public required string TicketTypeName { get; init; }
    public required string HolderName { get; init; }
    public required TicketStatus Status { get; init; }

    /// <summary>Link that shows this ticket, and nothing else, to whoever has it; null for others than the buyer.</summary>
    public required string? TicketUrl { get; init; }

    public static RegistrationTicketView Of(Ticket ticket, Uri? link = null) =>
        new()
        {
            TicketId = ticket.TicketId,
            Code = ticket.Code.ToString(),
            TicketTypeName = ticket.TicketTypeName,
            HolderName = ticket.HolderName,
            Status = ticket.Status,
            TicketUrl = link?.AbsoluteUri,
        };
}

public sealed record RegistrationView
{
    public required string RegistrationId { get; init; }
    public required string EventId { get; init; }
    public required string UserId { get; init; }
    public required string BuyerName { get; init; }
    public required string BuyerEmail { get; init; }

    /// <summary>Language of the mails: the one that a guest has chosen, or that of the account.</summary>
    public required string? Language { get; init; }

    /// <summary>
    /// The key of an order that was made without an account, to be sent as <c>X-Order-Key</c>: given where it is new, otherwise null.
    /// </summary>
    public string? OrderKey { get; init; }

    /// <summary>The page of the order, with the key in its fragment; null where <see cref="OrderKey"/> is.</summary>
    public string? OrderUrl { get; init; }

    public required RegistrationStatus Status { get; init; }

    /// <summary>Null when there is nothing to pay.</summary>
    public required PaymentState? PaymentStatus { get; init; }

    public required string? PaymentFailure { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required IReadOnlyList<RegistrationItemView> Items { get; init; }
    public required IReadOnlyList<Attendee> Attendees { get; init; }
    public required Money Subtotal { get; init; }
    public required Money Tax { get; init; }

    /// <summary>
    /// Whether the subtotal includes the tax. If not, the total is subtotal plus tax. The tax is 0 until it is calculated before the
    /// payment.
    /// </summary>
    public required bool TaxIncluded { get; init; }

    /// <summary>Null until the tax is calculated, and when there is no single rate.</summary>
    public required TaxRate? TaxRate { get; init; }

    public required Money Total { get; init; }

    /// <summary>Captured amount. Compare with <c>total</c> and <c>refunded</c> to see an over- or underpayment.</summary>
    public required Money Paid { get; init; }

    public required Money Refunded { get; init; }
    public required IReadOnlyList<RefundView> Refunds { get; init; }
    public required IReadOnlyList<RegistrationTicketView> Tickets { get; init; }
    public required IReadOnlyList<string> TicketIds { get; init; }
    public required CancelledBy? CancelledBy { get; init; }
    public required string? CancellationReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ConfirmedAt { get; init; }
    public required DateTimeOffset? CancelledAt { get; init; }
    public required int Version { get; init; }

    public static RegistrationView Of(Registration item, DateTimeOffset now, IReadOnlyList<Ticket>? tickets = null)
    {
        Money Amount(long amount) => new(amount, item.Currency);
        return new()
        {
            RegistrationId = item.RegistrationId,
            EventId = item.EventId,
            UserId = item.UserId,
            BuyerName = item.BuyerName,
            BuyerEmail = item.BuyerEmail,
            Language = item.Language,
            Status = item.StatusAt(now),
            PaymentStatus = PaymentStateOf(item),
            PaymentFailure = item.Payments.LastOrDefault()?.FailureCode,
            ExpiresAt = item.Status == RegistrationStatus.Pending ? item.ExpiresAt : null,
            Items =
            [
                .. item.Items.Select(line => new RegistrationItemView
                {
                    TicketTypeId = line.TicketTypeId,
                    Name = line.Name,
                    Quantity = line.Quantity,
                    UnitPrice = line.UnitPrice,
                    Total = Amount(line.Price),
                }),
            ],
            Attendees = item.Attendees,
            Subtotal = Amount(item.Subtotal),
            Tax = Amount(item.Tax),
            TaxIncluded = item.TaxIncluded,
            TaxRate = item.TaxRate,
            Total = Amount(item.Total),
            Paid = Amount(item.Ledger.Captured),
            Refunded = Amount(item.Ledger.Refunded),
            Refunds = [.. item.Refunds.Select(refund => RefundView.Of(item, refund))],
            Tickets = [.. (tickets ?? []).Select(ticket => RegistrationTicketView.Of(ticket))],
            TicketIds = item.TicketIds,
            CancelledBy = item.CancelledBy,
            CancellationReason = item.CancellationReason,
            CreatedAt = item.CreatedAt,
            ConfirmedAt = item.ConfirmedAt,
            CancelledAt = item.CancelledAt,
            Version = item.Version,
        };
    }

    private static PaymentState? PaymentStateOf(Registration item) =>
        item.Total == 0 ? null
        : item.Payments.Any(payment => payment.Status == Domain.PaymentStatus.Succeeded) ? PaymentState.Completed
        : item.Payments.LastOrDefault()?.Status == Domain.PaymentStatus.Failed ? PaymentState.Failed
        : PaymentState.Pending;
}
