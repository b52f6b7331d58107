using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <param name="Lead">Whether the person leads the team.</param>
public sealed record StaffTeamView(string TeamId, string Name, bool Lead);

public sealed record StaffView
{
    /// <summary>Null for somebody who is only invited.</summary>
    public required string? UserId { get; init; }

    public required string? Name { get; init; }

    /// <summary>Null for callers below manager, except for one's own.</summary>
    public required string? Email { get; init; }

    /// <summary>Null for those who left.</summary>
    public required OrganizationRole? Role { get; init; }

    public required StaffStatus Status { get; init; }
    public required string? Title { get; init; }
    public required string? Department { get; init; }

    /// <summary>What clients pay for an hour. Only administrators of the organization see rates; for others they are null.</summary>
    public required Money? HourlyRate { get; init; }

    /// <summary>What an hour costs the organization.</summary>
    public required Money? CostRate { get; init; }

    public required int? WeeklyMinutes { get; init; }
    public required IReadOnlyList<StaffTeamView> Teams { get; init; }

    /// <summary>The first day of work, such as <c>2026-11-01</c>.</summary>
    public required string? EmployedFrom { get; init; }

    /// <summary>The last day of work.</summary>
    public required string? EmployedUntil { get; init; }

    /// <summary>The running timer, shown to its owner alone; null when none runs.</summary>
    public required TimerView? Timer { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    /// <param name="role">Null for those who left.</param>
    /// <param name="teams">All teams of the organization.</param>
    /// <param name="by">The caller's role.</param>
    /// <param name="oneself">Whether the record is the caller's own.</param>
    public static StaffView Of(StaffRecord record, OrganizationRole? role, IEnumerable<Team> teams, OrganizationRole by, bool oneself)
    {
        var withRates = by.May(Permissions.Staff);
        return new()
        {
            UserId = record.UserId,
            Name = record.Name,
            Email = oneself || by.May(Permissions.Work) ? record.Email : null,
            Role = role,
            Status = role is null ? StaffStatus.Left : StaffStatus.Active,
            Title = record.Terms.Title,
            Department = record.Terms.Department,
            HourlyRate = withRates ? record.Terms.HourlyRate : null,
            CostRate = withRates ? record.Terms.CostRate : null,
            WeeklyMinutes = record.Terms.WeeklyMinutes,
            Teams =
            [
                .. teams
                    .Where(team => team.LeadId == record.UserId || team.MemberIds.Contains(record.UserId))
                    .Select(team => new StaffTeamView(team.TeamId, team.Name, team.LeadId == record.UserId)),
            ],
            EmployedFrom = CalendarDays.Text(record.Terms.EmployedFrom),
            EmployedUntil = CalendarDays.Text(record.Terms.EmployedUntil),
            Timer = oneself && record.Timer is { } timer ? TimerView.Of(timer) : null,
            CreatedAt = record.CreatedAt,
            Version = record.Version,
        };
    }

    /// <summary>Somebody with an open invitation.</summary>
    public static StaffView Of(Invitation invitation, OrganizationRole by) =>
        Of(
            new()
            {
                OrganizationId = invitation.OrganizationId,
                UserId = "",
                Name = invitation.Name,
                Email = invitation.Email,
                Terms = invitation.Terms ?? new(),
                CreatedAt = invitation.CreatedAt,
            },
            invitation.Role,
            [],
            by,
            oneself: false
        ) with
        {
            UserId = null,
            Status = StaffStatus.Invited,
        };
}

/// <param name="TimeEntryId">The id of the time entry that it becomes.</param>
public sealed record TimerView(string TimeEntryId, string ProjectId, string? Note, DateTimeOffset StartedAt)
{
    public static TimerView Of(RunningTimer timer) => new(timer.TimeEntryId, timer.ProjectId, timer.Note, timer.StartedAt);
}

/// <param name="Invitation">Null when the person was not invited.</param>
/// <param name="Problem">The code of the reason why not, such as <c>already_member</c>; null when the person was invited.</param>
public sealed record InvitedStaffView(string Email, InvitationView? Invitation, string? Problem);

public sealed record InvitedStaffListView(IReadOnlyList<InvitedStaffView> Results);

public sealed record TeamView
{
    public required string TeamId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public required string? LeadId { get; init; }
    public required IReadOnlyList<string> MemberIds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    public static TeamView Of(Team team) =>
        new()
        {
            TeamId = team.TeamId,
            OrganizationId = team.OrganizationId,
            Name = team.Name,
            LeadId = team.LeadId,
            MemberIds = team.MemberIds,
            CreatedAt = team.CreatedAt,
            Version = team.Version,
        };
}

public sealed record ClientView
{
    public required string ClientId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public required string? ContactName { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required PostalAddress? Address { get; init; }
    public required string? TaxId { get; init; }
    public required string Currency { get; init; }
    public required Money? DefaultRate { get; init; }

    /// <summary>Days until an invoice is due. Null: the number that the organization has set for all clients.</summary>
    public required int? PaymentTermsDays { get; init; }

    /// <summary>Language of invoices and mails. Null: that of the organization.</summary>
    public required string? Language { get; init; }

    public required string? Notes { get; init; }
    public required ClientStatus Status { get; init; }

    /// <summary>How many projects the client has.</summary>
    public required int Projects { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    public static ClientView Of(Client client) =>
        new()
        {
            ClientId = client.ClientId,
            OrganizationId = client.OrganizationId,
            Name = client.Name,
            ContactName = client.ContactName,
            Email = client.Email,
            Phone = client.Phone,
            Address = client.Address,
            TaxId = client.TaxId,
            Currency = client.Currency,
            DefaultRate = client.DefaultRate,
            PaymentTermsDays = client.PaymentTermsDays,
            Language = client.Language,
            Notes = client.Notes,
            Status = client.Status,
            Projects = client.Projects,
            CreatedAt = client.CreatedAt,
            Version = client.Version,
        };
}

/// <param name="Minutes">All minutes that were entered, whatever their state.</param>
/// <param name="Amount">What the billable minutes are worth: approved ones at the rate of then, others at the rate of now.</param>
/// <param name="Cost">What the approved minutes cost, as far as known. Null for callers below administrator of the organization.</param>
/// <param name="Complete">False when there are more entries than are looked at.</param>
public sealed record ProjectUseView(long Minutes, long BillableMinutes, Money Amount, Money? Cost, bool Complete)
{
    public static ProjectUseView Of(ProjectUse use, bool withCost) =>
        new(use.Minutes, use.BillableMinutes, use.Amount, withCost ? use.Cost : null, use.Complete);
}

/// <summary>What is left of a project's budget; negative when it is overspent, null where there is none.</summary>
public sealed record ProjectLeftView(long? Minutes, Money? Amount);

public sealed record PersonRateView(string UserId, Money Rate);

public sealed record ProjectView
{
    public required string ProjectId { get; init; }
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public required string? Code { get; init; }
    public required string? ClientId { get; init; }
    public required string? ClientName { get; init; }
    public required string? EventId { get; init; }
    public required string? EventTitle { get; init; }
    public required ProjectBilling Billing { get; init; }
    public required string Currency { get; init; }

    /// <summary>Amounts, notes, and what is used and left, are null for callers below manager.</summary>
    public required Money? Rate { get; init; }

    public required Money? FixedFee { get; init; }
    public required int? BudgetMinutes { get; init; }
    public required Money? Budget { get; init; }
    public required string? StartsOn { get; init; }
    public required string? EndsOn { get; init; }

    /// <summary>Empty for everybody in the organization; null for callers below manager.</summary>
    public required IReadOnlyList<string>? MemberIds { get; init; }

    public required IReadOnlyList<PersonRateView>? PersonRates { get; init; }
    public required ProjectStatus Status { get; init; }
    public required string? Notes { get; init; }
    public required ProjectUseView? Used { get; init; }
    public required ProjectLeftView? Left { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    /// <param name="use">Null for callers below manager.</param>
    public static ProjectView Of(Project project, string? clientName, string? eventTitle, ProjectUse? use, bool withCost) =>
        new()
        {
            ProjectId = project.ProjectId,
            OrganizationId = project.OrganizationId,
            Name = project.Name,
            Code = project.Code,
            ClientId = project.ClientId,
            ClientName = clientName,
            EventId = project.EventId,
            EventTitle = eventTitle,
            Billing = project.Billing,
            Currency = project.Currency,
            Rate = use is null ? null : project.Rate,
            FixedFee = use is null ? null : project.FixedFee,
            BudgetMinutes = use is null ? null : project.BudgetMinutes,
            Budget = use is null ? null : project.Budget,
            StartsOn = CalendarDays.Text(project.StartsOn),
            EndsOn = CalendarDays.Text(project.EndsOn),
            MemberIds = use is null ? null : project.MemberIds,
            PersonRates = use is null ? null : [.. project.PersonRates.Select(person => new PersonRateView(person.UserId, person.Rate))],
            Status = project.Status,
            Notes = use is null ? null : project.Notes,
            Used = use is null ? null : ProjectUseView.Of(use, withCost),
            Left = use is null
                ? null
                : new(
                    project.BudgetMinutes - use.Minutes,
                    project.Budget is { } budget ? budget with { Amount = budget.Amount - use.Amount.Amount } : null
                ),
            CreatedAt = project.CreatedAt,
            Version = project.Version,
        };
}

public sealed record TimeEntryView
{
    public required string TimeEntryId { get; init; }
    public required string OrganizationId { get; init; }
    public required string UserId { get; init; }
    public required string? UserName { get; init; }
    public required string ProjectId { get; init; }
    public required string? ProjectName { get; init; }
    public required string? ClientName { get; init; }

    /// <summary>A day in the organization's zone, such as <c>2026-11-01</c>.</summary>
    public required string Date { get; init; }

    /// <summary>0 while the timer runs.</summary>
    public required int Minutes { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required string? Note { get; init; }
    public required bool Billable { get; init; }
    public required TimeEntryStatus Status { get; init; }

    /// <summary>
    /// The price of one hour, as it was when the entry was approved. Rate and amount are null until then, and for callers below manager.
    /// </summary>
    public required Money? Rate { get; init; }

    public required Money? Amount { get; init; }
    public required DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The user id of whoever approved or rejected it.</summary>
    public required string? ReviewedBy { get; init; }

    public required DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>The reason that was given when the entry was rejected or reopened. Null for other entries.</summary>
    public required string? Reason { get; init; }

    public required string? InvoiceId { get; init; }

    /// <summary>
    /// Null when the entry can be changed; otherwise why it cannot: <c>entry_locked</c>, <c>entry_invoiced</c> or <c>period_closed</c>.
    /// </summary>
    public required string? Locked { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required int Version { get; init; }

    /// <param name="project">Null when it is gone.</param>
    /// <param name="withRates">Whether the caller may see what is paid.</param>
    public static TimeEntryView Of(
        TimeEntry entry,
        string? userName,
        Project? project,
        string? clientName,
        DateOnly? closedThrough,
        bool withRates
    ) =>
        new()
        {
            TimeEntryId = entry.TimeEntryId,
            OrganizationId = entry.OrganizationId,
            UserId = entry.UserId,
            UserName = userName,
            ProjectId = entry.ProjectId,
            ProjectName = project?.Name,
            ClientName = clientName,
            Date = CalendarDays.Text(entry.Date),
            Minutes = entry.Minutes,
            StartedAt = entry.StartedAt,
            EndedAt = entry.EndedAt,
            Note = entry.Note,
            Billable = entry.Billable,
            Status = entry.Status,
            Rate = withRates ? entry.Rate : null,
            Amount = withRates && entry.Rate is { } rate ? entry.AmountAt(rate) : null,
            SubmittedAt = entry.SubmittedAt,
            ReviewedBy = entry.ReviewedBy,
            ReviewedAt = entry.ReviewedAt,
            Reason = entry.Reason,
            InvoiceId = entry.InvoiceId,
            Locked = entry.Locked(closedThrough),
            CreatedAt = entry.CreatedAt,
            Version = entry.Version,
        };
}

/// <param name="Submitted">How many entries wait for approval now that did not before.</param>
/// <param name="Skipped">How many stayed as they were: approved, submitted before, or in a closed period.</param>
public sealed record SubmittedTimeView(int Submitted, int Skipped);

/// <param name="Status">Its state afterwards; null when there is no such entry.</param>
/// <param name="Problem">The code of the refusal; null when the decision counts.</param>
public sealed record ReviewedTimeView(string TimeEntryId, TimeEntryStatus? Status, string? Problem);

public sealed record ReviewedTimeListView(IReadOnlyList<ReviewedTimeView> Results);

/// <param name="Through">The last day on which nothing changes any more.</param>
/// <param name="Unapproved">How many entries up to then are not approved.</param>
public sealed record ClosedPeriodView(string OrganizationId, string Through, int Unapproved);
