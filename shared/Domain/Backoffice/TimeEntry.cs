namespace EventTicketing.Domain;

public enum TimeEntryStatus
{
    Draft,
    Submitted,
    Approved,
    Rejected,
}

/// <summary>Time that somebody has spent on a project, on one day of the organization's zone.</summary>
public sealed record TimeEntry : IVersioned<TimeEntry>
{
    public const int MinutesOfDay = 1_440;

    /// <summary>How far back time can be entered.</summary>
    public const int MaxDaysBack = 366;

    public required string OrganizationId { get; init; }
    public required string TimeEntryId { get; init; }
    public required string UserId { get; init; }
    public required string ProjectId { get; init; }
    public required DateOnly Date { get; init; }
    public required int Minutes { get; init; }

    /// <summary>Null when only the minutes were entered.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
    public string? Note { get; init; }
    public required bool Billable { get; init; }
    public TimeEntryStatus Status { get; init; }

    /// <summary>The price of one hour, as it was when the entry was approved. Null until then.</summary>
    public Money? Rate { get; init; }

    /// <summary>
    /// What one hour costs the organization, as it was when the entry was approved. Null until then, and when it was not known.
    /// </summary>
    public Money? Cost { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }
    public string? ReviewedBy { get; init; }
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>The reason that was given when the entry was rejected or reopened. Null for other entries.</summary>
    public string? Reason { get; init; }

