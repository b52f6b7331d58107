namespace EventTicketing.Domain;

public enum ClientStatus
{
    Active,

    /// <summary>Gets no new projects.</summary>
    Archived,
}

/// <summary>Somebody for whom an organization works.</summary>
public sealed record Client : IVersioned<Client>
{
    public required string OrganizationId { get; init; }
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public string? ContactName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public PostalAddress? Address { get; init; }
    public string? TaxId { get; init; }

    /// <summary>ISO 4217 in lower case: that of its projects and invoices.</summary>
    public required string Currency { get; init; }

    /// <summary>What the client pays for an hour when neither the project nor the person has a rate.</summary>
    public Money? DefaultRate { get; init; }

    /// <summary>Null: that of the organization.</summary>
    public int? PaymentTermsDays { get; init; }

    /// <summary>BCP 47 tag; null: that of the organization.</summary>
    public string? Language { get; init; }

    public string? Notes { get; init; }
    public ClientStatus Status { get; init; }

    /// <summary>How many projects it has: each of them is created, moved and deleted together with this count.</summary>
    public int Projects { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public Client WithVersion(int version) => this with { Version = version };

    /// <summary>The client after a change, or what is wrong with it.</summary>
    public Result<Client> Changed(Client to) =>
        to.Currency != Currency && Projects > 0
            ? Problem.Conflict("has_projects", "The currency stays as long as the client has projects.")
            : to.Checked();

    /// <summary>The client, or what is wrong with it.</summary>
    public Result<Client> Checked() =>
        !Currencies.IsKnown(Currency) ? Problem.Invalid("currency", "unknown_currency", "An ISO 4217 code such as eur is needed.")
        : DefaultRate is { } rate && rate.Currency != Currency
            ? Problem.Invalid("defaultRate.currency", "currency_mismatch", $"The client pays in {Currency}.")
        : this;

    public Problem? WhyNotDeleted =>
        Projects == 0 ? null : Problem.Conflict("has_projects", "The client has projects. Archive the client instead.");

    /// <summary>The client with one more project.</summary>
    public Result<Client> Added() =>
        Status == ClientStatus.Archived
            ? Problem.Conflict("client_archived", "The client is archived.")
            : this with
            {
                Projects = Projects + 1,
            };

    public Client Removed() => this with { Projects = Projects - 1 };
}
