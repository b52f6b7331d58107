using EventTicketing.Data;
using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>The caller's own profile.</summary>
public static class PeopleEndpoints
{
    public static readonly Endpoint<NoRequest, ProfileView> GetProfile = new(
        "GET",
        "/me",
        Access.User,
        "Returns the caller's profile, groups and organizations.",
        Grants.Write(Users, Sessions, Summaries).AndRead(Kyc)
    )
    {
        Memberships = true,
    };

    public static readonly Endpoint<UpdateProfileRequest, ProfileView> UpdateProfile = new(
        "PATCH",
        "/me",
        Access.User,
        "Changes the caller's profile.",
        Grants.Write(Users).AndRead(Kyc)
    )
    {
        Memberships = true,
        Conditional = true,
    };

    public static readonly Endpoint<StartPhoneVerificationRequest, PhoneCodeView> StartPhoneVerification = new(
        "POST",
        "/me/phone",
        Access.User,
        "Sends a code of six digits to a phone, valid for ten minutes, in place of an earlier one. Three a day.",
        Grants.Write(Users).And(Uses.Sms)
    )
    {
        Recorded = true,
        FieldCodes = ["phone_refused"],
        Problems = ["sms_not_available", "too_many_codes"],
    };

    public static readonly Endpoint<VerifyPhoneRequest, ProfileView> VerifyPhone = new(
        "POST",
        "/me/phone/verify",
        Access.User,
        "Enters the code that was sent to a phone: its number becomes the caller's, and is verified. Five wrong codes end it.",
        Grants.Write(Users).AndRead(Kyc)
    )
    {
        Memberships = true,
        Recorded = true,
        FieldCodes = ["wrong_code"],
        Problems = ["code_expired", "too_many_attempts"],
    };

    public static readonly Endpoint<NoRequest, NotificationSettingsView> GetNotificationSettings = new(
        "GET",
        "/me/notifications",
        Access.User,
        "Returns what the caller is told by mail and by text message.",
        Grants.Write(Users)
    );

    public static readonly Endpoint<UpdateNotificationSettingsRequest, NotificationSettingsView> UpdateNotificationSettings = new(
        "PATCH",
        "/me/notifications",
        Access.User,
        "Changes what the caller is told. Tickets, changes and refunds are always mailed; text messages need a verified phone.",
        Grants.Write(Users)
    )
    {
        Conditional = true,
        FieldCodes = ["always_sent"],
        Problems = ["phone_not_verified", "sms_not_available"],
    };

    public static readonly Endpoint<ProfileImageUploadRequest, ImageUploadView> CreateProfileImageUpload = new(
        "POST",
        "/me/image",
        Access.User,
        "Returns an upload form for the caller's picture, for 15 minutes: JPEG or PNG up to 2 MB. PublishProfileImage shows it.",
        Grants.Write(Users).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Status = 201,
        Idempotent = true,
    };

    public static readonly Endpoint<ProfileImageRequest, ProfileView> PublishProfileImage = new(
        "POST",
        "/me/image/{imageId}",
        Access.User,
        "Makes the uploaded picture the caller's, and deletes the one before. The file is checked and copied.",
        Grants.Write(Users).AndRead(Kyc).And(Buckets.Uploads, May.Get | May.Put | May.Delete)
    )
    {
        Memberships = true,
        Problems = ["image_not_uploaded", "not_an_image"],
    };

    public static readonly Endpoint<NoRequest, Nothing> DeleteProfileImage = new(
        "DELETE",
        "/me/image",
        Access.User,
        "Deletes the caller's picture and its file, if there is one.",
        Grants.Write(Users).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Status = 204,
    };

    public static readonly Endpoint<NoRequest, Nothing> SignOutEverywhere = new(
        "POST",
        "/me/sign-out",
        Access.User,
        "Ends all sessions of the caller: every token is refused within seconds.",
        Grants.Write(Revocations, Sessions).And(Uses.ManagePeople)
    )
    {
        Recorded = true,
        Status = 204,
        Problems = ["act_in_progress"],
    };

    public static readonly Endpoint<NoRequest, ReportView> ExportMyData = new(
        "POST",
        "/me/export",
        Access.User,
        "Writes a JSON file with what is known of the caller and returns a link to it, valid for 15 minutes. Three a day.",
        Grants
            .Write(Users)
            .AndRead(Sessions, Kyc, Registrations, Tickets, Staff, TimeEntries)
            .And(Buckets.Exports, May.Get | May.Put)
            .And(Buckets.Uploads, May.Get)
            .And(Uses.OrderKeys)
    )
    {
        Memberships = true,
        Recorded = true,
        Idempotent = true,
        Problems = ["too_many_exports"],
    };

    public static readonly Endpoint<DeleteMyAccountRequest, ErasureView> DeleteMyAccount = new(
        "DELETE",
        "/me",
        Access.User,
        "Deletes the caller's account. It ends at once, and within minutes names and addresses are erased wherever they are.",
        Grants
            .Write(Erasures, Revocations, Users)
            .AndRead(Registrations, Events, Members, Organizations)
            .And(Uses.DeletePeople | Uses.OrderKeys)
    )
    {
        Recorded = true,
        Problems = ["open_refund", "sign_in_again", "sole_owner", "upcoming_tickets"],
    };

    public static readonly Endpoint<PageRequest, ListOf<SessionView>> ListMySessions = new(
        "GET",
        "/me/sessions",
        Access.User,
        "Lists where the caller is signed in, the session that was seen last first.",
        Grants.Write(Sessions)
    );

    public static readonly Endpoint<NoRequest, MyKycView> GetMyKyc = new(
        "GET",
        "/kyc",
        Access.User,
        "Returns the state of the caller's verification with the papers and what the reviewer wrote.",
        Grants.Read(Kyc).And(Buckets.Uploads, May.Get)
    );

    public static readonly Endpoint<KycDocumentUploadRequest, KycUploadView> CreateKycDocumentUpload = new(
        "POST",
        "/kyc/documents",
        Access.User,
        "Returns a form for uploading a photo or scan of an identity document: JPEG, PNG or PDF, 10 MB at most.",
        Grants.Write(Kyc).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Status = 201,
        Idempotent = true,
        Problems = ["already_verified", "kyc_under_review", "too_many_documents", "too_many_requests_made"],
    };

    public static readonly Endpoint<KycDocumentRequest, Nothing> DeleteKycDocument = new(
        "DELETE",
        "/kyc/documents/{documentId}",
        Access.User,
        "Deletes an uploaded paper.",
        Grants.Write(Kyc).And(Buckets.Uploads, May.Put | May.Delete)
    )
    {
        Status = 204,
        Problems = ["already_verified", "kyc_under_review"],
    };

    public static readonly Endpoint<SubmitKycRequest, KycView> SubmitKyc = new(
        "POST",
        "/kyc",
        Access.User,
        "Submits the caller's papers for verification as an organizer.",
        Grants.Write(Kyc).AndRead(Users).And(Buckets.Uploads, May.Get | May.Put | May.Delete)
    )
    {
        FieldCodes = ["document_expired", "invalid_date", "required", "unknown_document", "wrong_content"],
        Recorded = true,
        Status = 201,
        Idempotent = true,
        Problems = ["already_verified", "document_missing", "kyc_under_review", "too_many_requests_made"],
    };
}
