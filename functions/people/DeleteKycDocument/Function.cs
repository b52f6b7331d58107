namespace EventTicketing.Functions.DeleteKycDocument;

public sealed class Function(Host host) : ApiFunction<KycDocumentRequest, Nothing>(PeopleEndpoints.DeleteKycDocument, host)
{
    protected override async Task<Result<Nothing>> Handle(KycDocumentRequest request, Call call)
    {
        var changed = await call.ChangeKyc(async current =>
        {
            if (current.Remove(request.DocumentId, call.Now).Refused(out var problem, out var next))
                return problem;
            await Verifying.DeleteFiles(call.App, current.UserId, current.Papers.Except(next.Papers), call.Stop);
            return next;
        });
        return changed.Then(_ => Nothing.Instance);
    }
}
