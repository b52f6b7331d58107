namespace EventTicketing.Domain;

public enum KycStatus
{
    /// <summary>Papers are being uploaded; nothing is submitted yet.</summary>
    Draft,

    /// <summary>Submitted: an administrator is to decide.</summary>
    Pending,

    /// <summary>The reviewer asked for more.</summary>
    MoreInfo,
    Approved,
    Rejected,

    /// <summary>Approved once; an administrator has taken the group away since.</summary>
    Revoked,
}

public enum IdentityDocument
{
    Passport,
    IdentityCard,
    DrivingLicence,
    Aadhaar,
    Pan,
}

public enum DocumentSide
{
    Front,
    Back,
    Page,
}

public enum KycDecision
{
    Approve,
    Reject,
    RequestInfo,
}

/// <summary>A photo or scan of an identity document, in a private bucket.</summary>
public sealed record KycPaper(string DocumentId, string ContentType, DocumentSide? Side, DateTimeOffset UploadedAt)
{
    /// <summary>
    /// Whether it was added since the request was submitted. Not told by the times: the clocks of two functions differ by seconds.
    /// </summary>
    public bool Unsent { get; init; }

    /// <summary>Storage key of the copy that SubmitKyc makes after it has checked the file. Upload forms cannot write there.</summary>
    public string KeyOf(string userId) => $"kyc/{userId}/{DocumentId}.{FileTypes.ExtensionOf(ContentType)}";

    /// <summary>Storage key of the file that the browser uploads.</summary>
    public string UploadKeyOf(string userId) => $"kyc/{userId}/incoming/{DocumentId}";
}

/// <summary>What a person says about their identity document.</summary>
public sealed record KycClaim(
    IdentityDocument DocumentType,
    string DocumentNumber,
    string LegalName,
    string? IssuingCountry,
    DateOnly? ExpiresOn,
    IReadOnlyList<string> DocumentIds
);

/// <summary>A person's request to be verified as an organizer. A person has at most one that is open.</summary>
public sealed record KycRequest : IVersioned<KycRequest>
{
    public const int MaxPapers = 6;
    public const int MaxRequestsPerYear = 5;
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>A draft or a question that nobody touches for so long counts as none.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>An abandoned draft stays so much longer, so that a worker erases its papers before the draft is gone.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    /// <summary>Papers and number are erased so long after the papers were uploaded.</summary>
    public static readonly TimeSpan PapersLife = TimeSpan.FromDays(365);

    /// <summary>Administrators are reminded of a request that nobody has decided for so long.</summary>
    public static readonly TimeSpan ReminderAfter = TimeSpan.FromDays(3);

    public required string KycId { get; init; }
    public required string UserId { get; init; }

    /// <summary>1 for the person's first request.</summary>
    public required int Round { get; init; }

    public required KycStatus Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    public IReadOnlyList<KycPaper> Papers
    {
        get => field ?? [];
        init;
    }

    public IdentityDocument? DocumentType { get; init; }

    /// <summary>Null before it is submitted, and again when it is erased.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>The last four characters of the number, which stay.</summary>
    public string? DocumentNumberEnd { get; init; }

