using System.Globalization;

namespace EventTicketing.Functions.SubmitKyc;

public sealed class Function(Host host) : ApiFunction<SubmitKycRequest, KycView>(PeopleEndpoints.SubmitKyc, host)
{
    protected override async Task<Result<KycView>> Handle(SubmitKycRequest request, Call call)
    {
        DateOnly? expiresOn = null;
        if (request.ExpiresOn is { } text)
        {
            if (!DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return Problem.Invalid("expiresOn", "invalid_date", "A calendar day such as 2030-05-31 is needed.");
            expiresOn = day;
        }

        if ((request.LegalName ?? (await call.Self()).Name) is not { } legalName)
            return Problem.Invalid("legalName", "required", "The name as printed on the document is needed.");
        var claim = new KycClaim(
            request.DocumentType,
            request.DocumentNumber,
            legalName,
            request.IssuingCountry,
            expiresOn,
            [.. request.Documents.Distinct(StringComparer.Ordinal)]
        );
        IReadOnlyList<KycPaper> dropped = [];
        var submitted = await call.ChangeKyc(
            async current =>
            {
                if (current.Submit(claim, call.Now).Refused(out var problem, out var next))
                    return problem;
                foreach (var paper in next.Papers)
                {
                    if (await WhyNotKept(next, paper, call) is { } refusal)
                        return refusal;
                }

                dropped = [.. current.Papers.ExceptBy(claim.DocumentIds, paper => paper.DocumentId)];
                return next;
            },
            call.Record(call.Caller.UserId, null)
        );
        if (!submitted.Refused(out _, out var saved))
            await Verifying.DeleteFiles(call.App, saved.UserId, dropped, call.Stop);
        return submitted.Then(kyc => KycView.Of(kyc, paper => call.LinkTo(kyc, paper)));
    }

    /// <summary>
    /// Copies an uploaded paper to where no form can replace it, if its first bytes are those of its type. What a reviewer opens is what
    /// was checked.
    /// </summary>
    private static async Task<Problem?> WhyNotKept(KycRequest request, KycPaper paper, Call call)
    {
        var files = call.App.Files(Buckets.Uploads);
        if (await files.Get(paper.UploadKeyOf(request.UserId), call.Stop) is not { } file)
            return await files.Exists(paper.KeyOf(request.UserId), call.Stop)
                ? null
                : Problem.Conflict("document_missing", "One of the papers has not been uploaded yet.");
        if (!FileTypes.Fits(paper.ContentType, file))
            return Problem.Invalid("documents", "wrong_content", $"One of the papers is not {paper.ContentType}.");
        await files.Put(paper.KeyOf(request.UserId), file, paper.ContentType, call.Stop);
        await files.Delete(paper.UploadKeyOf(request.UserId), call.Stop);
        return null;
    }
}
