using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record ListClientsRequest : PageRequest
{
    /// <summary>
    /// The organization to list. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    public ClientStatus? Status { get; init; }
}

public sealed record ClientRequest
{
    [Size(1, 64)]
    public required string ClientId { get; init; }
}

public sealed record CreateClientRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    [Size(1, 200)]
    public required string Name { get; init; }

    [Size(1, 200)]
    public string? ContactName { get; init; }

    [Email, Size(3, 254)]
    public string? Email { get; init; }

    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16)]
    public string? Phone { get; init; }

    public PostalAddressField? Address { get; init; }

    [Size(1, 40)]
    public string? TaxId { get; init; }

    /// <summary>ISO 4217 code in lower case, of all projects and invoices; that of the organization when it is absent.</summary>
    [Pattern("^[a-z]{3}$"), Size(3, 3)]
    public string? Currency { get; init; }

    /// <summary>What the client pays for an hour when neither the project nor the person has a rate.</summary>
    public MoneyField? DefaultRate { get; init; }

    [Between(0, 120)]
    public int? PaymentTermsDays { get; init; }

    /// <summary>Language of invoices and mails; that of the organization when it is absent.</summary>
    [OneOf("en", "de", "es")]
    public string? Language { get; init; }

    [Size(1, 2000), Multiline]
    public string? Notes { get; init; }

    public ClientStatus? Status { get; init; }

    public Client ToClient(string clientId, Organization of, DateTimeOffset now) =>
        new()
        {
            OrganizationId = of.OrganizationId,
            ClientId = clientId,
            Name = Name,
            ContactName = ContactName,
            Email = Email,
            Phone = Phone,
            Address = Address?.ToAddress(),
            TaxId = TaxId,
            Currency = Currency ?? of.Currency,
            DefaultRate = DefaultRate?.ToMoney(),
            PaymentTermsDays = PaymentTermsDays,
            Language = Language,
            Notes = Notes,
            Status = Status ?? ClientStatus.Active,
            CreatedAt = now,
        };
}

public sealed record UpdateClientRequest : PatchRequest
{
    [Size(1, 64)]
    public required string ClientId { get; init; }

    [Size(1, 200)]
    public string? Name { get; init; }

    [Size(1, 200), Clearable]
    public string? ContactName { get; init; }

    [Email, Size(3, 254), Clearable]
    public string? Email { get; init; }

    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16), Clearable]
    public string? Phone { get; init; }

    [Clearable]
    public PostalAddressField? Address { get; init; }

    [Size(1, 40), Clearable]
    public string? TaxId { get; init; }

    /// <summary>Can be changed only while the client has no projects.</summary>
    [Pattern("^[a-z]{3}$"), Size(3, 3)]
    public string? Currency { get; init; }

    [Clearable]
    public MoneyField? DefaultRate { get; init; }

    [Between(0, 120), Clearable]
    public int? PaymentTermsDays { get; init; }

    [OneOf("en", "de", "es"), Clearable]
    public string? Language { get; init; }

    [Size(1, 2000), Multiline, Clearable]
    public string? Notes { get; init; }

    public ClientStatus? Status { get; init; }

    public Client Applied(Client to) =>
        to with
        {
            Name = Name ?? to.Name,
            ContactName = Or("contactName", ContactName, to.ContactName),
            Email = Or("email", Email, to.Email),
            Phone = Or("phone", Phone, to.Phone),
            Address = Or("address", Address?.ToAddress(), to.Address),
            TaxId = Or("taxId", TaxId, to.TaxId),
            Currency = Currency ?? to.Currency,
            DefaultRate = Or("defaultRate", DefaultRate?.ToMoney(), to.DefaultRate),
            PaymentTermsDays = Or("paymentTermsDays", PaymentTermsDays, to.PaymentTermsDays),
            Language = Or("language", Language, to.Language),
            Notes = Or("notes", Notes, to.Notes),
            Status = Status ?? to.Status,
        };
}

public sealed record ListProjectsRequest : PageRequest
{
    /// <summary>
    /// The organization to list. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>Only projects for this client.</summary>
    [Size(1, 64)]
    public string? ClientId { get; init; }

    /// <summary>Only projects for this event.</summary>
    [Size(1, 64)]
    public string? EventId { get; init; }

    public ProjectStatus? Status { get; init; }
}

public sealed record ProjectRequest
{
    [Size(1, 64)]
    public required string ProjectId { get; init; }
}

public sealed record PersonRateField
{
    [Size(1, 128)]
    public required string UserId { get; init; }

    /// <summary>The price of one hour of this person, for the client.</summary>
    public required MoneyField Rate { get; init; }

    public PersonRate ToRate() => new(UserId, Rate.ToMoney());
}

