namespace EventTicketing.Domain;

public enum ProjectBilling
{
    /// <summary>Clients pay by the hour.</summary>
    Hourly,

    /// <summary>Clients pay a fixed fee.</summary>
    Fixed,

    /// <summary>Nobody pays for it.</summary>
    NonBillable,
}

public enum ProjectStatus
{
    Active,

    /// <summary>No more time can be entered.</summary>
    Archived,
}

/// <summary>What a client pays for an hour of this person.</summary>
public sealed record PersonRate(string UserId, Money Rate);

/// <summary>Work on which people spend time, perhaps for a client, perhaps for an event.</summary>
public sealed record Project : IVersioned<Project>
{
    public const int MaxMembers = 100;

    public required string OrganizationId { get; init; }
    public required string ProjectId { get; init; }
    public required string Name { get; init; }
    public string? Code { get; init; }
    public string? ClientId { get; init; }
    public string? EventId { get; init; }
    public required ProjectBilling Billing { get; init; }

    /// <summary>ISO 4217 in lower case: that of the client, or of the organization. All amounts of the project are in it.</summary>
    public required string Currency { get; init; }

    /// <summary>The price of one hour of work. Null: the rate of the person who works.</summary>
    public Money? Rate { get; init; }

    public Money? FixedFee { get; init; }
    public int? BudgetMinutes { get; init; }
    public Money? Budget { get; init; }
    public DateOnly? StartsOn { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Who may enter time; empty for everybody in the organization.</summary>
    public required IReadOnlyList<string> MemberIds { get; init; }

    public required IReadOnlyList<PersonRate> PersonRates { get; init; }
    public ProjectStatus Status { get; init; }
    public string? Notes { get; init; }

    /// <summary>
    /// Whether time was ever entered. The first entry sets it, so that it and a deletion at the same time exclude each other. It stays when
    /// entries are deleted: the index that lists them may not have the latest one yet.
    /// </summary>
    public bool Used { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public Project WithVersion(int version) => this with { Version = version };

    public Problem? WhyNotDeleted =>
        Used ? Problem.Conflict("has_time_entries", "Time was entered on the project. Archive it instead.") : null;

    public bool IsOpenTo(string userId) => MemberIds.Count == 0 || MemberIds.Contains(userId);

    /// <summary>Whether time on it is paid for.</summary>
    /// <param name="asked">Null: as usual for the project.</param>
    public bool IsBillable(bool? asked) => Billing != ProjectBilling.NonBillable && asked != false;

    /// <summary>The project, or what is wrong with it.</summary>
    public Result<Project> Checked()
    {
        var amounts = PersonRates.Select(person => (Money?)person.Rate).Append(Rate).Append(FixedFee).Append(Budget);
        if (amounts.Any(amount => amount is { } money && money.Currency != Currency))
            return Problem.Conflict("currency_mismatch", $"All amounts of the project have to be in {Currency}.");
        if (PersonRates.DistinctBy(person => person.UserId).Count() < PersonRates.Count)
            return Problem.Invalid("personRates", "duplicate_person", "At most one rate for each person.");
        return EndsOn < StartsOn ? Problem.Invalid("endsOn", "ends_before_start", "The last day must not be before the first.") : this;
    }

    /// <summary>
    /// The price of one hour of somebody's work: the project's rate for the person, else the project's, else the person's, else the
    /// client's, else nothing. A person's rate in another currency does not count.
    /// </summary>
    public Money RateOf(string userId, StaffTerms? person, Client? client) =>
        PersonRates.FirstOrDefault(rate => rate.UserId == userId)?.Rate
        ?? Rate
        ?? InCurrency(person?.HourlyRate)
        ?? client?.DefaultRate
        ?? new Money(0, Currency);

    /// <summary>What an hour of somebody costs; null when that is not known in the project's currency.</summary>
    public Money? CostOf(StaffTerms? person) => InCurrency(person?.CostRate);

    private Money? InCurrency(Money? rate) => rate is { } known && known.Currency == Currency ? known : null;
}
