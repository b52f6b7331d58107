using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

// One record per request: the path's, the query's and the body's fields together. The attributes are the limits: they are checked before a
// function runs, and they stand in the OpenAPI document. A field with a default is set, not init: generated deserializers give init fields that are
// absent the default of their type.

/// <summary>A request that changes what it names and leaves the rest. A field that may be null is cleared by it.</summary>
public abstract record PatchRequest
{
    [JsonIgnore]
    public IReadOnlySet<string> Given { get; set; } = new HashSet<string>();

    /// <summary>The new value where the field was given, otherwise the old one.</summary>
    protected T Or<T>(string field, T given, T old) => Given.Contains(field) ? given : old;
}

public sealed record NoRequest;

public record PageRequest
{
    /// <summary>How many at most.</summary>
    [Range(1, 100)] public int Limit { get; set; } = 25;

    /// <summary>The <c>next</c> of the page before.</summary>
    [Length(1, 2048)] public string? Cursor { get; init; }
}

public sealed record MoneyField
{
    /// <summary>In the currency's minor units.</summary>
    [Range(0, Money.MaxAmount)] public required long Amount { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    [Pattern("^[a-z]{3}$"), Length(3, 3)] public required string Currency { get; init; }

    public Money ToMoney() => new(Amount, Currency);

    public static MoneyField Of(Money money) => new() { Amount = money.Amount, Currency = money.Currency };
}
