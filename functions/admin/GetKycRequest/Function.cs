namespace EventTicketing.Functions.GetKycRequest;

public sealed class Function(Host host) : ApiFunction<KycRequestRequest, KycReviewView>(AdminEndpoints.GetKycRequest, host)
{
    protected override async Task<Result<KycReviewView>> Handle(KycRequestRequest request, Call call)
    {
        if (await call.Db.Kyc.Find(request.KycId, call.Stop) is not { SubmittedAt: not null } kyc)
            return Problem.NotFound("kyc_request");
        // Recorded before the papers are shown, not after.
        await call.Db.Write([call.Record(kyc.KycId, null)], call.Stop);
        var earlier = await call.Db.Kyc.OfUser(kyc.UserId).NewestFirst().Page(call.Stop);
        var openings = await Verifying.Openings(call.App, kyc, call.Stop);
        return KycReviewView.Of(
            kyc,
            await call.Db.People.Find(kyc.UserId, call.Stop),
            paper => call.LinkTo(kyc, paper),
            [
                .. earlier
                    .Items.Where(other => other.KycId != kyc.KycId && other.SubmittedAt is not null)
                    .Select(other => new EarlierKycView(other.KycId, other.Status, other.Note, other.SubmittedAt, other.DecidedAt)),
            ],
            [.. openings.Select(opening => new OpenedView(opening.ActorId, opening.ActorName, opening.At))]
        );
    }
}
