namespace EventTicketing.Tests.Domain;

/// <summary>The life of a time entry, cell by cell, its rates, and its days.</summary>
public sealed class TimeEntryTests
{
    private static readonly DateOnly Day = new(2026, 5, 4);
    private static readonly Money Rate = new(4500, "eur");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly TimeEntry Draft = new()
    {
        OrganizationId = "org_1",
        TimeEntryId = "tme_1",
        UserId = "ada",
        ProjectId = "prj_1",
        Date = Day,
        Minutes = 90,
        Billable = true,
        CreatedAt = Valid.Now,
    };

    private static readonly Project Project = new()
    {
        OrganizationId = "org_1",
        ProjectId = "prj_1",
        Name = "Stage",
        Billing = ProjectBilling.Hourly,
        Currency = "eur",
        MemberIds = [],
        PersonRates = [],
        CreatedAt = Valid.Now,
    };

    private static TimeEntry In(string state) =>
        state switch
        {
            "draft" => Draft,
            "submitted" => Draft.Submit(null, Valid.Now).Value,
            "rejected" => In("submitted").Reject("bea", "No break.", null, Valid.Now).Value,
            "approved" => In("submitted").Approve("bea", Rate, null, null, Valid.Now).Value,
            "invoiced" => In("approved") with { InvoiceId = "inv_1" },
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
        };

