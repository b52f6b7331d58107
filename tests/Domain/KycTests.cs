namespace EventTicketing.Tests.Domain;

public sealed class KycTests
{
    private static readonly DateTimeOffset Now = new(2027, 5, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly KycPaper Passport = new("doc_1", FileTypes.Jpeg, DocumentSide.Front, Now);
    private static readonly KycClaim Claim = new(IdentityDocument.Passport, "C01X00T47", "Ada Lorenz", "DE", new(2031, 5, 31), ["doc_1"]);
    private static readonly KycRequest Draft = KycRequest.New("usr_1", 1, Now).Add(Passport, Now).Value;
    private static readonly KycRequest Pending = Draft.Submit(Claim, Now).Value;

    private static KycRequest Reviewed(KycDecision decision) => Pending.Review(decision, "Too dark.", null, "usr_admin", Now).Value;

    private static KycRequest In(KycStatus status) =>
        status switch
        {
            KycStatus.Draft => Draft,
            KycStatus.Pending => Pending,
            KycStatus.MoreInfo => Reviewed(KycDecision.RequestInfo),
            KycStatus.Approved => Reviewed(KycDecision.Approve),
            KycStatus.Rejected => Reviewed(KycDecision.Reject),
            _ => Reviewed(KycDecision.Approve).Revoke(Now),
        };

    [Theory]
    [InlineData(KycStatus.Draft, null, null, "kyc_request_not_found", "kyc_request_not_found", "kyc_request_not_found")]
    [InlineData(KycStatus.Pending, "kyc_under_review", "kyc_under_review", null, null, null)]
    [InlineData(KycStatus.MoreInfo, null, null, "kyc_not_pending", "kyc_not_pending", "kyc_not_pending")]
    [InlineData(KycStatus.Approved, "already_verified", "already_verified", null, "kyc_not_pending", "kyc_not_pending")]
    [InlineData(KycStatus.Rejected, null, null, "kyc_not_pending", null, "kyc_not_pending")]
    [InlineData(KycStatus.Revoked, null, null, "kyc_not_pending", "kyc_not_pending", "kyc_not_pending")]
    public void What_can_be_done_in_which_state(
        KycStatus status,
        string? upload,
        string? submit,
        string? approve,
        string? reject,
        string? requestInfo
    )
    {
        var request = In(status);
        Assert.Equal(
            (upload, submit, approve, reject, requestInfo),
            (
                request.Add(Passport with { DocumentId = "doc_2" }, Now).Problem?.Code,
                request.Submit(Claim, Now).Problem?.Code,
                Refusal(KycDecision.Approve),
                Refusal(KycDecision.Reject),
                Refusal(KycDecision.RequestInfo)
            )
        );

        string? Refusal(KycDecision decision) => request.Review(decision, "note", null, "usr_admin", Now).Problem?.Code;
    }

    [Fact]
    public void Nobody_reviews_themselves() =>
        Assert.Equal("not_yourself", Pending.Review(KycDecision.Approve, null, null, "usr_1", Now).Problem?.Code);

    [Fact]
    public void An_approval_promises_a_group_until_it_is_given()
    {
        var approved = In(KycStatus.Approved);
        Assert.Equal(Now.AddDays(365), approved.DueAt);
    }

    [Fact]
    public void Papers_and_number_go_after_a_year_and_the_approval_stays()
    {
        var erased = In(KycStatus.Approved).Erase(Now.AddDays(365));
        Assert.Equal(
            (KycStatus.Approved, null, "0T47", 0),
            (erased.Status, erased.DocumentNumber, erased.DocumentNumberEnd, erased.Papers.Count)
        );
        Assert.Null(erased.DueAt);
    }

    [Fact]
    public void Only_uploaded_papers_can_be_submitted()
    {
        Assert.Equal("document_missing", KycRequest.New("usr_1", 1, Now).Submit(Claim, Now).Problem?.Code);
        Assert.Equal("unknown_document", Draft.Submit(Claim with { DocumentIds = ["doc_9"] }, Now).Problem?.Code);
        var two = Draft.Add(Passport with { DocumentId = "doc_2" }, Now).Value;
        Assert.Equal("doc_1", Assert.Single(two.Submit(Claim, Now).Value.Papers).DocumentId);
    }

    [Theory]
    [InlineData(13, "document_expired")]
    [InlineData(14, "document_expired")]
    [InlineData(15, null)]
    public void The_document_is_still_valid_tomorrow(int day, string? refusal) =>
        Assert.Equal(refusal, Draft.Submit(Claim with { ExpiresOn = new(2027, 5, day) }, Now).Problem?.Code);

    [Fact]
    public void There_are_at_most_six_papers()
    {
        var full = Enumerable.Range(2, 5).Aggregate(Draft, (kyc, i) => kyc.Add(Passport with { DocumentId = $"doc_{i}" }, Now).Value);
        Assert.Equal("too_many_documents", full.Add(Passport with { DocumentId = "doc_7" }, Now).Problem?.Code);
        Assert.Same(full, full.Add(Passport with { DocumentId = "doc_6" }, Now).Value);
        Assert.Null(full.Remove("doc_1", Now).Value.Add(Passport with { DocumentId = "doc_7" }, Now).Problem);
    }

    [Theory]
    [InlineData(KycStatus.Draft, true)]
    [InlineData(KycStatus.MoreInfo, true)]
    [InlineData(KycStatus.Pending, false)]
    public void What_nobody_touches_for_a_month_counts_as_none(KycStatus status, bool ends)
    {
        Assert.True(In(status).IsOpenAt(Now.AddDays(29)));
        Assert.Equal(!ends, In(status).IsOpenAt(Now.AddDays(30)));
    }

    [Theory]
    [InlineData(FileTypes.Pdf, "%PDF-1.7", true)]
    [InlineData(FileTypes.Pdf, "MZ\u0090\0", false)]
    [InlineData(FileTypes.Jpeg, "%PDF-1.7", false)]
    [InlineData("text/html", "<html>", false)]
    [InlineData(FileTypes.Pdf, "", false)]
    public void A_file_is_what_its_first_bytes_say(string contentType, string file, bool fits) =>
        Assert.Equal(fits, FileTypes.Fits(contentType, System.Text.Encoding.Latin1.GetBytes(file)));
}
