using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private const string KycId = "kyc_5b8v2w9x1q4m7c0d3f6g9h2j5k";
    private const string DocumentId = "doc_01k9pz7d3v8ge2sy6b0c4n7m1t";
    private const string PaperUrl = "https://uploads.example.com/kyc/5b8v2w.jpg?X-Amz-Signature=…";

    private static KycRequest Submitted =>
        new()
        {
            KycId = KycId,
            UserId = UserId,
            Round = 1,
            Status = KycStatus.Pending,
            CreatedAt = BookedAt,
            ChangedAt = ConfirmedAt,
            Papers = [new(DocumentId, FileTypes.Jpeg, DocumentSide.Front, BookedAt)],
            DocumentType = IdentityDocument.Passport,
            DocumentNumber = "C01X00T47",
            DocumentNumberEnd = "0T47",
            LegalName = Ada,
            IssuingCountry = "DE",
            ExpiresOn = new DateOnly(2031, 5, 31),
            SubmittedAt = ConfirmedAt,
            Version = 2,
        };

    private static object[] People =>
        [
            new KycDocumentUploadRequest { ContentType = FileTypes.Jpeg, Side = DocumentSide.Front },
            new KycDocumentRequest { DocumentId = DocumentId },
            new SubmitKycRequest
            {
                DocumentType = IdentityDocument.Passport,
                DocumentNumber = "C01X00T47",
                Documents = [DocumentId],
                LegalName = Ada,
                IssuingCountry = "DE",
                ExpiresOn = "2031-05-31",
            },
            new KycUploadView(
                DocumentId,
                "https://uploads.example.com/",
                new Dictionary<string, string> { ["Content-Type"] = FileTypes.Jpeg },
                KycRequest.MaxBytes,
                BookedAt.AddMinutes(15)
            ),
            KycView.Of(Submitted, _ => PaperUrl),
            new MyKycView("pending", KycView.Of(Submitted, _ => PaperUrl), KycView.Papers(Submitted, _ => PaperUrl)),
            new ProfileImageUploadRequest { ContentType = FileTypes.Jpeg },
            new ProfileImageRequest { ImageId = ImageId },
            new DeleteMyAccountRequest { KeepTickets = true },
            ErasureView.Of(Erasure.Requested(UserId, null, UserId, BookedAt)),
            new UpdateProfileRequest
            {
                Name = Ada,
                Phone = "+4930123456",
                Language = "de",
            },
            new StartPhoneVerificationRequest { Phone = "+4930123456" },
            new PhoneCodeView("+4930123456", BookedAt + PhoneCode.Life),
            new VerifyPhoneRequest { Code = "493817" },
            new UpdateNotificationSettingsRequest
            {
                Email = new() { Reminders = true, News = false },
                Language = "de",
            },
            NotificationSettingsView.Of(
                new()
                {
                    UserId = UserId,
                    Phone = "+4930123456",
                    PhoneVerifiedAt = BookedAt,
                    Language = "de",
                    Notifications = new(Reminders: true, News: false, new(Tickets: true, Changes: true, Reminders: false)),
                    CreatedAt = BookedAt,
                    Version = 3,
                },
                smsAvailable: true
            ),
            new ListOf<SessionView>(
                [new("4f7c2d9e-8a31-4c55-9b60-2f6e1d3a7b84", BookedAt, ConfirmedAt, "Firefox, Windows", Current: true)],
                null
            ),
            new ProfileView
            {
                UserId = UserId,
                Email = AdasEmail,
                Name = Ada,
                Phone = "+4930123456",
                PhoneVerified = true,
                Language = "de",
                ImageUrl = $"/images/people/{UserId}/{ImageId}.jpg",
                KycStatus = "approved",
                Groups = ["Organizers"],
                Organizations = [new(OrganizationId, OrganizationRole.Owner)],
                Version = 3,
            },
        ];
}
