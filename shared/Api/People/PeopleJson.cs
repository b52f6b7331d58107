using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(
    Converters = [
        typeof(Camel<KycStatus>),
        typeof(Camel<IdentityDocument>),
        typeof(Camel<DocumentSide>),
        typeof(Camel<KycDecision>),
        typeof(Camel<ErasureStatus>),
    ]
)]
[JsonSerializable(typeof(ListOf<SessionView>))]
[JsonSerializable(typeof(KycDocumentUploadRequest))]
[JsonSerializable(typeof(KycDocumentRequest))]
[JsonSerializable(typeof(SubmitKycRequest))]
[JsonSerializable(typeof(KycUploadView))]
[JsonSerializable(typeof(MyKycView))]
[JsonSerializable(typeof(KycView))]
[JsonSerializable(typeof(ProfileImageUploadRequest))]
[JsonSerializable(typeof(ProfileImageRequest))]
[JsonSerializable(typeof(DeleteMyAccountRequest))]
[JsonSerializable(typeof(ErasureView))]
[JsonSerializable(typeof(PersonalDataView))]
[JsonSerializable(typeof(UpdateProfileRequest))]
[JsonSerializable(typeof(StartPhoneVerificationRequest))]
[JsonSerializable(typeof(VerifyPhoneRequest))]
[JsonSerializable(typeof(PhoneCodeView))]
[JsonSerializable(typeof(UpdateNotificationSettingsRequest))]
[JsonSerializable(typeof(NotificationSettingsView))]
[JsonSerializable(typeof(ProfileView))]
internal sealed partial class PeopleJson : JsonSerializerContext;
