using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

// One record per request holds the path, query and body fields together. The attributes are the limits: they are checked before the
// function runs and appear in the OpenAPI document. A field with a default value has set, not init: generated deserializers reset absent
// init fields to the default of their type.

/// <summary>A partial update: absent fields stay as they are. Null clears a nullable field.</summary>
public abstract record PatchRequest
{
    [JsonIgnore]
    public IReadOnlySet<string> Given { get; set; } = new HashSet<string>();

    /// <summary>The names of the given fields, for the record of the act. Their values are not recorded.</summary>
    [JsonIgnore]
    public IReadOnlyList<FieldChange> ChangedFields =>
        [.. Given.Where(name => name != "organizationId").Select(name => new FieldChange(name))];

    /// <summary>The new value if the request has the field, otherwise the old one.</summary>
    protected T Or<T>(string field, T given, T old) => Given.Contains(field) ? given : old;
}

public sealed record NoRequest;

/// <summary>A request for one page of a list.</summary>
public interface IPaged
{
    int Limit { get; }
    string? Cursor { get; }
}

public record PageRequest : IPaged
{
    /// <summary>Maximum number of items per page.</summary>
    [Between(1, 100)]
    public int Limit { get; set; } = 25;

    /// <summary>The <c>next</c> value of the previous page.</summary>
    [Size(1, 2048)]
    public string? Cursor { get; init; }
}

public sealed record MoneyField
{
    /// <summary>Amount in the currency's minor units.</summary>
    [Between(0, Money.MaxAmount)]
    public required long Amount { get; init; }

    /// <summary>ISO 4217 code in lower case.</summary>
    [Pattern("^[a-z]{3}$"), Size(3, 3)]
    public required string Currency { get; init; }

    public Money ToMoney() => new(Amount, Currency);

    public static MoneyField Of(Money money) => new() { Amount = money.Amount, Currency = money.Currency };
}
