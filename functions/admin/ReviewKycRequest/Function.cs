namespace EventTicketing.Functions.ReviewKycRequest;

public sealed class Function(Host host) : ApiFunction<ReviewKycRequestRequest, KycReviewView>(AdminEndpoints.ReviewKycRequest, host)
{
    protected override async Task<Result<KycReviewView>> Handle(ReviewKycRequestRequest request, Call call)
    {
        if (request is { Decision: not KycDecision.Approve, Note: null })
            return Problem.Invalid("note", "required", "Say what is wrong or missing.");
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
                // Without an address there is no mail: the person sees the decision in the console.
                var person = await call.Db.People.Find(current.UserId, call.Stop);
                return call.Db.Kyc.Save(
                    current,
                    next,
                    [
                        call.Record(current.KycId, null, [new("status", current.Status.ToString(), next.Status.ToString())]),
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
        if (saved.GroupDue)
            await Verifying.GiveGroup(call.App, saved, call.Stop);
        var kyc = (await call.Db.Kyc.Find(saved.KycId, call.Stop))!;
        return KycReviewView.Of(kyc, await call.Db.People.Find(kyc.UserId, call.Stop));
    }
}
