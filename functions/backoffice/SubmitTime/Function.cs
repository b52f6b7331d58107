namespace EventTicketing.Functions.SubmitTime;

public sealed class Function(Host host) : ApiFunction<SubmitTimeRequest, SubmittedTimeView>(BackofficeEndpoints.SubmitTime, host)
{
    /// <summary>The longest range, in days.</summary>
    private const int MostDays = 31;

    /// <summary>The most entries that are read. Entries beyond stay as they are.</summary>
    private const int MostEntries = 2_000;

    /// <summary>How many entries are submitted in one transaction.</summary>
    private const int AtOnce = 50;

    protected override async Task<Result<SubmittedTimeView>> Handle(SubmitTimeRequest request, Call call)
    {
        if (call.ActingOrganization(request.OrganizationId).Refused(out var problem, out var organizationId))
            return problem;
        if (CalendarDays.Between(request.From, request.To).Refused(out problem, out var days))
            return problem;
        if (days.Last!.Value.DayNumber - days.First!.Value.DayNumber >= MostDays)
            return Problem.Invalid("to", "range_too_long", $"At most {MostDays} days.");
        if ((await call.OwnOrganization(organizationId)).Refused(out problem, out _))
            return problem;
        var own = call.Db.TimeEntries.OfPerson(organizationId, call.Caller.UserId).OnDays(days.First, days.Last);
        var entries = (await own.Take(MostEntries).Page(call.Stop)).Items;
        var submitted = 0;
        foreach (var some in entries.Select(entry => entry.TimeEntryId).Chunk(AtOnce))
        {
            if ((await Submit(some, organizationId, call)).Refused(out problem, out var count))
                return problem;
            submitted += count;
        }

        return new SubmittedTimeView(submitted, entries.Count - submitted);
    }

    private static Task<Result<int>> Submit(IReadOnlyList<string> ids, string organizationId, Call call) =>
        call.Db.Decide<int>(
            async () =>
            {
                if ((await call.OwnOrganization(organizationId)).Refused(out var problem, out var organization))
                    return problem;
                var entries = await call.Db.TimeEntries.FindAll(ids, call.Stop);
                var submitted = entries
                    .Where(entry => entry.Status is TimeEntryStatus.Draft or TimeEntryStatus.Rejected)
                    .Select(entry => entry.Submit(organization.TimeClosedThrough, call.Now))
                    .Where(entry => entry.Problem is null)
                    .Select(entry => call.Db.TimeEntries.Save(entry.Value))
                    .ToList();
                return submitted.Count == 0
                    ? 0
                    : new Decision<int>(
                        submitted.Count,
                        [.. submitted, call.Unchanged(organization), call.Record(call.Caller.UserId, organizationId)]
                    );
            },
            call.Stop
        );
}