public sealed record CreateProjectRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    [Size(1, 200)]
    public required string Name { get; init; }

    /// <summary>Up to 12 capital letters, digits and dashes.</summary>
    [Pattern("^[A-Z0-9-]{1,12}$"), Size(1, 12)]
    public string? Code { get; init; }

    [Size(1, 64)]
    public string? ClientId { get; init; }

    /// <summary>The event of the organization for which the work is done.</summary>
    [Size(1, 64)]
    public string? EventId { get; init; }

    public required ProjectBilling Billing { get; init; }

    /// <summary>The price of one hour of work. Absent: the rate of the person who works.</summary>
    public MoneyField? Rate { get; init; }

    public MoneyField? FixedFee { get; init; }

    [Between(1, 100_000_000)]
    public int? BudgetMinutes { get; init; }

    public MoneyField? Budget { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day]
    public string? StartsOn { get; init; }

    /// <summary>The last day.</summary>
    [Day]
    public string? EndsOn { get; init; }

    /// <summary>User ids of those who may enter time; absent or empty: all members.</summary>
    [Size(0, Project.MaxMembers), Each(1, 128)]
    public IReadOnlyList<string>? MemberIds { get; init; }

    /// <summary>Rates of single people, at most one for each.</summary>
    [Size(0, Project.MaxMembers)]
    public IReadOnlyList<PersonRateField>? PersonRates { get; init; }

    public ProjectStatus? Status { get; init; }

    [Size(1, 2000), Multiline]
    public string? Notes { get; init; }

    public Result<Project> ToProject(string projectId, Organization of, DateTimeOffset now)
    {
        if (CalendarDays.Optional("startsOn", StartsOn).Refused(out var problem, out var startsOn))
            return problem;
        if (CalendarDays.Optional("endsOn", EndsOn).Refused(out problem, out var endsOn))
            return problem;
        return new Project
        {
            OrganizationId = of.OrganizationId,
            ProjectId = projectId,
            Name = Name,
            Code = Code,
            ClientId = ClientId,
            EventId = EventId,
            Billing = Billing,
            Currency = of.Currency,
            Rate = Rate?.ToMoney(),
            FixedFee = FixedFee?.ToMoney(),
            BudgetMinutes = BudgetMinutes,
            Budget = Budget?.ToMoney(),
            StartsOn = startsOn,
            EndsOn = endsOn,
            MemberIds = [.. (MemberIds ?? []).Distinct()],
            PersonRates = [.. (PersonRates ?? []).Select(person => person.ToRate())],
            Status = Status ?? ProjectStatus.Active,
            Notes = Notes,
            CreatedAt = now,
        };
    }
}

public sealed record UpdateProjectRequest : PatchRequest
{
    [Size(1, 64)]
    public required string ProjectId { get; init; }

    [Size(1, 200)]
    public string? Name { get; init; }

    [Pattern("^[A-Z0-9-]{1,12}$"), Size(1, 12), Clearable]
    public string? Code { get; init; }

    [Size(1, 64), Clearable]
    public string? ClientId { get; init; }

    [Size(1, 64), Clearable]
    public string? EventId { get; init; }

    public ProjectBilling? Billing { get; init; }

    [Clearable]
    public MoneyField? Rate { get; init; }

    [Clearable]
    public MoneyField? FixedFee { get; init; }

    [Between(1, 100_000_000), Clearable]
    public int? BudgetMinutes { get; init; }

    [Clearable]
    public MoneyField? Budget { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day, Clearable]
    public string? StartsOn { get; init; }

    /// <summary>The last day.</summary>
    [Day, Clearable]
    public string? EndsOn { get; init; }

    [Size(0, Project.MaxMembers), Each(1, 128)]
    public IReadOnlyList<string>? MemberIds { get; init; }

    [Size(0, Project.MaxMembers)]
    public IReadOnlyList<PersonRateField>? PersonRates { get; init; }

    public ProjectStatus? Status { get; init; }

    [Size(1, 2000), Multiline, Clearable]
    public string? Notes { get; init; }

    public Result<Project> Applied(Project to)
    {
        if (CalendarDays.Optional("startsOn", StartsOn).Refused(out var problem, out var startsOn))
            return problem;
        if (CalendarDays.Optional("endsOn", EndsOn).Refused(out problem, out var endsOn))
            return problem;
        return to with
        {
            Name = Name ?? to.Name,
            Code = Or("code", Code, to.Code),
            ClientId = Or("clientId", ClientId, to.ClientId),
            EventId = Or("eventId", EventId, to.EventId),
            Billing = Billing ?? to.Billing,
            Rate = Or("rate", Rate?.ToMoney(), to.Rate),
            FixedFee = Or("fixedFee", FixedFee?.ToMoney(), to.FixedFee),
            BudgetMinutes = Or("budgetMinutes", BudgetMinutes, to.BudgetMinutes),
            Budget = Or("budget", Budget?.ToMoney(), to.Budget),
            StartsOn = Or("startsOn", startsOn, to.StartsOn),
            EndsOn = Or("endsOn", endsOn, to.EndsOn),
            MemberIds = MemberIds is null ? to.MemberIds : [.. MemberIds.Distinct()],
            PersonRates = PersonRates is null ? to.PersonRates : [.. PersonRates.Select(person => person.ToRate())],
            Status = Status ?? to.Status,
            Notes = Or("notes", Notes, to.Notes),
        };
    }
}