    public string? LegalName { get; init; }
    public string? IssuingCountry { get; init; }
    public DateOnly? ExpiresOn { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedBy { get; init; }

    /// <summary>The reviewer's words for the person.</summary>
    public string? Note { get; init; }

    /// <summary>The reviewer's words for other administrators.</summary>
    public string? InternalNote { get; init; }

    /// <summary>
    /// How often the administrators were told since it was submitted. No part of what a reviewer sees: telling them keeps the version.
    /// </summary>
    public int Told { get; init; }

    /// <summary>When the papers and the number were erased.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public int Version { get; init; }

    /// <summary>Whether a paper was submitted. Those that were added since a reviewer asked for more are not.</summary>
    public bool IsSubmitted(KycPaper paper) => SubmittedAt is not null && !paper.Unsent;

    public KycRequest WithVersion(int version) => this with { Version = version };

    /// <summary>The same request from two windows is one: its id follows from the person and the round.</summary>
    public static string IdOf(string userId, int round) => Ids.Derived("kyc", userId, $"{round}");

    /// <summary>Whether the person can continue this request; if not, the next upload begins a new one.</summary>
    public bool IsOpenAt(DateTimeOffset now) =>
        Status switch
        {
            KycStatus.Draft or KycStatus.MoreInfo => ChangedAt + Patience > now,
            KycStatus.Pending => true,
            _ => false,
        };

    /// <summary>When the papers and the number are to be erased; null when there are none.</summary>
    public DateTimeOffset? PapersGoneAt =>
        ErasedAt is not null || (Papers.Count == 0 && DocumentNumber is null)
            ? null
            : (Papers.Count == 0 ? ChangedAt : Papers.Max(paper => paper.UploadedAt)) + PapersLife;

    /// <summary>When the administrators are to be told that it waits: at once, and a last time after three days.</summary>
    public DateTimeOffset? TellAt =>
        Status != KycStatus.Pending ? null
        : Told == 0 ? SubmittedAt
        : Told == 1 ? SubmittedAt + ReminderAfter
        : null;

    /// <summary>When a worker has something to do for it.</summary>
    public DateTimeOffset? DueAt => new[] { TellAt, EraseAt }.Min();

    /// <summary>When a worker is to erase the papers.</summary>
    public DateTimeOffset? EraseAt => Status == KycStatus.Draft && PapersGoneAt is not null ? ChangedAt + Patience : PapersGoneAt;

    /// <summary>An unfinished request goes with its papers; a decided one is kept for three years.</summary>
    public DateTimeOffset? KeptUntil =>
        Status is KycStatus.Draft ? ChangedAt + Patience + Grace
        : Status is KycStatus.MoreInfo ? ChangedAt.AddYears(3)
        : DecidedAt?.AddYears(3);

    public static KycRequest New(string userId, int round, DateTimeOffset now) =>
        new()
        {
            KycId = IdOf(userId, round),
            UserId = userId,
            Round = round,
            Status = KycStatus.Draft,
            CreatedAt = now,
            ChangedAt = now,
        };

    public Problem? WhyNotEditable =>
        Status switch
        {
            KycStatus.Pending => UnderReview,
            KycStatus.Approved => AlreadyVerified,
            _ => null,
        };

    public static Problem UnderReview { get; } = Problem.Conflict("kyc_under_review", "Your papers are being looked at.");

    public static Problem AlreadyVerified { get; } = Problem.Conflict("already_verified", "You are verified already.");

    public Result<KycRequest> Add(KycPaper paper, DateTimeOffset now) =>
        WhyNotEditable is { } problem ? problem
        : Papers.Any(known => known.DocumentId == paper.DocumentId) ? this
        : Papers.Count >= MaxPapers ? Problem.Conflict("too_many_documents", $"At most {MaxPapers} papers can be shown.")
        : this with { Papers = [.. Papers, paper with { Unsent = true }], ChangedAt = now };

    public Result<KycRequest> Remove(string documentId, DateTimeOffset now) =>
        WhyNotEditable is { } problem ? problem
        : Papers.All(paper => paper.DocumentId != documentId) ? Problem.NotFound("document")
        : this with { Papers = [.. Papers.Where(paper => paper.DocumentId != documentId)], ChangedAt = now };

    /// <summary>Submits the request with some of its papers; the others are dropped.</summary>
    public Result<KycRequest> Submit(KycClaim claim, DateTimeOffset now)
    {
        if (WhyNotEditable is { } problem)
            return problem;
        if (Papers.Count == 0)
            return Problem.Conflict("document_missing", "Upload a photo or scan of the document first.");
        if (claim.DocumentIds.FirstOrDefault(id => Papers.All(paper => paper.DocumentId != id)) is not null)
            return Problem.Invalid("documents", "unknown_document", "One of the papers was not uploaded.");
        if (claim.ExpiresOn <= DateOnly.FromDateTime(now.UtcDateTime))
            return Problem.Invalid("expiresOn", "document_expired", "The document has expired.");
        return this with
        {
            Status = KycStatus.Pending,
            Papers =
            [
                .. Papers.Where(paper => claim.DocumentIds.Contains(paper.DocumentId)).Select(paper => paper with { Unsent = false }),
            ],
            DocumentType = claim.DocumentType,
            DocumentNumber = claim.DocumentNumber,
            DocumentNumberEnd = claim.DocumentNumber[^Math.Min(4, claim.DocumentNumber.Length)..],
            LegalName = claim.LegalName,
            IssuingCountry = claim.IssuingCountry,
            ExpiresOn = claim.ExpiresOn,
            SubmittedAt = now,
            ChangedAt = now,
            DecidedAt = null,
            DecidedBy = null,
            Note = null,
            Told = 0,
        };
    }

    /// <summary>The reviewer's decision. Unchanged when it is the one that was made before.</summary>
    public Result<KycRequest> Review(KycDecision decision, string? note, string? internalNote, string reviewer, DateTimeOffset now)
    {
        if (reviewer == UserId)
            return Problem.Conflict("not_yourself", "Nobody reviews their own papers.");
        var next = decision switch
        {
            KycDecision.Approve => KycStatus.Approved,
            KycDecision.Reject => KycStatus.Rejected,
            _ => KycStatus.MoreInfo,
        };
        if (Status == next && next != KycStatus.MoreInfo)
            return this;
        if (Status == KycStatus.Draft)
            return Problem.NotFound("kyc_request");
        if (Status != KycStatus.Pending)
            return Problem.Conflict("kyc_not_pending", "The request was decided already.");
        return this with
        {
            Status = next,
            Note = note,
            InternalNote = internalNote ?? InternalNote,
            DecidedAt = now,
            DecidedBy = reviewer,
            ChangedAt = now,
        };
    }

    /// <summary>The next mail that tells an administrator that the request waits. It names nobody: mails are kept in many places.</summary>
    public Notification MailToAdministrator(string address, string? name, DateTimeOffset now) =>
        Notification.Of(
            Told == 0
                ? new Letter(
                    name,
                    "Papers to look at",
                    ["Somebody has sent papers to be verified as an organizer."],
                    "Look at the papers",
                    $"/console/admin/verification/{KycId}"
                )
                : new Letter(
                    name,
                    "Papers are still waiting",
                    ["Somebody has been waiting for three days to be verified as an organizer, and nobody has decided yet."],
                    "Look at the papers",
                    $"/console/admin/verification/{KycId}"
                ),
            address,
            KycId,
            $"waiting {SubmittedAt?.ToUnixTimeMilliseconds()} {Told} {address}",
            now
        );

    /// <summary>The mail that tells the person about the decision.</summary>
    public Notification Mail(string address, string? name, DateTimeOffset now) =>
        Notification.Of(
            Status switch
            {
                KycStatus.Approved => new Letter(
                    name,
                    "You are verified",
                    [
                        "Your papers are fine: you can sell tickets now. Sign in again if the console does not say so yet.",
                        .. Note is { } note ? [note] : Array.Empty<string>(),
                    ],
                    "Open the console",
                    "/console"
                ),
                KycStatus.Rejected => new Letter(
                    name,
                    "Your verification was not accepted",
                    [$"We could not verify you. {Note}"],
                    "See what you can do",
                    "/console/verification"
                ),
                _ => new Letter(
                    name,
                    "We need more to verify you",
                    [$"Thank you for your papers. {Note}"],
                    "Send what is missing",
                    "/console/verification"
                ),
            },
            address,
            KycId,
            $"{Status} {Version}",
            now
        );

    public KycRequest Revoke(DateTimeOffset now) =>
        Status == KycStatus.Approved ? this with { Status = KycStatus.Revoked, ChangedAt = now } : this;

    /// <summary>The request without its papers and number; the decision stays.</summary>
    public KycRequest Erase(DateTimeOffset now) => this with { Papers = [], DocumentNumber = null, ErasedAt = now };
}