    private static Result<TimeEntry> After(TimeEntry entry, string act, DateOnly? closed) =>
        act switch
        {
            "edit" => entry.Edited(entry with { Minutes = 60 }, closed),
            "submit" => entry.Submit(closed, Valid.Now),
            "withdraw" => entry.Withdraw(closed),
            "approve" => entry.Approve("bea", Rate, null, closed, Valid.Now),
            "reject" => entry.Reject("bea", "No break.", closed, Valid.Now),
            "reopen" => entry.Reopen("A mistake.", closed),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "There is no such act."),
        };

    [Theory]
    [InlineData("draft", "Draft Submitted not_submitted not_submitted not_submitted same")]
    [InlineData("submitted", "entry_locked same Draft Approved Rejected not_approved")]
    [InlineData("rejected", "Draft Submitted not_submitted not_submitted same not_approved")]
    [InlineData("approved", "entry_locked entry_locked not_submitted same not_submitted Draft")]
    [InlineData("invoiced", "entry_locked entry_locked not_submitted same not_submitted entry_invoiced")]
    public void Every_state_allows_what_the_table_says_and_nothing_in_a_closed_period(string state, string outcomes)
    {
        var entry = In(state);
        string[] acts = ["edit", "submit", "withdraw", "approve", "reject", "reopen"];
        foreach (var (act, outcome) in acts.Zip(outcomes.Split(' ')))
        {
            var after = After(entry, act, closed: Day.AddDays(-1));
            var shown = after.Problem?.Code ?? (ReferenceEquals(after.Value, entry) ? "same" : $"{after.Value.Status}");
            Assert.Equal((act, outcome), (act, shown));
            Assert.Equal((act, "period_closed"), (act, After(entry, act, closed: Day).Problem?.Code));
        }
    }

    [Fact]
    public void An_edit_cannot_move_time_into_a_closed_period() =>
        Assert.Equal("period_closed", Draft.Edited(Draft with { Date = Day.AddDays(-3) }, Day.AddDays(-2)).Problem?.Code);

    [Fact]
    public void Approval_freezes_the_rates_and_reopening_forgets_them()
    {
        var approved = In("submitted").Approve("bea", Rate, new Money(2000, "eur"), null, Valid.Now).Value;
        Assert.Equal((Rate, new Money(2000, "eur"), "bea"), (approved.Rate!.Value, approved.Cost!.Value, approved.ReviewedBy));
        Assert.Same(approved, approved.Approve("carl", new(1, "eur"), null, null, Valid.Now).Value);
        var open = approved.Reopen("A mistake.", null).Value;
        Assert.Equal((null, null, null, "A mistake."), (open.Rate, open.Cost, open.ReviewedBy, open.Reason));
    }

    [Theory]
    [InlineData(1, 1000, 17)]
    [InlineData(3, 1010, 51)]
    [InlineData(90, 4500, 6750)]
    [InlineData(1440, 999_999, 23_999_976)]
    public void Amounts_are_rounded_once_and_half_away_from_zero(int minutes, long rate, long amount)
    {
        var entry = Draft with { Minutes = minutes };
        Assert.Equal(new Money(amount, "eur"), entry.AmountAt(new(rate, "eur")));
        Assert.Equal(new Money(0, "eur"), (entry with { Billable = false }).AmountAt(new(rate, "eur")));
    }

    /// <summary>Which rates there are: of the project for the person, of the project, of the person, of the client.</summary>
    [Fact]
    public void In_all_sixteen_combinations_the_nearest_rate_counts()
    {
        for (var given = 0; given < 16; given++)
        {
            Money? At(int place) => (given & (1 << place)) == 0 ? null : new Money(place + 1, "eur");
            var project = Project with { PersonRates = At(0) is { } own ? [new("bea", new(9, "eur")), new("ada", own)] : [], Rate = At(1) };
            var client = new Client
            {
                OrganizationId = "org_1",
                ClientId = "cli_1",
                Name = "Harbour",
                Currency = "eur",
                DefaultRate = At(3),
                CreatedAt = Valid.Now,
            };
            var expected = Enumerable.Range(0, 4).Select(At).FirstOrDefault(rate => rate is not null) ?? new Money(0, "eur");
            Assert.Equal((given, expected), (given, project.RateOf("ada", new() { HourlyRate = At(2) }, client)));
        }
    }

    [Fact]
    public void A_persons_rate_in_another_currency_does_not_count()
    {
        var terms = new StaffTerms { HourlyRate = new(7000, "usd"), CostRate = new(3000, "usd") };
        Assert.Equal((new Money(0, "eur"), null), (Project.RateOf("ada", terms, null), Project.CostOf(terms)));
    }

    [Theory]
    [InlineData("2026-05-04T08:00:00Z", "2026-05-04T09:30:00Z", "90")]
    [InlineData("2026-05-04T08:00:00Z", "2026-05-04T08:00:20Z", "1")]
    [InlineData("2026-05-04T20:00:00Z", "2026-05-04T22:00:00Z", "120")]
    [InlineData("2026-05-04T20:00:00Z", "2026-05-04T22:00:01Z", "over_midnight")]
    [InlineData("2026-05-04T22:00:00Z", "2026-05-04T23:00:00Z", "out_of_range")]
    [InlineData("2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z", "ends_before_start")]
    public void A_start_and_an_end_give_the_minutes_of_a_local_day(string start, string end, string outcome)
    {
        var minutes = TimeEntry.MinutesOf(Day, DateTimeOffset.Parse(start), DateTimeOffset.Parse(end), Berlin);
        Assert.Equal(outcome, minutes.Problem?.Code ?? $"{minutes.Value}");
    }

    [Theory]
    [InlineData("2026-05-04T21:00:00Z", "2026-05-04T23:00:00Z", "2026-05-04 60, 2026-05-05 60")]
    [InlineData("2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z", "2026-05-04 1")]
    // A timer that was forgotten counts for 24 hours; the day on which clocks are put forward has 23 of them.
    [InlineData("2026-03-28T23:00:00Z", "2026-04-02T10:00:00Z", "2026-03-29 1380, 2026-03-30 60")]
    public void A_timer_becomes_an_entry_for_each_day(string start, string now, string entries)
    {
        var days = TimeEntry.Days(DateTimeOffset.Parse(start), DateTimeOffset.Parse(now), Berlin);
        Assert.Equal(
            entries,
            string.Join(", ", days.Select(day => $"{day.Date:yyyy-MM-dd} {TimeEntry.MinutesBetween(day.StartedAt, day.EndedAt)}"))
        );
    }

    [Fact]
    public void Days_are_bounded_by_today_by_the_project_and_by_the_employment()
    {
        var (today, terms) = (Day, new StaffTerms { EmployedFrom = Day.AddDays(-10), EmployedUntil = Day.AddDays(1) });
        var project = Project with { StartsOn = Day.AddDays(-5), EndsOn = Day };
        string? On(int offset, StaffTerms? employed, Project of) =>
            (Draft with { Date = Day.AddDays(offset) }).WhyNotDated(of, employed, today)?.Code;
        Assert.Equal((null, "out_of_range"), (On(1, null, Project), On(2, null, Project)));
        Assert.Equal((null, "out_of_range"), (On(-366, null, Project), On(-367, null, Project)));
        Assert.Equal((null, "outside_project", "outside_project"), (On(0, terms, project), On(1, terms, project), On(-6, terms, project)));
        Assert.Equal((null, "outside_employment"), (On(-10, terms, Project), On(-11, terms, Project)));
    }

    [Fact]
    public void Amounts_of_a_project_are_in_its_currency()
    {
        Assert.Null(Project.Checked().Problem);
        Assert.Equal("currency_mismatch", (Project with { Budget = new(1, "usd") }).Checked().Problem?.Code);
        Assert.Equal("currency_mismatch", (Project with { PersonRates = [new("ada", new(1, "usd"))] }).Checked().Problem?.Code);
        Assert.Equal("duplicate_person", (Project with { PersonRates = [new("ada", Rate), new("ada", Rate)] }).Checked().Problem?.Code);
        Assert.Equal("ends_before_start", (Project with { StartsOn = Day, EndsOn = Day.AddDays(-1) }).Checked().Problem?.Code);
    }

    [Fact]
    public void A_closed_period_does_not_open_again()
    {
        var closed = Organization.Personal("ada", "Ada", null, Valid.Now).CloseTime(Day);
        Assert.Equal(Day, closed.TimeClosedThrough);
        Assert.Same(closed, closed.CloseTime(Day.AddDays(-1)));
    }
}

