namespace EventTicketing.Functions.ReviewKycRequest;

public sealed class Function(Host host) : ApiFunction<ReviewKycRequestRequest, KycReviewView>(AdminEndpoints.ReviewKycRequest, host)
{
    protected override async Task<Result<KycReviewView>> Handle(ReviewKycRequestRequest request, Call call)
    {
        if (request is { Decision: not KycDecision.Approve, Note: null })
            return Problem.Invalid("note", "required", "Say what is wrong or missing.");
        var reviewed = await Verifying.Review(
            call.App,
            request.KycId,
            new(request.Decision, request.Note, request.InternalNote),
            call.Act(request.KycId, null),
            current => call.WhyNotMatched(current.Version),
            call.Stop
        );
        return reviewed.Refused(out var problem, out var saved)
            ? problem
            : KycReviewView.Of(saved, await call.Db.People.Find(saved.UserId, call.Stop));
    }
}
