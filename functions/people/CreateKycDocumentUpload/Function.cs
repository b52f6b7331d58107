namespace EventTicketing.Functions.CreateKycDocumentUpload;

public sealed class Function(Host host)
    : ApiFunction<KycDocumentUploadRequest, KycUploadView>(PeopleEndpoints.CreateKycDocumentUpload, host)
{
    private static readonly TimeSpan FormLife = TimeSpan.FromMinutes(15);

    protected override async Task<Result<KycUploadView>> Handle(KycDocumentUploadRequest request, Call call)
    {
        var paper = new KycPaper(call.NewId("doc"), request.ContentType, request.Side, call.Now);
        var changed = await call.ChangeKyc(current => Task.FromResult(current.Add(paper, call.Now)));
        if (changed.Refused(out var problem, out _))
            return problem;
        var until = call.Now + FormLife;
        var form = call
            .App.Files(Buckets.Uploads)
            .Form(paper.UploadKeyOf(call.Caller.UserId), paper.ContentType, KycRequest.MaxBytes, until);
        return new KycUploadView(paper.DocumentId, form.Url.AbsoluteUri, form.Fields, KycRequest.MaxBytes, until);
    }
}
