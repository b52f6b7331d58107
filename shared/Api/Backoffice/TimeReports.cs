using EventTicketing.Domain;

namespace EventTicketing.Api;

/// <summary>Which time a report is about.</summary>
public record WorkReportRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>; absent: 29 days before the last.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first. Absent: today.</summary>
    [Day]
    public string? To { get; init; }

    /// <summary>Only time on this project.</summary>
    [Size(1, 64)]
    public string? ProjectId { get; init; }

    /// <summary>Only time for this client.</summary>
    [Size(1, 64)]
    public string? ClientId { get; init; }

    /// <summary>Only time of this person.</summary>
    [Size(1, 128)]
    public string? UserId { get; init; }
}

public sealed record TimeReportRequest : WorkReportRequest
{
    /// <summary>What a row is about; a day unless said otherwise.</summary>
    [OneOf(TimeGrouping.Day, TimeGrouping.Week, TimeGrouping.Project, TimeGrouping.Person, TimeGrouping.Team)]
    public TimeGrouping GroupBy { get; init; }
}

public enum WorkReport
{
    Time,
    Project,
    Client,
    User,
    Entries,
}

public sealed record ExportWorkReportRequest : WorkReportRequest
{
    public required WorkReport Report { get; init; }

    /// <summary>What a row of the report on time is about; a day unless said otherwise.</summary>
    [OneOf(TimeGrouping.Day, TimeGrouping.Week, TimeGrouping.Project, TimeGrouping.Person, TimeGrouping.Team)]
    public TimeGrouping GroupBy { get; init; }

    /// <summary>CSV unless said otherwise.</summary>
    public ReportFormat Format { get; init; }
}

/// <param name="Waiting">What was submitted and waits for approval.</param>
public sealed record MinutesView(long All, long Billable, long Approved, long Waiting)
{
    public static MinutesView Of(TimeSum sum) => new(sum.Minutes, sum.Billable, sum.Approved, sum.Waiting);
}

/// <param name="Key">A day, the first day of a week, or an id; null for people without a team.</param>
/// <param name="Name">Null for days and weeks.</param>
/// <param name="Amounts">What the billable minutes are worth, by currency.</param>
public sealed record TimeReportRowView(string? Key, string? Name, MinutesView Minutes, IReadOnlyList<Money> Amounts);

/// <summary>The time of an organization in some days.</summary>
public sealed record TimeReportView
{
    public required string OrganizationId { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required TimeGrouping GroupBy { get; init; }

    /// <summary>False when there are more entries than are looked at.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<TimeReportRowView> Rows { get; init; }

    /// <summary>Of all entries. Rows by team add up to more where somebody is in several.</summary>
    public required TimeReportRowView Total { get; init; }
}

/// <summary>What the event of a project has sold so far.</summary>
/// <param name="TicketsSold">Places sold.</param>
/// <param name="Revenue">What was paid less refunds, by currency.</param>
/// <param name="Profit">The revenue less the cost of the time; null where one of them is not known in the project's currency.</param>
public sealed record ProjectEventView(string EventId, string Title, long TicketsSold, IReadOnlyList<Money> Revenue, Money? Profit);

public sealed record ProjectReportRowView
{
    public required string ProjectId { get; init; }
    public required string Name { get; init; }
    public required string? ClientName { get; init; }
    public required MinutesView Minutes { get; init; }
    public required int? BudgetMinutes { get; init; }
    public required Money Amount { get; init; }

    /// <summary>
    /// What the approved time costs, as far as known. Only administrators of the organization see cost, margin and profit.
    /// </summary>
    public required Money? Cost { get; init; }

    /// <summary>The amount less the cost.</summary>
    public required Money? Margin { get; init; }

    public required Money Invoiced { get; init; }

    /// <summary>Approved, and on no invoice.</summary>
    public required Money NotInvoiced { get; init; }

    /// <summary>Null when the project is for no event, or when the report has more than ten projects with an event.</summary>
    public required ProjectEventView? Event { get; init; }

    /// <param name="ev">What its event has sold; null when that is not shown.</param>
    public static ProjectReportRowView Of(
        Project project,
        string? clientName,
        TimeSum sum,
        (Event Of, EventFigures Figures)? ev,
        bool withCost
    )
    {
        var (amount, cost) = (In(project, sum.Amounts), In(project, sum.Costs));
        return new()
        {
            ProjectId = project.ProjectId,
            Name = project.Name,
            ClientName = clientName,
            Minutes = MinutesView.Of(sum),
            BudgetMinutes = project.BudgetMinutes,
            Amount = amount,
            Cost = withCost ? cost : null,
            Margin = withCost ? amount with { Amount = amount.Amount - cost.Amount } : null,
            Invoiced = In(project, sum.Invoiced),
            NotInvoiced = In(project, sum.NotInvoiced),
            Event = ev is { } sold ? EventOf(sold.Of, sold.Figures, withCost ? cost : null) : null,
        };
    }

    private static ProjectEventView EventOf(Event ev, EventFigures figures, Money? cost)
    {
        Money[] revenue = [.. figures.Money.Select(money => money.Net)];
        Money? profit =
            cost is { } known && revenue is [var only] && only.Currency == known.Currency
                ? only with
                {
                    Amount = only.Amount - known.Amount,
                }
                : null;
        return new(ev.EventId, ev.Title, figures.Capacity.Sold, revenue, profit);
    }

    private static Money In(Project project, IReadOnlyList<Money> amounts) =>
        amounts.Where(amount => amount.Currency == project.Currency).DefaultIfEmpty(new(0, project.Currency)).First();
}

public sealed record ProjectReportView(
    string OrganizationId,
    string From,
    string To,
    bool Complete,
    IReadOnlyList<ProjectReportRowView> Rows
);

/// <param name="ClientId">Null for time that is for no client.</param>
/// <param name="NotInvoiced">Approved, and on no invoice.</param>
public sealed record ClientReportRowView(
    string? ClientId,
    string? Name,
    MinutesView Minutes,
    IReadOnlyList<Money> Amounts,
    IReadOnlyList<Money> Invoiced,
    IReadOnlyList<Money> NotInvoiced
);

public sealed record ClientReportView(
    string OrganizationId,
    string From,
    string To,
    bool Complete,
    IReadOnlyList<ClientReportRowView> Rows
);

/// <param name="CapacityMinutes">The agreed working time of these days; null when none is agreed.</param>
/// <param name="Utilization">Billable minutes by capacity, 0 or more; null without a capacity.</param>
public sealed record UserReportRowView(string UserId, string? Name, MinutesView Minutes, long? CapacityMinutes, decimal? Utilization);

public sealed record UserReportView(string OrganizationId, string From, string To, bool Complete, IReadOnlyList<UserReportRowView> Rows);
