using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record RefundView(
    string RefundId,
    string RegistrationId,
    Money Amount,
    RefundStatus Status,
    RefundReason Reason,
    string? Note,
    DateTimeOffset CreatedAt
)
{
    public static RefundView Of(Registration registration, Refund refund) =>
        new(
            refund.RefundId,
            registration.RegistrationId,
            new(refund.Amount, registration.Currency),
            refund.Status,
            refund.Reason,
            refund.Note,
            refund.CreatedAt
        );
}

public sealed record TaxLineView(string TicketTypeId, Money Net, Money Tax, Money Gross);

/// <param name="TaxIncluded">Whether the subtotal includes the tax. If not, the total is subtotal plus tax.</param>
/// <param name="TaxRate">Null when there is no single rate.</param>
public sealed record TaxView(
    string RegistrationId,
    string TaxCalculationId,
    Money Subtotal,
    Money Tax,
    bool TaxIncluded,
    TaxRate? TaxRate,
    Money Total,
    IReadOnlyList<TaxLineView> Lines
)
{
    /// <summary>For a registration whose tax has been calculated.</summary>
    public static TaxView Of(Registration item)
    {
        Money Amount(long amount) => new(amount, item.Currency);
        return new(
            item.RegistrationId,
            item.TaxCalculationId!,
            Amount(item.Subtotal),
            Amount(item.Tax),
            item.TaxIncluded,
            item.TaxRate,
            Amount(item.Total),
            [.. item.Items.Select(Line)]
        );

        TaxLineView Line(RegistrationItem line)
        {
            var net = item.TaxIncluded ? line.Price - line.Tax : line.Price;
            return new(line.TicketTypeId, Amount(net), Amount(line.Tax), Amount(net + line.Tax));
        }
    }
}

/// <param name="ClientSecret">Stripe's client secret for the payment form in the buyer's browser.</param>
public sealed record PaymentView(string PaymentIntentId, string ClientSecret, Money Amount, string PublishableKey, string RegistrationId);

public sealed record WebhookView(bool Received);
