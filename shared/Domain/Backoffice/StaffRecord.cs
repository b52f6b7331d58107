namespace EventTicketing.Domain;

/// <summary>What an organization has agreed with somebody who works for it.</summary>
public sealed record StaffTerms
{
    public string? Title { get; init; }
    public string? Department { get; init; }

    /// <summary>What clients pay for an hour, unless a project says otherwise.</summary>
    public Money? HourlyRate { get; init; }

    /// <summary>What an hour costs the organization.</summary>
    public Money? CostRate { get; init; }

    /// <summary>The usual working time of a week; null when none is agreed.</summary>
    public int? WeeklyMinutes { get; init; }

    public DateOnly? EmployedFrom { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? EmployedUntil { get; init; }

    /// <summary>The terms, or what is wrong with them.</summary>
    public Result<StaffTerms> Checked()
    {
        List<FieldError> errors = [];
        if (HourlyRate is { } hourly && !Currencies.IsKnown(hourly.Currency))
            errors.Add(new("hourlyRate.currency", "unknown_currency", "An ISO 4217 code such as eur is needed."));
        if (CostRate is { } cost && !Currencies.IsKnown(cost.Currency))
            errors.Add(new("costRate.currency", "unknown_currency", "An ISO 4217 code such as eur is needed."));
        if (EmployedUntil < EmployedFrom)
            errors.Add(new("employedUntil", "ends_before_start", "The last day must not be before the first."));
        return errors.Count == 0 ? this : Problem.Invalid(errors);
    }

    /// <summary>The agreed working time of some days, as far as the person works on them; null when none is agreed.</summary>
    /// <param name="last">Included.</param>
    public long? CapacityOf(DateOnly first, DateOnly last)
    {
        var (from, to) = (EmployedFrom > first ? EmployedFrom.Value : first, EmployedUntil < last ? EmployedUntil.Value : last);
        var days = Math.Max(0, to.DayNumber - from.DayNumber + 1);
        return WeeklyMinutes is { } week ? (long)Math.Round((decimal)week * days / 7, MidpointRounding.AwayFromZero) : null;
    }

    public bool EmployedOn(DateOnly day) => !(day < EmployedFrom) && !(day > EmployedUntil);
}

/// <summary>Work that is being timed: it becomes a time entry with this id when the timer is stopped.</summary>
public sealed record RunningTimer(string TimeEntryId, string ProjectId, string? Note, DateTimeOffset StartedAt)
{
    /// <summary>A forgotten timer counts for a day at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);
}

/// <summary>
/// Somebody who works for an organization, or did: it stays when the membership ends, so that old time has a name. Who may do what stands
/// in the membership alone.
/// </summary>
public sealed record StaffRecord : IVersioned<StaffRecord>
{
    public required string OrganizationId { get; init; }
    public required string UserId { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public required StaffTerms Terms { get; init; }

    /// <summary>Null while none is running.</summary>
    public RunningTimer? Timer { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>0 while it is not stored.</summary>
    public int Version { get; init; }

    public StaffRecord WithVersion(int version) => this with { Version = version };

    /// <summary>The record of a member who has none yet.</summary>
    public static StaffRecord Of(Membership member, StaffTerms? terms, DateTimeOffset now) =>
        new()
        {
            OrganizationId = member.OrganizationId,
            UserId = member.UserId,
            Name = member.Name,
            Email = member.Email,
            Terms = terms ?? new(),
            CreatedAt = member.JoinedAt ?? now,
        };

    /// <summary>The record of somebody who joins again, with new terms if there are any.</summary>
    public StaffRecord Rejoined(Membership member, StaffTerms? terms) =>
        this with
        {
            Name = member.Name ?? Name,
            Email = member.Email ?? Email,
            Terms = terms ?? Terms with { EmployedUntil = null },
        };

    public Result<StaffRecord> Start(RunningTimer timer) =>
        Timer is null ? this with { Timer = timer } : Problem.Conflict("timer_running", "Stop the running timer first.");

    /// <summary>The record of somebody whose account was deleted: payroll keeps the minutes, nobody keeps the name.</summary>
    public StaffRecord Anonymized() =>
        this with
        {
            Name = FormerMember,
            Email = null,
            Timer = null,
            Terms = Terms with { Title = null, Department = null },
        };

    public const string FormerMember = "Former member";
}
