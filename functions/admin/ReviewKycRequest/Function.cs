namespace EventTicketing.Functions.ReviewKycRequest;

public sealed class Function(Host host) : ApiFunction<ReviewKycRequestRequest, KycReviewView>(AdminEndpoints.ReviewKycRequest, host)
{
    protected override async Task<Result<KycReviewView>> Handle(ReviewKycRequestRequest request, Call call)
    {
        if (request is { Decision: not KycDecision.Approve, Note: null })
            return Problem.Invalid("note", "required", "Say what is wrong or missing.");
        Activity? started = null;
        var reviewed = await call.Db.Decide<KycRequest>(
            async () =>
            {
                if (await call.Db.Kyc.Find(request.KycId, call.Stop) is not { } current)
                    return Problem.NotFound("kyc_request");
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                if (
                    current
                        .Review(request.Decision, request.Note, request.InternalNote, call.Caller.UserId, call.Now)
                        .Refused(out var problem, out var next)
                )
                    return problem;
                started = null;
                var act = call.Act(current.KycId, null, [new("status", current.Status.ToString(), next.Status.ToString())]);
                if (next.Status == KycStatus.Approved && current.Status != KycStatus.Approved)
                {
                    act = started = Administering.Started(act, current.UserId);
                    if (await call.Db.Activities.Find(act.ActivityId, call.Stop) is not null)
                        return Administering.InProgress;
                }

                // Without an address there is no mail: the person sees the decision in the console.
                var person = await call.Db.People.Find(current.UserId, call.Stop);
                return call.Db.Kyc.Save(
                    current,
                    next,
                    [
                        call.Db.Activities.Create(act),
                        .. person?.Email is { } address
                            ? [call.Db.Notifications.Create(next.Mail(address, person.Name, call.Now))]
                            : Array.Empty<Change>(),
                    ]
                );
            },
            call.Stop
        );
        if (reviewed.Refused(out var refusal, out var saved))
            return refusal;
        if (started is not null)
            await Administering.Finish(call.App, started, call.Stop);
        return KycReviewView.Of(saved, await call.Db.People.Find(saved.UserId, call.Stop));
    }
}