/// <summary>Sums of time against a plain oracle, over random entries.</summary>
public sealed class TimeReportTests
{
    private static readonly string[] People = ["ada", "bea", "carl"],
        Projects = ["prj_1", "prj_2"];

    private static List<ValuedTime> Random(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, random.Next(0, 200))
                .Select(number => new ValuedTime(
                    new()
                    {
                        OrganizationId = "org_1",
                        TimeEntryId = $"tme_{number}",
                        UserId = People[random.Next(3)],
                        ProjectId = Projects[random.Next(2)],
                        Date = new DateOnly(2026, 5, 1).AddDays(random.Next(31)),
                        Minutes = random.Next(1, 1441),
                        Billable = random.Next(3) > 0,
                        Status = (TimeEntryStatus)random.Next(4),
                        Cost = random.Next(2) == 0 ? null : new Money(random.Next(5_000), "eur"),
                        InvoiceId = random.Next(4) == 0 ? "inv_1" : null,
                        CreatedAt = Valid.Now,
                    },
                    new(random.Next(10_000), random.Next(5) == 0 ? "usd" : "eur")
                )),
        ];
    }

    [Fact]
    public void Every_minute_is_in_exactly_one_row_whatever_the_rows_are_about()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var time = Random(seed);
            var minutes = time.Sum(each => (long)each.Entry.Minutes);
            var groupings = new Func<TimeEntry, string?>[]
            {
                entry => $"{entry.Date:yyyy-MM-dd}",
                entry => CalendarDays.Text(TimeReportRow.WeekOf(entry.Date, WeekStart.Sunday)),
                entry => entry.ProjectId,
                entry => entry.UserId,
            };
            foreach (var key in groupings)
            {
                var rows = TimeReportRow.Of(time, entry => [key(entry)]);
                Assert.Equal((seed, minutes), (seed, rows.Sum(row => row.Sum.Minutes)));
                Assert.Equal(rows.Select(row => row.Key).Distinct().Order(StringComparer.Ordinal), rows.Select(row => row.Key));
            }

            var sum = TimeSum.Of(time);
            foreach (var currency in new[] { "eur", "usd" })
            {
                decimal Exact(ValuedTime each) => Math.Round(each.Entry.Minutes * each.Rate.Amount / 60m, MidpointRounding.AwayFromZero);
                var billable = time.Where(each => each.Entry.Billable && each.Rate.Currency == currency).ToList();
                Assert.Equal((seed, (long)billable.Sum(Exact)), (seed, In(sum.Amounts, currency)));
                Assert.Equal(
                    (seed, (long)billable.Where(each => each.Entry.InvoiceId is not null).Sum(Exact)),
                    (seed, In(sum.Invoiced, currency))
                );
            }
        }

        static long In(IReadOnlyList<Money> amounts, string currency) =>
            amounts.Where(amount => amount.Currency == currency).Sum(amount => amount.Amount);
    }

    [Theory]
    [InlineData("2026-05-03", WeekStart.Monday, "2026-04-27")]
    [InlineData("2026-05-03", WeekStart.Sunday, "2026-05-03")]
    [InlineData("2026-05-09", WeekStart.Sunday, "2026-05-03")]
    public void Weeks_begin_as_the_organization_says(string day, WeekStart starts, string week) =>
        Assert.Equal(DateOnly.Parse(week), TimeReportRow.WeekOf(DateOnly.Parse(day), starts));

    [Theory]
    [InlineData(null, null, 2400L)]
    [InlineData("2026-05-04", null, 2057L)]
    [InlineData("2026-05-04", "2026-05-05", 686L)]
    [InlineData("2026-06-01", null, 0L)]
    public void Capacity_counts_only_the_days_of_the_employment(string? from, string? until, long minutes)
    {
        DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text);
        var terms = new StaffTerms
        {
            WeeklyMinutes = 2400,
            EmployedFrom = Day(from),
            EmployedUntil = Day(until),
        };
        Assert.Equal(minutes, terms.CapacityOf(new(2026, 5, 3), new(2026, 5, 9)));
        Assert.Null((terms with { WeeklyMinutes = null }).CapacityOf(new(2026, 5, 3), new(2026, 5, 9)));
    }
}
