namespace EventTicketing.Functions.ReviewTime;

public sealed class Function(Host host) : ApiFunction<ReviewTimeRequest, ReviewedTimeListView>(BackofficeEndpoints.ReviewTime, host)
{
    protected override async Task<Result<ReviewedTimeListView>> Handle(ReviewTimeRequest request, Call call)
    {
        if (request is { Decision: TimeDecision.Reject, Reason: null })
            return Problem.Invalid("reason", "reason_required", "Say why the time is rejected.");
        List<ReviewedTimeView> results = [];
        Dictionary<string, Timekeeping> read = new(StringComparer.Ordinal);
        foreach (var id in request.TimeEntryIds.Distinct())
        {
            var reviewed = await call.Review(id, request.Decision, request.Reason, read);
            var status = reviewed.Problem is null ? reviewed.Value.Entry.Status : await StatusOf(id, call);
            results.Add(new(id, status, reviewed.Problem?.Code));
        }

        return new ReviewedTimeListView(results);
    }

    private static async Task<TimeEntryStatus?> StatusOf(string id, Call call) =>
        (await call.Time(id, TimeRight.Read)).Refused(out _, out var time) ? null : time.Entry.Status;
}
