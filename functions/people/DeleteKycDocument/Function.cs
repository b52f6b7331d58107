namespace EventTicketing.Functions.DeleteKycDocument;

public sealed class Function(Host host) : ApiFunction<KycDocumentRequest, Nothing>(PeopleEndpoints.DeleteKycDocument, host)
{
    protected override async Task<Result<Nothing>> Handle(KycDocumentRequest request, Call call)
    {
        var changed = await call.ChangeKyc(async current =>
        {
            if (current.Remove(request.DocumentId, call.Now).Refused(out var problem, out var next))
                return problem;
            var paper = current.Papers.Single(paper => paper.DocumentId == request.DocumentId);
            await call.App.Files(Buckets.Uploads).Delete(paper.KeyOf(current.UserId), call.Stop);
            await call.App.Files(Buckets.Uploads).Delete(paper.UploadKeyOf(current.UserId), call.Stop);
            return next;
        });
        return changed.Then(_ => Nothing.Instance);
    }
}
