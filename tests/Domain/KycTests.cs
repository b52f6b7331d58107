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
    public void Administrators_are_told_at_once_and_reminded_once_while_nobody_has_decided()
    {
        Assert.Equal(Now, Pending.DueAt);
        var told = Pending with { Told = 1 };
        Assert.Equal(Now.AddDays(3), told.DueAt);
        var reminded = Pending with { Told = 2 };
        Assert.Equal((null, Now.AddDays(365)), (reminded.TellAt, reminded.DueAt));
        Assert.Equal(["Papers to look at", "Papers are still waiting"], new[] { Pending, told }.Select(kyc => Mail(kyc).Letter!.Subject));
        Assert.NotEqual(Mail(Pending).NotificationId, Mail(told).NotificationId);
        Assert.NotEqual(Mail(Pending).NotificationId, Mail(Pending, "other@example.com").NotificationId);

        static Notification Mail(KycRequest kyc, string to = "admin@example.com") => kyc.MailToAdministrator(to, "Ann", Now);
    }

    [Theory]
    [InlineData(KycStatus.Draft)]
    [InlineData(KycStatus.MoreInfo)]
    [InlineData(KycStatus.Approved)]
    [InlineData(KycStatus.Rejected)]
    [InlineData(KycStatus.Revoked)]
    public void Nobody_is_told_of_what_does_not_wait(KycStatus status) => Assert.Null(In(status).TellAt);

    [Fact]
    public void A_paper_is_submitted_with_the_request_and_not_when_it_is_added()
    {
        Assert.False(Draft.IsSubmitted(Draft.Papers[0]));
        Assert.True(Pending.IsSubmitted(Pending.Papers[0]));
        // The clock of the function that took it was ahead.
        var back = Passport with
        {
            DocumentId = "doc_2",
            UploadedAt = Now.AddDays(1).AddSeconds(2),
        };
        var more = In(KycStatus.MoreInfo).Add(back, Now.AddDays(1)).Value;
        Assert.Equal([true, false], more.Papers.Select(more.IsSubmitted));
        var again = more.Submit(Claim with { DocumentIds = ["doc_1", "doc_2"] }, Now.AddDays(1)).Value;
        Assert.All(again.Papers, paper => Assert.True(again.IsSubmitted(paper)));
    }

    [Fact]
    public void Whoever_submits_again_is_told_of_again()
    {
        var asked = (Pending with { Told = 2 }).Review(KycDecision.RequestInfo, "More.", null, "usr_admin", Now).Value;
        var again = asked.Submit(Claim, Now.AddDays(9)).Value;
        Assert.Equal(Now.AddDays(9), again.TellAt);
        Assert.NotEqual(
            Pending.MailToAdministrator("admin@example.com", null, Now).NotificationId,
            again.MailToAdministrator("admin@example.com", null, Now).NotificationId
        );
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
    [InlineData(FileTypes.Pdf, "%PDF-1.7", true)]
    [InlineData(FileTypes.Pdf, "MZ\u0090\0", false)]
    [InlineData(FileTypes.Jpeg, "%PDF-1.7", false)]
    [InlineData("text/html", "<html>", false)]
    [InlineData(FileTypes.Pdf, "", false)]
    public void A_file_is_what_its_first_bytes_say(string contentType, string file, bool fits) =>
        Assert.Equal(fits, FileTypes.Fits(contentType, System.Text.Encoding.Latin1.GetBytes(file)));

    [Fact]
    public void Papers_live_a_year_from_the_last_upload_and_a_draft_a_month()
    {
        var later = Passport with { DocumentId = "doc_2", UploadedAt = Now.AddDays(10) };
        var draft = Draft.Add(later, Now.AddDays(10)).Value;
        Assert.Equal(Now.AddDays(375), draft.PapersGoneAt);
        Assert.Equal(Now.AddDays(40), draft.DueAt);
        Assert.Equal(Now.AddDays(47), draft.KeptUntil);
        Assert.Equal(Now.AddDays(375), draft.Submit(Claim with { DocumentIds = ["doc_1", "doc_2"] }, Now).Value.EraseAt);
        Assert.Null(KycRequest.New("usr_1", 1, Now).PapersGoneAt);
        Assert.Null(KycRequest.New("usr_1", 1, Now).DueAt);
        Assert.Null(Draft.Erase(Now).PapersGoneAt);
        // A number without papers goes as well.
        Assert.Equal(Now.AddDays(365), (Pending with { Papers = [] }).PapersGoneAt);
        Assert.Null((Pending with { Papers = [], DocumentNumber = null }).PapersGoneAt);
    }

    [Fact]
    public void A_request_stays_for_three_years_once_it_was_decided_or_asked_about()
    {
        Assert.Null(Pending.KeptUntil);
        Assert.Equal(Now.AddYears(3), In(KycStatus.Approved).KeptUntil);
        var asked = In(KycStatus.MoreInfo);
        Assert.Equal(Now.AddDays(1).AddYears(3), asked.Add(Passport with { DocumentId = "doc_2" }, Now.AddDays(1)).Value.KeptUntil);
    }

    [Theory]
    [InlineData(KycStatus.Draft, 30, true)]
    [InlineData(KycStatus.MoreInfo, 30, true)]
    [InlineData(KycStatus.Pending, 400, true)]
    [InlineData(KycStatus.Approved, 0, false)]
    [InlineData(KycStatus.Rejected, 0, false)]
    [InlineData(KycStatus.Revoked, 0, false)]
    public void What_nobody_touches_for_a_month_counts_as_none(KycStatus status, int days, bool isOpen)
    {
        Assert.Equal(isOpen, In(status).IsOpenAt(Now.AddDays(days) - Valid.Tick));
        if (status is KycStatus.Draft or KycStatus.MoreInfo)
            Assert.False(In(status).IsOpenAt(Now.AddDays(days)));
    }

    [Fact]
    public void A_paper_is_kept_apart_from_what_a_browser_can_write()
    {
        Assert.Equal("kyc/usr_1/doc_1.jpg", Passport.KeyOf("usr_1"));
        Assert.Equal("kyc/usr_1/incoming/doc_1", Passport.UploadKeyOf("usr_1"));
        Assert.NotEqual(KycRequest.IdOf("usr_1", 1), KycRequest.IdOf("usr_1", 2));
        Assert.NotEqual(KycRequest.IdOf("usr_1", 1), KycRequest.IdOf("usr_2", 1));
        Assert.StartsWith("kyc_", KycRequest.IdOf("usr_1", 1));
    }

    [Fact]
    public void One_paper_is_removed_and_the_others_stay()
    {
        var two = Draft.Add(Passport with { DocumentId = "doc_2" }, Now).Value;
        Assert.Equal(["doc_2"], two.Remove("doc_1", Now).Value.Papers.Select(paper => paper.DocumentId));
        Assert.Equal("document_not_found", two.Remove("doc_3", Now).Problem?.Code);
    }

    [Theory]
    [InlineData("C01X00T47", "0T47")]
    [InlineData("1234", "1234")]
    [InlineData("12", "12")]
    public void The_end_of_the_number_stays(string number, string end) =>
        Assert.Equal(end, Draft.Submit(Claim with { DocumentNumber = number }, Now).Value.DocumentNumberEnd);

    [Fact]
    public void A_note_for_other_administrators_stays_until_it_is_replaced()
    {
        var noted = Pending.Review(KycDecision.RequestInfo, "Too dark.", "Looks odd.", "usr_admin", Now).Value;
        Assert.Equal("Looks odd.", noted.InternalNote);
        var again = noted.Submit(Claim, Now).Value;
        Assert.Equal("Looks odd.", again.Review(KycDecision.Approve, null, null, "usr_admin", Now).Value.InternalNote);
        Assert.Equal("Fine.", again.Review(KycDecision.Approve, null, "Fine.", "usr_admin", Now).Value.InternalNote);
    }

    [Theory]
    [InlineData(KycStatus.Approved, "You are verified", "/console", "Too dark.")]
    [InlineData(KycStatus.Rejected, "Your verification was not accepted", "/console/verification", "We could not verify you. Too dark.")]
    [InlineData(KycStatus.MoreInfo, "We need more to verify you", "/console/verification", "Thank you for your papers. Too dark.")]
    public void The_decision_is_mailed_with_the_note(KycStatus status, string subject, string path, string last)
    {
        var mail = In(status).Mail("ada@example.com", "Ada", Now);
        Assert.Equal((subject, path, last), (mail.Letter!.Subject, mail.Letter.LinkPath, mail.Letter.Lines[^1]));
        Assert.Equal("ada@example.com", mail.Recipient);
        // A second decision on the same request is a second mail.
        Assert.NotEqual(mail.NotificationId, (In(status) with { Version = 7 }).Mail("ada@example.com", "Ada", Now).NotificationId);
    }

    [Theory]
    [InlineData("Organizers", true, false)]
    [InlineData("Admins", true, true)]
    [InlineData("SuperAdmins", true, true)]
    [InlineData("Attendees", false, false)]
    [InlineData("Managers", false, false)]
    public void Who_may_sell_and_whom_only_super_administrators_change(string group, bool maySell, bool isOfAdmins) =>
        Assert.Equal((maySell, isOfAdmins), (Groups.MaySell(group), Groups.IsOfAdmins(group)));

    [Fact]
    public void A_token_of_the_second_of_a_revocation_is_refused() =>
        Assert.Equal(Now.ToUnixTimeSeconds() + 1, Revocation.Of("usr_1", Now.AddMilliseconds(900)).NotBefore);

    [Fact]
    public void Only_an_approval_is_revoked()
    {
        Assert.Equal(KycStatus.Revoked, In(KycStatus.Approved).Revoke(Now).Status);
        Assert.Same(Pending, Pending.Revoke(Now));
    }
}
