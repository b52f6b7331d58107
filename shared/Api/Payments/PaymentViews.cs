using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record RefundView
{
    public required string RefundId { get; init; }
    public required string RegistrationId { get; init; }
    public required Money Amount { get; init; }
    public required RefundStatus Status { get; init; }
    public required RefundReason Reason { get; init; }
    public required string? Note { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static RefundView Of(Registration registration, Refund refund) =>
        new()
        {
            RefundId = refund.RefundId,
            RegistrationId = registration.RegistrationId,
            Amount = new(refund.Amount, registration.Currency),
            Status = refund.Status,
            Reason = refund.Reason,
            Note = refund.Note,
            CreatedAt = refund.CreatedAt,
        };
}

public sealed record TaxLineView
{
    public required string TicketTypeId { get; init; }
    public required Money Net { get; init; }
    public required Money Tax { get; init; }
    public required Money Gross { get; init; }
}

public sealed record TaxView
{
    public required string RegistrationId { get; init; }
    public required string TaxCalculationId { get; init; }
    public required Money Subtotal { get; init; }
    public required Money Tax { get; init; }

    /// <summary>Whether the subtotal includes the tax. If not, the total is subtotal plus tax.</summary>
    public required bool TaxIncluded { get; init; }

    /// <summary>Null when there is no single rate.</summary>
    public required TaxRate? TaxRate { get; init; }

    public required Money Total { get; init; }
    public required IReadOnlyList<TaxLineView> Lines { get; init; }

    /// <summary>For a registration whose tax has been calculated.</summary>
    public static TaxView Of(Registration item)
    {
        Money Amount(long amount) => new(amount, item.Currency);
        return new()
        {
            RegistrationId = item.RegistrationId,
            TaxCalculationId = item.TaxCalculationId!,
            Subtotal = Amount(item.Subtotal),
            Tax = Amount(item.Tax),
            TaxIncluded = item.TaxIncluded,
            TaxRate = item.TaxRate,
            Total = Amount(item.Total),
            Lines = [.. item.Items.Select(Line)],
        };

        TaxLineView Line(RegistrationItem line)
        {
            var net = item.TaxIncluded ? line.Price - line.Tax : line.Price;
            return new()
            {
                TicketTypeId = line.TicketTypeId,
                Net = Amount(net),
                Tax = Amount(line.Tax),
                Gross = Amount(net + line.Tax),
            };
        }
    }
}

public sealed record PaymentView
{
    public required string PaymentIntentId { get; init; }

    /// <summary>Stripe's client secret for the payment form in the buyer's browser.</summary>
    public required string ClientSecret { get; init; }

    public required Money Amount { get; init; }
    public required string PublishableKey { get; init; }
    public required string RegistrationId { get; init; }
}

public sealed record WebhookView(bool Received);
