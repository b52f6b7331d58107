using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record ListTransactionsRequest : PageRequest
{
    /// <summary>
    /// Absent: the caller's own organization or, for an administrator, all of the platform, whose days are those of UTC.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first.</summary>
    [Day]
    public string? To { get; init; }

    public LedgerEntryKind? Kind { get; init; }

    [Size(1, 64)]
    public string? EventId { get; init; }

    public bool Passes(LedgerEntry entry) => (Kind is null || entry.Kind == Kind) && (EventId is null || entry.EventId == EventId);
}

public sealed record DailyTransactionsRequest
{
    /// <summary>A calendar day of the organization's time zone, such as <c>2026-11-30</c>.</summary>
    [Pattern(@"^\d{4}-\d{2}-\d{2}$"), Size(1, 10)]
    public required string Date { get; init; }

    /// <summary>
    /// Absent: the caller's own organization or, for an administrator, all of the platform, whose days are those of UTC.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }
}

public sealed record MonthlySummaryRequest
{
    /// <summary>A month of the organization's time zone, such as <c>2026-11</c>.</summary>
    [Pattern(@"^\d{4}-\d{2}$"), Size(1, 7)]
    public required string Month { get; init; }

    /// <summary>
    /// Absent: the caller's own organization or, for an administrator, all of the platform, whose days are those of UTC.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }
}

public sealed record ExportTransactionsRequest
{
    /// <summary>
    /// Absent: the caller's own organization or, for an administrator, all of the platform, whose days are those of UTC.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day]
    public required string From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first.</summary>
    [Day]
    public required string To { get; init; }

    public LedgerEntryKind? Kind { get; init; }

    /// <summary>CSV unless said otherwise.</summary>
    public ReportFormat Format { get; init; }
}
