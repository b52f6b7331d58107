using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record ListTimeEntriesRequest : PageRequest
{
    /// <summary>
    /// The organization to list. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>Only time of this person. Staff see their own; who leads a team sees that of its members.</summary>
    [Size(1, 128)]
    public string? UserId { get; init; }

    [Size(1, 64)]
    public string? ProjectId { get; init; }

    [Size(1, 64)]
    public string? ClientId { get; init; }

    /// <summary>Only time of members of this team.</summary>
    [Size(1, 64)]
    public string? TeamId { get; init; }

    public TimeEntryStatus? Status { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day]
    public string? From { get; init; }

    /// <summary>The last day of the range, which is included: at most 366 days after the first.</summary>
    [Day]
    public string? To { get; init; }
}

public record TimeEntryRequest
{
    [Size(1, 64)]
    public required string TimeEntryId { get; init; }
}

public sealed record CreateTimeEntryRequest
{
    [Size(1, 64)]
    public required string ProjectId { get; init; }

    /// <summary>A day in the organization's zone, such as <c>2026-11-01</c>: from 366 days ago to tomorrow.</summary>
    [Day]
    public required string Date { get; init; }

    /// <summary>Either this, or start and end.</summary>
    [Between(1, TimeEntry.MinutesOfDay)]
    public int? Minutes { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    [Size(1, 1000), Multiline]
    public string? Note { get; init; }

    /// <summary>Absent: as the project is.</summary>
    public bool? Billable { get; init; }

    /// <summary>Whose time it is; managers may name others. Absent: the caller's.</summary>
    [Size(1, 128)]
    public string? UserId { get; init; }

    /// <summary>The minutes, given as such or by start and end.</summary>
    public Result<int> MinutesOn(DateOnly date, TimeZoneInfo zone) =>
        (Minutes, StartedAt, EndedAt) switch
        {
            (null, { } start, { } end) => TimeEntry.MinutesOf(date, start, end, zone),
            ({ } minutes, null, null) => minutes,
            _ => Problem.Invalid("minutes", "duration_required", "Either minutes, or a start and an end."),
        };
}

public sealed record UpdateTimeEntryRequest : PatchRequest
{
    [Size(1, 64)]
    public required string TimeEntryId { get; init; }

    [Size(1, 64)]
    public string? ProjectId { get; init; }

    /// <summary>A day in the organization's zone, such as <c>2026-11-01</c>: from 366 days ago to tomorrow.</summary>
    [Day]
    public string? Date { get; init; }

    /// <summary>Clears start and end, unless these are given, too.</summary>
    [Between(1, TimeEntry.MinutesOfDay)]
    public int? Minutes { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    [Size(1, 1000), Multiline, Clearable]
    public string? Note { get; init; }

    public bool? Billable { get; init; }

    /// <param name="project">That of the entry after the update.</param>
    public Result<TimeEntry> Applied(TimeEntry to, Project project, TimeZoneInfo zone)
    {
        var date = to.Date;
        if (Date is not null && CalendarDays.Day("date", Date).Refused(out var problem, out date))
            return problem;
        var (startedAt, endedAt) = Minutes is null ? (StartedAt ?? to.StartedAt, EndedAt ?? to.EndedAt) : (StartedAt, EndedAt);
        var minutes = Minutes ?? to.Minutes;
        if (startedAt is { } start && endedAt is { } end)
        {
            if (TimeEntry.MinutesOf(date, start, end, zone).Refused(out problem, out minutes))
                return problem;
        }
        else if (startedAt is not null || endedAt is not null)
            return Problem.Invalid("endedAt", "duration_required", "Both a start and an end, or minutes only.");

        return to with
        {
            ProjectId = project.ProjectId,
            Date = date,
            Minutes = minutes,
            StartedAt = startedAt,
            EndedAt = endedAt,
            Note = Or("note", Note, to.Note),
            Billable = project.IsBillable(Billable ?? to.Billable),
        };
    }
}

public sealed record ReasonedTimeEntryRequest : TimeEntryRequest
{
    [Size(1, 500), Multiline]
    public required string Reason { get; init; }
}

public sealed record SubmitTimeRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The first day, such as <c>2026-11-01</c>.</summary>
    [Day]
    public required string From { get; init; }

    /// <summary>The last day, at most 31 days in all.</summary>
    [Day]
    public required string To { get; init; }
}

public enum TimeDecision
{
    Approve,
    Reject,
}

public sealed record ReviewTimeRequest
{
    [Size(1, 100), Each(1, 64)]
    public required IReadOnlyList<string> TimeEntryIds { get; init; }

    public required TimeDecision Decision { get; init; }

    /// <summary>Required to reject.</summary>
    [Size(1, 500), Multiline]
    public string? Reason { get; init; }
}

public sealed record StartTimerRequest
{
    [Size(1, 64)]
    public required string ProjectId { get; init; }

    [Size(1, 1000), Multiline]
    public string? Note { get; init; }
}

public sealed record StopTimerRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>Whether the time is thrown away: the answer is the entry that is not stored.</summary>
    public bool? Discard { get; init; }
}

public sealed record ClosePeriodRequest
{
    /// <summary>
    /// The organization. Absent: the caller's personal organization, or else the only one where the caller may do this.
    /// </summary>
    [Size(1, 64)]
    public string? OrganizationId { get; init; }

    /// <summary>The last day of the period, such as <c>2026-10-31</c>; today at the latest.</summary>
    [Day]
    public required string Through { get; init; }

    /// <summary>Whether to close although time in the period is not approved.</summary>
    public bool? Anyway { get; init; }
}