    /// <summary>The invoice that it is on.</summary>
    public string? InvoiceId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; }

    public TimeEntry WithVersion(int version) => this with { Version = version };

    /// <summary>What is paid for it; nothing when it is not billable.</summary>
    /// <param name="rate">The price of one hour.</param>
    public Money AmountAt(Money rate) => new(Billable ? PerHour(rate.Amount) : 0, rate.Currency);

    /// <param name="cost">What one hour costs the organization.</param>
    public Money CostAt(Money cost) => new(PerHour(cost.Amount), cost.Currency);

    private long PerHour(long amount) => (long)Math.Round(amount * (decimal)Minutes / 60, MidpointRounding.AwayFromZero);

    /// <summary>Whether the day lies in a period in which nothing changes any more.</summary>
    public bool IsClosed(DateOnly? through) => Date <= through;

    /// <summary>The code of the reason why it cannot be edited; null when it can.</summary>
    public string? Locked(DateOnly? closedThrough) =>
        IsClosed(closedThrough) ? PeriodClosed.Code
        : InvoiceId is not null ? Invoiced.Code
        : Status is TimeEntryStatus.Submitted or TimeEntryStatus.Approved ? Lock.Code
        : null;

    /// <summary>Null when the entry can be changed or deleted; otherwise the refusal.</summary>
    public Problem? WhyNotEditable(DateOnly? closedThrough) =>
        IsClosed(closedThrough) ? PeriodClosed
        : Status is TimeEntryStatus.Submitted or TimeEntryStatus.Approved ? Lock
        : null;

    /// <summary>The entry after an edit. A rejected one becomes a draft.</summary>
    public Result<TimeEntry> Edited(TimeEntry to, DateOnly? closedThrough) =>
        WhyNotEditable(closedThrough) is { } refusal ? refusal
        : to.IsClosed(closedThrough) ? PeriodClosed
        : to with { Status = TimeEntryStatus.Draft };

    public Result<TimeEntry> Submit(DateOnly? closedThrough, DateTimeOffset now) =>
        IsClosed(closedThrough)
            ? PeriodClosed
            : Status switch
            {
                TimeEntryStatus.Submitted => this,
                TimeEntryStatus.Approved => Lock,
                _ => this with { Status = TimeEntryStatus.Submitted, SubmittedAt = now, Reason = null },
            };

    public Result<TimeEntry> Withdraw(DateOnly? closedThrough) =>
        IsClosed(closedThrough) ? PeriodClosed
        : Status != TimeEntryStatus.Submitted ? NotSubmitted
        : this with { Status = TimeEntryStatus.Draft, SubmittedAt = null };

    /// <summary>Freezes the rates: a later change of a rate changes nothing that was approved.</summary>
    /// <param name="cost">Null when it is not known.</param>
    public Result<TimeEntry> Approve(string by, Money rate, Money? cost, DateOnly? closedThrough, DateTimeOffset now) =>
        Reviewed(TimeEntryStatus.Approved, by, null, closedThrough, now)
            .Then(next => ReferenceEquals(next, this) ? this : next with { Rate = rate, Cost = cost });

    public Result<TimeEntry> Reject(string by, string reason, DateOnly? closedThrough, DateTimeOffset now) =>
        Reviewed(TimeEntryStatus.Rejected, by, reason, closedThrough, now);

    private Result<TimeEntry> Reviewed(TimeEntryStatus decision, string by, string? reason, DateOnly? closedThrough, DateTimeOffset now) =>
        IsClosed(closedThrough) ? PeriodClosed
        : Status == decision ? this
        : Status != TimeEntryStatus.Submitted ? NotSubmitted
        : this with { Status = decision, ReviewedBy = by, ReviewedAt = now, Reason = reason };

    /// <summary>Makes an approved entry a draft again.</summary>
    public Result<TimeEntry> Reopen(string reason, DateOnly? closedThrough) =>
        IsClosed(closedThrough) ? PeriodClosed
        : InvoiceId is not null ? Invoiced
        : Status switch
        {
            TimeEntryStatus.Draft => this,
            TimeEntryStatus.Approved => this with
            {
                Status = TimeEntryStatus.Draft,
                Rate = null,
                Cost = null,
                SubmittedAt = null,
                ReviewedBy = null,
                ReviewedAt = null,
                Reason = reason,
            },
            _ => Problem.Conflict("not_approved", "Only approved time is opened again."),
        };

    /// <summary>
    /// The entry of somebody whose account was deleted: payroll keeps the minutes, nobody keeps what was written about them.
    /// </summary>
    public TimeEntry Anonymized() => this with { Note = null, Reason = null };

    /// <summary>Tells the person that the time was rejected.</summary>
    public Notification RejectionMail(string? name, string address, DateTimeOffset now) =>
        Notification.Of(
            new Letter(
                name,
                $"Your time of {Date:d MMMM yyyy} was rejected",
                [
                    $"{Minutes / 60} h {Minutes % 60:00} min of {Date:d MMMM yyyy} were rejected.",
                    Reason!,
                    "Correct the entry, and submit it again.",
                ],
                "See your time",
                $"/console/{OrganizationId}/time?week={Date:yyyy-MM-dd}"
            ),
            address,
            TimeEntryId,
            $"rejected-{Version}",
            now
        );

    public static Problem PeriodClosed { get; } =
        Problem.Conflict("period_closed", "The period of this day is closed: nothing in it changes any more.");

    private static Problem Lock { get; } =
        Problem.Conflict("entry_locked", "It was submitted or approved: withdraw it, or have it opened again.");

    private static Problem NotSubmitted { get; } = Problem.Conflict("not_submitted", "It does not wait for approval.");

    private static Problem Invoiced { get; } = Problem.Conflict("entry_invoiced", "It is on an invoice.");

    /// <summary>Null when time may be entered on the entry's day; otherwise the refusal.</summary>
    /// <param name="today">In the organization's zone.</param>
    public Problem? WhyNotDated(Project project, StaffTerms? terms, DateOnly today) =>
        Date > today.AddDays(1) || Date < today.AddDays(-MaxDaysBack)
            ? Problem.Invalid("date", "out_of_range", $"From {MaxDaysBack} days ago to tomorrow.")
        : Date < project.StartsOn || Date > project.EndsOn
            ? Problem.Invalid("date", "outside_project", "The project does not run on that day.")
        : terms?.EmployedOn(Date) == false ? Problem.Invalid("date", "outside_employment", "The person does not work here on that day.")
        : null;

    /// <summary>
    /// Minutes between two instants of a day, or what is wrong with them. Time over midnight is two entries.
    /// </summary>
    public static Result<int> MinutesOf(DateOnly date, DateTimeOffset startedAt, DateTimeOffset endedAt, TimeZoneInfo zone)
    {
        if (endedAt <= startedAt)
            return Problem.Invalid("endedAt", "ends_before_start", "The end must be after the start.");
        if (CalendarDays.DayOf(startedAt, zone) != date)
            return Problem.Invalid("startedAt", "out_of_range", "The start has to be on the day of the entry.");
        return CalendarDays.DayOf(endedAt.AddTicks(-1), zone) != date
            ? Problem.Invalid("endedAt", "over_midnight", "Time over midnight is two entries.")
            : MinutesBetween(startedAt, endedAt);
    }

    /// <summary>The days over which a timer has run, each with its minutes: one at least.</summary>
    public static IEnumerable<(DateOnly Date, DateTimeOffset StartedAt, DateTimeOffset EndedAt)> Days(
        DateTimeOffset startedAt,
        DateTimeOffset now,
        TimeZoneInfo zone
    )
    {
        var end = now - startedAt > RunningTimer.Longest ? startedAt + RunningTimer.Longest : now;
        for (var from = startedAt; from < end || from == startedAt; )
        {
            var day = CalendarDays.DayOf(from, zone);
            var until = CalendarDays.Days(day, day, zone).Until;
            var to = until < end ? until : end;
            yield return (day, from, to);
            if (to <= from)
                yield break;
            from = to;
        }
    }

    /// <summary>In whole minutes, rounded; a started minute counts.</summary>
    public static int MinutesBetween(DateTimeOffset startedAt, DateTimeOffset endedAt) =>
        Math.Clamp((int)Math.Round((endedAt - startedAt).TotalMinutes, MidpointRounding.AwayFromZero), 1, MinutesOfDay);
}
