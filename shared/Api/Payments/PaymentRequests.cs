namespace EventTicketing.Api;

public sealed record AddressField
{
    [Pattern("^[A-Z]{2}$"), Size(2, 2)]
    public required string Country { get; init; }

    [Size(1, 20)]
    public string? PostalCode { get; init; }

    [Size(1, 50)]
    public string? State { get; init; }

    [Size(1, 100)]
    public string? City { get; init; }

    [Size(1, 200)]
    public string? Line1 { get; init; }
}

public sealed record CalculateTaxRequest
{
    [Size(1, 64)]
    public required string RegistrationId { get; init; }

    /// <summary>The buyer's address. It does not affect the tax: admission is taxed at the venue.</summary>
    public AddressField? Address { get; init; }
}

public sealed record ProcessPaymentRequest
{
    [Size(1, 64)]
    public required string RegistrationId { get; init; }
}

/// <summary>A webhook of Stripe. The body is not bound to fields: its signature covers the raw bytes.</summary>
public sealed record WebhookRequest;

public sealed record RefundRequest
{
    [Size(1, 64)]
    public required string RegistrationId { get; init; }

    /// <summary>Null refunds all that is left.</summary>
    public MoneyField? Amount { get; init; }

    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}
